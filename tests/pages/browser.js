/** @file Opens the built page in Chromium, as a host would serve it, and watches what it does. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import { listen, pageServer } from '../../scripts/serve.mjs';
import { findChromium } from '../../scripts/setup/chromium.mjs';
import { root } from '../../scripts/setup/prefix.mjs';

/** @typedef {import('playwright-core').BrowserContext} BrowserContext */
/** @typedef {import('playwright-core').Page} Page */
/** @typedef {import('playwright-core').BrowserContextOptions} BrowserContextOptions */

const dist = join(root, 'dist');

/** @returns {import('playwright-core').LaunchOptions} */
function launchOptions() {
  // Chromium refuses its sandbox to the administrator.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  return { executablePath: findChromium(), args };
}

export const launch = () => chromium.launch(launchOptions());

/**
 * Serves a built page at a free port.
 *
 * @param {string} [folder]
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve(folder = dist) {
  const server = pageServer(folder);
  const port = await listen(server, '127.0.0.1', 0);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

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
 * @property {Complaints} complaints
 */

/**
 * Opens the page in a browser without history, and closes all when the test is over.
 *
 * @param {import('node:test').TestContext} test
 * @param {BrowserContextOptions & {folder?: string}} [options] `folder`: another one to serve.
 * @returns {Promise<OpenPage>}
 */
export async function openPage(test, { folder, ...options } = {}) {
  const server = await serve(folder);
  const profile = mkdtempSync(join(tmpdir(), 'stepglot-chromium-'));
  // A profile on disk: only there can the origin's storage be filled and outlive the page.
  const context = await chromium.launchPersistentContext(profile, {
    ...launchOptions(),
    viewport: { width: 1280, height: 800 },
    ...options,
  });
  test.after(async () => {
    await context.close();
    await server.close();
    rmSync(profile, { recursive: true, force: true });
  });
  const complaints = watch(context, server.url);
  const page = context.pages()[0] ?? (await context.newPage());
  await page.goto(server.url);
  return { page, context, url: server.url, complaints };
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
