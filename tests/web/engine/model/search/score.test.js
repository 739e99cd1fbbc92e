/** @file Tests of scoring given translations. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failure, loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { sentences, sum } from '../../../support/runs.js';

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    // A suppressed id changes the others' shares: only free searches and scores agree.
    const options = { maxLength: 60, maxLengthFactor: 1000, alignment: true };
    const ended = model
      .translate(sentences, { ...options, nBest: 4 })
      .flatMap(({ hypotheses = [] }, i) => hypotheses.map((one) => ({ source: sentences[i], one })))
      .filter(({ one }) => one.stop === 'eos');

    test('the score of a translation is what the search found, to the bit', () => {
      assert.ok(ended.length >= 4);
      const targets = ended.map(({ one }) => ({ ids: one.tokens }));
      const scored = model.score(
        ended.map(({ source }) => source),
        targets,
        { alignment: true },
      );
      for (const [i, { one, source }] of ended.entries()) {
        assert.deepEqual(scored[i], one);
        assert.deepEqual(model.score(source, targets[i], { alignment: true }), one);
      }
    });

    test('without the cache it is the same', () => {
      for (const { one, source } of ended.slice(0, 4)) {
        const target = { ids: one.tokens };
        assert.deepEqual(
          model.score(source, target, { cache: false }),
          model.score(source, target),
        );
      }
    });

    test('every token counts, the end too', () => {
      const target = { ids: [20, 21, 22, 23] };
      const result = model.score('A dog.', target);
      const { tokens, logProbs, score, stop } = result;
      assert.deepEqual([tokens, stop, result.sentences.length], [target.ids, 'eos', 1]);
      assert.equal(logProbs.length, 5);
      assert.ok(Math.abs(score - sum(logProbs)) < 1e-9);
    });

    test('the normalisation is as asked for', () => {
      const target = { ids: [20, 21, 22, 23] };
      const { score } = model.score('A dog.', target);
      const close = (/** @type {number} */ a, /** @type {number} */ b) =>
        assert.ok(Math.abs(a - b) < 1e-9);
      const normalized = (/** @type {object} */ given) =>
        model.score('A dog.', target, given).normalizedScore;
      close(normalized({}), score / (10 / 6) ** 0.6);
      close(normalized({ lengthPenalty: 0 }), score);
      close(normalized({ lengthNormalization: 'power', lengthPenalty: 1 }), score / 5);
      assert.ok(normalized({ coveragePenalty: 1 }) <= normalized({}));
    });

    test('the end token is refused within a translation, as it is added after it', () => {
      const { eos } = /** @type {Record<string, number>} */ (model.info.config);
      for (const ids of [
        [20, eos],
        [eos, 20],
      ]) {
        assert.throws(
          () => model.score('A dog.', { ids }),
          failure('invalid_argument', /end token/),
        );
      }
    });

    test('ids that are never generated can be scored', () => {
      const unk = Number(model.info.config.unk);
      const { logProbs } = model.score('A dog.', { ids: [unk, 20] });
      assert.ok(logProbs.every((value) => Number.isFinite(value)));
    });
  });
}

describe('the English-German model', async () => {
  const model = await loadEnglishGerman();

  test('finds the right translation likelier than a wrong one', () => {
    const right = 'Die Datei konnte nicht gespeichert werden.';
    const wrong = ['Die Datei wurde gespeichert.', 'Der Hund ist alt.', right.slice(0, -5)];
    const source = 'The file could not be saved.';
    const best = model.score(source, right);
    assert.equal(best.text, right);
    const others = model.score(
      wrong.map(() => source),
      wrong,
    );
    for (const other of others) assert.ok(other.normalizedScore < best.normalizedScore);
    assert.equal(best.score, model.translate(source).score);
  });

  test('refuses what is too long', () => {
    const ids = Array.from({ length: model.info.maxTargetLength + 1 }, () => 100);
    assert.throws(() => model.score('A dog.', { ids }), failure('invalid_argument', /\d/));
    assert.throws(() => model.score('A dog. '.repeat(400), 'x'), failure('invalid_argument', /\d/));
    assert.ok(model.score('A dog.', 'Ein Hund.').score < 0);
  });
});
