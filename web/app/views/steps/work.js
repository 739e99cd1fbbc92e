/**
 * @file The work of a translation, counted in multiply-adds of its matrix products; norms, activations and
 * softmax, which are linear in `d_model`, are left out.
 *
 * A matrix costs a multiply-add per weight for each row that it multiplies. So the projections and the
 * feed-forward networks are counted from the shapes of the model's tensors, whatever its architecture:
 *
 * - encoder, once: the matrices of its layers for each source token;
 * - keys and values of the source: the matrices `k` and `v` of cross-attention for each source token;
 * - decoder: its other matrices for each target position, and one row of the output layer for each token
 *   that it weighs: the vocabulary, or the candidates of a lexical shortlist.
 *
 * The products of attention (Vaswani et al. 2017, section 3.2), of queries with keys and of weights with
 * values, cost 2 `d_model` for each pair of positions: S² of S source tokens in an encoder layer, S in
 * cross-attention and t in self-attention at target position t. A recurrent layer in place of
 * self-attention (SSRU, Kim et al. 2019) has none: its state does not grow with t.
 *
 * With the cache a step computes its own position. Without it a step computes all positions up to its
 * own, and projects the source again.
 */

/** @typedef {import('../../../engine/index.js').ModelInfo} ModelInfo */
/** @typedef {import('../../../engine/index.js').TensorInfo} TensorInfo */

/**
 * @typedef {object} Sizes
 * @property {number} width `d_model`.
 * @property {number} outputs Target tokens that the output layer weighs.
 * @property {number} encoderLayers
 * @property {number} decoderLayers
 * @property {number} attentionLayers Decoder layers that have self-attention.
 * @property {number} encoderWeights In the matrices of all encoder layers.
 * @property {number} crossWeights In the matrices for keys and values of the source.
 * @property {number} decoderWeights In the other matrices of all decoder layers.
 */

/**
 * @typedef {object} StepWork
 * @property {number} cached Multiply-adds of the step with the cache.
 * @property {number} uncached Those without it.
 */

const encoderMatrix = /^encoder\.layers\./;
const decoderMatrix = /^decoder\.layers\./;
const crossMatrix = /^decoder\.layers\.\d+\.cross_attn\.[kv]\./;
const selfQuery = /^decoder\.layers\.\d+\.self_attn\.q\.weight$/;

/**
 * @param {readonly TensorInfo[]} tensors
 * @param {RegExp} name
 * @returns {number} Weights in the matrices of that name.
 */
function weightsIn(tensors, name) {
  return tensors
    .filter((tensor) => tensor.shape.length === 2 && name.test(tensor.name))
    .reduce((sum, { shape: [rows, columns] }) => sum + rows * columns, 0);
}

/**
 * @param {Pick<ModelInfo, 'config' | 'tensors'>} info
 * @param {number} [outputs] Of the source's shortlist, if there is one (default: the vocabulary).
 * @returns {Sizes}
 */
export function sizesOf({ config, tensors }, outputs = Number(config.target_vocab_size)) {
  const crossWeights = weightsIn(tensors, crossMatrix);
  return {
    width: Number(config.d_model),
    outputs,
    encoderLayers: Number(config.encoder_layers),
    decoderLayers: Number(config.decoder_layers),
    attentionLayers: tensors.filter(({ name }) => selfQuery.test(name)).length,
    encoderWeights: weightsIn(tensors, encoderMatrix),
    crossWeights,
    decoderWeights: weightsIn(tensors, decoderMatrix) - crossWeights,
  };
}

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength Source tokens.
 * @returns {number} Multiply-adds of the encoder.
 */
export function encoderWork({ width, encoderWeights, encoderLayers }, sourceLength) {
  return sourceLength * encoderWeights + encoderLayers * 2 * width * sourceLength ** 2;
}

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength
 * @returns {number} Multiply-adds of the keys and values of the source.
 */
export const crossWork = ({ crossWeights }, sourceLength) => sourceLength * crossWeights;

/**
 * @param {Sizes} sizes
 * @param {number} sourceLength
 * @param {number} position From 1.
 * @returns {number} Multiply-adds of the decoder and its output layer at one position.
 */
export function positionWork(sizes, sourceLength, position) {
  const { width, outputs, decoderLayers, attentionLayers, decoderWeights } = sizes;
  const pairs = attentionLayers * position + decoderLayers * sourceLength;
  return decoderWeights + 2 * width * pairs + width * outputs;
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
