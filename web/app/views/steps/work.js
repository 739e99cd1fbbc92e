/**
 * @file The work of a translation, counted in multiply-adds of its matrix products; what is linear in
 * `d_model` alone (norms, activations, softmax) is left out.
 *
 * With d = d_model, f = ffn, V = target vocabulary, S source tokens and t target positions so far
 * (Vaswani et al. 2017, section 3, for one layer):
 *
 * - encoder, once: S (4 d² + 2 d f) for the projections and the feed-forward network, and 2 S² d for
 *   the products of queries with keys and of weights with values;
 * - cross-attention's keys and values, of the source: 2 S d²;
 * - decoder, at position t: 6 d² + 2 d f for the projections (four of self-attention, two of
 *   cross-attention) and the network, 2 t d and 2 S d for the attention products;
 * - a decoder with SSRUs (Kim et al. 2019) in place of self-attention has 2 d² for their two matrices
 *   instead of 4 d² and 2 t d: its state does not grow with t;
 * - output layer: d V for each position, or d times the candidates of a lexical shortlist.
 *
 * With the cache a step computes its own position. Without it a step computes all positions up to its
 * own, and projects the source again.
 */

/**
 * @typedef {object} Sizes
 * @property {number} width `d_model`.
 * @property {number} inner `ffn`.
 * @property {number} outputs Target pieces that the output layer weighs.
 * @property {boolean} isRecurrent Whether the decoder has SSRUs in place of self-attention.
 * @property {number} encoderLayers
 * @property {number} decoderLayers
 */

/**
 * @typedef {object} StepWork
 * @property {number} cached Multiply-adds of the step with the cache.
 * @property {number} uncached Those without it.
 */

/**
 * @param {Record<string, unknown>} config A model's `info.config`.
 * @param {number} [outputs] Of the source's shortlist, if there is one (default: the vocabulary).
 * @returns {Sizes}
 */
export function sizesOf(config, outputs = Number(config.target_vocab_size)) {
  return {
    width: Number(config.d_model),
    inner: Number(config.ffn),
    outputs,
    isRecurrent: config.decoder_cell === 'ssru',
    encoderLayers: Number(config.encoder_layers),
    decoderLayers: Number(config.decoder_layers),
  };
}

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength Source tokens.
 * @returns {number} Multiply-adds of the encoder.
 */
export function encoderWork({ width: d, inner: f, encoderLayers }, sourceLength) {
  const perLayer = sourceLength * (4 * d * d + 2 * d * f) + 2 * sourceLength ** 2 * d;
  return encoderLayers * perLayer;
}

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength
 * @returns {number} Multiply-adds of the keys and values of the source.
 */
export function crossWork({ width: d, decoderLayers }, sourceLength) {
  return decoderLayers * 2 * sourceLength * d * d;
}

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength
 * @param {number} position From 1.
 * @returns {number} Multiply-adds of the decoder and its output layer at one position.
 */
export function positionWork(sizes, sourceLength, position) {
  const { width: d, inner: f, outputs, decoderLayers, isRecurrent } = sizes;
  const self = isRecurrent ? 2 * d * d : 4 * d * d + 2 * d * position;
  const cross = 2 * d * d + 2 * d * sourceLength;
  return decoderLayers * (self + cross + 2 * d * f) + d * outputs;
}

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength
 * @param {number} steps
 * @returns {StepWork[]} For each step. The encoder, which runs once either way, is in neither.
 */
export function workOfSteps(sizes, sourceLength, steps) {
  const cross = crossWork(sizes, sourceLength);
  const all = [];
  let prefix = 0;
  for (let position = 1; position <= steps; position++) {
    const own = positionWork(sizes, sourceLength, position);
    prefix += own;
    all.push({ cached: position === 1 ? own + cross : own, uncached: prefix + cross });
  }
  return all;
}
