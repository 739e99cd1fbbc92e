/** @file Threads in the built page: several where it is isolated, one where it is not. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishToGerman, openPage, translateOnPage, untilReady } from './support/browser.js';
import { sentence, translation } from './support/texts.js';

/**
 * Translates on the page.
 *
 * @param {import('node:test').TestContext} t
 * @param {boolean} isIsolated
 * @returns {Promise<string[]>} The loaders that its worker asked for.
 */
async function loadersOf(t, isIsolated) {
  // Something else of the page first, so that no request is missed.
  const { page, context, url, complaints } = await openPage(t, {
    path: 'icons/icon.svg',
    isIsolated,
  });
  /** @type {string[]} */
  const loaders = [];
  context.on('request', (request) => {
    // The service worker keeps all of them for later.
    if (request.serviceWorker()) return;
    const [, name] = /\/(stepglot[a-z-]*)\.mjs$/.exec(request.url()) ?? [];
    if (name && !loaders.includes(name)) loaders.push(name);
  });
  await page.goto(url + englishToGerman);
  await untilReady(page);
  assert.equal(await page.evaluate(() => crossOriginIsolated), isIsolated);
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
  assert.deepEqual(complaints.violations, []);
  return loaders;
}

test('a page that is isolated translates on several threads', async (t) => {
  // The other one would follow if the workers could not be started.
  assert.deepEqual(await loadersOf(t, true), ['stepglot-threads']);
});

test('a page that is not isolated translates on one thread', async (t) => {
  assert.deepEqual(await loadersOf(t, false), ['stepglot']);
});
