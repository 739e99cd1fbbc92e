/** @file Models on the page: download, damage, a full disk, deletion. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishToGerman, openPage, translateOnPage, untilReady } from '../../support/browser.js';
import { copySite, damageModel, repairModel } from '../../support/site.js';
import { sentence, translation } from '../../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @returns {Promise<string>} What the page says of the failure. */
async function untilFailed(page) {
  await page.locator('.status[data-state="failed"]').waitFor();
  return (await page.locator('#status').textContent()) ?? '';
}

test('a model that is not what the manifest says is refused, until the host has it right', async (t) => {
  const { folder, page: site } = copySite(t);
  damageModel(site);
  const { page } = await openPage(t, { folder });
  assert.equal(await untilFailed(page), 'The model arrived damaged');
  await page.getByLabel('Text to translate').fill(sentence);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page
    .locator('#speed')
    .getByText(/SHA-256/)
    .waitFor();
  assert.equal(await page.locator('#output').textContent(), '');

  repairModel(site);
  await page.getByRole('button', { name: 'Try again' }).click();
  await untilReady(page);
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
});

test('where the disk is full the page says so', async (t) => {
  const { page, context, url } = await openPage(t, { path: 'icons/icon.svg' });
  const session = await context.newCDPSession(page);
  const { origin } = new URL(url);
  // Room for the page itself, not for the model.
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 4_000_000 });
  await page.goto(`${url}${englishToGerman}`);
  assert.equal(await untilFailed(page), 'There is no room to keep the model');
  const details = (await page.locator('#status').getAttribute('title')) ?? '';
  assert.match(details, /keeping it needs 9526344 bytes/);
  await session.send('Storage.overrideQuotaForOrigin', { origin });
  await page.getByRole('button', { name: 'Try again' }).click();
  await untilReady(page);
});

test('a model can be deleted and downloaded again', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByText(/9\.53 MB, in use, kept in this browser/).waitFor();
  await page.getByRole('button', { name: 'Delete English to German' }).click();
  await page.getByText(/9\.53 MB, in use, not kept/).waitFor();
  const download = page.getByRole('button', { name: 'Download English to German' });
  assert.ok(await download.evaluate((button) => button === document.activeElement));
  await download.click();
  await page.getByText(/9\.53 MB, in use, kept in this browser/).waitFor();
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('a download shows how far it is', async (t) => {
  const { page, context, url } = await openPage(t, { path: 'icons/icon.svg' });
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  const throughput = 4_000_000;
  const conditions = { offline: false, latency: 0, uploadThroughput: -1 };
  await session.send('Network.emulateNetworkConditions', {
    ...conditions,
    downloadThroughput: throughput,
  });
  await page.goto(`${url}${englishToGerman}`);
  await page.getByText('Downloading the model, 9.53 MB').waitFor();
  const bar = page.getByRole('progressbar');
  /** @type {number[]} */
  const shares = [];
  while (await bar.isVisible()) {
    shares.push(
      await bar.evaluate((element) => /** @type {HTMLProgressElement} */ (element).value),
    );
    await page.waitForTimeout(50);
  }
  await untilReady(page);
  assert.ok(new Set(shares).size > 3, `${shares}`);
  assert.deepEqual(
    shares,
    shares.toSorted((a, b) => a - b),
  );
});
