/** @file Words of the translation: where they come from, and what else could stand there. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, translateOnPage, untilReady } from '../../support/browser.js';
import { sentence } from '../../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

const text = `Open the file.\n${sentence}`;

/** @param {Page} page @returns {Promise<string[]>} The parts of the source that are marked. */
const marked = (page) =>
  page.evaluate(() =>
    [...(CSS.highlights.get('aligned') ?? [])].map((range) =>
      /** @type {Range} */ (range).toString(),
    ),
  );

/** @param {import('node:test').TestContext} t */
async function translated(t) {
  const opened = await openPage(t);
  await untilReady(opened.page);
  await translateOnPage(opened.page, text);
  return opened;
}

/** @param {Page} page @param {string} word */
const wordButton = (page, word) => page.locator('.word', { hasText: new RegExp(`^${word}$`) });

test('pointing at a word marks what it comes from', async (t) => {
  const { page } = await translated(t);
  await wordButton(page, 'Datei').hover();
  assert.deepEqual(await marked(page), ['file']);
  await wordButton(page, 'Änderungen').hover();
  assert.deepEqual(await marked(page), ['changes']);
  await page.locator('h1, header').first().hover();
  assert.deepEqual(await marked(page), []);
});

test('marks are where the text field shows the word', async (t) => {
  const { page } = await translated(t);
  const boxes = await page.evaluate(() => {
    const [field, mirror] = ['source', 'source-mirror'].map((id) => document.getElementById(id));
    if (!field || !mirror) throw new Error('missing');
    const names = ['font', 'lineHeight', 'letterSpacing', 'padding', 'whiteSpace', 'wordBreak'];
    return [field, mirror].map((element) => {
      const style = /** @type {any} */ (getComputedStyle(element));
      const { x, y, width } = element.getBoundingClientRect();
      return [x, y, width, element.clientWidth, ...names.map((name) => style[name])];
    });
  });
  assert.deepEqual(boxes[0], boxes[1]);
});

test('editing the text takes the marks away', async (t) => {
  const { page } = await translated(t);
  await page.getByLabel('Text to translate').press('End');
  await page.keyboard.type(' More.');
  await wordButton(page, 'Datei').hover();
  assert.deepEqual(await marked(page), []);
});

test('a word offers alternatives, and one that is chosen replaces the sentence', async (t) => {
  const { page, complaints } = await translated(t);
  await wordButton(page, 'Möchten').click();
  const menu = page.getByRole('menu', { name: 'Alternatives to Möchten' });
  const items = menu.getByRole('menuitemradio');
  await items.first().waitFor();
  assert.ok((await items.count()) >= 3);
  assert.match((await items.first().textContent()) ?? '', /^Möchten\d+ %Sie Ihre Änderungen/);
  assert.equal(await items.first().getAttribute('aria-checked'), 'true');

  const wanted = (await items.nth(1).locator('.menu-word').textContent()) ?? '';
  const rest = (await items.nth(1).locator('.menu-rest').textContent()) ?? '';
  await items.nth(1).click();
  await menu.waitFor({ state: 'hidden' });
  const lines = ((await page.locator('#output').textContent()) ?? '').split('\n');
  assert.equal(lines[1], `${wanted} ${rest}`);
  assert.equal(lines[0], 'Öffnen Sie die Datei.');

  await wordButton(page, 'Änderungen').hover();
  assert.deepEqual(await marked(page), ['changes']);
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('the menu closes by Escape, and by a click elsewhere', async (t) => {
  const { page } = await translated(t);
  const menu = page.locator('#alternatives');
  for (const close of [() => page.keyboard.press('Escape'), () => page.mouse.click(5, 5)]) {
    await wordButton(page, 'Datei').click();
    await menu.getByRole('menuitemradio').first().waitFor();
    await close();
    await menu.waitFor({ state: 'hidden' });
    assert.equal(await wordButton(page, 'Datei').getAttribute('aria-expanded'), 'false');
  }
});
