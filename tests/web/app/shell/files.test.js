/** @file Files: texts and models that are dropped or opened, and translations that are saved. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { loadEngine } from '../../../../web/engine/index.js';
import { openPage, translateOnPage, untilReady } from '../support/browser.js';
import { sentence, translation } from '../support/texts.js';

/** @typedef {import('playwright-core').Page} Page */

const tinyModel = new URL('../../../data/tiny-marian.safetensors', import.meta.url);

/**
 * Drops a file on the page.
 *
 * @param {Page} page
 * @param {string} name
 * @param {Buffer} bytes
 */
async function drop(page, name, bytes) {
  const data = await page.evaluateHandle(
    ([fileName, base64]) => {
      const content = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
      const transfer = new DataTransfer();
      transfer.items.add(new File([content], fileName));
      return transfer;
    },
    [name, bytes.toString('base64')],
  );
  for (const type of ['dragenter', 'dragover', 'drop']) {
    if (type === 'drop') assert.ok(await page.locator('#drop').isVisible());
    await page.locator('#main').dispatchEvent(type, { dataTransfer: data });
  }
  assert.ok(await page.locator('#drop').isHidden());
}

/** @param {Page} page */
const untilDone = (page) => page.locator('#output[aria-busy="false"] .word').first().waitFor();

/** @param {Page} page @returns {Promise<{name: string, text: string}>} What is downloaded. */
async function save(page) {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download' }).click();
  const download = await coming;
  return {
    name: download.suggestedFilename(),
    text: await readFile(await download.path(), 'utf8'),
  };
}

test('a dropped text is translated, and its translation saved', async (t) => {
  const { page, complaints } = await openPage(t);
  await untilReady(page);
  await drop(page, 'notes.txt', Buffer.from(`${sentence}\nOpen the file.\n`));
  await untilDone(page);
  const saved = await save(page);
  assert.equal(saved.name, 'notes.de.txt');
  assert.equal(saved.text, await translation(`${sentence}\nOpen the file.\n`));
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('the encoding of a text is found, and what is not text rejected', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const field = page.getByLabel('Text to translate');
  await drop(page, 'wide.txt', Buffer.from('\ufeffOpen the café.', 'utf16le'));
  await untilDone(page);
  assert.equal(await field.inputValue(), 'Open the café.');
  assert.ok(await page.locator('#file-hint').isHidden());

  await drop(page, 'old.txt', Buffer.from('Open the old café.', 'latin1'));
  await page.getByText('old.txt: line 1 is not UTF-8').first().waitFor();
  await untilDone(page);
  assert.equal(await field.inputValue(), 'Open the old café.');
  assert.ok(await page.locator('#file-hint').isVisible());

  await drop(page, 'image.txt', Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 0, 0x0d]));
  await page.getByText('image.txt is not a text file').first().waitFor();
  assert.equal(await field.inputValue(), 'Open the old café.');
});

test('the wrapped lines of a file are joined', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const paragraph =
    'the window is open and the file is in the folder that was named above,\n' +
    'so that everyone who looks for it there will find it at the very first\n' +
    'attempt, if the door of the house is not closed on that day.\n';
  await drop(page, 'mail.txt', Buffer.from(`${paragraph}\nOpen the file.\n`));
  await untilDone(page);
  const joined = paragraph.trim().replaceAll('\n', ' ');
  const expected = await translation(`${joined}\n\nOpen the file.\n`);
  assert.equal((await save(page)).text, expected);
});

test('a Markdown file keeps its markers and code', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const source = '# Open the file.\n\n- Close the window.\n\n```\nOpen the file.\n```\n';
  await page.locator('#text-file').setInputFiles({
    name: 'read.me.md',
    mimeType: 'text/markdown',
    buffer: Buffer.from(source),
  });
  await untilDone(page);
  const saved = await save(page);
  assert.equal(saved.name, 'read.me.de.md');
  const [title, item] = [
    await translation('Open the file.'),
    await translation('Close the window.'),
  ];
  assert.equal(saved.text, `# ${title}\n\n- ${item}\n\n\`\`\`\nOpen the file.\n\`\`\`\n`);
});

test('a dropped model of the user is used, and never sent anywhere', async (t) => {
  const { page, context, complaints } = await openPage(t);
  await untilReady(page);
  /** @type {string[]} */
  const sent = [];
  context.on('request', (request) => sent.push(`${request.method()} ${request.url()}`));
  await drop(page, basename(fileURLToPath(tinyModel)), readFileSync(tinyModel));
  await page.getByText('Ready: tiny-marian.safetensors').waitFor();

  const engine = await loadEngine();
  const model = await engine.loadModel(readFileSync(tinyModel));
  await page.getByLabel('Text to translate').fill('ab');
  await page.getByRole('button', { name: 'Translate', exact: true }).click();
  await page.locator('#output[aria-busy="false"]').waitFor();
  assert.equal(await page.locator('#output').textContent(), model.translate('ab').text);
  const { sourceLanguage, targetLanguage } = model.info;
  assert.equal(await page.getByLabel('Translate from').inputValue(), sourceLanguage);
  assert.equal(await page.getByLabel('Translate to').inputValue(), targetLanguage);
  engine.free();

  await page.getByRole('link', { name: 'Models' }).click();
  await page.getByText('opened from this machine, in use, kept in this browser').waitFor();
  // The page's own files: the code of the worker that converts, what is kept for offline use, the icon.
  const own = /^GET http:\/\/[\w.:]+\/(assets|icons|models)\/[\w.-]+$/;
  assert.deepEqual(
    sent.filter((request) => !own.test(request)),
    [],
  );
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});

test('a file that is no model is refused, and the page goes on with the other', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  await drop(page, 'broken.safetensors', Buffer.from('not a model at all'));
  await page
    .getByRole('alert')
    .getByText(/broken\.safetensors/)
    .waitFor();
  await page.getByRole('link', { name: 'Translate', exact: true }).click();
  assert.equal(await translateOnPage(page, sentence), await translation(sentence));
});
