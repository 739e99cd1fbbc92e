/** @file The English-German model that comes with Stepglot, rebuilt from the parts that Marian has. */

import { readFileSync } from 'node:fs';
import { readSafetensors } from './safetensors.mjs';
import { parameter, transformerSettings } from './marian-model.mjs';
import { marianVocabulary } from './vocabulary.mjs';

/** @typedef {import('./marian-model.mjs').MarianModel} MarianModel */
/** @typedef {import('./marian-model.mjs').Parameter} Parameter */

/**
 * Typical standard deviation of what comes to each layer, over its width. Marian's attention takes keys
 * and values from before the norm, and this is the only part of the norm that weights cannot make up
 * for: it differs from position to position.
 */
const deviations = {
  encoder: [1.25, 4.6, 5.0, 5.2, 5.3, 5.4],
  decoder: [1.3, 2.5],
};

const width = 256;
const ffn = 1024;

/** A container's weights as numbers, `[out, in]` as they are stored there. */
class Weights {
  #tensors;

  /** @param {Uint8Array} file */
  constructor(file) {
    this.#tensors = readSafetensors(file).tensors;
  }

  /** @param {string} name */
  bytes(name) {
    const tensor = this.#tensors.get(name);
    if (!tensor) throw new Error(`the model has no tensor ${name}`);
    return tensor;
  }

  /** @param {string} name @returns {Float32Array} */
  floats(name) {
    return new Float32Array(this.bytes(name).data.buffer);
  }

  /** @param {string} name @returns {Float32Array} */
  matrix(name) {
    const { data, shape } = this.bytes(name);
    const scales = this.floats(`${name}.scale`);
    return Float32Array.from(new Int8Array(data.buffer), (value, i) => {
      return value * scales[Math.floor(i / shape[1])];
    });
  }
}

/** @param {Float32Array} values @returns {Parameter} */
const vector = (values) => parameter(1, values.length, (_, i) => values[i]);

/**
 * @param {Float32Array} weights `[out, in]`.
 * @param {number} inputs
 * @returns {Parameter} `[in, out]`.
 */
const transposed = (weights, inputs) =>
  parameter(inputs, weights.length / inputs, (i, o) => weights[o * inputs + i]);

/**
 * Gives a matrix the norm before it, but for the deviation, which is taken to be always the same.
 *
 * @param {Float32Array} weights `[out, in]`; see `normed`.
 * @param {Float32Array} bias
 * @param {{scale: Float32Array, shift: Float32Array, deviation: number}} norm
 * @returns {{weight: Parameter, bias: Parameter}}
 */
function withNorm(weights, bias, { scale, shift, deviation }) {
  const scaled = weights.map((weight, i) => (weight * scale[i % width]) / deviation);
  const at = (/** @type {number} */ o, /** @type {number} */ i) => scaled[o * width + i];
  const means = bias.map((_, o) => scaled.subarray(o * width, (o + 1) * width).reduce(sum) / width);
  return {
    weight: parameter(width, bias.length, (i, o) => at(o, i) - means[o]),
    bias: vector(
      bias.map((value, o) =>
        shift.reduce((total, part, i) => total + part * weights[o * width + i], value),
      ),
    ),
  };
}

/** @param {number} a @param {number} b */
const sum = (a, b) => a + b;

/** Copies one container's weights into a Marian model's parameters. */
class Builder {
  /** @type {Map<string, Parameter>} */
  parameters = new Map();
  #weights;

  /** @param {Weights} weights */
  constructor(weights) {
    this.#weights = weights;
  }

  /**
   * @param {string} from
   * @param {string} to A matrix `${to}`, whose bias has a `b` in place of its `W`.
   */
  linear(from, to) {
    const bias = this.#weights.floats(`${from}.bias`);
    const matrix = this.#weights.matrix(`${from}.weight`);
    this.parameters.set(to, transposed(matrix, matrix.length / bias.length));
    this.parameters.set(biasOf(to), vector(bias));
  }

  /**
   * @param {string} from
   * @param {string} to Up to `_ln`.
   * @param {string} [suffix]
   */
  norm(from, to, suffix = '_pre') {
    this.parameters.set(`${to}_ln_scale${suffix}`, vector(this.#weights.floats(`${from}.weight`)));
    this.parameters.set(`${to}_ln_bias${suffix}`, vector(this.#weights.floats(`${from}.bias`)));
  }

  /** @param {string} from @param {string} to @param {number} deviation */
  selfAttention(from, to, deviation) {
    const norm = `${from}_norm`;
    this.norm(norm, `${to}_Wo`);
    this.linear(`${from}.q`, `${to}_Wq`);
    this.linear(`${from}.o`, `${to}_Wo`);
    const scale = this.#weights.floats(`${norm}.weight`);
    const shift = this.#weights.floats(`${norm}.bias`);
    for (const part of ['k', 'v']) {
      const { weight, bias } = withNorm(
        this.#weights.matrix(`${from}.${part}.weight`),
        this.#weights.floats(`${from}.${part}.bias`),
        { scale, shift, deviation },
      );
      this.parameters.set(`${to}_W${part}`, weight);
      this.parameters.set(`${to}_b${part}`, bias);
    }
  }

  /** @param {string} from @param {string} to */
  crossAttention(from, to) {
    this.norm(`${from}_norm`, `${to}_Wo`);
    for (const part of ['q', 'k', 'v', 'o']) this.linear(`${from}.${part}`, `${to}_W${part}`);
  }

  /** @param {string} from @param {string} to */
  ffn(from, to) {
    this.norm(`${from}_norm`, `${to}_ffn`);
    this.linear(`${from}.inner`, `${to}_W1`);
    this.linear(`${from}.outer`, `${to}_W2`);
  }

  /**
   * A first layer that only adds a vector to each position.
   *
   * @param {string} prefix
   * @param {Float32Array} added
   * @param {string[]} attentions
   */
  addition(prefix, added, attentions) {
    const zeros = (/** @type {number} */ rows, /** @type {number} */ columns) =>
      parameter(rows, columns, () => 0);
    const set = (/** @type {string} */ name, /** @type {Parameter} */ value) =>
      this.parameters.set(`${prefix}_${name}`, value);
    const linear = (/** @type {string} */ name, /** @type {number[]} */ [inputs, outputs]) => {
      set(name, zeros(inputs, outputs));
      set(biasOf(name), zeros(1, outputs));
    };
    const norm = (/** @type {string} */ name) => {
      set(`${name}_ln_scale_pre`, vector(added.map(() => 1)));
      set(`${name}_ln_bias_pre`, zeros(1, width));
    };
    for (const attention of attentions) {
      norm(`${attention}_Wo`);
      for (const part of ['q', 'k', 'v', 'o']) linear(`${attention}_W${part}`, [width, width]);
    }
    norm('ffn_ffn');
    linear('ffn_W1', [width, ffn]);
    linear('ffn_W2', [ffn, width]);
    set('self_bo', vector(added));
  }
}

/** @param {string} matrix @returns {string} `..._Wq` has the bias `..._bq`. */
const biasOf = (matrix) => matrix.replace(/_W(.)$/, '_b$1');

/**
 * The embeddings, less that of `<s>`: Marian's decoder starts with a vector of zeros where this model
 * was trained to start with `<s>`. What is taken from all inputs alike the first layers add again, and
 * to the output it makes no difference, as it changes all logits of a step by the same amount.
 *
 * @param {Weights} weights
 * @param {number[]} oldIds
 * @returns {{embeddings: Parameter, start: Float32Array, outputBias: Parameter}}
 */
function embeddingsOf(weights, oldIds) {
  const table = weights.matrix('embedding.weight');
  const bias = weights.floats('output.bias');
  const [begin, pad] = [1, 3];
  const start = table.slice(begin * width, (begin + 1) * width);
  const never = -1000;
  return {
    embeddings: parameter(
      oldIds.length,
      width,
      (id, i) => table[oldIds[id] * width + i] - start[i],
    ),
    start,
    outputBias: parameter(1, oldIds.length, (_, id) =>
      oldIds[id] === begin || oldIds[id] === pad ? never : bias[oldIds[id]],
    ),
  };
}

/**
 * Translations differ a little from the original's: see `deviations`; and Marian's positions turn by
 * `10000 ** (-j / (width / 2 - 1))`, the original's by `10000 ** (-2 * j / width)`.
 *
 * @param {{encoder: number[], decoder: number[]}} [typical]
 * @returns {{model: MarianModel, vocabulary: Uint8Array}}
 */
export function trainedModel(typical = deviations) {
  const file = new URL('../../web/models/en-de.int8.safetensors', import.meta.url);
  const weights = new Weights(readFileSync(file));
  const { spm, oldIds } = marianVocabulary(weights.bytes('spm').data);
  const { embeddings, start, outputBias } = embeddingsOf(weights, oldIds);
  const builder = new Builder(weights);
  builder.parameters.set('Wemb', embeddings).set('decoder_ff_logit_out_b', outputBias);
  const scaledStart = start.map((value) => value * Math.sqrt(width));
  builder.addition('encoder_l1', scaledStart, ['self']);
  builder.addition('decoder_l1', scaledStart, ['self', 'context']);
  for (const [side, sideDeviations] of Object.entries(typical)) {
    sideDeviations.forEach((deviation, i) => {
      const [from, to] = [`${side}.layers.${i}`, `${side}_l${i + 2}`];
      builder.selfAttention(`${from}.self_attn`, `${to}_self`, deviation);
      if (side === 'decoder') builder.crossAttention(`${from}.cross_attn`, `${to}_context`);
      builder.ffn(`${from}.ffn`, `${to}_ffn`);
    });
    builder.norm(`${side}.norm`, `${side}_top`, '');
  }
  const settings = transformerSettings({
    vocabulary: oldIds.length,
    width,
    ffn,
    heads: 8,
    encoderDepth: 7,
    decoderDepth: 3,
    norm: 'pre',
    decoder: 'self-attention',
  });
  return { model: { settings, parameters: builder.parameters }, vocabulary: spm };
}
