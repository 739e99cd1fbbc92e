/** @file Opens the built page in Chromium, as a host would serve it, and watches what it does. */

import { after } from 'node:test';
import { launch } from '../../../../scripts/tools/chromium.mjs';
import { serve } from './host.js';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} BrowserContextOptions */

/** What a link to the page ends with to open it for this pair. */
export const englishToGerman = '?from=en&to=de';

/** @type {Promise<Browser> | undefined} */
let shared;
after(async () => (await shared)?.close());

/**
 * What a page did that it must not do.
 *
 * @typedef {object} Complaints
 * @property {string[]} errors Uncaught errors, and errors on the console.
 * @property {string[]} violations Of the Content-Security-Policy.
 * @property {string[]} foreign Requests to other origins.
 */

/**
 * @param {BrowserContext} context
 * @param {string} url Of the page.
 * @returns {Complaints} Filled as they come.
 */
function watch(context, url) {
  /** @type {Complaints} */
  const complaints = { errors: [], violations: [], foreign: [] };
  const { origin } = new URL(url);
  context.on('request', (request) => {
    const to = request.url();
    if (!to.startsWith('data:') && !to.startsWith('blob:') && new URL(to).origin !== origin) {
      complaints.foreign.push(to);
    }
  });
  context.on('weberror', (error) => complaints.errors.push(error.error().message));
  context.on('console', (message) => {
    if (message.type() !== 'error') return;
    const text = message.text();
    if (text.includes('Content Security Policy')) complaints.violations.push(text);
    else complaints.errors.push(text);
  });
  return complaints;
}

/**
 * @typedef {object} OpenPage
 * @property {Page} page
 * @property {BrowserContext} context
 * @property {string} url
 * @property {() => Promise<void>} stop Stops the server.
 * @property {Complaints} complaints
 */

/**
 * Opens the page as a browser without history does, by a link to the pair that most tests use, and closes
 * all when the test is over.
 *
 * @param {import('node:test').TestContext} test
 * @param {BrowserContextOptions & {folder?: string, path?: string, isIsolated?: boolean}} [options]
 *   `folder`: another one to serve; `path`: what to open in it; `isIsolated`: whether the host sends
 *   the headers for it.
 * @returns {Promise<OpenPage>}
 */
export async function openPage(
  test,
  { folder, path = englishToGerman, isIsolated = true, ...options } = {},
) {
  const server = await serve(folder, isIsolated);
  shared ??= launch();
  const browser = await shared;
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 }, ...options });
  test.after(async () => {
    await context.close();
    await server.close();
  });
  const complaints = watch(context, server.url);
  const page = await context.newPage();
  await page.goto(server.url + path);
  return { page, context, url: server.url, stop: server.close, complaints };
}

/** @param {Page} page @returns {Promise<void>} Resolves when the model is loaded. */
export async function untilReady(page) {
  await page.locator('.status[data-state="ready"]').waitFor();
}

/**
 * Translates a text by the button.
 *
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<string>} What the page then shows.
 */
export async function translateOnPage(page, text) {
  await page.getByLabel('Text to translate').fill(text);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page.locator('#output[aria-busy="false"] .word').first().waitFor();
  return (await page.locator('#output').textContent()) ?? '';
}
