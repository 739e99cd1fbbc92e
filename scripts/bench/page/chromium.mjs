/** @file Opens the long page in Chromium. */

import { serve } from '../peers/server.mjs';

/**
 * Tasks of 50 milliseconds and more.
 *
 * @typedef {{number: number, longest: number, at: number, total: number}} LongTasks In milliseconds;
 *   `at`: when the longest began.
 */

/**
 * Times in milliseconds.
 *
 * @typedef {object} PageFigures
 * @property {number} found Texts and attributes that were translated.
 * @property {number} first Until those of the first batch, which is in view, are written.
 * @property {number} time Until all are.
 * @property {LongTasks} translating
 * @property {number} restoreTime
 * @property {LongTasks} restoring
 */

/**
 * @param {import('playwright-core').Browser} browser
 * @param {number} nodes
 * @returns {Promise<PageFigures>}
 */
export async function translateLongPage(browser, nodes) {
  const server = await serve(new Map());
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  try {
    const page = await context.newPage();
    await page.goto(`${server.address}/scripts/bench/page/page.html`);
    return await page.evaluate(async (count) => {
      const path = './page.js';
      const library = await import(path);
      return library.measure(count);
    }, nodes);
  } finally {
    await context.close();
    server.close();
  }
}
