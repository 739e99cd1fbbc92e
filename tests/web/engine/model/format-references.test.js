/** @file Compares models of every format with an independent program. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeDefaults } from '../../../../web/engine/arguments/decode-defaults.js';
import { engine, failure, takingTextsRaw } from '../../support/fixtures.js';
import { decode } from '../../support/runs.js';
import { loadFormat, references, searchOf, textOf } from '../../support/references.js';

/** @typedef {import('../../../../web/engine/index.js').Translation} Translation */
/** @typedef {import('../../support/references.js').Hypothesis} Hypothesis */
/** @typedef {import('../../support/references.js').Sentence} Sentence */

// int8 products quantise activations, which the reference does not.
const tolerances = { float32: 1e-3, int8: 1e-2, mixed: 1e-2 };

/**
 * @param {readonly Translation[]} found
 * @param {readonly Hypothesis[]} expected
 * @param {number} eos
 * @param {number} tolerance Largest difference of a score.
 */
function assertSame(found, expected, eos, tolerance) {
  assert.deepEqual(
    found.map(({ tokens, stop, text }) => [stop === 'eos' ? [...tokens, eos] : tokens, stop, text]),
    expected.map(({ ids, stop, text }) => [ids, stop, text]),
  );
  for (const [i, { logProbs, score, normalizedScore }] of found.entries()) {
    const one = expected[i];
    const errors = [
      ...logProbs.map((value, t) => value - one.logProbs[t]),
      score - one.score,
      normalizedScore - one.normalizedScore,
    ];
    const worst = Math.max(...errors.map(Math.abs));
    assert.ok(worst <= tolerance * Math.max(1, logProbs.length), `${i} is off by ${worst}`);
  }
}

test('there is a model of every family and version', () => {
  const formats = new Set(references.map(({ format }) => format));
  for (let version = 1; version <= 6; version++) {
    assert.ok(formats.has(`CTranslate2 (version ${version})`), `version ${version}`);
  }
  for (const format of ['Hugging Face Marian', 'Marian', 'Argos Translate']) {
    assert.ok(formats.has(format), format);
  }
});

for (const reference of references) {
  describe(reference.name, async () => {
    const model = await loadFormat(reference);
    const { info } = model;
    const { eos } = /** @type {{eos: number}} */ (info.config);
    const search = searchOf(reference);
    const tolerance = tolerances[info.weightType];

    test('the format, the input and the shortlist are told', () => {
      assert.equal(info.format, reference.format);
      const hasText = reference.sentences.some(({ text }) => text !== undefined);
      assert.equal(info.input, hasText ? 'text' : 'pieces');
      assert.equal(info.shortlist, 'shortlist' in reference.sentences[0]);
    });

    for (const [i, sentence] of reference.sentences.entries()) {
      const text = textOf(sentence);
      const { targetToken } = sentence;

      test(`sentence ${i}: the encoder is fed what it should be`, () => {
        const { alignment } = model.translate(text, { ...search, targetToken, alignment: true });
        assert.deepEqual(
          alignment?.source.map(({ id }) => id),
          sentence.source,
        );
      });

      const outputs = /** @type {const} */ ([
        ['whole vocabulary', false, sentence],
        ['shortlist', true, sentence.shortlist],
      ]);
      for (const [what, shortlist, expected] of outputs) {
        if (!expected) continue;
        test(`sentence ${i}: the searches give the same, ${what}`, () => {
          const options = { ...search, targetToken, shortlist };
          const greedy = decode(model, [text], { ...options, beam: 1 });
          assertSame(greedy.results, [expected.greedy], eos, tolerance);
          const { hypotheses } = decode(model, [text], { ...options, beam: 4, nBest: 4 });
          assertSame(hypotheses[0], expected.beam, eos, tolerance);
        });
      }
    }

    test('a text is taken, or pieces are asked for', () => {
      if (info.input === 'text') {
        assert.ok(model.tokenize('A text.').ids.length > 1);
        return;
      }
      const message = /no tokenizer.*\{pieces\}/;
      for (const call of [
        () => model.translate('A text.'),
        () => model.start('A text.'),
        () => model.tokenize('A text.'),
        () => model.alternatives('A text.'),
        () => model.score({ pieces: reference.sentences[0].pieces }, 'A text.'),
      ]) {
        assert.throws(call, failure('invalid_argument', message));
      }
      assert.equal(model.translate({ pieces: [] }).text, '');
    });

    test('without options the format’s own search is used', () => {
      const [sentence] = reference.sentences;
      const given = { targetToken: sentence.targetToken, maxLength: 14 };
      const own = decodeDefaults(info.config);
      const { lengthNormalization, lengthPenalty, minLength, replaceUnknowns } = reference.search;
      assert.deepEqual(
        [own.lengthNormalization, own.lengthPenalty, own.minLength ?? 0],
        [lengthNormalization, lengthPenalty, minLength ?? 0],
      );
      assert.equal(own.replaceUnknowns ?? false, replaceUnknowns ?? false);
      assert.deepEqual(
        model.translate(textOf(sentence), given),
        model.translate(textOf(sentence), { ...own, ...given }),
      );
    });

    test('cached, uncached, alone and side by side: the same bits', () => {
      const texts = reference.sentences.map(textOf);
      const options = { ...search, nBest: 4 };
      const together = model.translate(texts, options);
      assert.deepEqual(model.translate(texts, { ...options, cache: false }), together);
      for (const [i, text] of texts.entries()) {
        assert.deepEqual(model.translate(text, options), together[i]);
      }
      assert.deepEqual(model.translate(texts, { ...options, batchSize: 1 }), together);
    });

    test('saved as a container it translates alike', async () => {
      const texts = reference.sentences.map(textOf);
      const copy = takingTextsRaw(await engine.loadModel(model.save('float32')));
      assert.match(copy.info.format, /^Stepglot/);
      assert.deepEqual(copy.info.config, info.config);
      assert.deepEqual([copy.info.input, copy.info.shortlist], [info.input, info.shortlist]);
      const ids = (/** @type {import('../../../../web/engine/index.js').Model} */ each) =>
        each.translate(texts, search).map(({ tokens, text }) => [tokens, text]);
      assert.deepEqual(ids(copy), ids(model));
      const quantized = takingTextsRaw(await engine.loadModel(model.save('int8')));
      assert.equal(quantized.info.weightType, 'int8');
      assert.equal(quantized.translate(texts, search).length, texts.length);
      copy.free();
      quantized.free();
    });
  });
}
