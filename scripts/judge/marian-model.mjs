/** @file A translation model as Marian has it: settings, and parameters under Marian's names. */

/**
 * @typedef {object} Parameter
 * @property {[number, number]} shape Weights are `[in, out]`, biases and scales `[1, out]`, embeddings
 *   `[vocabulary, width]`.
 * @property {Float32Array} data Row-major.
 */

/** @typedef {Record<string, string | number | boolean | number[]>} Settings */

/**
 * @typedef {object} MarianModel
 * @property {Settings} settings What `special:model.yml` holds.
 * @property {Map<string, Parameter>} parameters
 */

/**
 * @param {number} rows
 * @param {number} columns
 * @param {(row: number, column: number) => number} valueAt
 * @returns {Parameter}
 */
export function parameter(rows, columns, valueAt) {
  const data = new Float32Array(rows * columns);
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) {
      data[row * columns + column] = valueAt(row, column);
    }
  }
  return { shape: [rows, columns], data };
}

/**
 * The settings of a Transformer whose embeddings serve source, target and output.
 *
 * @param {object} architecture
 * @param {number} architecture.vocabulary
 * @param {number} architecture.width
 * @param {number} architecture.ffn
 * @param {number} architecture.heads
 * @param {number} architecture.encoderDepth
 * @param {number} architecture.decoderDepth
 * @param {'pre' | 'post'} architecture.norm
 * @param {'self-attention' | 'ssru'} architecture.decoder
 * @returns {Settings}
 */
export function transformerSettings(architecture) {
  const { vocabulary, width, ffn, heads, encoderDepth, decoderDepth, norm, decoder } = architecture;
  const isPre = norm === 'pre';
  return {
    type: 'transformer',
    'dim-vocabs': [vocabulary, vocabulary],
    'dim-emb': width,
    'enc-depth': encoderDepth,
    'dec-depth': decoderDepth,
    'transformer-heads': heads,
    'transformer-dim-ffn': ffn,
    'transformer-ffn-depth': 2,
    'transformer-ffn-activation': 'relu',
    'transformer-preprocess': isPre ? 'n' : '',
    'transformer-postprocess': isPre ? 'da' : 'dan',
    'transformer-postprocess-emb': 'd',
    'transformer-postprocess-top': isPre ? 'n' : '',
    'transformer-decoder-autoreg': decoder === 'ssru' ? 'rnn' : decoder,
    'dec-cell': 'ssru',
    'dec-cell-base-depth': 2,
    'dec-cell-high-depth': 1,
    'enc-type': 'bidirectional',
    'enc-cell': 'gru',
    'enc-cell-depth': 1,
    skip: false,
    'layer-normalization': false,
    'right-left': false,
    'input-types': '[]',
    'tied-embeddings': false,
    'tied-embeddings-src': false,
    'tied-embeddings-all': true,
    'transformer-depth-scaling': false,
    'transformer-dim-aan': 2048,
    'transformer-aan-depth': 2,
    'transformer-aan-activation': 'swish',
    'transformer-aan-nogate': false,
    'transformer-no-projection': false,
    'transformer-tied-layers': '[]',
    'transformer-train-position-embeddings': false,
    'transformer-guided-alignment-layer': 'last',
    ulr: false,
    'ulr-dim-emb': 0,
    'ulr-trainable-transformation': false,
    version: 'v1.9.56 2022-01-01',
  };
}

/**
 * @param {Settings} settings
 * @returns {string} YAML as Marian writes it.
 */
export function settingsText(settings) {
  const lines = Object.entries(settings).map(([key, value]) => {
    if (Array.isArray(value)) return `${key}:${value.map((item) => `\n  - ${item}`).join('')}`;
    return `${key}: ${value === '' ? '""' : value}`;
  });
  return `${lines.join('\n')}\n`;
}
