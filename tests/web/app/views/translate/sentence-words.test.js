/** @file Tests of the words of a translation's sentences, and what each comes from. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { partsOf } from '../../../../../web/app/views/translate/words.js';
import { loadEngine } from '../../../../../web/engine/index.js';

/** @typedef {import('../../../../../web/app/views/translate/words.js').Sentence} Sentence */

const file = new URL('../../../../../web/models/en-de.int8.safetensors', import.meta.url);

test('sentences and the text between them join to the translation', async () => {
  const engine = await loadEngine();
  const model = await engine.loadModel(await readFile(file));
  const source = ' Do you want to save your changes? Yes, please.\n\nOpen the file.\n';
  const translation = model.translate(source, { alignment: true });
  const parts = partsOf(translation, 'de', 0);
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
  const [, there] = partsOf(translation, 'de', 10);
  assert.ok(typeof there === 'object');
  assert.equal(there.source.start, sentences[0].source.start + 10);
  assert.equal(there.words[3].sources[0].start, sources[0].start + 10);
  engine.free();
});
