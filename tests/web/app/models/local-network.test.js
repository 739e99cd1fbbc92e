/** @file The page at an address of http: that is not localhost, as on a local network. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { launch } from '../../../../scripts/tools/chromium.mjs';
import { englishToGerman, translateOnPage, untilReady } from '../support/browser.js';
import { serve } from '../support/host.js';
import { sentence, translation } from '../support/texts.js';

// Browsers keep nothing for such a page, and give it no hashes.
const name = 'translator.test';

/** @param {import('node:test').TestContext} t */
async function openOnNetwork(t) {
  const server = await serve();
  const browser = await launch(`--host-resolver-rules=MAP ${name} 127.0.0.1`);
  t.after(async () => {
    await browser.close();
    await server.close();
  });
  const page = await browser.newPage();
  /** @type {string[]} */
  const requests = [];
  /** @type {string[]} */
  const errors = [];
  page.on('request', (request) => requests.push(new URL(request.url()).pathname));
  page.on('pageerror', ({ message }) => errors.push(message));
  const url = server.url.replace('127.0.0.1', name);
  return { page, requests, errors, url };
}

const reason = 'models are kept only in a page of https: or of localhost';

test('the model is used without being kept, and the page says why', async (t) => {
  const { page, requests, errors, url } = await openOnNetwork(t);
  await page.goto(url + englishToGerman);
  await untilReady(page);
  assert.equal(await page.evaluate(() => isSecureContext), false);
  assert.equal(await page.locator('#status').textContent(), `Ready; ${reason}`);
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
  assert.ok(requests.some((path) => /\/sha2-[\w-]+\.js$/.test(path)));

  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByText(`Not for the next visit: ${reason}.`).waitFor();
  assert.equal(await page.locator('.model').getByText('kept in this browser').count(), 0);
  assert.deepEqual(errors, []);
});

test('a damaged model is noticed there too', async (t) => {
  const { page, url } = await openOnNetwork(t);
  await page.route('**/*.safetensors', async (route) => {
    const address = route.request().url().replace(name, '127.0.0.1');
    const response = await route.fetch({ url: address });
    const body = await response.body();
    body[body.length - 1] ^= 1;
    await route.fulfill({ response, body });
  });
  await page.goto(url + englishToGerman);
  await page.getByText('The model arrived damaged').waitFor();
});
