/** @file Tests of what translations keep as it is. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, readFile } from '../../support/fixtures.js';

const model = await engine.loadModel(readFile('web/models/en-de.int8.safetensors'));

test('spans come through whole and are listed with both their places', () => {
  const source = 'Welcome {name}, write to ana@example.org today. 😀 See https://example.org/a.';
  const { text, kept } = model.translate(source);
  const parts = ['{name}', 'ana@example.org', '😀', 'https://example.org/a'];
  assert.deepEqual(
    kept.map(({ source: { start, end } }) => source.slice(start, end)),
    parts,
  );
  assert.deepEqual(
    kept.map(({ target: { start, end } }) => text.slice(start, end)),
    parts,
  );
  assert.deepEqual(
    kept.map(({ kind }) => kind),
    ['placeholder', 'address', 'picture', 'address'],
  );
});

test('what the caller names is kept besides', () => {
  const { text, kept } = model.translate('Open the House and close the window.', {
    protect: 'House',
  });
  assert.match(text, /\bHouse\b/);
  assert.deepEqual(
    kept.map(({ kind }) => kind),
    ['given'],
  );
});

test('without protection the text goes to the model as it is', () => {
  const { kept } = model.translate('Write to ana@example.org.', { protect: false });
  assert.deepEqual(kept, []);
});

test('streams join to the text', () => {
  for (const source of [
    'Open {file} and close {window}. Then go.',
    'CLOSE THE WINDOW NOW',
    'It has 12345678 files.',
  ]) {
    const events = model.stream(source, { beam: 2 });
    let joined = '';
    let event = events.next();
    for (; !event.done; event = events.next()) joined += event.value.text;
    assert.equal(joined, event.value[0].text);
  }
});

test('the same text gives the same bits alone, in a batch and uncached', () => {
  const texts = [
    'Open {file} now.',
    'It costs €5 or 1,234.5 or 10001111.',
    'CLOSE IT NOW.',
    'Go on.',
  ];
  const whole = model.translate(texts, { beam: 2 });
  const one = texts.map((text) => model.translate(text, { beam: 2 }));
  const small = model.translate(texts, { beam: 2, batchSize: 1 });
  const uncached = model.translate(texts, { beam: 2, cache: false });
  for (const other of [one, small, uncached]) assert.deepEqual(other, whole);
});

test('a sentence that was divided or is doubtful says so', () => {
  const clause = 'the file is in the folder of the user, ';
  const { sentences } = model.translate(`I know that ${clause.repeat(12)}and that is all.`);
  assert.ok(sentences.length > 1);
  assert.ok(sentences.every(({ outcome }) => outcome !== 'whole'));
});
