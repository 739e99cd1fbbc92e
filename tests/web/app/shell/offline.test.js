/** @file The page without a network, from a path of the host, and in a new version. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishToGerman, openPage, translateOnPage, untilReady } from '../support/browser.js';
import { copySite, releaseVersion } from '../support/site.js';
import { sentence, translation } from '../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page @returns {Promise<void>} Resolves when the service worker has kept all. */
const untilInstalled = (page) =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });

test('after one visit all works without a network', async (t) => {
  const { page, context, stop } = await openPage(t);
  await untilReady(page);
  await untilInstalled(page);
  await stop();
  await context.setOffline(true);
  await page.reload();
  await untilReady(page);
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
  await page.locator('.word').first().click();
  await page.getByRole('menuitemradio').first().waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('link', { name: 'Step through', exact: true }).click();
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('.panels').waitFor();
  assert.equal(await page.evaluate(() => globalThis.crossOriginIsolated), true);
});

test('it works from below a path, and offline too', async (t) => {
  const { folder } = copySite(t, 'some/where');
  const { page, context, url, complaints } = await openPage(t, {
    folder,
    path: `some/where/${englishToGerman}`,
  });
  await untilReady(page);
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
  await untilInstalled(page);
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
  await context.setOffline(true);
  await page.goto(`${url}some/where/#models`);
  await untilReady(page);
  await page.locator('#models').getByText('kept in this browser').waitFor();
});

test('a new version is offered, and taken when the user wants it', async (t) => {
  const { folder, page: site } = copySite(t);
  const { page } = await openPage(t, { folder });
  await untilReady(page);
  await untilInstalled(page);
  await page.reload();
  await untilReady(page);
  assert.ok(await page.locator('#update').isHidden());

  releaseVersion(site);
  await page.reload();
  await page.getByText('A new version of this page is ready.').waitFor();
  await page.getByRole('button', { name: 'Later' }).click();
  assert.ok(await page.locator('#update').isHidden());
  await page.reload();
  await page.getByRole('button', { name: 'Reload with it' }).click();
  await page.waitForFunction(async () => {
    const registration = await navigator.serviceWorker.getRegistration();
    return registration?.active && !registration.waiting;
  });
  await untilReady(page);
  assert.ok(await page.locator('#update').isHidden());
});

test('it can be installed', async (t) => {
  const { page, context } = await openPage(t);
  await untilReady(page);
  const session = await context.newCDPSession(page);
  const { errors, data } = await session.send('Page.getAppManifest');
  assert.deepEqual(errors, []);
  const icons = JSON.parse(data ?? '{}').icons.map((/** @type {{src: string}} */ icon) => icon.src);
  for (const icon of icons) {
    const isSound = await page.evaluate(async (src) => {
      const image = new Image();
      image.src = src;
      await image.decode();
      return image.naturalWidth > 0;
    }, icon);
    assert.ok(isSound, icon);
  }
  const { installabilityErrors } = await session.send('Page.getInstallabilityErrors');
  // Tests run in a private window, from which nothing is installed.
  assert.deepEqual(
    installabilityErrors.map(({ errorId }) => errorId),
    ['in-incognito'],
  );
});
