/** @file The models that come with Stepglot, against the numbers of an independent program in PyTorch. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, readFile } from '../fixtures.js';

/** @type {{models: {id: string, file: string, sourceLanguage: string, targetLanguage: string}[]}} */
const manifest = JSON.parse(readFile('web/models/models.json').toString());

for (const { id, file, sourceLanguage, targetLanguage } of manifest.models) {
  test(`${id} agrees with PyTorch`, async () => {
    const model = await engine.loadModel(readFile(`web/models/${file}`));
    const { info } = model;
    assert.deepEqual([info.sourceLanguage, info.targetLanguage], [sourceLanguage, targetLanguage]);
    const reference = JSON.parse(readFile(`tests/data/${id}.reference.json`).toString());
    assert.ok(reference.length >= 20);
    for (const { source, text, tokens, log_probs: logProbs } of reference) {
      const result = model.translate(source, { beam: 1 });
      assert.deepEqual([result.text, [...result.tokens, info.config.eos]], [text, tokens]);
      const errors = result.logProbs.map((value, i) => Math.abs(value - logProbs[i]));
      // int8 products here, the same weights in float32 there.
      assert.ok(Math.max(...errors) < 0.005, `${source}: off by ${Math.max(...errors)}`);
    }
    model.free();
  });
}
