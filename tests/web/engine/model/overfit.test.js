/**
 * @file Tests of the whole way from text to text with a trained model that knows ten sentence pairs
 * by heart; tests/data/README.md describes it.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { engine, readFile } from '../../support/fixtures.js';

const pairs = readFile('tests/data/overfit/pairs.tsv')
  .toString()
  .trimEnd()
  .split('\n')
  .map((line) => line.split('\t'));
const sources = pairs.map(([source]) => source);
const targets = pairs.map(([, target]) => target);

const searches = [1, 4].flatMap((beam) => [true, false].map((cache) => ({ beam, cache })));

test('there are ten pairs', () => {
  assert.equal(pairs.length, 10);
  assert.ok(pairs.every((pair) => pair.length === 2));
});

for (const name of ['overfit', 'overfit.int8']) {
  describe(name, async () => {
    const model = await engine.loadModel(readFile(`tests/data/overfit/${name}.safetensors`));
    for (const options of searches) {
      const what = `beam ${options.beam}, ${options.cache ? 'cached' : 'uncached'}`;

      test(`knows the sentences by heart in one batch: ${what}`, () => {
        const found = model.translate(sources, { ...options, batchSize: sources.length });
        assert.deepEqual(
          found.map(({ text }) => text),
          targets,
        );
      });

      test(`knows each sentence by heart alone: ${what}`, () => {
        for (const [source, target] of pairs) {
          assert.equal(model.translate(source, options).text, target);
        }
      });
    }

    test('streams the sentences of a text', () => {
      const pieces = [...model.stream(sources.join('\n'), { beam: 1 })];
      assert.equal(pieces.map(({ text }) => text).join(''), targets.join('\n'));
    });
  });
}
