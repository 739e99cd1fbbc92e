/** @file The choice of languages on a page with several models: lists, swap, downloads, links. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { size } from '../../../../web/app/shell/format.js';
import { loadEngine } from '../../../../web/engine/index.js';
import { tinyModel } from '../../support/tiny-pairs.js';
import { openPage, untilReady } from '../support/browser.js';
import { siteWithPairs } from '../support/site.js';
import { sentence, translation } from '../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */
/** @typedef {keyof typeof import('../../support/tiny-pairs.js').tinyPairs} TinyPair */

const text = 'A dog.';

/**
 * @param {TinyPair} id
 * @param {string} source
 * @returns {Promise<string>} What the page must show.
 */
async function translationBy(id, source) {
  const engine = await loadEngine();
  const model = await engine.loadModel(tinyModel(id));
  const { text: translated } = model.translate(source, { replaceUnknowns: true });
  engine.free();
  return translated;
}

/** @param {Page} page */
const source = (page) => page.getByLabel('Translate from');

/** @param {Page} page */
const target = (page) => page.getByLabel('Translate to');

/** @param {Page} page @returns {Promise<string>} The languages that are chosen. */
const chosen = async (page) =>
  `${await source(page).inputValue()} ${await target(page).inputValue()}`;

/** @param {Page} page @returns {Promise<string[]>} */
const targets = (page) => target(page).locator('option').allTextContents();

/** @param {Page} page */
const swap = (page) => page.getByRole('button', { name: 'Swap languages' });

/** @param {Page} page @param {TinyPair} id */
const untilOffered = (page, id) =>
  page.getByText(`Model not downloaded yet, ${size(tinyModel(id).length)}`).waitFor();

/** @param {Page} page @returns {Promise<string>} The translation, once it is complete. */
async function untilTranslated(page) {
  await page
    .locator('#speed')
    .getByText(/tokens? in/)
    .waitFor();
  await page.locator('#output[aria-busy="false"]').waitFor();
  return (await page.locator('#output').textContent()) ?? '';
}

/** @param {Page} page @returns {Promise<void>} Resolves when it says that a link asks for too much. */
const untilRefused = (page) =>
  page
    .locator('#speed')
    .getByText(/^The link asks for .*, for which there is no model$/)
    .waitFor();

/** @param {Page} page @param {string} line @returns {Promise<string>} */
async function translate(page, line) {
  await page.getByLabel('Text to translate').fill(line);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  return untilTranslated(page);
}

/**
 * Opens a page that has several models, and waits for its first one.
 *
 * @param {import('node:test').TestContext} t
 * @param {string} [path] What to open.
 */
async function start(t, path) {
  const opened = await openPage(t, { folder: siteWithPairs(t), path });
  await untilReady(opened.page);
  /** @type {string[]} */
  const downloads = [];
  opened.context.on('request', (request) => {
    const [, name] = /models\/(.*)\.safetensors$/.exec(request.url()) ?? [];
    if (name) downloads.push(name);
  });
  return { ...opened, downloads };
}

test('every pair can be chosen, and none else', async (t) => {
  const { page } = await start(t);
  const others = ['Spanish, from Catalan', 'Catalan, from Spanish', 'English, from Spanish'];
  assert.deepEqual(await source(page).locator('option').allTextContents(), [
    'English',
    'Spanish',
    'Catalan',
  ]);
  assert.deepEqual(
    (await targets(page)).toSorted(),
    ['German', ...others].toSorted(),
    'what English has, and what other languages have',
  );
  await target(page).selectOption({ label: 'Spanish, from Catalan' });
  assert.equal(await chosen(page), 'ca es');
  // The source that goes the way back comes first.
  await source(page).selectOption('es');
  assert.equal(await chosen(page), 'es ca');
  assert.deepEqual(await targets(page), [
    'Catalan',
    'English',
    'Spanish, from Catalan',
    'German, from English',
  ]);
  await target(page).selectOption('en');
  assert.equal(await chosen(page), 'es en');
  assert.ok(await swap(page).isDisabled());
  assert.equal(await swap(page).getAttribute('title'), 'There is no model from English to Spanish');
  await source(page).selectOption('en');
  assert.equal(await chosen(page), 'en de');
  await page.locator('.status').getByText('Ready', { exact: true }).waitFor();
});

test('a further model is downloaded when it is wanted, not before', async (t) => {
  const { page, downloads, complaints } = await start(t);
  await source(page).selectOption('es');
  await target(page).selectOption('ca');
  await untilOffered(page, 'es-ca');
  await page.waitForTimeout(300);
  assert.deepEqual(downloads, []);
  assert.equal(await translate(page, text), await translationBy('es-ca', text));
  assert.deepEqual(downloads, ['es-ca']);
  await source(page).selectOption('ca');
  await untilOffered(page, 'ca-es');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await untilReady(page);
  assert.equal(await translate(page, text), await translationBy('ca-es', text));
  await source(page).selectOption('es');
  await untilReady(page);
  assert.deepEqual(downloads, ['es-ca', 'ca-es']);
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('swapping makes the translation the text, in its language', async (t) => {
  const { page } = await start(t, '?from=ca&to=es');
  const languages = () =>
    page.evaluate(() => ['source', 'output'].map((id) => document.getElementById(id)?.lang));
  assert.deepEqual(await languages(), ['ca', 'es']);
  const there = await translate(page, text);
  assert.equal(there, await translationBy('ca-es', text));
  await swap(page).click();
  assert.equal(await chosen(page), 'es ca');
  assert.deepEqual(await languages(), ['es', 'ca']);
  assert.equal(await page.locator('#source').inputValue(), there);
  assert.equal(await page.locator('#output').textContent(), '');
  assert.equal(await page.locator('#speed').textContent(), '');
  await untilOffered(page, 'es-ca');
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  assert.equal(await untilTranslated(page), await translationBy('es-ca', there));
  // Without a translation the text stays.
  await page.getByLabel('Text to translate').fill(text);
  await page.getByRole('button', { name: 'Clear' }).click();
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page.getByLabel('Text to translate').fill(text);
  await swap(page).click();
  assert.equal(await page.locator('#source').inputValue(), text);
});

test('languages are chosen and swapped by keyboard, and the choice is read out', async (t) => {
  const { page } = await start(t);
  const said = () => page.locator('#announcer').textContent();
  await source(page).focus();
  await page.keyboard.type('Span');
  assert.equal(await chosen(page), 'es en');
  assert.equal(await said(), 'Spanish to English');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Catalan');
  assert.equal(await chosen(page), 'es ca');
  assert.equal(await said(), 'Spanish to Catalan');
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Shift+Tab');
  assert.ok(await swap(page).evaluate((button) => button === document.activeElement));
  await page.keyboard.press('Enter');
  assert.equal(await chosen(page), 'ca es');
  assert.equal(await said(), 'Catalan to Spanish');
  assert.ok(await swap(page).evaluate((button) => button === document.activeElement));
  await page.locator('#source').focus();
  await page.keyboard.type(text);
  await page.keyboard.press('Control+Enter');
  assert.equal(await untilTranslated(page), await translationBy('ca-es', text));
});

test('the last pair is there at the next visit', async (t) => {
  const { page } = await start(t);
  await source(page).selectOption('ca');
  await translate(page, text);
  await page.reload();
  assert.equal(await untilTranslated(page), await translationBy('ca-es', text));
  assert.equal(await chosen(page), 'ca es');
  await source(page).selectOption('es');
  await page.reload();
  await untilOffered(page, 'es-ca');
  assert.equal(await chosen(page), 'es ca');
});

test('where nothing can be remembered all works but that', async (t) => {
  const { page, context, complaints } = await start(t, '');
  await context.addInitScript(() => {
    Object.defineProperty(window, 'localStorage', {
      get: () => {
        throw new DOMException('no storage', 'SecurityError');
      },
    });
  });
  await page.reload();
  await untilReady(page);
  await source(page).selectOption('ca');
  assert.equal(await translate(page, text), await translationBy('ca-es', text));
  await page.reload();
  await untilReady(page);
  assert.equal(await chosen(page), 'es ca');
  assert.deepEqual(complaints.errors, []);
});

test('each model that was downloaded works without a network', async (t) => {
  const { page, context, stop, url } = await start(t);
  await source(page).selectOption('ca');
  await translate(page, text);
  await page.evaluate(async () => {
    await navigator.serviceWorker.ready;
  });
  await stop();
  await context.setOffline(true);
  await page.goto(`${url}?from=ca&to=es`);
  await untilReady(page);
  assert.equal(await chosen(page), 'ca es');
  assert.equal(await translate(page, text), await translationBy('ca-es', text));
  await source(page).selectOption('es');
  await target(page).selectOption('en');
  await untilOffered(page, 'es-en');
  await page.getByRole('button', { name: 'Download', exact: true }).click();
  await page.getByText('The model could not be downloaded').waitFor();
  await source(page).selectOption('en');
  await untilReady(page);
  assert.equal(await translate(page, sentence), await translation(sentence));
});

test('a link opens the page with its languages', async (t) => {
  const { page, url } = await start(t, '?from=es-MX&to=ca#steps');
  assert.equal(await chosen(page), 'es ca');
  assert.equal(page.url(), `${url}#steps`);
  const field = page.getByLabel('Sentence to step through');
  assert.equal(await field.inputValue(), '¿Desea guardar los cambios?');
  assert.equal(await field.getAttribute('lang'), 'es');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('.panels').waitFor();
  const languages = await page
    .locator('.tokens')
    .evaluateAll((rows) => rows.map((row) => /** @type {HTMLElement} */ (row).lang));
  assert.deepEqual(languages, ['es', 'ca']);

  for (const [query, pair] of [
    ['?from=ca', 'ca es'],
    ['?to=de', 'en de'],
    ['?to=ca', 'es ca'],
  ]) {
    await page.goto(`${url}${query}`);
    await page.locator('.status:not([data-state="busy"])').waitFor();
    assert.equal(await chosen(page), pair, query);
  }
  for (const query of ['?from=fr&to=de', '?from=no language']) {
    await page.goto(`${url}${query}`);
    await untilRefused(page);
    assert.equal(page.url(), url);
  }
});

test('a link leaves the text of the last visit as it is, and its model to be wanted', async (t) => {
  const { page, url, downloads } = await start(t);
  await translate(page, text);
  await page.goto(`${url}?from=ca&to=es`);
  await untilOffered(page, 'ca-es');
  assert.equal(await page.locator('#source').inputValue(), text);
  await page.goto(`${url}?from=fr`);
  await untilRefused(page);
  assert.equal(await chosen(page), 'ca es');
  assert.deepEqual(downloads, []);
});

test('the steps of one model end when another one is chosen', async (t) => {
  const { page } = await start(t);
  await page.getByRole('link', { name: 'Step through', exact: true }).click();
  const field = page.getByLabel('Sentence to step through');
  assert.equal(await field.inputValue(), 'Do you want to save your changes?');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('.panels').waitFor();
  await page.getByRole('link', { name: 'Translate', exact: true }).click();
  await source(page).selectOption('ca');
  await page.getByRole('link', { name: 'Step through', exact: true }).click();
  assert.ok(await page.locator('.panels').isHidden());
  assert.equal(await field.inputValue(), 'Voleu desar els canvis?');
  await field.fill(text);
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('.panels').waitFor();
  assert.equal(await page.locator('#steps-message').textContent(), '');
});

test('the models view downloads, uses and deletes each model', async (t) => {
  const { page, downloads } = await start(t);
  await source(page).selectOption('ca');
  await page.getByRole('link', { name: 'Models' }).click();
  const row = (/** @type {string} */ id) => page.locator(`[data-model="${id}"]`);
  await row('en-de')
    .getByText(/9\.53 MB, kept in this browser/)
    .waitFor();
  await row('ca-es')
    .getByText(/ KB, in use, not kept/)
    .waitFor();
  const button = (/** @type {string} */ name) => page.getByRole('button', { name, exact: true });
  const focused = () =>
    page.evaluate(() => document.activeElement?.closest('.model')?.getAttribute('data-model'));

  await button('Download Spanish to Catalan').click();
  await row('es-ca')
    .getByText(/ KB, kept in this browser/)
    .waitFor();
  assert.equal(await focused(), 'es-ca');
  // The model in use, whose download was offered.
  await button('Download Catalan to Spanish').click();
  await untilReady(page);
  await row('ca-es')
    .getByText(/ KB, in use, kept in this browser/)
    .waitFor();
  assert.equal(await focused(), 'ca-es');
  await button('Use Spanish to Catalan').click();
  await row('es-ca')
    .getByText(/ KB, in use, kept in this browser/)
    .waitFor();
  assert.equal(await focused(), 'es-ca');
  await untilReady(page);
  // Who uses a model wants it.
  await button('Use Spanish to English').click();
  await row('es-en')
    .getByText(/ KB, in use, kept in this browser/)
    .waitFor();
  await button('Use Spanish to Catalan').click();
  await untilReady(page);
  assert.deepEqual(downloads, ['es-ca', 'ca-es', 'es-en']);
  await button('Delete Catalan to Spanish').click();
  await row('ca-es')
    .getByText(/ KB, not kept/)
    .waitFor();
  assert.equal(await focused(), 'ca-es');
  await page.getByRole('link', { name: 'Translate', exact: true }).click();
  assert.equal(await chosen(page), 'es ca');
  assert.equal(await translate(page, text), await translationBy('es-ca', text));
});
