/** @file Starts the library in fresh profiles of Chromium and times its first sentences. */

import { serve } from '../peers/server.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').Page} Page */

/**
 * One start of a page, in milliseconds.
 *
 * @typedef {object} Start
 * @property {number} ready Until the translator is there, its model's download included.
 * @property {number[]} times Of each sentence.
 */

/** @typedef {{wait: number, sentences: number}} Plan `wait`: milliseconds until the first sentence. */

/**
 * @param {Page} page
 * @param {string} address
 * @param {Plan} plan
 * @returns {Promise<Start>}
 */
async function start(page, address, plan) {
  await page.goto(`${address}/scripts/bench/start/page.html`);
  return page.evaluate(async (argument) => {
    const path = './page.js';
    const library = await import(path);
    return library.start(argument);
  }, plan);
}

/** @typedef {'atOnce' | 'later' | 'again'} Kind */

/**
 * Starts pages in turn: one that is used at once, one whose user types for a second first, and the
 * latter once more, with all that the browser has kept.
 *
 * @param {Browser} browser
 * @param {{runs: number, sentences: number}} effort
 * @returns {Promise<Record<Kind, Start[]>>}
 */
export async function startPages(browser, { runs, sentences }) {
  const server = await serve(new Map());
  /** @type {Record<Kind, Start[]>} */
  const starts = { atOnce: [], later: [], again: [] };
  const inFreshProfile = async (/** @type {number} */ wait, /** @type {Kind[]} */ kinds) => {
    const context = await browser.newContext();
    const page = await context.newPage();
    for (const kind of kinds) {
      starts[kind].push(await start(page, server.address, { wait, sentences }));
    }
    await context.close();
  };
  try {
    for (let run = 0; run < runs; run++) {
      await inFreshProfile(0, ['atOnce']);
      await inFreshProfile(1000, ['later', 'again']);
    }
    return starts;
  } finally {
    server.close();
  }
}
