/** @file How the translation of a page ends. */

import { StepglotError } from '../../../../web/engine/index.js';
import { equal, failure, fails } from '../check.js';
import { pause } from '../environment.js';
import { backwards, capitals, settle, show, translatePage } from './stage.js';

const many = Array.from({ length: 200 }, (_, i) => `<p>línea ${i}</p>`).join('');

/** @type {import('./stage.js').Scenarios} */
export const scenarios = {
  'stop leaves the page as it is': async () => {
    const body = show(many);
    const translator = capitals({ delay: 100 });
    const page = translatePage(body, translator);
    const idle = page.idle();
    await pause(300);
    page.stop();
    await idle;
    const then = body.innerHTML;
    body.append('más');
    await pause(60);
    equal(body.innerHTML, `${then}más`);
    equal(page.isStopped, true);
    await page.idle();
  },

  'restore puts back what the page had, and keeps what it wrote since': async () => {
    const html =
      '<p>a <b title="x">uno</b> y <i>dos</i> z</p><ul><li>tres</li><li>cuatro</li></ul>';
    const body = show(html);
    const page = translatePage(body, capitals({ order: backwards }));
    await page.idle();
    page.stop();
    const [first, second] = body.querySelectorAll('li');
    first.textContent = 'la página';
    second.setAttribute('class', 'nueva');
    body.querySelector('p')?.append(' fin');
    await page.restore();
    const expected = html
      .replace('tres', 'la página')
      .replace('<li>cuatro', '<li class="nueva">cuatro')
      .replace('</p>', ' fin</p>');
    equal(body.innerHTML, expected);
  },

  'restore in the middle of the work': async () => {
    const body = show(many);
    const page = translatePage(body, capitals({ delay: 5 }));
    await pause(250);
    await page.restore();
    await pause(30);
    equal(body.innerHTML, many);
  },

  'a page can be translated again after it was restored': async () => {
    const body = show('<p>uno <b>dos</b></p>');
    for (const ways of [{}, { order: backwards }]) {
      const page = translatePage(body, capitals(ways));
      await page.idle();
      await page.restore();
      equal(body.innerHTML, '<p>uno <b>dos</b></p>');
    }
  },

  'an abort ends it with the reason of the signal': async () => {
    const body = show(many);
    const reason = new Error('enough');
    const controller = new AbortController();
    const { signal } = controller;
    const page = translatePage(body, capitals({ delay: 100 }), { signal });
    const error = failure(page.idle());
    await pause(300);
    controller.abort(reason);
    equal(await error, reason);
    equal(await failure(page.idle()), reason);
    await page.restore();
    equal(body.innerHTML, many);
    equal(await failure(translatePage(body, capitals(), { signal }).idle()), reason);
  },

  'a text that the translator fails for stays as it is': async () => {
    const body = show('<p>uno</p><p>dos</p><p>tres</p>');
    const check = (/** @type {readonly string[]} */ texts) => {
      if (texts.includes('dos')) throw new Error('not this one');
    };
    /** @type {any} */
    let progress;
    const onProgress = (/** @type {any} */ now) => (progress = now);
    await translatePage(body, capitals({ check }), { onProgress }).idle();
    equal(body.innerHTML, '<p>UNO</p><p>dos</p><p>TRES</p>');
    equal(progress, { translated: 2, found: 3, failed: 1 });
  },

  'a translator that always fails ends it with what it throws': async () => {
    const body = show('<p>uno</p><p>dos</p><p>tres</p><p>cuatro</p>');
    const reason = new Error('broken');
    const translator = capitals({
      check: () => {
        throw reason;
      },
    });
    const page = translatePage(body, translator);
    equal(await failure(page.idle()), reason);
    equal(page.isStopped, true);
    equal(body.innerHTML, '<p>uno</p><p>dos</p><p>tres</p><p>cuatro</p>');
  },

  'what makes no sense is refused': async () => {
    const body = show('<p>uno</p>');
    const wrong = { code: 'invalid_argument' };
    for (const [root, translator, options] of /** @type {any[][]} */ ([
      [undefined, capitals()],
      [body.firstElementChild?.firstChild, capitals()],
      [body, {}],
      [body, capitals(), { attributes: 'title' }],
      [body, capitals(), { observe: 1 }],
      [body, capitals(), { markLanguage: 'ca' }],
      [body, capitals(), { decode: null }],
      [body, capitals(), { onProgress: true }],
    ])) {
      await fails(() => translatePage(root, translator, options), StepglotError, wrong);
    }
    await settle();
    equal(body.innerHTML, '<p>uno</p>');
  },
};
