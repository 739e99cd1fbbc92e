/** @file Tests of greedy search without scores. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { failure, loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { sentences } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').Model} Model */

/**
 * @param {Record<string, any>} result
 * @returns {string[]} Names that have to do with scores, also in what the result has.
 */
const scoreNames = (result) => JSON.stringify(result).match(/"(logProbs?|\w*[sS]core)"/g) ?? [];

/** @param {Model} model @param {string[]} texts */
function checkResults(model, texts) {
  const whole = model.translate(texts, { beam: 1 });
  const bare = model.translate(texts, { beam: 1, scores: false });
  for (const [
    i,
    { logProbs, score, normalizedScore, sentences: parts, ...rest },
  ] of whole.entries()) {
    assert.ok(logProbs.length > 0 && score < 0 && normalizedScore < 0);
    assert.deepEqual({ ...bare[i], sentences: [] }, { ...rest, sentences: [] });
    for (const [k, part] of bare[i].sentences.entries())
      assert.deepEqual({ ...part, score: parts[k].score }, parts[k]);
    assert.equal(bare[i].sentences.length, parts.length);
    assert.deepEqual(scoreNames(bare[i]), []);
  }
}

for (const name of tinyNames) {
  test(`${name}: the translations are the same, without scores`, async () => {
    checkResults(await loadTiny(name), sentences);
  });
}

test('a model with lexicon and shortlist translates the same without scores', async () => {
  const texts = [
    'The house is small, and the garden is green.',
    'Please close the door. Thank you!',
  ];
  checkResults(await loadEnglishGerman(), texts);
});

test('steps have no scores', async () => {
  const model = await loadTiny(tinyNames[0]);
  const session = model.start(sentences[0], { beam: 1, scores: false });
  for (const [report] of session) {
    assert.deepEqual(scoreNames(report), []);
    assert.equal(typeof report.id, 'number');
  }
  assert.deepEqual(scoreNames(session.results()[0]), []);
  session.free();
});

test('other searches refuse to go without', async () => {
  const model = await loadTiny(tinyNames[0]);
  for (const options of [{ beam: 2 }, { sample: true }, { beam: 2, nBest: 2 }]) {
    assert.throws(
      () => model.translate(sentences, { ...options, scores: false }),
      failure('invalid_argument', /scores can be left out in a greedy search only/),
    );
  }
});
