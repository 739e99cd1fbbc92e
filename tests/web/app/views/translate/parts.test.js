/** @file How the page cuts a text into parts, and a translation into words. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { loadEngine } from '../../../../../web/engine/index.js';
import { splitText } from '../../../../../web/app/views/translate/parts.js';
import { moved, sentencesOf } from '../../../../../web/app/views/translate/sentences.js';

/** @typedef {import('../../../../../web/app/views/translate/sentences.js').Sentence} Sentence */

const file = new URL('../../../../../web/models/en-de.int8.safetensors', import.meta.url);

test('parts join to the text and know where they start', () => {
  const line = 'A sentence of some length stands here, and here. ';
  const texts = [
    '',
    '\n',
    'one',
    'one\n\n\ntwo\r\n',
    `${line.repeat(30)}\n`.repeat(4),
    '  # a\n- b',
  ];
  for (const text of texts) {
    for (const isMarkdown of [false, true]) {
      const parts = splitText(text, isMarkdown);
      assert.equal(parts.map((part) => part.text).join(''), text);
      for (const part of parts) assert.ok(text.startsWith(part.text, part.start));
    }
  }
});

test('lines go together, up to a length after which a new part begins', () => {
  const parts = splitText(`${'x'.repeat(250)}\n`.repeat(6), false);
  assert.deepEqual(
    parts.map((part) => part.text.length),
    [502, 502, 502],
  );
});

test('blank lines are kept, and in Markdown its markers and code', () => {
  const text = '# Title\n\n- one\n1. two\n> three\n\n```sh\nls # four\n```\nfive\n';
  const translated = (/** @type {boolean} */ isMarkdown) =>
    splitText(text, isMarkdown)
      .filter((part) => !part.isKept)
      .map((part) => part.text);
  assert.deepEqual(translated(true), ['Title\n', 'one\n', 'two\n', 'three\n', 'five\n']);
  assert.equal(translated(false).length, 3);
});

test('sentences and the text between them join to the translation', async () => {
  const engine = await loadEngine();
  const model = await engine.loadModel(await readFile(file));
  const source = ' Do you want to save your changes? Yes, please.\n\nOpen the file.\n';
  const translation = model.translate(source, { alignment: true });
  const parts = sentencesOf(translation, 'de');
  const text = parts.map((part) => (typeof part === 'string' ? part : part.text)).join('');
  assert.equal(text, translation.text);

  const sentences = /** @type {Sentence[]} */ (parts.filter((part) => typeof part !== 'string'));
  assert.deepEqual(
    sentences.map((sentence) => source.slice(sentence.source.start, sentence.source.end)),
    ['Do you want to save your changes?', 'Yes, please.', 'Open the file.'],
  );
  assert.deepEqual(
    sentences.flatMap((sentence) => sentence.ids),
    translation.tokens,
  );
  const words = sentences[0].words.map(({ start, end }) => sentences[0].text.slice(start, end));
  assert.deepEqual(words, ['Möchten', 'Sie', 'Ihre', 'Änderungen', 'speichern']);
  const { sources } = sentences[0].words[3];
  assert.deepEqual(
    sources.map(({ start, end }) => source.slice(start, end)),
    ['changes'],
  );
  // The tokens before a word are what alternatives to it begin with.
  const before = model.detokenize(sentences[0].ids.slice(0, sentences[0].words[3].token));
  assert.equal(before, 'Möchten Sie Ihre');
  assert.equal(moved(sentences[0], 10).words[3].sources[0].start, sources[0].start + 10);
  engine.free();
});
