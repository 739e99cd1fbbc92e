/** @file Tests of what the target has to be or must not be: lengths, repetition, words, unknowns. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { failure, loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { sentences } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').Model} Model */

/**
 * @param {readonly number[]} ids
 * @param {number} n
 * @returns {string[]} Sequences of n ids that occur more than once.
 */
function repeated(ids, n) {
  const grams = ids.slice(n - 1).map((_, i) => ids.slice(i, i + n).join());
  return grams.filter((gram, i) => grams.indexOf(gram) !== i);
}

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const { unk, eos } = /** @type {Record<string, number>} */ (model.info.config);
    const options = { maxLength: 32, maxLengthFactor: 1000 };

    for (const beam of [1, 4]) {
      test(`no n-gram is repeated with a beam of ${beam}`, () => {
        const free = model.translate(sentences, { ...options, beam, minLength: 30 });
        for (const n of [1, 2, 3]) {
          assert.ok(
            free.some(({ tokens }) => repeated(tokens, n).length > 0),
            'without the option some are',
          );
          const held = model.translate(sentences, {
            ...options,
            beam,
            minLength: 30,
            noRepeatNgram: n,
          });
          for (const { tokens } of held) assert.deepEqual(repeated(tokens, n), []);
        }
      });
    }

    test('the least and the most tokens are kept', () => {
      for (const beam of [1, 4]) {
        for (const [minLength, maxLength] of [
          [0, 1],
          [10, 12],
          [20, 20],
        ]) {
          const results = model.translate(sentences, { ...options, beam, minLength, maxLength });
          for (const { tokens, logProbs, stop } of results) {
            assert.ok(tokens.length >= minLength && logProbs.length <= maxLength);
            assert.equal(logProbs.length - tokens.length, stop === 'eos' ? 1 : 0);
          }
        }
      }
    });

    test('suppressed sequences do not occur', () => {
      const free = model.translate(sentences, { ...options, nBest: 4 });
      const [{ tokens }] = free;
      for (const ids of [tokens.slice(0, 1), tokens.slice(0, 2), tokens.slice(1, 4)]) {
        const given = { ...options, nBest: 4, suppress: [{ ids }] };
        for (const { hypotheses = [] } of model.translate(sentences, given)) {
          for (const hypothesis of hypotheses) {
            const joined = ` ${hypothesis.tokens.join(' ')} `;
            assert.ok(!joined.includes(` ${ids.join(' ')} `));
          }
        }
      }
      const pieces = free[0].pieces.slice(0, 2);
      const byPieces = model.translate(sentences, { ...options, suppress: [{ pieces }] });
      const byIds = model.translate(sentences, {
        ...options,
        suppress: [{ ids: tokens.slice(0, 2) }],
      });
      assert.deepEqual(byPieces, byIds);
    });

    test('what cannot be suppressed is refused', () => {
      const size = Number(model.info.config.target_vocab_size);
      const wrong = /** @type {[any, RegExp][]} */ ([
        [{ ids: [] }, /suppress/],
        ['', /suppress/],
        [{ ids: [eos] }, /end token|eos/],
        [{ ids: Array.from({ length: 65 }, () => 20) }, /64/],
        [{ ids: [size] }, new RegExp(`${size}`)],
        [{ pieces: ['no such piece'] }, /text to suppress 0.*lacks "no such piece"/],
      ]);
      for (const [sequence, message] of wrong) {
        assert.throws(
          () => model.translate('A dog.', { suppress: [sequence] }),
          failure('invalid_argument', message),
        );
      }
    });

    test('where everything is forbidden the end token is left', () => {
      const all = Array.from(
        { length: Number(model.info.config.target_vocab_size) },
        (_, id) => id,
      );
      const suppress = all.filter((id) => id !== eos).map((id) => ({ ids: [id] }));
      for (const minLength of [0, 5]) {
        const result = model.translate('A dog.', { suppress, minLength });
        assert.deepEqual([result.tokens, result.stop, result.logProbs], [[], 'eos', [0]]);
      }
    });

    test('a repetition penalty makes repetition rarer', () => {
      const count = (/** @type {number} */ repetitionPenalty) =>
        model
          .translate(sentences, { ...options, minLength: 30, repetitionPenalty })
          .reduce((sum, { tokens }) => sum + repeated(tokens, 1).length, 0);
      assert.ok(count(3) < count(1));
      assert.ok(count(0.3) >= count(1));
    });

    test('unknown tokens are generated only to be replaced', () => {
      const texts = [...sentences, 'Ω 🙂 漢字', 'The 漢 is Ω.'];
      for (const { tokens } of model.translate(texts, { ...options, nBest: 1 })) {
        assert.ok(!tokens.includes(unk));
      }
      const replaced = { ...options, replaceUnknowns: true, minLength: 12 };
      for (const { text } of model.translate(texts, replaced)) assert.ok(!text.includes('⁇'));
    });
  });
}

describe('the English-German model', async () => {
  const model = await loadEnglishGerman();
  const source = 'The file could not be saved.';

  test('avoids suppressed words', () => {
    const free = model.translate(source).text;
    assert.match(free, /gespeichert/);
    const held = model.translate(source, { suppress: ['gespeichert'] }).text;
    assert.doesNotMatch(held, / gespeichert\b/);
    assert.notEqual(held, free);
  });

  test('copies what its vocabulary lacks', () => {
    const { text } = model.translate('I like 🙂.', { replaceUnknowns: true });
    assert.match(text, /🙂/);
    const { tokens } = model.translate('I like 🙂.');
    assert.ok(!tokens.includes(Number(model.info.config.unk)));
    let streamed = '';
    for (const event of model.stream('I like 🙂.', { replaceUnknowns: true })) {
      streamed += event.text;
    }
    assert.equal(streamed, text);
  });

  test('covers more of the source with a coverage penalty', () => {
    const options = { beam: 8, nBest: 8, alignment: true };
    const [plain, covered] = [0, 5].map((coveragePenalty) =>
      model.translate(source, { ...options, coveragePenalty }),
    );
    for (const { score, normalizedScore, logProbs } of covered.hypotheses ?? []) {
      const withoutPenalty = score / ((5 + logProbs.length) / 6) ** 0.6;
      assert.ok(normalizedScore <= withoutPenalty);
    }
    assert.notDeepEqual(
      covered.hypotheses?.map(({ normalizedScore }) => normalizedScore),
      plain.hypotheses?.map(({ normalizedScore }) => normalizedScore),
    );
  });
});

describe('a target token', async () => {
  const model = await loadTiny('tiny-pre');

  test('goes before the source’s ids', () => {
    const { ids, pieces } = model.tokenize('The old house');
    const [targetToken] = model.tokenize('dog').pieces;
    const [id] = model.tokenize('dog').ids;
    assert.ok(pieces.length > 2);
    const options = { maxLength: 12, maxLengthFactor: 1000 };
    const withToken = model.translate('The old house', { ...options, targetToken });
    const byIds = model.translate({ ids: [id, ...ids] }, options);
    assert.deepEqual([withToken.tokens, withToken.logProbs], [byIds.tokens, byIds.logProbs]);
    assert.notDeepEqual(withToken.logProbs, model.translate('The old house', options).logProbs);
  });

  test('that the vocabulary lacks is refused by name', () => {
    for (const targetToken of ['>>xyz<<', 'no such piece', '\uD83D']) {
      assert.throws(
        () => model.translate('A dog.', { targetToken }),
        failure('invalid_argument', /no target token ".*"; it has none/),
      );
    }
  });
});
