/** @file Models written as ONNX translate as the same weights do in Stepglot. */

import assert from 'node:assert/strict';
import { after, suite, test } from 'node:test';
import * as ort from 'onnxruntime-web';
import { decoderFile, encoderFile } from '../../../scripts/bench/onnx/marian.mjs';
import { quantized, transposed } from '../../../scripts/bench/onnx/weights.mjs';
import { wordVocabulary } from '../../../scripts/bench/peers/word-vocabulary.mjs';
import { writeMarianBin } from '../../../scripts/judge/marian-bin.mjs';
import { randomModel } from '../../../scripts/judge/random-model.mjs';
import { openMarian } from '../../../scripts/judge/stepglot.mjs';
import { loadEngine } from '../../../web/engine/index.js';

/** @typedef {import('../../../scripts/bench/onnx/weights.mjs').Precision} Precision */

const VOCABULARY = 200;
const LENGTH = 12;
const size = { width: 64, ffn: 128, encoderDepth: 2, decoderDepth: 2 };

const weights = randomModel({
  decoder: 'self-attention',
  vocabulary: VOCABULARY,
  seed: 3,
  endBias: -1000,
  size,
});
const source = [7, 31, 5, 150, 42, 9, 0];

const engine = await loadEngine();
after(() => engine.free());

ort.env.wasm.numThreads = 1;

/** @param {number[][]} rows @returns {ort.Tensor} */
const integers = (rows) =>
  new ort.Tensor('int64', BigInt64Array.from(rows.flat().map(BigInt)), [
    rows.length,
    rows[0].length,
  ]);

/** @param {ort.Tensor} logits `[1, 1, vocabulary]`. */
function bestId({ data }) {
  const values = [.../** @type {Float32Array} */ (data)];
  return values.indexOf(Math.max(...values));
}

/**
 * Decodes greedily, with the branch for the first step and that for the others.
 *
 * @param {Precision} precision
 * @returns {Promise<number[]>} Ids.
 */
async function translate(precision) {
  const encoder = await ort.InferenceSession.create(encoderFile(weights, precision));
  const decoder = await ort.InferenceSession.create(decoderFile(weights, precision));
  const mask = integers([source.map(() => 1)]);
  const encoded = await encoder.run({ input_ids: integers([source]), attention_mask: mask });
  const heads = 8;
  /** @type {Record<string, ort.Tensor>} */
  const past = {};
  for (const name of decoder.inputNames.filter((one) => one.startsWith('past'))) {
    past[name] = new ort.Tensor('float32', [], [1, heads, 0, size.width / heads]);
  }
  const ids = [VOCABULARY];
  while (ids.length <= LENGTH) {
    const outputs = await decoder.run({
      ...past,
      input_ids: integers([[ids[ids.length - 1]]]),
      encoder_attention_mask: mask,
      encoder_hidden_states: encoded.last_hidden_state,
      use_cache_branch: new ort.Tensor('bool', [ids.length > 1], [1]),
    });
    for (const [name, value] of Object.entries(outputs)) {
      if (name.includes('decoder') || (name.includes('encoder') && ids.length === 1)) {
        past[name.replace('present', 'past_key_values')] = value;
      }
    }
    ids.push(bestId(outputs.logits));
  }
  return ids.slice(1);
}

suite('a model as ONNX', () => {
  test('translates as in Stepglot', async () => {
    const files = { model: writeMarianBin(weights), vocabulary: wordVocabulary(VOCABULARY) };
    const model = await openMarian(engine, files);
    const options = { beam: 1, minLength: LENGTH, maxLength: LENGTH, maxLengthFactor: 100 };
    const { tokens } = model.translate({ ids: source }, options);
    model.free();
    const ids = await translate('float32');
    assert.ok(new Set(ids).size > 3, `tokens vary: ${ids}`);
    assert.deepEqual(ids, [...tokens]);
  });

  test('translates from int8', async () => {
    const ids = await translate('int8');
    assert.equal(ids.length, LENGTH);
    assert.ok(ids.every((id) => id > 0 && id < VOCABULARY));
  });
});

test('quantized numbers are at most half a step away', () => {
  const numbers = Float32Array.of(-2, 0.3, 1.99, 0);
  const { values, scale } = quantized(numbers);
  assert.equal(values[0], -127);
  numbers.forEach((number, i) => assert.ok(Math.abs(values[i] * scale - number) <= scale / 2));
});

test('a matrix is transposed', () => {
  const turned = transposed({ shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6) });
  assert.deepEqual(turned, { shape: [3, 2], data: Float32Array.of(1, 4, 2, 5, 3, 6) });
});
