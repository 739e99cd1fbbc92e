/**
 * @file Writes a Marian model as the two ONNX files that Transformers.js takes: an encoder, and a
 * decoder with one branch for the first step and one for those that have a cache.
 */

import { Graph } from './graph.mjs';
import { Layers } from './layers.mjs';
import { transposed } from './weights.mjs';

/** @typedef {import('../../judge/marian-model.mjs').MarianModel} MarianModel */
/** @typedef {import('../../judge/marian-model.mjs').Parameter} Parameter */
/** @typedef {import('./weights.mjs').Precision} Precision */

const KINDS = /** @type {const} */ (['key', 'value']);
const SIDES = /** @type {const} */ (['decoder', 'encoder']);

/** @param {MarianModel} model */
function sizesOf({ settings }) {
  const [width, heads] = [Number(settings['dim-emb']), Number(settings['transformer-heads'])];
  return {
    width,
    heads,
    headWidth: width / heads,
    vocabulary: /** @type {number[]} */ (settings['dim-vocabs'])[0],
    encoderDepth: Number(settings['enc-depth']),
    decoderDepth: Number(settings['dec-depth']),
  };
}

/**
 * @param {MarianModel} model
 * @returns {Parameter} The embeddings, and a row of zeros that the decoder starts with.
 */
function startedTable({ parameters }) {
  const { shape, data } = /** @type {Parameter} */ (parameters.get('Wemb'));
  const [vocabulary, width] = shape;
  const table = new Float32Array((vocabulary + 1) * width);
  table.set(data);
  return { shape: [vocabulary + 1, width], data: table };
}

/**
 * @param {MarianModel} model
 * @param {Precision} precision
 * @returns {Uint8Array} From `input_ids` and `attention_mask` to `last_hidden_state`.
 */
export function encoderFile(model, precision) {
  const graph = new Graph('encoder');
  const { width, encoderDepth } = sizesOf(model);
  const layers = new Layers(model, graph, precision);
  const ids = graph.input('input_ids', 'int64', ['batch', 'source']);
  const mask = graph.input('attention_mask', 'int64', ['batch', 'source']);
  const padding = layers.padding(graph, mask);
  const length = graph.node('Shape', [ids], { start: 1, end: 2 });
  const from = graph.constant('int64', [0]);
  const table = { name: 'embeddings', parameter: startedTable(model) };
  let rows = layers.embed(graph, { ids, from, length }, table);
  for (let layer = 1; layer <= encoderDepth; layer++) {
    const prefix = `encoder_l${layer}`;
    const memory = layers.memory(graph, rows, `${prefix}_self`);
    rows = layers.attend(graph, rows, `${prefix}_self`, { ...memory, padding });
    rows = layers.feedForward(graph, rows, `${prefix}_ffn`);
  }
  graph.node('Identity', [rows], {}, ['last_hidden_state']);
  graph.output('last_hidden_state', 'float', ['batch', 'source', width]);
  return graph.toFile();
}

/**
 * One branch of the decoder: a step of one token per sequence.
 *
 * Without a cache, keys and values of the source are computed and put out. With it they are taken
 * from the inputs; what is put out then is empty, as Optimum has it, and nobody looks at it.
 */
class Branch {
  #graph;
  #layers;
  #sizes;
  #hasCache;

  /**
   * @param {Layers} layers
   * @param {ReturnType<typeof sizesOf>} sizes
   * @param {boolean} hasCache
   */
  constructor(layers, sizes, hasCache) {
    this.#graph = new Graph(hasCache ? 'cached' : 'first');
    this.#layers = layers;
    this.#sizes = sizes;
    this.#hasCache = hasCache;
  }

  /**
   * @param {number} layer From 0.
   * @param {string} rows
   * @returns {{key: string, value: string}} Of the target, this token included.
   */
  #targetMemory(layer, rows) {
    const own = this.#layers.memory(this.#graph, rows, `decoder_l${layer + 1}_self`);
    const [key, value] = KINDS.map((kind) => {
      const output = [`present.${layer}.decoder.${kind}`];
      if (!this.#hasCache) return this.#graph.node('Identity', [own[kind]], {}, output);
      const parts = [`past_key_values.${layer}.decoder.${kind}`, own[kind]];
      return this.#graph.node('Concat', parts, { axis: 2 }, output);
    });
    return { key, value };
  }

  /**
   * @param {number} layer From 0.
   * @returns {{key: string, value: string}} Of the source.
   */
  #sourceMemory(layer) {
    const output = (/** @type {string} */ kind) => [`present.${layer}.encoder.${kind}`];
    if (!this.#hasCache) {
      const prefix = `decoder_l${layer + 1}_context`;
      const own = this.#layers.memory(this.#graph, 'encoder_hidden_states', prefix);
      for (const kind of KINDS) this.#graph.node('Identity', [own[kind]], {}, output(kind));
      return own;
    }
    const { heads, headWidth } = this.#sizes;
    const shape = [0, heads, 1, headWidth];
    const value = { type: /** @type {const} */ ('float'), shape, data: new Float32Array(0) };
    for (const kind of KINDS) this.#graph.node('Constant', [], { value }, output(kind));
    const [key, values] = KINDS.map((kind) => `past_key_values.${layer}.encoder.${kind}`);
    return { key, value: values };
  }

  /** @param {string} zero A vector with the number 0. */
  #position(zero) {
    if (!this.#hasCache) return zero;
    return this.#graph.node('Shape', ['past_key_values.0.decoder.key'], { start: 2, end: 3 });
  }

  /**
   * @param {{table: Parameter, output: Parameter, zero: string}} shared
   * @returns {Graph}
   */
  build({ table, output, zero }) {
    const [graph, layers] = [this.#graph, this.#layers];
    const padding = layers.padding(graph, 'encoder_attention_mask');
    const length = graph.node('Shape', ['input_ids'], { start: 1, end: 2 });
    let rows = layers.embed(
      graph,
      { ids: 'input_ids', from: this.#position(zero), length },
      { name: 'embeddings', parameter: table },
    );
    for (let layer = 0; layer < this.#sizes.decoderDepth; layer++) {
      const prefix = `decoder_l${layer + 1}`;
      rows = layers.attend(graph, rows, `${prefix}_self`, this.#targetMemory(layer, rows));
      const memory = { ...this.#sourceMemory(layer), padding };
      rows = layers.attend(graph, rows, `${prefix}_context`, memory);
      rows = layers.feedForward(graph, rows, `${prefix}_ffn`);
    }
    layers.logits(graph, rows, output);
    declareOutputs(graph, this.#sizes);
    return graph;
  }
}

/**
 * @param {ReturnType<typeof sizesOf>} sizes
 * @returns {string[]} The parts of the cache, as `0.decoder.key`.
 */
const cacheParts = ({ decoderDepth }) =>
  Array.from({ length: decoderDepth }, (_, layer) =>
    SIDES.flatMap((side) => KINDS.map((kind) => `${layer}.${side}.${kind}`)),
  ).flat();

/**
 * @param {Graph} graph
 * @param {ReturnType<typeof sizesOf>} sizes
 */
function declareOutputs(graph, sizes) {
  graph.output('logits', 'float', ['batch', 'target', sizes.vocabulary]);
  for (const part of cacheParts(sizes)) {
    const shape = ['rows', sizes.heads, `${part} length`, sizes.headWidth];
    graph.output(`present.${part}`, 'float', shape);
  }
}

/**
 * @param {Graph} graph
 * @param {ReturnType<typeof sizesOf>} sizes
 */
function declareInputs(graph, sizes) {
  graph.input('encoder_attention_mask', 'int64', ['batch', 'source']);
  graph.input('input_ids', 'int64', ['batch', 'target']);
  graph.input('encoder_hidden_states', 'float', ['batch', 'source', sizes.width]);
  for (const part of cacheParts(sizes)) {
    const shape = ['batch', sizes.heads, `past ${part}`, sizes.headWidth];
    graph.input(`past_key_values.${part}`, 'float', shape);
  }
  graph.input('use_cache_branch', 'bool', [1]);
}

/**
 * @param {MarianModel} model With self-attention in the decoder.
 * @param {Precision} precision
 * @returns {Uint8Array} Decodes one token per sequence and call.
 */
export function decoderFile(model, precision) {
  const graph = new Graph('decoder');
  const sizes = sizesOf(model);
  const layers = new Layers(model, graph, precision);
  const embeddings = /** @type {Parameter} */ (model.parameters.get('Wemb'));
  const shared = {
    table: startedTable(model),
    output: transposed(embeddings),
    zero: graph.constant('int64', [0]),
  };
  declareInputs(graph, sizes);
  declareOutputs(graph, sizes);
  const branches = {
    then_branch: new Branch(layers, sizes, true).build(shared),
    else_branch: new Branch(layers, sizes, false).build(shared),
  };
  const outputs = ['logits', ...cacheParts(sizes).map((part) => `present.${part}`)];
  graph.node('If', ['use_cache_branch'], branches, outputs);
  return graph.toFile();
}

/**
 * @param {MarianModel} model
 * @returns {Record<string, unknown>} `config.json` for Transformers.js.
 */
export function transformersConfig(model) {
  const { width, heads, vocabulary, encoderDepth, decoderDepth } = sizesOf(model);
  const ffn = Number(model.settings['transformer-dim-ffn']);
  return {
    model_type: 'marian',
    architectures: ['MarianMTModel'],
    is_encoder_decoder: true,
    d_model: width,
    vocab_size: vocabulary + 1,
    encoder_layers: encoderDepth,
    encoder_attention_heads: heads,
    encoder_ffn_dim: ffn,
    decoder_layers: decoderDepth,
    decoder_attention_heads: heads,
    decoder_ffn_dim: ffn,
    eos_token_id: 0,
    pad_token_id: vocabulary,
    decoder_start_token_id: vocabulary,
  };
}
