/** @file Tests of requests that cannot fit, and of what searches leave behind. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engine, failure, loadEnglishGerman, loadTiny } from '../../../support/fixtures.js';
import { decode, sentences } from '../../../support/runs.js';

describe('a request that cannot fit', async () => {
  const model = await loadEnglishGerman();
  const long = 'The house is old and green, '.repeat(25);
  const sources = Array.from({ length: 64 }, () => long);

  test('is refused with its size before it starts, and the engine goes on', () => {
    const { heapBytes } = engine.memory;
    const request = { beam: 64, maxLength: 4096, maxLengthFactor: 1000 };
    assert.throws(
      () => model.start(sources, request),
      failure('out_of_memory', /\d[\d.,]* (bytes|KB|MB|GB)/i),
    );
    assert.ok(engine.memory.heapBytes - heapBytes < 2 ** 30);
    assert.equal(model.translate('Save').text, 'Speichern');
  });

  test('is refused by translate as well', () => {
    const options = { beam: 64, batchSize: 64, maxLength: 4096, maxLengthFactor: 1000 };
    const sampling = { sample: true, nBest: 64, batchSize: 64, maxLengthFactor: 1000 };
    for (const given of [options, { ...sampling, maxLength: 4096 }]) {
      assert.throws(() => model.translate(sources, given), failure('out_of_memory', /\d/));
    }
    assert.equal(model.translate('Save').text, 'Speichern');
  });
});

describe('memory', async () => {
  const model = await loadTiny('tiny-pre');

  test('does not grow with searches', () => {
    const cycle = () => {
      decode(model, sentences, { beam: 4, nBest: 4, maxLength: 6, alignment: true });
      decode(model, sentences, { sample: true, nBest: 4, maxLength: 6 });
      model.score('A dog.', 'Ein Hund.');
      model.alternatives('A dog.', { count: 2, maxLength: 6 });
    };
    for (let i = 0; i < 10; i++) cycle();
    const before = engine.memory.heapBytes;
    for (let i = 0; i < 60; i++) cycle();
    assert.equal(engine.memory.heapBytes, before);
  });

  test('is told for all rows of the beam, which share what they have in common', () => {
    const bytes = [1, 4].map((beam) => {
      const session = model.start(sentences[2], { beam, maxLength: 20 });
      for (let i = 0; i < 4; i++) session.step();
      const told = session.cacheBytes();
      session.free();
      assert.ok(told.used > 0 && told.used <= told.reserved);
      return told;
    });
    assert.ok(bytes[1].reserved > bytes[0].reserved);
    assert.ok(bytes[1].reserved < 4 * bytes[0].reserved, 'the source is there once');
  });
});
