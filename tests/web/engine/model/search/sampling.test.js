/** @file Tests of sampling: reproducible, and true to the distribution that it draws from. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { loadEnglishGerman, loadTiny, tinyNames } from '../../../support/fixtures.js';
import { decode, sentences } from '../../../support/runs.js';

/** @typedef {import('../../../../../web/engine/index.js').Model} Model */
/** @typedef {import('../../../../../web/engine/index.js').TranslateOptions} TranslateOptions */

/**
 * @param {Model} model
 * @param {TranslateOptions} [options]
 * @returns {string[]} All samples of all sentences.
 */
function texts(model, options) {
  const results = model.translate(sentences, { sample: true, maxLength: 16, ...options });
  return results.flatMap(({ text, hypotheses = [{ text }] }) => hypotheses.map((one) => one.text));
}

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);

    test('a seed draws the same again, another seed something else', () => {
      const drawn = texts(model, { seed: 7, nBest: 3 });
      assert.deepEqual(texts(model, { seed: 7, nBest: 3 }), drawn);
      assert.notDeepEqual(texts(model, { seed: 8, nBest: 3 }), drawn);
      assert.notDeepEqual(texts(model, { seed: 7 + 2 ** 32, nBest: 3 }), drawn);
      assert.deepEqual(texts(model, { nBest: 3 }), texts(model, { seed: 0, nBest: 3 }));
    });

    test('batches and the cache change nothing', () => {
      const options = { sample: true, seed: 3, nBest: 4, maxLength: 16, alignment: true };
      const whole = [...sentences, sentences.join(' ')];
      const expected = model.translate(whole, options);
      for (const batchSize of [1, 2, 64]) {
        assert.deepEqual(model.translate(whole, { ...options, batchSize }), expected);
      }
      assert.deepEqual(model.translate(whole, { ...options, cache: false }), expected);
    });

    test('each sample and each sentence has draws of its own', () => {
      const drawn = texts(model, { nBest: 4 });
      assert.equal(drawn.length, 4 * sentences.length);
      assert.ok(new Set(drawn.slice(0, 4)).size > 1);
      const [{ hypotheses: first = [] }, { hypotheses: second = [] }] = model.translate(
        [sentences[0], sentences[0]],
        { sample: true, nBest: 8, maxLength: 16 },
      );
      const tokens = (/** @type {{tokens: number[]}[]} */ list) => list.map((one) => one.tokens);
      assert.notDeepEqual(tokens(first), tokens(second));
    });

    test('the first sample is the result', () => {
      for (const result of model.translate([...sentences, sentences.join(' ')], {
        sample: true,
        nBest: 4,
        maxLength: 16,
      })) {
        const { hypotheses = [], ...first } = result;
        assert.equal(hypotheses.length, 4);
        assert.deepEqual(hypotheses[0], first);
      }
    });

    test('fewer samples are the first of many', () => {
      const [four, two] = [4, 2].map((nBest) => texts(model, { seed: 5, nBest }));
      for (let i = 0; i < sentences.length; i++) {
        assert.deepEqual(two.slice(2 * i, 2 * i + 2), four.slice(4 * i, 4 * i + 2));
      }
    });

    test('among one token there is only the greedy choice', () => {
      const greedy = model.translate(sentences, { beam: 1, maxLength: 16 });
      for (const narrow of [{ topK: 1 }, { topP: 1e-9 }, { topK: 1, temperature: 100 }]) {
        const drawn = model.translate(sentences, { sample: true, maxLength: 16, ...narrow });
        assert.deepEqual(drawn, greedy);
      }
    });

    test('the first token comes as often as its probability says', () => {
      const draws = 64;
      const seeds = 32;
      const options = { sample: true, nBest: draws, maxLength: 1 };
      const all = Number(model.info.config.target_vocab_size);
      const first = model.start(sentences[0], { candidates: all, maxLength: 1 });
      const [{ candidates = [] }] = first.step();
      first.free();
      for (const { temperature, topK, topP } of [
        { temperature: 1, topK: 0, topP: 1 },
        { temperature: 2, topK: 5, topP: 1 },
        { temperature: 0.5, topK: 0, topP: 1 },
        { temperature: 1, topK: 0, topP: 0.3 },
      ]) {
        const counts = new Map();
        for (let seed = 0; seed < seeds; seed++) {
          const drawn = { ...options, seed, temperature, topK, topP };
          for (const report of decode(model, [sentences[0]], drawn).reports[0]) {
            for (const { id } of report.nodes) counts.set(id, (counts.get(id) ?? 0) + 1);
          }
        }
        const weights = candidates.map(({ logProb }) => Math.exp(logProb / temperature));
        let kept = weights.slice(0, topK || all);
        const total = kept.reduce((sum, weight) => sum + weight, 0);
        let share = 0;
        const most = kept.findIndex((weight) => (share += weight / total) >= topP - 1e-6);
        if (most >= 0) kept = kept.slice(0, most + 1);
        const keptTotal = kept.reduce((sum, weight) => sum + weight, 0);
        const n = draws * seeds;
        for (const [i, { id }] of candidates.entries()) {
          const p = (kept[i] ?? 0) / keptTotal;
          const spread = 5 * Math.sqrt(n * p * (1 - p)) + 1e-9;
          const off = Math.abs((counts.get(id) ?? 0) - n * p);
          // Five standard deviations, and where few are expected a few more.
          const allowed = p === 0 ? 0 : Math.max(spread, 6);
          assert.ok(off <= allowed, `id ${id}: ${counts.get(id)} of ${n}, expected ${n * p}`);
        }
      }
    });

    test('log-probabilities are the model’s own', () => {
      const all = Number(model.info.config.target_vocab_size);
      const options = { sample: true, temperature: 5, topK: 50, seed: 1, maxLength: 12 };
      const session = model.start(sentences[0], { ...options, candidates: all });
      let room = options.maxLength;
      for (const [{ id, logProb, candidates = [] }] of session) {
        assert.equal(candidates.find((candidate) => candidate.id === id)?.logProb, logProb);
        const share = candidates.reduce((sum, candidate) => sum + Math.exp(candidate.logProb), 0);
        // Near the limit bytes for which there is no room have a share, too.
        assert.ok(share < 1 + 1e-4);
        if (room-- >= 4) assert.ok(share > 1 - 1e-4);
      }
      session.free();
    });
  });
}

test('the English-German model draws sentences that make sense', async () => {
  const model = await loadEnglishGerman();
  const options = { sample: true, temperature: 0.3, nBest: 4, seed: 1 };
  const { text, hypotheses = [] } = model.translate('The file could not be saved.', options);
  assert.equal(hypotheses.length, 4);
  assert.equal(hypotheses[0].text, text);
  for (const sample of hypotheses) assert.match(sample.text, /Datei/);
  let streamed = '';
  for (const event of model.stream('The file could not be saved.', options)) streamed += event.text;
  assert.equal(streamed, text, 'the first sample is streamed');
});
