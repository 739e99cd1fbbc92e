/** @file What the scenarios of live pages have in common: a body to fill, and translators that are known. */

import { translatePage as translate } from '../../../../web/engine/index.js';
import { copyingModel } from '../../engine/document/tagged.js';
import { equal } from '../check.js';
import { pause } from '../environment.js';

/**
 * @typedef {object} FakeWays
 * @property {(count: number) => number[]} [order] Of the words in a translation.
 * @property {number} [delay] Milliseconds that a call takes.
 * @property {(texts: readonly string[]) => void} [check] Called before; may throw.
 */

/**
 * A translator whose words are those of the source in capitals.
 *
 * @param {FakeWays} [ways]
 * @returns {import('../../../../web/engine/index.js').PageTranslator & {asked: string[]}} `asked` has
 *   all texts so far.
 */
export function capitals({ order, delay = 0, check } = {}) {
  const model = copyingModel({ order });
  /** @type {string[]} */
  const asked = [];
  const results = async (/** @type {readonly string[]} */ texts, /** @type {any} */ options) => {
    asked.push(...texts);
    if (delay > 0) await pause(delay);
    check?.(texts);
    options.signal?.throwIfAborted();
    return model([...texts], options);
  };
  const plain = async (/** @type {any} */ texts, /** @type {any} */ options) =>
    (await results(texts, options)).map(({ text }) => text);
  return { results, translate: plain, targetLanguage: 'ca', asked };
}

/** Words in the opposite order. @param {number} count */
export const backwards = (count) => Array.from({ length: count }, (_, i) => count - 1 - i);

/** @type {import('../../../../web/engine/index.js').LivePage[]} */
const pages = [];

/** @type {typeof translate} As the library's; ends when another body is shown. */
export function translatePage(...given) {
  const page = translate(...given);
  pages.push(page);
  return page;
}

/** @param {string} html @returns {HTMLElement} The body, which has nothing else. */
export function show(html) {
  for (const page of pages.splice(0)) page.stop();
  document.body.innerHTML = html;
  return document.body;
}

/**
 * Translates a body and checks that no element comes or goes, and that the page can be put back.
 *
 * @param {string} html
 * @param {string} expected Its translation.
 * @param {FakeWays & {options?: any}} [ways]
 */
export async function becomes(html, expected, { options, ...ways } = {}) {
  const body = show(html);
  const before = body.innerHTML;
  const elements = [...body.querySelectorAll('*')];
  const live = translatePage(body, capitals(ways), options);
  await live.idle();
  equal(body.innerHTML, expected, html);
  const now = new Set(body.querySelectorAll('*'));
  equal(now.size === elements.length && elements.every((each) => now.has(each)), true, 'elements');
  await live.restore();
  equal(body.innerHTML, before, 'what is restored');
}

/** Two turns of the browser: observers have been called, and pages that follow have caught up. */
export async function settle() {
  await pause(0);
  await pause(0);
}

/** @typedef {Record<string, () => Promise<void>>} Scenarios By name. */
