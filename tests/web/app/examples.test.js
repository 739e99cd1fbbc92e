/** @file The examples: an extension and a bookmarklet, on pages in several layouts, with the real engine. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { test } from 'node:test';
import { chromium } from 'playwright-core';
import { buildExample } from '../../../examples/build.mjs';
import { launch } from '../../../scripts/tools/chromium.mjs';
import { listen } from '../../../scripts/tools/serve.mjs';
import { findChromium } from '../../../scripts/tools/setup/chromium.mjs';
import { root } from '../../../scripts/tools/setup/prefix.mjs';

/** @typedef {import('node:test').TestContext} TestContext */
/** @typedef {import('playwright-core').Page} Page */

const timeout = 120_000;

/** @param {TestContext} t @returns {string} A folder that is deleted afterwards. */
function folderFor(t) {
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-example-'));
  t.after(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.wasm': 'application/wasm',
};

/**
 * @param {TestContext} t
 * @param {string} folder
 * @returns {Promise<string>} The address of a host that lets other origins read its files.
 */
async function host(t, folder) {
  const server = createServer(({ url = '/' }, response) => {
    const path = join(folder, new URL(url, 'http://localhost').pathname);
    response.setHeader('Access-Control-Allow-Origin', '*');
    response.setHeader('Content-Type', types[extname(path)] ?? 'application/octet-stream');
    try {
      response.end(readFileSync(path));
    } catch {
      response.writeHead(404).end();
    }
  });
  const port = await listen(server, '127.0.0.1', 0);
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${port}`;
}

/** @param {Page} page */
const markup = (page) => page.evaluate(() => document.body.outerHTML);

/**
 * Translates a page, checks it, and puts it back.
 *
 * @param {Page} page
 * @param {() => Promise<unknown>} toggle
 * @param {string} text Of its translation.
 */
async function translateAndRestore(page, toggle, text) {
  const before = await markup(page);
  await toggle();
  await page.getByText(text).first().waitFor();
  assert.notEqual(await markup(page), before);
  await toggle();
  await page.waitForFunction((source) => document.body.outerHTML === source, before);
}

/** Pages, and something of their translation. @type {Record<string, string>} */
const pages = {
  'article.html': 'El mercat del barri',
  'table.html': 'Preus de la fruita',
};

test('the extension translates pages and puts them back', { timeout }, async (t) => {
  const folder = join(folderFor(t), 'extension');
  buildExample('extension', folder);
  // A click gives access to the tab; nobody clicks here.
  const file = join(folder, 'manifest.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8'));
  writeFileSync(file, JSON.stringify({ ...manifest, host_permissions: ['http://127.0.0.1/*'] }));
  const context = await chromium.launchPersistentContext(join(folderFor(t), 'profile'), {
    executablePath: findChromium(),
    ignoreDefaultArgs: ['--disable-extensions'],
    args: [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      `--disable-extensions-except=${folder}`,
      `--load-extension=${folder}`,
    ],
  });
  t.after(() => context.close());
  const worker = context.serviceWorkers()[0] ?? (await context.waitForEvent('serviceworker'));
  const address = await host(t, join(root, 'tests/data/pages'));
  const page = await context.newPage();
  const toggle = () =>
    worker.evaluate(async (url) => {
      const { chrome, toggle: click } = /** @type {any} */ (globalThis);
      const [tab] = await chrome.tabs.query({ url: `${url}/*` });
      await click(tab);
    }, 'http://127.0.0.1');
  for (const [name, text] of Object.entries(pages)) {
    await page.goto(`${address}/${name}`);
    await translateAndRestore(page, toggle, text);
  }
  await page.goto(`${address}/application.html`);
  await toggle();
  await page.getByText('Afegeix una tasca').waitFor();
  await page.getByRole('button').click();
  await page.getByText('Compra pa').waitFor();
});

test(
  'the bookmarklet translates a page of another origin and puts it back',
  { timeout },
  async (t) => {
    const folder = join(folderFor(t), 'bookmarklet');
    buildExample('bookmarklet', folder);
    const [engine, site] = [await host(t, folder), await host(t, join(root, 'tests/data/pages'))];
    const browser = await launch();
    t.after(() => browser.close());
    const page = await browser.newPage();
    const toggle = () =>
      page.evaluate(async (url) => (await import(url)).toggle(), `${engine}/bookmarklet.js`);
    await page.goto(`${site}/article.html`);
    await translateAndRestore(page, toggle, pages['article.html']);
    assert.equal(await page.locator('iframe').count(), 0);
  },
);
