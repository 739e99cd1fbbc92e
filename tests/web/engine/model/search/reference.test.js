/** @file Compares beam search with an independent one in PyTorch. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import {
  loadEnglishGerman,
  loadTiny,
  readFile,
  readReference,
  tinyNames,
} from '../../../support/fixtures.js';
import { integers } from '../../../../../scripts/judge/safetensors.mjs';
import { decode } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').StartOptions} StartOptions */
/** @typedef {import('../../../../../web/engine/index.js').Translation} Translation */

/**
 * @typedef {object} Hypothesis
 * @property {number[]} ids With the end token when it came.
 * @property {number[]} logProbs
 * @property {number} score
 * @property {number} normalizedScore
 * @property {'eos' | 'length'} stop
 */

/**
 * @typedef {Omit<StartOptions, 'suppress' | 'prefix'> & {suppress?: number[][], prefix?: number[]}}
 *   CaseOptions Sequences as lists of ids.
 */

/**
 * @typedef {object} Case
 * @property {string} name
 * @property {CaseOptions} options
 * @property {number} sentence
 * @property {Hypothesis[]} hypotheses
 * @property {number[][]} [alignment] Of the best hypothesis: [tokens][source].
 */

/**
 * @param {CaseOptions} options
 * @returns {StartOptions}
 */
function toOptions({ suppress, prefix, ...rest }) {
  return {
    ...rest,
    ...(suppress && { suppress: suppress.map((ids) => ({ ids })) }),
    ...(prefix && { prefix: { ids: prefix } }),
  };
}

/**
 * @param {readonly Translation[]} found
 * @param {readonly Hypothesis[]} expected
 * @param {number} eos
 * @param {number} tolerance Largest difference of a score.
 */
function assertSame(found, expected, eos, tolerance) {
  assert.deepEqual(
    found.map(({ tokens, stop }) => [stop === 'eos' ? [...tokens, eos] : tokens, stop]),
    expected.map(({ ids, stop }) => [ids, stop]),
  );
  for (const [i, { logProbs, score, normalizedScore }] of found.entries()) {
    const one = expected[i];
    const errors = [
      ...logProbs.map((value, t) => value - one.logProbs[t]),
      score - one.score,
      normalizedScore - one.normalizedScore,
    ];
    assert.equal(logProbs.length, one.logProbs.length);
    const worst = Math.max(...errors.map(Math.abs));
    assert.ok(worst <= tolerance, `hypothesis ${i} is off by ${worst}`);
  }
}

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const reference = readReference(name);
    const { eos } = /** @type {Record<string, number>} */ (model.info.config);
    const file = readFile(`tests/data/${name}.search.json`).toString();
    const { cases } = /** @type {{cases: Case[]}} */ (JSON.parse(file));

    test('there are many cases', () => assert.ok(cases.length >= 20));

    for (const { name: what, options, sentence, hypotheses, alignment } of cases) {
      test(what, () => {
        const source = { ids: integers(reference, `s${sentence}.source`) };
        const { hypotheses: found, results } = decode(model, [source], toOptions(options));
        assertSame(found[0], hypotheses, eos, 1e-3);
        if (!alignment) return;
        const rows = results[0].alignment?.target ?? [];
        assert.ok(rows.length > 0);
        for (const [t, { weights }] of rows.entries()) {
          const errors = [...weights].map((weight, k) => Math.abs(weight - alignment[t][k]));
          assert.ok(Math.max(...errors) < 1e-4, `token ${t} is off by ${Math.max(...errors)}`);
        }
      });
    }
  });
}

test('the English-German model finds the same n best translations', async () => {
  const model = await loadEnglishGerman();
  const { eos } = /** @type {Record<string, number>} */ (model.info.config);
  const reference = JSON.parse(readFile('tests/data/en-de.beam.json').toString());
  let compared = 0;
  for (const { source, hypotheses, close } of reference.cases ?? reference) {
    if (close) continue;
    compared++;
    const { hypotheses: found = [] } = model.translate(source, { beam: 4, nBest: 4 });
    // int8 products here, the same weights in float32 there.
    assertSame(found, hypotheses, eos, 0.02);
  }
  assert.ok(compared >= 12, `only ${compared} compared`);
});
