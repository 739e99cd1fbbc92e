/** @file Tests of beam search: exact whatever the way of computing, ranked by the stated score. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { decode, fewTokens, sentences, sum } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').Model} Model */
/** @typedef {import('../../../../../web/engine/index.js').Translation} Translation */

/** @type {Record<string, () => Promise<Model>>} */
const loaders = Object.fromEntries(tinyNames.map((name) => [name, () => loadTiny(name)]));
loaders['the English-German model'] = loadEnglishGerman;

/**
 * @param {Translation} translation
 * @returns {Translation} The same without its list of hypotheses.
 */
function single(translation) {
  const copy = { ...translation };
  delete copy.hypotheses;
  return copy;
}

for (const [name, load] of Object.entries(loaders)) {
  describe(name, async () => {
    const model = await load();
    const options = { beam: 4, nBest: 4, maxLength: 24 };

    test('cached and uncached beams are the same bits', () => {
      const cached = decode(model, sentences, options);
      const uncached = decode(model, sentences, { ...options, cache: false });
      assert.deepEqual(uncached, cached);
    });

    test('a beam does not depend on its neighbours', () => {
      const together = decode(model, sentences, options);
      for (const [i, sentence] of sentences.entries()) {
        const alone = decode(model, [sentence], options);
        assert.deepEqual(alone.hypotheses[0], together.hypotheses[i]);
        assert.deepEqual(
          alone.reports[0].map(({ nodes }) => nodes),
          together.reports[i].map(({ nodes }) => nodes),
        );
      }
    });

    test('batches of 1 and of 8 give the same', () => {
      const texts = [...sentences, sentences.join(' ')];
      const one = model.translate(texts, { ...options, batchSize: 1 });
      assert.deepEqual(model.translate(texts, { ...options, batchSize: 8 }), one);
    });

    test('hypotheses are distinct, best first, and the best is the result', () => {
      for (const result of model.translate(sentences, options)) {
        const { hypotheses = [] } = result;
        assert.equal(hypotheses.length, 4);
        assert.deepEqual(hypotheses[0], single(result));
        const scores = hypotheses.map(({ normalizedScore }) => normalizedScore);
        assert.deepEqual(
          scores.toSorted((a, b) => b - a),
          scores,
        );
        assert.equal(new Set(hypotheses.map(({ tokens }) => tokens.join())).size, 4);
      }
    });

    test('scores are the sums, normalised as documented', () => {
      const lengthPenalties = {
        gnmt: (/** @type {number} */ length, /** @type {number} */ alpha) =>
          ((5 + length) / 6) ** alpha,
        power: (/** @type {number} */ length, /** @type {number} */ alpha) => length ** alpha,
      };
      for (const lengthNormalization of /** @type {const} */ (['gnmt', 'power'])) {
        for (const lengthPenalty of [0, 0.6, 2]) {
          const normalize = { lengthNormalization, lengthPenalty };
          const [{ hypotheses = [] }] = model.translate([sentences[0]], {
            ...options,
            ...normalize,
          });
          for (const { logProbs, score, normalizedScore } of hypotheses) {
            assert.ok(Math.abs(score - sum(logProbs)) < 1e-9);
            const divisor = lengthPenalties[lengthNormalization](logProbs.length, lengthPenalty);
            assert.ok(Math.abs(normalizedScore - score / divisor) < 1e-9);
          }
        }
      }
    });

    test('the steps tell the same as the translation', () => {
      const { results, hypotheses } = decode(model, sentences, options);
      for (const [i, { hypotheses: expected = [] }] of model
        .translate(sentences, options)
        .entries()) {
        assert.deepEqual(hypotheses[i], expected);
        assert.deepEqual(results[i].tokens, expected[0].tokens);
      }
    });

    test('streamed text is never taken back', () => {
      for (const beam of [1, 2, 4]) {
        const { reports, results } = decode(model, sentences, { ...options, nBest: 1, beam });
        for (const [i, { text }] of results.entries()) {
          assert.equal(reports[i].map((report) => report.text).join(''), text);
        }
        const joined = sentences.map(() => '');
        const events = model.stream(sentences, { beam, maxLength: 24 });
        for (const event of events) joined[event.index] += event.text;
        assert.deepEqual(
          joined,
          results.map(({ text }) => text),
        );
      }
    });
  });
}

describe('a beam', async () => {
  const model = await loadTiny('tiny-pre');

  test('of 1 has one hypothesis a step and ends with its first end token', () => {
    const { reports, results } = decode(model, sentences, { beam: 1, maxLength: 24 });
    for (const [i, sequence] of reports.entries()) {
      assert.ok(sequence.every(({ nodes }) => nodes.length === 1));
      assert.equal(sequence.length, results[i].logProbs.length);
      assert.deepEqual(
        sequence.map(({ logProb }) => logProb),
        results[i].logProbs,
      );
    }
  });

  test('that is wider finds what is at least as likely, by the sum alone', () => {
    // With four free ids and few steps a beam of 64 leaves nothing out.
    const free = [20, 21, 22, model.info.config.eos];
    const ids = Array.from({ length: Number(model.info.config.target_vocab_size) }, (_, id) => id);
    const suppress = ids.filter((id) => !free.includes(id)).map((id) => ({ ids: [id] }));
    const options = { suppress, maxLength: 4, lengthPenalty: 0 };
    const best = (/** @type {number} */ beam) =>
      model.translate(sentences[0], { ...options, beam }).score;
    for (const beam of [1, 2, 3]) assert.ok(best(64) >= best(beam));
  });

  test('stops early when asked to', () => {
    const limits = { beam: 4, nBest: 4, maxLength: 40, maxLengthFactor: 1000, lengthPenalty: 2 };
    const options = { ...limits, ...fewTokens(model, 2) };
    const [late, early] = [false, true].map((stopEarly) =>
      decode(model, sentences, { ...options, stopEarly }),
    );
    let saved = 0;
    for (const [i, reports] of early.reports.entries()) {
      const finished = reports
        .flatMap(({ nodes }) => nodes)
        .filter(({ state }) => state === 'finished');
      assert.ok(finished.length >= 4);
      const before = reports
        .slice(0, -1)
        .flatMap(({ nodes }) => nodes)
        .filter(({ state }) => state === 'finished');
      assert.ok(before.length < 4);
      assert.ok(reports.length <= late.reports[i].length);
      saved += late.reports[i].length - reports.length;
    }
    assert.ok(saved > 0, 'the option makes a difference');
  });

  test('combines the hypotheses of several sentences', () => {
    const options = { beam: 4, nBest: 3, maxLength: 12 };
    const parts = sentences.slice(0, 3);
    const lists = model.translate(parts, options).map(({ hypotheses = [] }) => hypotheses);
    const combinations = lists.reduce(
      (all, list) => all.flatMap((chosen) => list.map((one) => [...chosen, one])),
      /** @type {Translation[][]} */ ([[]]),
    );
    const totals = combinations
      .map((chosen) => sum(chosen.map(({ normalizedScore }) => normalizedScore)))
      .sort((a, b) => b - a);
    const whole = model.translate(parts.join(' '), options);
    assert.equal(whole.sentences.length, 3);
    for (const [i, { normalizedScore, score, text }] of (whole.hypotheses ?? []).entries()) {
      assert.ok(Math.abs(normalizedScore - totals[i]) < 1e-9);
      const same = combinations.find((chosen) => chosen.map((one) => one.text).join(' ') === text);
      assert.ok(same, `${text} is no combination`);
      assert.ok(Math.abs(sum(same.map((one) => one.score)) - score) < 1e-9);
    }
    assert.equal(whole.hypotheses?.length, 3);
    assert.deepEqual(whole.hypotheses?.[0], single(whole));
  });

  test('keeps blank texts as they are', () => {
    for (const blank of ['', '  \n']) {
      assert.equal(model.translate(blank, { beam: 4, nBest: 4 }).text, blank);
    }
  });
});
