/** @file Models with seeded random weights, built like those that Firefox ships but smaller. */

import { parameter, transformerSettings } from './marian-model.mjs';

/** @typedef {import('./marian-model.mjs').MarianModel} MarianModel */

/**
 * @typedef {object} Size
 * @property {number} width Of embeddings and layers; a multiple of 8, the number of heads.
 * @property {number} ffn Width of the feed-forward layers.
 * @property {number} encoderDepth Layers.
 * @property {number} decoderDepth Layers.
 */

/** @type {Size} */
const smallSize = { width: 256, ffn: 512, encoderDepth: 2, decoderDepth: 2 };

/**
 * How large activations are between the first norm and the last. They are small, so that what a norm
 * adds to the variance, 1e-6, counts.
 */
const level = 0.003;

/** The standard deviation of the embeddings, before they are multiplied by the root of the width. */
const embeddingLevel = 0.3;

/**
 * Tommy Ettinger's Mulberry32 generator.
 *
 * @param {number} seed
 * @returns {() => number} Draws from 0 (included) to 1.
 */
export function randomNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** Draws a model's parameters, sub-layer by sub-layer. */
class Weights {
  /** @type {MarianModel['parameters']} */
  parameters = new Map();
  #random;
  #width;
  #ffn;

  /**
   * @param {() => number} random
   * @param {Size} size
   */
  constructor(random, { width, ffn }) {
    this.#random = random;
    this.#width = width;
    this.#ffn = ffn;
  }

  /**
   * Draws normally distributed numbers, as trained weights nearly are: their bytes then are small for
   * the most part, and Bergamot's sums of 16 bits overflow as seldom as they do for trained ones.
   *
   * @param {string} name
   * @param {[number, number]} shape
   * @param {number} deviation The standard one.
   * @param {number} [mean]
   */
  draw(name, [rows, columns], deviation, mean = 0) {
    const values = parameter(rows, columns, () => mean + deviation * this.#normal());
    this.parameters.set(name, values);
    return values;
  }

  /** @returns {number} By the method of Box and Muller. */
  #normal() {
    const length = Math.sqrt(-2 * Math.log(1 - this.#random()));
    return length * Math.cos(2 * Math.PI * this.#random());
  }

  /** @param {string} name @param {number} [outputs] @param {number} [gain] */
  matrix(name, outputs = this.#width, gain = 1) {
    this.draw(name, [this.#width, outputs], gain / Math.sqrt(this.#width));
  }

  /** @param {string} name @param {number} [size] @param {number} [scale] */
  bias(name, size = this.#width, scale = level) {
    return this.draw(name, [1, size], 0.1 * scale);
  }

  /** @param {string} prefix @param {number} [scale] */
  norm(prefix, scale = level) {
    this.draw(`${prefix}_ln_scale`, [1, this.#width], 0.1 * scale, scale);
    this.bias(`${prefix}_ln_bias`, this.#width, scale);
  }

  /**
   * @param {string} prefix
   * @param {number} [input] How large what comes in is.
   */
  attention(prefix, input = level) {
    for (const part of ['q', 'k']) {
      this.matrix(`${prefix}_W${part}`, this.#width, 1 / input);
      this.bias(`${prefix}_b${part}`, this.#width, 1);
    }
    for (const part of ['v', 'o']) {
      this.matrix(`${prefix}_W${part}`);
      this.bias(`${prefix}_b${part}`);
    }
    this.norm(`${prefix}_Wo`);
  }

  /**
   * The second matrix is large, so that a token is not followed by itself, and every other row is the
   * negative of the one before it: as ReLU lets only positive numbers through, random rows would add
   * much the same to every position.
   *
   * @param {string} prefix
   * @param {number} [scale] Of the norm after it.
   */
  feedForward(prefix, scale) {
    const [width, ffn] = [this.#width, this.#ffn];
    this.matrix(`${prefix}_W1`, ffn);
    this.bias(`${prefix}_b1`, ffn);
    const { data } = this.draw(`${prefix}_W2`, [ffn, width], 4 / Math.sqrt(ffn));
    data.forEach((value, i) => {
      if (Math.floor(i / width) % 2 === 0) data[i + width] = -value;
    });
    this.bias(`${prefix}_b2`);
    this.norm(`${prefix}_ffn`, scale);
  }

  /** @param {string} prefix @param {number} input How large what comes in is. */
  ssru(prefix, input) {
    this.matrix(`${prefix}_W`);
    this.matrix(`${prefix}_Wf`, this.#width, 1 / input);
    this.bias(`${prefix}_bf`, this.#width, 1);
    this.norm(`${prefix}_ffn`);
  }
}

/**
 * Post-norm, with embeddings that serve source, target and output, and logits so far apart that few
 * choices hang on rounding.
 *
 * @param {object} choice
 * @param {'self-attention' | 'ssru'} choice.decoder
 * @param {number} choice.vocabulary
 * @param {number} choice.seed
 * @param {number} choice.endBias Added to the logit of `</s>`: how soon translations end.
 * @param {Size} [choice.size]
 * @returns {MarianModel}
 */
export function randomModel({ decoder, vocabulary, seed, endBias, size = smallSize }) {
  const { width, encoderDepth, decoderDepth } = size;
  const weights = new Weights(randomNumbers(seed), size);
  weights.draw('Wemb', [vocabulary, width], embeddingLevel);
  weights.bias('decoder_ff_logit_out_b', vocabulary, 1).data[0] += endBias;
  for (let layer = 1; layer <= Math.max(encoderDepth, decoderDepth); layer++) {
    const input = layer === 1 ? embeddingLevel * Math.sqrt(width) : level;
    if (layer <= encoderDepth) {
      weights.attention(`encoder_l${layer}_self`, input);
      weights.feedForward(`encoder_l${layer}_ffn`);
    }
    if (layer > decoderDepth) continue;
    if (decoder === 'ssru') weights.ssru(`decoder_l${layer}_rnn`, input);
    else weights.attention(`decoder_l${layer}_self`, input);
    weights.attention(`decoder_l${layer}_context`);
    weights.feedForward(`decoder_l${layer}_ffn`, layer === decoderDepth ? 1 : level);
  }
  const settings = transformerSettings({
    vocabulary,
    ...size,
    heads: 8,
    norm: 'post',
    decoder,
  });
  return { settings, parameters: weights.parameters };
}
