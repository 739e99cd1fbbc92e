/** @file What is left alone, and what is reached: shadow trees and frames. */

import { equal } from '../check.js';
import { until } from '../environment.js';
import { becomes, capitals, show, translatePage } from './stage.js';

/** @param {string} html @param {(host: Element) => void} [prepare] */
function hostWith(html, prepare = () => {}) {
  const body = show('<div id="host"><p slot="x">luz</p></div>');
  const host = /** @type {Element} */ (body.firstElementChild);
  prepare(host);
  const shadow = host.attachShadow({ mode: 'open' });
  shadow.innerHTML = html;
  return { body, host, shadow };
}

/** @type {import('./stage.js').Scenarios} */
export const scenarios = {
  'what is no text to translate is left alone': async () => {
    for (const html of [
      '<script>uno</script>',
      '<style>uno</style>',
      '<noscript>uno</noscript>',
      '<template><p>uno</p></template>',
      '<textarea>uno</textarea>',
      '<select><option>uno</option></select>',
      '<input type="submit" value="uno">',
      '<code>uno</code>',
      '<p>12 : 30</p>',
      '<object>uno</object>',
    ]) {
      await becomes(html, html);
    }
  },

  'editable text is left alone, with all that is in it': async () => {
    for (const value of ['', 'true', 'TRUE', 'plaintext-only']) {
      const html = `<div contenteditable="${value}">uno <b>dos</b><p contenteditable="false">tres</p></div>`;
      await becomes(html, html);
    }
    await becomes(
      '<div contenteditable="false">uno</div>',
      '<div contenteditable="false">UNO</div>',
    );
    await becomes(
      '<p>a <b contenteditable>uno</b> c</p>',
      '<p>A <b contenteditable="">uno</b> C</p>',
    );
  },

  'translate="no" and the class notranslate hold until something turns them off': async () => {
    await becomes('<p translate="no" title="a">uno</p>', '<p translate="no" title="a">uno</p>');
    await becomes(
      '<div class="x notranslate">uno <p translate="yes">dos <b translate="NO">tres</b></p></div>',
      '<div class="x notranslate">uno <p translate="yes">DOS <b translate="NO">tres</b></p></div>',
    );
    await becomes(
      '<p>uno <span translate="no">dos <i translate="">tres</i></span> cuatro</p>',
      '<p>UNO <span translate="no">dos <i translate="">TRES</i></span> CUATRO</p>',
    );
    await becomes(
      '<p translate="no">uno <b translate="what">dos</b></p>',
      '<p translate="no">uno <b translate="what">dos</b></p>',
    );
  },

  'what surrounds the root counts': async () => {
    const body = show('<div translate="no"><p>uno</p></div>');
    await translatePage(/** @type {Element} */ (body.querySelector('p')), capitals()).idle();
    equal(body.innerHTML, '<div translate="no"><p>uno</p></div>');
  },

  'SVG has text, and takes no part in sentences': async () => {
    await becomes(
      '<p>uno <svg><title>dos</title><text>tres <tspan>cuatro</tspan></text></svg> cinco</p>',
      '<p>UNO <svg><title>DOS</title><text>TRES <tspan>CUATRO</tspan></text></svg> CINCO</p>',
    );
  },

  'open shadow trees are translated, followed and restored': async () => {
    const { body, shadow } = hostWith('<p>uno <b>dos</b></p><slot name="x"></slot>');
    const live = translatePage(body, capitals());
    await live.idle();
    equal(shadow.innerHTML, '<p>UNO <b>DOS</b></p><slot name="x"></slot>');
    equal(body.querySelector('p')?.textContent, 'LUZ');
    shadow.append('tres');
    await until(() => shadow.textContent?.endsWith('TRES') ?? false);
    await live.restore();
    equal(shadow.innerHTML, '<p>uno <b>dos</b></p><slot name="x"></slot>tres');
  },

  'translate="no" on a host holds in its shadow tree': async () => {
    const { body, shadow } = hostWith('<p>uno</p><p translate="yes">dos</p>', (host) =>
      host.setAttribute('translate', 'no'),
    );
    await translatePage(body, capitals()).idle();
    equal(shadow.innerHTML, '<p>uno</p><p translate="yes">DOS</p>');
    equal(body.querySelector('p')?.textContent, 'luz');
  },

  'closed shadow trees cannot be reached': async () => {
    const body = show('<div></div>');
    const shadow = /** @type {Element} */ (body.firstElementChild).attachShadow({ mode: 'closed' });
    shadow.innerHTML = 'uno';
    await translatePage(body, capitals()).idle();
    equal(shadow.innerHTML, 'uno');
  },

  'the shadow tree of an element that is defined later is translated then': async () => {
    const body = show('<x-later></x-later>');
    const live = translatePage(body, capitals());
    await live.idle();
    class Later extends HTMLElement {
      constructor() {
        super();
        this.attachShadow({ mode: 'open' }).innerHTML = '<p>uno</p>';
      }
    }
    customElements.define('x-later', Later);
    await until(() => body.firstElementChild?.shadowRoot?.textContent === 'UNO');
    live.stop();
  },

  'frames of the same origin are translated, and what they load later': async () => {
    const body = show(
      '<iframe srcdoc="<p>uno</p>"></iframe><iframe translate="no" srcdoc="uno"></iframe>',
    );
    const [frame, off] = body.querySelectorAll('iframe');
    await until(
      () =>
        frame.contentDocument?.readyState === 'complete' &&
        Boolean(frame.contentDocument.body?.textContent),
    );
    const live = translatePage(body, capitals());
    const text = () => frame.contentDocument?.body?.textContent;
    await until(() => text() === 'UNO');
    frame.srcdoc = '<p>dos</p>';
    await until(() => text() === 'DOS');
    equal(off.contentDocument?.body.textContent, 'uno');
    await live.restore();
    equal(text(), 'dos');
  },

  'frames of other origins are left alone': async () => {
    const body = show('<p>uno</p><iframe sandbox srcdoc="<p>dos</p>"></iframe>');
    await translatePage(body, capitals()).idle();
    equal(body.textContent, 'UNO');
  },
};
