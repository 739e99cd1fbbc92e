/** @file The translate view, with the real model in the real worker. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { englishToGerman, openPage, translateOnPage, untilReady } from '../../support/browser.js';
import { longText, sentence, translation } from '../../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

/** @param {Page} page */
const output = (page) => page.locator('#output');

/** @param {Page} page @returns {Promise<string>} */
const shown = async (page) => (await output(page).textContent()) ?? '';

/** @param {Page} page */
const untilDone = (page) => page.locator('#output[aria-busy="false"] .word').first().waitFor();

/** @param {Page} page @param {string} text */
async function startTranslation(page, text) {
  await page.getByLabel('Text to translate').fill(text);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
}

/**
 * Records what the output shows, at each of its changes.
 *
 * @param {Page} page
 */
const record = (page) =>
  page.evaluate(() => {
    const shownTexts = /** @type {string[]} */ (/** @type {any} */ (window).recorded = []);
    const element = /** @type {HTMLElement} */ (document.getElementById('output'));
    new MutationObserver(() => shownTexts.push(element.textContent ?? '')).observe(element, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });

test('shows what the library translates', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  const text = `${sentence}\n\nOpen the file. It's here: "a-b". `;
  assert.equal(await translateOnPage(page, text), await translation(text));
  const speed = (await page.locator('#speed').textContent()) ?? '';
  assert.match(speed, /^\d+ tokens in \d+\.\d\d s, [\d,]+ tokens\/s$/);
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('keeps characters that the vocabulary lacks', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const shownText = await translateOnPage(page, 'Save your 😀 changes in the café. 🙂');
  assert.match(shownText, /😀.*🙂/u);
});

test('is ready to type in before the model is there, and translates when it comes', async (t) => {
  const { page, url, context } = await openPage(t);
  await untilReady(page);
  // A second visit of a browser that holds no model, to a host that does not send it yet.
  await page.goto('about:blank');
  const session = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await session.send('Storage.clearDataForOrigin', { origin, storageTypes: 'all' });
  /** @type {() => void} */
  let send = () => {};
  const isHeld = new Promise((resolve) => (send = () => resolve(undefined)));
  await context.route(/\.safetensors$/, async (route) => {
    await isHeld;
    await route.continue();
  });
  await page.goto(`${url}${englishToGerman}`);
  await startTranslation(page, sentence);
  assert.match((await page.locator('#status').textContent()) ?? '', /model/);
  assert.equal(await page.locator('#speed').textContent(), 'Waiting for the model');
  assert.equal(await page.locator('#source').inputValue(), sentence);
  send();
  await untilDone(page);
  assert.equal(await shown(page), await translation(sentence));
});

test('text streams in order, and only grows', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await record(page);
  await startTranslation(page, longText);
  await untilDone(page);
  await page.locator('#stop').waitFor({ state: 'hidden' });
  const final = await shown(page);
  const texts = await page.evaluate(
    () => /** @type {string[]} */ (/** @type {any} */ (window).recorded),
  );
  assert.equal(final, await translation(longText));
  assert.ok(new Set(texts).size > 10, `it came in ${new Set(texts).size} pieces`);
  let length = 0;
  for (const text of texts) {
    assert.ok(final.startsWith(text), `${JSON.stringify(text.slice(-40))} is no beginning`);
    assert.ok(text.length >= length || text.length === 0);
    ({ length } = text);
  }
});

test('stop ends a translation, keeps what is there, and lets the next one start', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await startTranslation(page, longText);
  await page.waitForFunction(
    () => (document.getElementById('output')?.textContent ?? '').length > 20,
  );
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText('Stopped', { exact: true }).first().waitFor();
  const stopped = await shown(page);
  const whole = await translation(longText);
  assert.ok(stopped.length > 0 && stopped.length < whole.length);
  assert.ok(whole.startsWith(stopped));
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
});

test('a second translation replaces the first one under way', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  await startTranslation(page, longText);
  await page.locator('#stop').waitFor();
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
  assert.deepEqual(complaints.errors, []);
});

test('the beam size changes the search', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const text = 'The settings could not be saved because the disk is full.';
  for (const beam of [1, 8]) {
    await page.getByLabel('Beam size').selectOption(String(beam));
    assert.equal(await translateOnPage(page, text), await translation(text, { beam }));
  }
});

test('text, languages, beam size and view survive a reload', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await page.getByLabel('Beam size').selectOption('2');
  const before = await translateOnPage(page, `${sentence}\n`);
  await page.reload();
  await untilDone(page);
  assert.equal(await page.locator('#source').inputValue(), `${sentence}\n`);
  assert.equal(await shown(page), before);
  assert.equal(await page.getByLabel('Beam size').inputValue(), '2');
  assert.equal(await page.getByLabel('Translate to').inputValue(), 'de');
  await page.getByRole('link', { name: 'Models' }).click();
  await page.reload();
  await page.getByRole('heading', { name: 'Models' }).waitFor();
});

test('copy puts the translation on the clipboard', async (t) => {
  const { page } = await openPage(t, { permissions: ['clipboard-read', 'clipboard-write'] });
  await untilReady(page);
  const text = await translateOnPage(page, sentence);
  await page.getByRole('button', { name: 'Copy' }).click();
  await page.getByRole('button', { name: 'Copied' }).waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), text);
});

test('clear empties the text, and nothing is translated of it', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await translateOnPage(page, sentence);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  assert.equal(await shown(page), '');
  assert.ok(await page.locator('#copy').isHidden());
});

test('there is no way back where there is no model for it', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  assert.ok(await page.getByRole('button', { name: 'Swap languages' }).isDisabled());
});

test('the page goes on while the worker translates', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await translateOnPage(page, sentence);
  const longTasks = await page.evaluateHandle(() => {
    const durations = /** @type {number[]} */ ([]);
    new PerformanceObserver((list) => {
      durations.push(...list.getEntries().map(({ duration }) => duration));
    }).observe({ type: 'longtask' });
    return durations;
  });
  // Another program may take the processor away for a while: a page that is at fault itself has long
  // tasks every time.
  const attempts = [];
  const drain = () => longTasks.evaluate((durations) => durations.splice(0));
  for (let attempt = 0; attempt < 4; attempt++) {
    await page.getByLabel('Text to translate').fill(longText);
    // Laying out what was pasted is a task of its own, before the translation.
    await page.waitForTimeout(300);
    await drain();
    await page.getByRole('button', { name: 'Translate', exact: true }).click();
    await page.locator('#stop').waitFor({ state: 'hidden' });
    const tasks = await drain();
    if (tasks.length === 0) return;
    attempts.push(tasks);
  }
  assert.fail(`tasks over 50 ms in every attempt: ${JSON.stringify(attempts)}`);
});
