/** @file Tests of step-by-step decoding, most of them greedy: the numbers, the cache, the reports. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { dispose } from '../../../../web/engine/base/dispose.js';
import { engine, failure, loadTiny, readReference, tinyNames } from '../../support/fixtures.js';
import { floats, integers, text } from '../../../../scripts/judge/safetensors.mjs';

/** @typedef {import('../../../../web/engine/index.js').Model} Model */
/** @typedef {import('../../../../web/engine/index.js').StartOptions} StartOptions */
/** @typedef {import('../../../../web/engine/index.js').Report} Report */

const SENTENCES = 5;
const TOLERANCE = 1e-4;

/** @param {Model} model */
const vocabularySize = ({ info: { config } }) => Number(config.target_vocab_size);

/**
 * @param {import('../../../../scripts/judge/safetensors.mjs').Container} reference
 * @returns {{ids: number[]}[]} Sources of unequal length.
 */
const sources = (reference) =>
  Array.from({ length: SENTENCES }, (_, i) => ({ ids: integers(reference, `s${i}.source`) }));

/**
 * @param {Report} report
 * @returns {Float64Array} Log-probabilities by id; NaN for ids that are never generated.
 */
function distribution({ candidates = [] }) {
  const byId = new Float64Array(1 + Math.max(...candidates.map(({ id }) => id))).fill(NaN);
  for (const { id, logProb } of candidates) byId[id] = logProb;
  return byId;
}

/**
 * Decodes to the end, greedily.
 *
 * @param {Model} model
 * @param {{ids: number[]}[]} texts
 * @param {StartOptions} options
 */
function decode(model, texts, options) {
  const session = model.start(texts, {
    beam: 1,
    candidates: vocabularySize(model),
    ...options,
  });
  /** @type {Report[][]} */
  const reports = texts.map(() => []);
  for (const step of session) for (const report of step) reports[report.sequence].push(report);
  const results = session.results();
  session.free();
  const distributions = reports.map((sequence) => sequence.map(distribution));
  return { reports, distributions, results };
}

/**
 * @param {Iterable<number>} actual
 * @param {Iterable<number>} expected
 * @param {string} what
 */
function assertClose(actual, expected, what) {
  const [a, b] = [[...actual], [...expected]];
  assert.equal(a.length, b.length, what);
  const worst = Math.max(0, ...a.map((x, i) => Math.abs(x - b[i])));
  assert.ok(worst <= TOLERANCE, `${what}: off by ${worst}`);
}

/**
 * @param {Float32Array} logits
 * @param {(id: number) => boolean} isPossible
 * @returns {Map<number, number>} Log-softmax over the ids that can be generated.
 */
function logSoftmax(logits, isPossible) {
  const kept = [...logits].map((logit, id) => ({ logit, id })).filter(({ id }) => isPossible(id));
  const largest = Math.max(...kept.map(({ logit }) => logit));
  const sum = kept.reduce((total, { logit }) => total + Math.exp(logit - largest), 0);
  return new Map(kept.map(({ logit, id }) => [id, logit - largest - Math.log(sum)]));
}

for (const name of tinyNames) {
  describe(name, async () => {
    const model = await loadTiny(name);
    const reference = readReference(name);
    const maxLength = Number(reference.metadata.greedy_max_length);
    const limits = { maxLength, maxLengthFactor: 1000 };

    test('greedy decoding gives the tokens and log-probabilities of PyTorch', () => {
      const { results } = decode(model, sources(reference), limits);
      for (const [i, { tokens, logProbs, score, stop, text: decoded }] of results.entries()) {
        const expected = integers(reference, `s${i}.greedy`);
        const { eos } = model.info.config;
        assert.deepEqual(stop === 'eos' ? [...tokens, eos] : tokens, expected, `sentence ${i}`);
        assertClose(logProbs, floats(reference, `s${i}.greedy_log_probs`), `sentence ${i}`);
        assertClose([score], [logProbs.reduce((sum, value) => sum + value, 0)], `score ${i}`);
        assert.equal(decoded, text(reference, `s${i}.greedy_text`));
      }
    });

    test('the tokenizer gives the ids of SentencePiece', () => {
      for (const [i, { ids }] of sources(reference).entries()) {
        assert.deepEqual(model.tokenize(text(reference, `s${i}.text`)).ids, ids);
      }
    });

    test('the first step’s whole distribution is that of PyTorch', () => {
      // Room for characters of four bytes, so that all that may begin are candidates.
      const { reports } = decode(model, sources(reference), { ...limits, maxLength: 4 });
      for (const [i, [{ candidates = [] }]] of reports.entries()) {
        const logits = floats(reference, `s${i}.logits`).subarray(0, vocabularySize(model));
        const possible = new Map(candidates.map(({ id, logProb }) => [id, logProb]));
        const expected = logSoftmax(logits, (id) => (possible.get(id) ?? -Infinity) > -Infinity);
        // The others are special, or bytes that do not make a character by themselves.
        assert.ok(expected.size >= vocabularySize(model) - 4 - 128);
        const ids = [...expected.keys()];
        assertClose(
          ids.map((id) => possible.get(id) ?? NaN),
          ids.map((id) => expected.get(id) ?? NaN),
          `sentence ${i}`,
        );
      }
    });

    test('the first step’s attention to the source is that of PyTorch', () => {
      for (const i of [1, 2]) {
        const source = { ids: integers(reference, `s${i}.source`) };
        const session = model.start(source, { attention: true });
        const [{ attention }] = session.step();
        assert.ok(attention);
        const { shape, data } = attention.cross;
        const [layers, heads, keys] = shape;
        assert.equal(keys, source.ids.length);
        const all = floats(reference, `s${i}.cross`);
        const steps = integers(reference, `s${i}.target`).length;
        for (let row = 0; row < layers * heads; row++) {
          const expected = all.subarray(row * steps * keys, row * steps * keys + keys);
          assertClose(data.subarray(row * keys, (row + 1) * keys), expected, `row ${row}`);
        }
        session.free();
      }
    });

    test('self-attention spans the target so far, and weights sum to 1', () => {
      const session = model.start(sources(reference), { ...limits, attention: true });
      for (let step = 1; step <= 8; step++) {
        for (const { attention } of session.step()) {
          assert.ok(attention);
          assert.equal(attention.self.shape[2], step);
          for (const { shape, data } of Object.values(attention)) {
            assert.equal(data.length, shape[0] * shape[1] * shape[2]);
            const sum = data.reduce((total, weight) => total + weight, 0);
            assertClose([sum / (shape[0] * shape[1])], [1], 'mean row sum');
          }
        }
      }
      session.free();
    });

    for (const type of /** @type {const} */ (['float32', 'int8'])) {
      test(`${type}: cached and uncached, batched and single are the same bits`, async () => {
        const saved = await engine.loadModel(model.save(type));
        const texts = sources(reference);
        const batched = decode(saved, texts, limits);
        const uncached = decode(saved, texts, { ...limits, cache: false });
        assert.deepEqual(uncached.distributions, batched.distributions);
        assert.deepEqual(uncached.results, batched.results);
        for (const [i, source] of texts.entries()) {
          const single = decode(saved, [source], limits);
          assert.deepEqual(single.distributions[0], batched.distributions[i]);
          assert.deepEqual(single.results[0], batched.results[i]);
        }
        saved.free();
      });
    }

    test('each sequence ends on its own', () => {
      const { reports, results } = decode(model, sources(reference), limits);
      for (const [i, sequence] of reports.entries()) {
        const last = sequence.at(-1);
        assert.ok(sequence.slice(0, -1).every(({ stop }) => stop === null));
        assert.equal(last?.stop, results[i].stop);
        assert.equal(sequence.length, results[i].logProbs.length);
      }
    });

    test('the texts of the steps join to the text', () => {
      const { reports, results } = decode(model, sources(reference), limits);
      for (const [i, sequence] of reports.entries()) {
        assert.equal(sequence.map((report) => report.text).join(''), results[i].text);
      }
    });

    test('the length limits hold', () => {
      const [source] = sources(reference);
      const ends = /** @type {const} */ ([
        [{ maxLength: 3, maxLengthFactor: 1000 }, 3],
        [{ maxLength: 100, maxLengthFactor: 2, minLength: 90 }, 2 * source.ids.length],
      ]);
      for (const [options, expected] of ends) {
        const [{ tokens, stop }] = decode(model, [source], options).results;
        assert.equal(stop, 'length');
        assert.equal(tokens.length, expected);
      }
    });
  });
}

describe('a session', async () => {
  const model = await loadTiny('tiny-pre');

  test('reports candidates best first', () => {
    const session = model.start('The house is old.', { candidates: 5 });
    const [{ id, logProb, piece, candidates = [] }] = session.step();
    assert.equal(candidates.length, 5);
    assert.deepEqual(candidates[0], { id, piece, logProb, misspells: false });
    const sorted = candidates.map((candidate) => candidate.logProb);
    assert.deepEqual(
      sorted.toSorted((a, b) => b - a),
      sorted,
    );
    session.free();
  });

  test('reports no more than asked for', () => {
    const session = model.start('The house is old.');
    const [report] = session.step();
    assert.equal(report.candidates, undefined);
    assert.equal(report.attention, undefined);
    session.free();
  });

  test('can be left and taken up again, and is quiet when done', () => {
    const options = { beam: 1, maxLength: 6, maxLengthFactor: 1000 };
    const whole = decode(model, [{ ids: [5, 6, 7, 2] }], options).results;
    const session = model.start({ ids: [5, 6, 7, 2] }, options);
    for (const reports of session) {
      assert.equal(reports.length, 1);
      break;
    }
    assert.equal(session.done, false);
    assert.equal(session.results()[0].tokens.length, 1);
    while (!session.done) session.step();
    assert.deepEqual(session.step(), []);
    assert.deepEqual([...session], []);
    assert.deepEqual(session.results(), whole);
    session.free();
  });

  test('tells the cache’s bytes, which grow step by step', () => {
    const session = model.start({ ids: [5, 6, 7, 2] }, { beam: 1, maxLength: 8 });
    const used = [session.cacheBytes().used];
    for (let i = 0; i < 3; i++) {
      session.step();
      used.push(session.cacheBytes().used);
    }
    const { d_model: width, decoder_layers: layers } = model.info.config;
    const position = 2 * 4 * Number(width) * Number(layers);
    const growth = used.slice(1).map((bytes, i) => bytes - used[i]);
    assert.deepEqual(growth, [position, position, position]);
    assert.ok(session.cacheBytes().reserved >= (used.at(-1) ?? 0));
    session.free();
  });

  test('refuses a source that is too long', () => {
    const ids = Array.from({ length: model.info.maxSourceLength + 1 }, () => 5);
    assert.throws(() => model.start({ ids }), failure('invalid_argument', /\d/));
  });

  test('outlives its model', async () => {
    const short = await loadTiny('tiny-pre');
    const expected = decode(model, [{ ids: [5, 6, 2] }], { maxLength: 6 }).results;
    const session = short.start({ ids: [5, 6, 2] }, { beam: 1, maxLength: 6 });
    short.free();
    while (!session.done) session.step();
    assert.deepEqual(session.results(), expected);
    session.free();
  });

  test('freed twice or used after is a clear error', () => {
    const session = model.start('A house.');
    session.free();
    assert.throws(() => session.free(), failure('freed', /session is freed again/));
    for (const use of [
      () => session.step(),
      () => session.done,
      () => session.results(),
      () => session.nBest(),
      () => session.fork({ node: 0 }),
      () => session.cacheBytes(),
      () => [...session],
    ]) {
      assert.throws(use, failure('freed', /session is used after it was freed/));
    }
    session[dispose]();
  });

  test('frees itself at the end of its scope', () => {
    const session = model.start('A house.');
    session[dispose]();
    assert.throws(() => session.step(), failure('freed', /session/));
  });

  test('made a thousand times does not grow the memory', () => {
    const cycle = () => {
      const session = model.start(['A house.', 'The old house is far away.'], { maxLength: 4 });
      while (!session.done) session.step();
      session.free();
    };
    for (let i = 0; i < 10; i++) cycle();
    const before = engine.memory.heapBytes;
    for (let i = 0; i < 1000; i++) cycle();
    assert.equal(engine.memory.heapBytes, before);
  });
});
