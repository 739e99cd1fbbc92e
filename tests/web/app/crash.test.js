/** @file The page when its worker fails. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, translateOnPage, untilReady } from './support/browser.js';
import { longText, sentence, translation } from './support/texts.js';

test('a worker that fails is reported, and the next translation starts another', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const [worker] = page.workers();
  const ended = new Promise((resolve) => {
    worker.once('close', resolve);
  });
  await page.getByLabel('Text to translate').fill(longText);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page.waitForFunction(() => (document.getElementById('output')?.textContent ?? '') !== '');
  await worker.evaluate(() => {
    setTimeout(() => {
      throw new Error('the worker fails');
    });
  });
  await page.locator('#output[aria-busy="false"]').waitFor();
  assert.match((await page.locator('#speed').textContent()) ?? '', /worker/);
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
  // Chromium waits two seconds for a worker whose own workers sleep.
  await ended;
});
