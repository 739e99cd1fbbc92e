/** @file The models that come with Stepglot, against the numbers of an independent program in PyTorch. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, readFile } from '../../support/fixtures.js';

/** @type {{models: {id: string, file: string, sourceLanguage: string, targetLanguage: string}[]}} */
const manifest = JSON.parse(readFile('web/models/models.json').toString());

/** @typedef {{source: string, text: string, tokens: number[], log_probs: number[]}} Reference */

/**
 * How far the log-probabilities of greedy translations are from the references', smallest first.
 * @param {import('../../../../web/engine/index.js').Model} model
 * @param {Reference[]} references
 */
function errorsOf(model, references) {
  const errors = references.flatMap(({ source, text, tokens, log_probs: logProbs }) => {
    const result = model.translate(source, { beam: 1, protect: false });
    assert.deepEqual([result.text, [...result.tokens, model.info.config.eos]], [text, tokens]);
    return result.logProbs.map((value, i) => Math.abs(value - logProbs[i]));
  });
  return errors.sort((a, b) => a - b);
}

for (const { id, file, sourceLanguage, targetLanguage } of manifest.models) {
  test(`${id} agrees with PyTorch`, async () => {
    const model = await engine.loadModel(readFile(`web/models/${file}`));
    const { info } = model;
    assert.deepEqual([info.sourceLanguage, info.targetLanguage], [sourceLanguage, targetLanguage]);
    const references = JSON.parse(readFile(`tests/data/${id}.reference.json`).toString());
    assert.ok(references.length >= 20);
    const errors = errorsOf(model, references);
    // int8 products here, the same weights in float32 there.
    assert.ok(Number(errors.at(-1)) < 0.005, `one is off by ${errors.at(-1)}`);
    const float32 = await engine.loadModel(model.save('float32'));
    model.free();
    const worst = errorsOf(float32, references).at(-1);
    assert.ok(Number(worst) < 0.0002, `with products in float32, one is off by ${worst}`);
    float32.free();
  });
}
