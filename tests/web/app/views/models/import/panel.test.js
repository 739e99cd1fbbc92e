/** @file Custom models: files, folders and archives in, kept, used, deleted. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { root } from '../../../../../../scripts/tools/setup/prefix.mjs';
import { pieceText } from '../../../../../../web/app/shell/format.js';
import { loadEngine } from '../../../../../../web/engine/index.js';
import { writeMarianBin } from '../../../../../../scripts/judge/marian-bin.mjs';
import { trainedModel } from '../../../../../../scripts/judge/trained-model.mjs';
import { filesOf, referenceOf } from '../../../../support/references.js';
import { writeZip } from '../../../../support/zip-file.js';
import { openPage, untilReady } from '../../../support/browser.js';

/** @typedef {import('playwright-core').Page} Page */

const temporary = mkdtempSync(join(tmpdir(), 'stepglot-imports-'));
after(() => rmSync(temporary, { recursive: true }));

/** @param {string} name */
const folderOf = (name) => join(root, 'tests/data/formats', name);

/**
 * @param {string} name
 * @param {import('../../../../../../web/engine/index.js').Text} text
 * @param {string} [targetToken]
 * @returns {Promise<string>} What the page must show: it works with the model converted to int8.
 */
async function translation(name, text, targetToken) {
  const engine = await loadEngine();
  const model = await engine.loadModel({ files: filesOf(referenceOf(name)) });
  const int8 = await engine.loadModel(model.save('int8'));
  const { text: translated } = int8.translate(text, { targetToken });
  engine.free();
  return translated;
}

/**
 * Drops files and folders of this machine on the page.
 *
 * @param {Page} page
 * @param {...string} files Paths.
 */
async function drop(page, ...files) {
  const session = await page.context().newCDPSession(page);
  const data = { items: [], files, dragOperationsMask: 1 };
  for (const type of /** @type {const} */ (['dragEnter', 'dragOver', 'drop'])) {
    await session.send('Input.dispatchDragEvent', { type, x: 600, y: 500, data });
  }
  await session.detach();
}

/** @param {Page} page @param {string} name */
const untilUsed = (page, name) => page.getByText(`Ready: ${name}`).waitFor();

/**
 * @param {Page} page
 * @param {string} text
 * @returns {Promise<string>}
 */
async function translate(page, text) {
  await page.getByRole('link', { name: 'Translate', exact: true }).click();
  await page.getByLabel('Text to translate').fill(text);
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page.locator('#output[aria-busy="false"]').waitFor();
  return (await page.locator('#output').textContent()) ?? '';
}

/** @param {Page} page */
const openModels = (page) => page.getByRole('link', { name: 'Models' }).click();

/** @param {Page} page @param {string} source @param {string} target */
async function answerLanguages(page, source, target) {
  await page.locator('#import-languages').waitFor();
  await page.getByLabel('From', { exact: true }).fill(source);
  await page.getByLabel('to', { exact: true }).fill(target);
  await page.getByRole('button', { name: 'Use this model' }).click();
}

test('a dropped folder is converted, used, and used again at the next visit', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  await drop(page, folderOf('opus'));
  await untilUsed(page, 'opus');
  const expected = await translation('opus', 'Open the next folder.', '>>deu<<');
  assert.equal(await translate(page, 'Open the next folder.'), expected);
  await page.waitForTimeout(400);
  await page.reload();
  await untilUsed(page, 'opus');
  assert.equal(await translate(page, 'Open the next folder.'), expected);
  await openModels(page);
  await page.getByText(/opened from this machine, in use, kept in this browser/).waitFor();
  await page.getByText('Hugging Face Marian').waitFor();
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('a multilingual model translates into each of its languages', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await drop(page, folderOf('opus'));
  await untilUsed(page, 'opus');
  await page.getByRole('link', { name: 'Translate', exact: true }).click();
  const target = page.getByLabel('Translate to');
  await target.locator('option', { hasText: /^French$/ }).waitFor({ state: 'attached' });
  await target.selectOption('fr');
  await untilUsed(page, 'opus');
  const expected = await translation('opus', 'Open the next folder.', '>>fra<<');
  assert.equal(await translate(page, 'Open the next folder.'), expected);
  await page.waitForTimeout(400);
  await page.reload();
  await untilUsed(page, 'opus');
  assert.equal(await target.inputValue(), 'fr');
  assert.equal(await translate(page, 'Open the next folder.'), expected);
});

test('a model that is kept can be left, taken up and deleted', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await drop(page, folderOf('opus'));
  await untilUsed(page, 'opus');
  await openModels(page);
  await page.getByRole('button', { name: 'Use English to German' }).click();
  await page.locator('.status').getByText('Ready', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Use opus' }).click();
  await untilUsed(page, 'opus');
  await page.getByRole('button', { name: 'Delete opus' }).click();
  await page.locator('.status').getByText('Ready', { exact: true }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'opus' }).count(), 0);
  await page.reload();
  await page.locator('.status').getByText('Ready', { exact: true }).waitFor();
  assert.equal(await page.getByRole('heading', { name: 'opus' }).count(), 0);
});

test('an archive, files and a folder are chosen in dialogues', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await openModels(page);
  const archive = join(temporary, 'opus-mt-en-de.zip');
  writeFileSync(archive, writeZip(filesOf(referenceOf('opus'))));
  await page.locator('#model-files').setInputFiles(archive);
  await untilUsed(page, 'opus-mt-en-de.zip');
  const { files } = referenceOf('opus');
  await openModels(page);
  await page
    .locator('#model-files')
    .setInputFiles(files.map((file) => join(folderOf('opus'), file)));
  await page.getByText(/^Ready: (model\.safetensors|source\.spm|target\.spm)$/).waitFor();
  await openModels(page);
  await page.locator('#model-folder').setInputFiles(folderOf('opus'));
  await untilUsed(page, 'opus');
  const expected = await translation('opus', 'Share your letter now!', '>>deu<<');
  assert.equal(await translate(page, 'Share your letter now!'), expected);
});

test('languages that the files do not say are asked for', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await drop(page, folderOf('marian-ssru'));
  await page.locator('#import-languages').waitFor();
  assert.ok(
    await page.getByLabel('From', { exact: true }).evaluate((e) => e === document.activeElement),
  );
  await answerLanguages(page, 'no language', 'nl');
  assert.equal(await page.getByLabel('From', { exact: true }).getAttribute('aria-invalid'), 'true');
  await answerLanguages(page, 'en', 'nl');
  await untilUsed(page, 'marian-ssru');
  assert.equal(await page.getByLabel('Translate from').inputValue(), 'en');
  assert.equal(await page.getByLabel('Translate to').inputValue(), 'nl');
  assert.equal(
    await translate(page, 'Open the next folder.'),
    await translation('marian-ssru', 'Open the next folder.'),
  );
});

test('a model with recurrent decoder and shortlist is stepped through', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  await drop(page, folderOf('marian-ssru'));
  await answerLanguages(page, 'en', 'de');
  await untilUsed(page, 'marian-ssru');
  await page.getByRole('link', { name: 'Step through', exact: true }).click();
  await page.getByLabel('Sentence to step through').fill('Open the next folder.');
  await page.getByRole('button', { name: 'Start' }).click();
  await page.locator('.panels').waitFor();
  await page.getByRole('heading', { name: 'State and key/value cache' }).waitFor();
  await page.getByText(/this decoder has no self-attention.*state \(SSRU\)/).waitFor();
  const { shortlist } = referenceOf('marian-ssru').sentences[0];
  await page.getByText(`The output layer weighs ${shortlist?.ids.length} of 92 tokens`).waitFor();
  await page.getByRole('button', { name: 'Step forward' }).click();
  // A state of 16 numbers for each of two layers.
  await page.getByText('128 B more than a step before').waitFor();
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('a model without a tokenizer takes pieces, and the page says so', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  assert.ok(await page.getByText('This model has no tokenizer').isHidden());
  await drop(page, folderOf('ct2-v4-int8'));
  await answerLanguages(page, 'en', 'de');
  await untilUsed(page, 'ct2-v4-int8');
  await page.getByText('This model has no tokenizer').waitFor();
  const lines = referenceOf('ct2-v4-int8').sentences.map(({ pieces }) => pieces);
  const expected = await Promise.all(lines.map((pieces) => translation('ct2-v4-int8', { pieces })));
  const text = lines.map((pieces) => pieces.join(' ')).join('\n\n');
  assert.equal(await translate(page, text), expected.join('\n\n'));

  await page.getByRole('link', { name: 'Step through the first sentence' }).click();
  await page.locator('.panels').waitFor();
  const row = page.locator('.tokens').first().locator('.token');
  assert.deepEqual(await row.allTextContents(), lines[0].map(pieceText));
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('what is no model, or not a whole one, is said in plain words, and can be put right', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const broken = join(temporary, 'broken.safetensors');
  writeFileSync(broken, 'not a model at all');
  const alert = page.getByRole('alert');
  await drop(page, broken);
  await alert.getByText('These files are not a complete model in a supported format.').waitFor();
  await alert.getByText(/no model among these files: broken\.safetensors/).waitFor();

  const weights = join(folderOf('marian-npz'), 'model.npz');
  await page.locator('#model-files').setInputFiles(weights);
  await alert.getByText(/no source vocabulary: expected vocab\.spm/).waitFor();
  const vocabulary = join(folderOf('marian-npz'), 'vocab.spm');
  await page.locator('#model-files').setInputFiles([weights, vocabulary]);
  await answerLanguages(page, 'en', 'de');
  await untilUsed(page, 'model.npz');
  assert.ok(await alert.isHidden());
});

test('a large model shows how far it is, and can be cancelled on the way', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const { model, vocabulary } = trainedModel();
  const files = [join(temporary, 'model.ende.bin'), join(temporary, 'vocab.ende.spm')];
  writeFileSync(files[0], writeMarianBin(model));
  writeFileSync(files[1], vocabulary);
  await page.evaluate(() => {
    const bar = /** @type {HTMLProgressElement} */ (document.getElementById('import-bar'));
    const seen = /** @type {number[]} */ ([]);
    Object.assign(window, { seen });
    new MutationObserver(() => seen.push(bar.value)).observe(bar, { attributes: true });
  });
  await drop(page, ...files);
  await page.getByText(/^Reading model\.ende\.bin, 43\.\d MB$/).waitFor();
  await page.getByRole('button', { name: 'Cancel' }).first().click();
  await page.locator('#import-progress').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('#status').textContent(), 'Ready');

  await page.evaluate(() => /** @type {any} */ (window).seen.splice(0));
  await drop(page, ...files);
  await untilUsed(page, 'model.ende.bin');
  assert.equal(await page.getByLabel('Translate from').inputValue(), 'en');
  const seen = /** @type {number[]} */ (await page.evaluate('window.seen'));
  const shares = seen.filter((value) => value > 0);
  assert.ok(new Set(shares).size > 3, `${seen}`);
  assert.equal(await translate(page, 'Open the file.'), 'Öffnen Sie die Datei.');
});

test('an import can be cancelled, and the model before stays in use', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await drop(page, folderOf('marian-ssru'));
  await page.locator('#import-languages').getByRole('button', { name: 'Cancel' }).click();
  await page.locator('#import-languages').waitFor({ state: 'hidden' });
  assert.equal(await page.locator('#status').textContent(), 'Ready');
  assert.ok(await page.getByRole('alert').isHidden());
});

test('where there is no room to keep a model it is used all the same', async (t) => {
  const { page, context, url } = await openPage(t);
  await untilReady(page);
  const session = await context.newCDPSession(page);
  const { origin } = new URL(url);
  await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1000 });
  await drop(page, folderOf('opus'));
  await untilUsed(page, 'opus');
  await page
    .getByText(/opus can be used now, but not at the next visit: there is no room/)
    .waitFor();
  await page.getByText(/opened from this machine, in use, not kept/).waitFor();
  assert.equal(await translate(page, 'A test.'), await translation('opus', 'A test.', '>>deu<<'));
});
