/** @file What a page does while it is translated. */

import { equal, ok } from '../check.js';
import { pause, until } from '../environment.js';
import { backwards, capitals, settle, show, translatePage } from './stage.js';

/**
 * @param {string} html
 * @param {import('./stage.js').FakeWays} [ways]
 */
async function live(html, ways) {
  const body = show(html);
  const translator = capitals(ways);
  const page = translatePage(body, translator);
  await page.idle();
  translator.asked.length = 0;
  const idle = async () => {
    await settle();
    await page.idle();
  };
  const [first] = body.children;
  return { body, first, page, asked: translator.asked, idle };
}

/** @param {Node} node @returns {Text} The first text node in it. */
const textIn = (node) => /** @type {Text} */ (document.createTreeWalker(node, 4).nextNode());

/** @type {import('./stage.js').Scenarios} */
export const scenarios = {
  'what is in view is translated first': async () => {
    const lines = Array.from({ length: 300 }, (_, i) => `<p>línea número ${i}</p>`).join('');
    const body = show(lines);
    scrollTo(0, body.scrollHeight / 2);
    const height = innerHeight;
    const inView = [...body.children]
      .filter((each) => {
        const { top, bottom } = each.getBoundingClientRect();
        return bottom > 0 && top < height;
      })
      .map((each) => each.textContent);
    const translator = capitals();
    const page = translatePage(body, translator);
    await page.idle();
    const first = translator.asked.slice(0, inView.length);
    equal(first.toSorted(), inView.toSorted());
    equal(translator.asked.length, 300);
    scrollTo(0, 0);
    page.stop();
  },

  'what is added is translated': async () => {
    const { body, asked, idle, page } = await live('<p>uno</p>');
    body.insertAdjacentHTML('beforeend', '<div><p title="x">dos <b>tres</b></p></div>cuatro');
    await idle();
    equal(body.innerHTML, '<p>UNO</p><div><p title="X">DOS <b>TRES</b></p></div>CUATRO');
    equal(asked.toSorted(), ['cuatro', 'dos tres', 'x']);
    await page.restore();
    equal(body.innerHTML, '<p>uno</p><div><p title="x">dos <b>tres</b></p></div>cuatro');
  },

  'a changed text is translated with the sentence around it': async () => {
    const { first, asked, idle, page } = await live('<p>uno <b>dos</b> tres</p>');
    textIn(/** @type {Element} */ (first.querySelector('b'))).data = 'cuatro';
    await idle();
    equal(first.innerHTML, 'UNO <b>CUATRO</b> TRES');
    equal(asked, ['uno cuatro tres']);
    await page.restore();
    equal(first.innerHTML, 'uno <b>cuatro</b> tres');
  },

  'a sentence whose elements were moved is read in the order of the page': async () => {
    const { first, asked, idle, page } = await live('<p>a <b>uno</b> y <i>dos</i> z</p>', {
      order: backwards,
    });
    textIn(/** @type {Element} */ (first.querySelector('b'))).data = 'tres';
    await idle();
    equal(asked, ['a tres y dos z']);
    equal(first.innerHTML, 'Z <i>DOS</i> Y <b>TRES</b> A');
    await page.restore();
    equal(first.innerHTML, 'a <b>tres</b> y <i>dos</i> z');
  },

  'words that are added to a sentence, or taken out, change its translation': async () => {
    const { first, asked, idle, page } = await live('<p>uno <b>dos</b> tres</p>');
    first.append(' cuatro');
    await idle();
    first.querySelector('b')?.remove();
    await idle();
    equal(asked, ['uno dos tres cuatro', 'uno tres cuatro']);
    equal(first.textContent?.replace(/ +/g, ' '), 'UNO TRES CUATRO');
    await page.restore();
    equal(first.innerHTML, 'uno  tres cuatro');
  },

  'changed attributes are translated': async () => {
    const { first, asked, idle, page } = await live('<p title="uno">x</p>');
    first.setAttribute('title', 'dos');
    await idle();
    equal(first.getAttribute('title'), 'DOS');
    first.setAttribute('title', 'DOS');
    await idle();
    equal(asked, ['dos']);
    await page.restore();
    equal(first.getAttribute('title'), 'dos');
  },

  'own writes are not translated again, nor the same text written again': async () => {
    const { first, asked, idle } = await live('<p>uno <b>dos</b></p>', { order: backwards });
    await idle();
    for (const text of [textIn(first), textIn(/** @type {Element} */ (first.querySelector('b')))]) {
      text.data = `${text.data}`;
    }
    await idle();
    equal(asked, []);
    equal(first.innerHTML, '<b>DOS</b> UNO');
  },

  'a page that renders its text again is translated before it is painted': async () => {
    const { body, asked } = await live('<ul><li>uno</li><li>dos</li></ul>');
    body.innerHTML = '<ul><li>uno</li><li>dos</li></ul>';
    await new Promise((resolve) => requestAnimationFrame(resolve));
    equal(body.innerHTML, '<ul><li>UNO</li><li>DOS</li></ul>');
    equal(asked, [], 'texts that the translator was asked for');
  },

  'a translation that the page copies is not translated': async () => {
    const { body, first, asked, idle } = await live('<p>uno dos</p>');
    body.append(first.cloneNode(true));
    await idle();
    equal(asked, []);
    equal(body.innerHTML, '<p>UNO DOS</p><p>UNO DOS</p>');
  },

  'a page that always puts its text back is let go': async () => {
    const { first } = await live('<p>uno</p>');
    const text = textIn(first);
    let returns = 0;
    const observer = new MutationObserver(() => {
      if (text.data === 'uno') return;
      returns++;
      text.data = 'uno';
    });
    observer.observe(first, { characterData: true, subtree: true });
    text.data = 'uno';
    await pause(200);
    observer.disconnect();
    ok(returns > 3 && returns < 100, `the page wrote ${returns} times`);
    equal(text.data, 'uno');
  },

  'a switch that the page turns is followed': async () => {
    const { first, idle } = await live('<p title="x">uno <b>dos</b></p>');
    first.setAttribute('translate', 'no');
    await idle();
    equal(first.outerHTML, '<p title="x" translate="no">uno <b>dos</b></p>');
    first.removeAttribute('translate');
    await idle();
    equal(first.outerHTML, '<p title="X">UNO <b>DOS</b></p>');
  },

  'nodes that leave the page before their translation comes stay as they are': async () => {
    const body = show('<p>uno</p><p>dos <b>tres</b></p><p>cuatro</p>');
    const [gone, changed, there] = body.children;
    const page = translatePage(body, capitals({ delay: 30 }));
    await pause(15);
    gone.remove();
    changed.querySelector('b')?.remove();
    await until(() => there.textContent === 'CUATRO');
    await settle();
    await page.idle();
    equal(gone.textContent, 'uno');
    equal(changed.innerHTML, 'DOS ');
    body.append(gone);
    await settle();
    await page.idle();
    equal(gone.textContent, 'UNO');
  },

  'what changes while its translation is made is translated as it is then': async () => {
    const body = show('<p>uno</p>');
    const text = textIn(body);
    const page = translatePage(body, capitals({ delay: 30 }));
    await pause(15);
    text.data = 'dos';
    await until(() => text.data === 'DOS');
    await page.restore();
    equal(text.data, 'dos');
  },

  'without observe what comes later stays as it is': async () => {
    const body = show('<p>uno</p>');
    const page = translatePage(body, capitals(), { observe: false });
    await page.idle();
    body.append('dos');
    await settle();
    await page.idle();
    equal(body.innerHTML, '<p>UNO</p>dos');
  },
};
