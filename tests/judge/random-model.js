/** @file Models with seeded random weights, built like those that Firefox ships but smaller. */

import { parameter, transformerSettings } from './marian-model.js';

/** @typedef {import('./marian-model.js').MarianModel} MarianModel */

const width = 256;
const ffn = 512;
const depth = 2;

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

  /** @param {() => number} random */
  constructor(random) {
    this.#random = random;
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

  /** @param {string} name @param {number} [inputs] @param {number} [outputs] */
  matrix(name, inputs = width, outputs = width) {
    this.draw(name, [inputs, outputs], 1 / Math.sqrt(inputs));
  }

  /** @param {string} name @param {number} [size] */
  bias(name, size = width) {
    return this.draw(name, [1, size], 0.1);
  }

  /** @param {string} prefix */
  norm(prefix) {
    this.draw(`${prefix}_ln_scale`, [1, width], 0.1, 1);
    this.bias(`${prefix}_ln_bias`);
  }

  /** @param {string} prefix */
  attention(prefix) {
    for (const part of ['q', 'k', 'v', 'o']) {
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
   */
  feedForward(prefix) {
    this.matrix(`${prefix}_W1`, width, ffn);
    this.bias(`${prefix}_b1`, ffn);
    const { data } = this.draw(`${prefix}_W2`, [ffn, width], 4 / Math.sqrt(ffn));
    data.forEach((value, i) => {
      if (Math.floor(i / width) % 2 === 0) data[i + width] = -value;
    });
    this.bias(`${prefix}_b2`);
    this.norm(`${prefix}_ffn`);
  }

  /** @param {string} prefix */
  ssru(prefix) {
    this.matrix(`${prefix}_W`);
    this.matrix(`${prefix}_Wf`);
    this.bias(`${prefix}_bf`);
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
 * @returns {MarianModel}
 */
export function randomModel({ decoder, vocabulary, seed, endBias }) {
  const weights = new Weights(randomNumbers(seed));
  weights.draw('Wemb', [vocabulary, width], 0.3);
  weights.bias('decoder_ff_logit_out_b', vocabulary).data[0] += endBias;
  for (let layer = 1; layer <= depth; layer++) {
    weights.attention(`encoder_l${layer}_self`);
    weights.feedForward(`encoder_l${layer}_ffn`);
    if (decoder === 'ssru') weights.ssru(`decoder_l${layer}_rnn`);
    else weights.attention(`decoder_l${layer}_self`);
    weights.attention(`decoder_l${layer}_context`);
    weights.feedForward(`decoder_l${layer}_ffn`);
  }
  const settings = transformerSettings({
    vocabulary,
    width,
    ffn,
    heads: 8,
    encoderDepth: depth,
    decoderDepth: depth,
    norm: 'post',
    decoder,
  });
  return { settings, parameters: weights.parameters };
}
