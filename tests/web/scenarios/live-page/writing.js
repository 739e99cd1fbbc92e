/** @file Where translations are written: into the nodes that the page has. */

import { equal, ok } from '../check.js';
import { backwards, becomes, capitals, show, translatePage } from './stage.js';

/** @type {import('./stage.js').Scenarios} */
export const scenarios = {
  'a paragraph is translated as a whole, into the nodes it has': async () => {
    await becomes('<p>uno <b>dos</b> tres</p>', '<p>UNO <b>DOS</b> TRES</p>');
    const body = show('<p>uno <b>dos</b> tres</p>');
    const translator = capitals();
    await translatePage(body, translator).idle();
    equal(translator.asked, ['uno dos tres']);
  },

  'elements whose words change places are moved': async () => {
    const ways = { order: backwards };
    await becomes('<p>a <b>uno</b> y <i>dos</i> z</p>', '<p>Z <i>DOS</i> Y <b>UNO</b> A</p>', ways);
    await becomes(
      '<p><b>uno <i>dos</i></b> tres <u>x</u></p>',
      '<p><u>X</u> TRES <b><i>DOS</i> UNO</b></p>',
      ways,
    );
  },

  'a text node is added only where words come to a place without one': async () => {
    const body = show('<p><b>uno</b> dos</p>');
    const texts = () => body.firstElementChild?.childNodes.length;
    const live = translatePage(body, capitals({ order: backwards }));
    await live.idle();
    equal(body.innerHTML, '<p>DOS <b>UNO</b></p>');
    equal(texts(), 2, 'nodes');
    await live.restore();
    await becomes('<p><b>u</b> x <i>v</i></p>', '<p><i>V</i> X <b>U</b></p>', { order: backwards });
    await becomes(
      '<p>x <b>u v</b></p>',
      '<p>A <b>U V</b> Z</p>'.replace('A ', 'X ').replace(' Z', ''),
    );
  },

  'white space stays as the page has it': async () => {
    await becomes(
      '<p>\n  uno\n  dos <b>\n tres</b>\n\n </p>',
      '<p>\n  UNO DOS <b>\n TRES</b>\n\n </p>',
    );
    await becomes(
      '<ul>\n <li> uno </li>\n <li>dos</li>\n</ul>',
      '<ul>\n <li> UNO </li>\n <li>DOS</li>\n</ul>',
    );
    await becomes('<pre>uno\n  dos\n\n</pre>', '<pre>UNO\n  DOS\n\n</pre>');
    await becomes('<p>\u00a0 uno\u00a0</p>', '<p>&nbsp; UNO&nbsp;</p>');
  },

  'lines end at br, and blocks where they begin': async () => {
    const body = show('uno<br>dos<div>tres</div>cuatro <b>cinco<br>seis</b>');
    const translator = capitals();
    await translatePage(body, translator).idle();
    equal(translator.asked, ['uno', 'dos', 'cuatro', 'tres', 'cinco', 'seis']);
    equal(body.innerHTML, 'UNO<br>DOS<div>TRES</div>CUATRO <b>CINCO<br>SEIS</b>');
  },

  'links side by side and buttons are texts of their own': async () => {
    const body = show(
      '<nav><a>uno</a><a>dos</a> <a>tres</a></nav><p>cuatro <button>cinco</button> seis</p>',
    );
    const translator = capitals();
    await translatePage(body, translator).idle();
    equal(translator.asked.toSorted(), ['uno', 'dos', 'tres', 'cuatro  seis', 'cinco'].toSorted());
    equal(
      body.innerHTML,
      '<nav><a>UNO</a><a>DOS</a> <a>TRES</a></nav><p>CUATRO <button>CINCO</button> SEIS</p>',
    );
  },

  'how elements are laid out counts, not what they are called': async () => {
    const body = show(
      '<p><span style="display:block">uno</span><span style="display:block">dos</span></p>' +
        '<div style="display:inline">tres</div> <div style="display:inline">cuatro</div> y' +
        '<section style="display:flex"><i>cinco</i><i>seis</i></section>' +
        '<p>siete<span style="position:absolute">ocho</span> nueve</p>',
    );
    const translator = capitals();
    await translatePage(body, translator).idle();
    const expected = ['uno', 'dos', 'tres cuatro y', 'cinco', 'seis', 'siete nueve', 'ocho'];
    equal(translator.asked.toSorted(), expected.toSorted());
  },

  'comments, instructions and scripts in a sentence stay where they are': async () => {
    await becomes(
      '<p>uno <!-- nada --><b>dos</b><script>tres</script> cuatro</p>',
      '<p>UNO <!-- nada --><b>DOS</b><script>tres</script> CUATRO</p>',
    );
    await becomes('<p>super<wbr>califra</p>', '<p>SUPERCALIFRA<wbr></p>');
  },

  'pictures and fields keep their places between the words': async () => {
    await becomes('<p>uno <img> dos <input> tres</p>', '<p>UNO <img> DOS <input> TRES</p>');
  },

  'listed attributes are translated, and no others': async () => {
    const html =
      '<p title=" uno " data-x="dos"><img alt="tres"><input placeholder="x" value="y"></p>';
    await becomes(
      html,
      '<p title=" UNO " data-x="dos"><img alt="TRES"><input placeholder="X" value="y"></p>',
    );
    const options = { attributes: ['data-x'] };
    await becomes(html, html.replace('dos', 'DOS'), { options });
  },

  'the title of a document is translated': async () => {
    show('<p>uno</p>');
    document.title = 'dos';
    const live = translatePage(document, capitals());
    await live.idle();
    equal(document.title, 'DOS');
    await live.restore();
    equal(document.title, 'dos');
  },

  'the language is marked when asked for': async () => {
    const root = document.documentElement;
    root.setAttribute('lang', 'es');
    show('<p>uno</p>');
    const plain = translatePage(document, capitals());
    await plain.idle();
    equal(root.lang, 'es');
    await plain.restore();
    const translator = { ...capitals(), targetLanguage: 'ar' };
    const live = translatePage(document, translator, { markLanguage: true });
    await live.idle();
    equal([root.lang, root.dir], ['ar', 'rtl']);
    await live.restore();
    equal([root.lang, root.hasAttribute('dir')], ['es', false]);
  },

  'focus, selection of a field and scroll positions stay': async () => {
    const lines = Array.from({ length: 200 }, (_, i) => `<p>línea ${i}</p>`).join('');
    const body = show(
      `<div style="height:100px;overflow:auto">${lines}</div>` +
        '<p>x <a href="#a">uno</a> y <a href="#b">dos</a> z</p><input value="texto">',
    );
    const [box, link] = [body.querySelector('div'), body.querySelectorAll('a')[1]];
    ok(box && link, 'elements');
    box.scrollTop = 400;
    link.focus();
    await translatePage(body, capitals({ order: backwards })).idle();
    equal(body.querySelectorAll('a')[0], link, 'the first link');
    equal(document.activeElement, link, 'focus');
    equal(box.scrollTop, 400, 'scroll position');
  },

  'a translator of one text at a time does, element by element': async () => {
    const body = show('<p>uno <b>dos <code>x</code></b> tres</p><p>cuatro</p>');
    /** @type {string[]} */
    const asked = [];
    const translate = async (/** @type {string} */ text) => {
      asked.push(text);
      return text.toUpperCase();
    };
    await translatePage(body, { translate }).idle();
    equal(body.innerHTML, '<p>UNO <b>DOS <code>x</code></b> TRES</p><p>CUATRO</p>');
    equal(asked, ['uno', 'dos', 'tres', 'cuatro']);
  },

  'a detached tree is translated by the names of its elements': async () => {
    const root = document.createElement('div');
    root.innerHTML = '<p>uno <b>dos</b></p><p>tres</p>';
    const translator = capitals();
    await translatePage(root, translator).idle();
    equal(root.innerHTML, '<p>UNO <b>DOS</b></p><p>TRES</p>');
    equal(translator.asked, ['tres', 'uno dos']);
  },
};
