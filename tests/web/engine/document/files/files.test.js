/** @file Tests of whole files: their formats, encodings, and translation by a model. */

import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { piecesOf } from '../../../../../web/engine/document/base/pieces.js';
import { openFile } from '../../../../../web/engine/document/files/open-file.js';
import { translateFile } from '../../../../../web/engine/document/files/translate-file.js';
import { loadEngine } from '../../../../../web/engine/index.js';
import { docxBody, docxOf, odtBody, odtOf } from '../office/archives.js';

const folder = mkdtempSync(join(tmpdir(), 'stepglot-'));
after(() => rmSync(folder, { recursive: true }));

const engine = await loadEngine();
const models = new URL('../../../../../web/models/', import.meta.url);
const model = await engine.loadModel(readFileSync(new URL('es-ca.int8.safetensors', models)));
const languages = { sourceLanguage: 'es', targetLanguage: 'ca' };

/** @type {import('../../../../../web/engine/document/translate-blocks.js').TranslateTexts} */
const translate = (texts, options) => model.translate(texts, options);

const utf8 = new TextEncoder();
const text = (/** @type {Uint8Array} */ bytes) =>
  new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes);

/** @param {string} source @param {string} name */
const translated = async (source, name) =>
  text(await translateFile(utf8.encode(source), translate, languages, { name }));

/** @param {Uint8Array} bytes @param {string} name */
async function copied(bytes, name) {
  const file = await openFile({ bytes, name });
  return file.write(file.blocks.map(piecesOf));
}

const casa = 'La casa es grande.';
const gran = 'La casa és gran.';

test('a model translates each format', async () => {
  const header = 'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n';
  const cases = {
    'a.txt': [`${casa}\r\n`, `${gran}\r\n`],
    'a.srt': [
      `1\n00:00:01,000 --> 00:00:02,000\n${casa}\n`,
      `1\n00:00:01,000 --> 00:00:02,000\n${gran}\n`,
    ],
    'a.vtt': [
      `WEBVTT\n\n00:01.000 --> 00:02.000\n${casa}`,
      `WEBVTT\n\n00:01.000 --> 00:02.000\n${gran}`,
    ],
    'a.json': [`{"a": "${casa}"}`, `{"a": "${gran}"}`],
    'a.po': [
      `${header}msgid "${casa}"\nmsgstr ""\n`,
      `${header}#, fuzzy\nmsgid "${casa}"\nmsgstr "${gran}"\n`,
    ],
    'a.xlf': [
      `<xliff version="1.2"><trans-unit><source>${casa}</source></trans-unit></xliff>`,
      `<xliff version="1.2"><trans-unit><source>${casa}</source><target state="translated" state-qualifier="mt-suggestion">${gran}</target></trans-unit></xliff>`,
    ],
    'a.md': ['# La **casa** es grande.\n', '# La **casa** és gran.\n'],
    'a.html': ['<p>La <b>casa</b> es grande.</p>', '<p>La <b>casa</b> és gran.</p>'],
  };
  for (const [name, [source, wanted]] of Object.entries(cases)) {
    assert.equal(await translated(source, name), wanted, name);
  }
});

test('a model translates archives', async () => {
  const body = '<text:p>La <text:span>casa</text:span> es grande.</text:p>';
  const odt = await translateFile(odtOf(body), translate, languages, { name: 'a.odt' });
  assert.equal(odtBody(odt), body.replace('es grande', 'és gran'));
  const word = '<w:p><w:r><w:t>La casa es grande.</w:t></w:r></w:p>';
  const docx = await translateFile(docxOf(word), translate, languages, { name: 'a.docx' });
  assert.match(docxBody(docx), /La casa és gran\./);
});

test('a file is a path, bytes or a blob, and a blob gives a blob', async () => {
  const path = join(folder, 'a.txt');
  writeFileSync(path, casa);
  assert.equal(text(await translateFile(path, translate, languages)), gran);
  const blob = await translateFile(new Blob([casa], { type: 'text/plain' }), translate, languages);
  assert.deepEqual([await blob.text(), blob.type], [gran, 'text/plain']);
  const missing = translateFile(join(folder, 'none.txt'), translate, languages);
  await assert.rejects(missing, { code: 'unavailable' });
});

test('formats are told by names, types and content', async () => {
  const formatOf = async (/** @type {string} */ source, name = '', type = '') =>
    (await openFile({ bytes: utf8.encode(source), name, type })).format;
  assert.equal(await formatOf('a', 'A.MD'), 'markdown');
  assert.equal(await formatOf('a', '', 'text/html;charset=utf-8'), 'html');
  assert.equal(await formatOf('WEBVTT\n'), 'vtt');
  assert.equal(await formatOf('1\r\n00:00:01,000 --> 00:00:02,000\r\na'), 'srt');
  assert.equal(await formatOf('<!-- a -->\n<!DOCTYPE html>'), 'html');
  assert.equal(await formatOf('# a\nmsgid ""\nmsgstr ""\n'), 'po');
  assert.equal(await formatOf('{"a": "b"}', 'a.unknown'), 'json');
  assert.equal(await formatOf('words'), 'text');
  const unknown = formatOf('words', 'a.xyz');
  await assert.rejects(unknown, { code: 'unsupported', message: /^a\.xyz: .*\.srt, .*\.vtt/ });
  const options = { format: 'pdf' };
  await assert.rejects(openFile({ bytes: utf8.encode('a'), name: '' }, options), {
    code: 'invalid_argument',
  });
});

test('byte order marks and UTF-16 stay', async () => {
  const source = `\ufeff1\r\n00:00:01,000 --> 00:00:02,000\r\nÑandú\r\n`;
  const wide = Buffer.from(source, 'utf16le');
  for (const bytes of [utf8.encode(source), wide, Buffer.from(wide).swap16()]) {
    assert.deepEqual(Buffer.from(await copied(bytes, 'a.srt')), Buffer.from(bytes));
  }
});

test('Windows-1252 becomes UTF-8 with a byte order mark, and is reported', async () => {
  /** @type {string[]} */
  const notices = [];
  const onNotice = (/** @type {string} */ notice) => notices.push(notice);
  const options = { name: 'a.txt', onNotice };
  const written = await translateFile(
    Buffer.from('El ni\xf1o.', 'latin1'),
    translate,
    languages,
    options,
  );
  assert.equal(text(written), '\ufeffEl nen.');
  assert.equal(notices.length, 1);
});

test('errors name the file and the place', async () => {
  await assert.rejects(openFile({ bytes: utf8.encode('{"a":\n x}'), name: 'a.json' }), {
    code: 'invalid_document',
    line: 2,
    column: 2,
    message: /^a\.json: line 2, column 2: not valid JSON/,
  });
  const zip = new Uint8Array([0x50, 0x4b, 3, 4]);
  await assert.rejects(openFile({ bytes: zip, name: 'a.pptx' }), { code: 'unsupported' });
});
