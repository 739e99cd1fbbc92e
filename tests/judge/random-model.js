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

/**
 * Makes every other row the negative of the one before it. As ReLU lets only positive numbers through,
 * a matrix after it would otherwise add much the same to everything.
 *
 * @param {import('./marian-model.js').Parameter} parameter
 */
function pairRows({ shape: [rows, columns], data }) {
  for (let row = 0; row < rows; row += 2) {
    for (let at = row * columns; at < (row + 1) * columns; at++) data[at + columns] = -data[at];
  }
}

/**
 * Post-norm, with embeddings that serve source, target and output. Weights are scaled so that logits
 * are far apart, so that few choices hang on rounding, and that sub-layers outweigh what passes by
 * them: otherwise a token would be followed by itself.
 *
 * @param {object} choice
 * @param {'self-attention' | 'ssru'} choice.decoder
 * @param {number} choice.vocabulary
 * @param {number} choice.seed
 * @param {number} choice.endBias Added to the logit of `</s>`: how soon translations end.
 * @returns {MarianModel}
 */
export function randomModel({ decoder, vocabulary, seed, endBias }) {
  const random = randomNumbers(seed);
  /** @type {MarianModel['parameters']} */
  const parameters = new Map();
  const uniform = (/** @type {number} */ deviation) =>
    (2 * random() - 1) * Math.sqrt(3) * deviation;
  const set = (
    /** @type {string} */ name,
    /** @type {number} */ rows,
    /** @type {number} */ columns,
    /** @type {number} */ deviation,
    mean = 0,
  ) =>
    parameters.set(
      name,
      parameter(rows, columns, () => mean + uniform(deviation)),
    );
  const matrix = (/** @type {string} */ name, rows = width, columns = width, gain = 1.5) =>
    set(name, rows, columns, gain / Math.sqrt(rows));
  const bias = (/** @type {string} */ name, columns = width) => set(name, 1, columns, 0.1);
  const norm = (/** @type {string} */ prefix) => {
    set(`${prefix}_ln_scale`, 1, width, 0.1, 1);
    set(`${prefix}_ln_bias`, 1, width, 0.1);
  };
  const attention = (/** @type {string} */ prefix) => {
    for (const part of ['q', 'k', 'v', 'o']) {
      matrix(`${prefix}_W${part}`);
      bias(`${prefix}_b${part}`);
    }
    norm(`${prefix}_Wo`);
  };
  const feedForward = (/** @type {string} */ prefix) => {
    matrix(`${prefix}_W1`, width, ffn);
    bias(`${prefix}_b1`, ffn);
    matrix(`${prefix}_W2`, ffn, width, 8);
    pairRows(parameters.get(`${prefix}_W2`));
    bias(`${prefix}_b2`);
    norm(`${prefix}_ffn`);
  };
  const ssru = (/** @type {string} */ prefix) => {
    matrix(`${prefix}_W`);
    matrix(`${prefix}_Wf`);
    bias(`${prefix}_bf`);
    norm(`${prefix}_ffn`);
  };
  set('Wemb', vocabulary, width, 0.2);
  bias('decoder_ff_logit_out_b', vocabulary);
  /** @type {import('./marian-model.js').Parameter} */ (
    parameters.get('decoder_ff_logit_out_b')
  ).data[0] += endBias;
  for (let layer = 1; layer <= depth; layer++) {
    attention(`encoder_l${layer}_self`);
    feedForward(`encoder_l${layer}_ffn`);
    if (decoder === 'ssru') ssru(`decoder_l${layer}_rnn`);
    else attention(`decoder_l${layer}_self`);
    attention(`decoder_l${layer}_context`);
    feedForward(`decoder_l${layer}_ffn`);
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
  return { settings, parameters };
}
