/** @file The layers of Marian's post-norm Transformer as nodes of ONNX. */

import { Weights } from './weights.mjs';

/** @typedef {import('../../judge/marian-model.mjs').MarianModel} MarianModel */
/** @typedef {import('../../judge/marian-model.mjs').Parameter} Parameter */
/** @typedef {import('./graph.mjs').Graph} Graph */
/** @typedef {import('./weights.mjs').Precision} Precision */

/** @typedef {{key: string, value: string}} Memory Both `[batch, heads, length, head width]`. */

const EPSILON = 1e-6;

// As PyTorch's export has it: the least number of float32.
const NEVER = -3.4028234663852886e38;

/** The longest text that positions are stored for. */
const POSITIONS = 512;

/**
 * @param {number} width
 * @returns {Float32Array} `[POSITIONS, width]`, sines in the first half, cosines in the second.
 */
function positionTable(width) {
  const half = width / 2;
  return Float32Array.from({ length: POSITIONS * width }, (_, at) => {
    const [position, i] = [Math.floor(at / width), at % width];
    const angle = position * 10000 ** (-(i % half) / (half - 1));
    return i < half ? Math.sin(angle) : Math.cos(angle);
  });
}

/** Adds layers to a graph, or to its branches. Values are `[batch, length, width]`. */
export class Layers {
  #model;
  #graph;
  #weights;
  #width;
  #heads;

  /**
   * @param {MarianModel} model
   * @param {Graph} graph Takes the weights.
   * @param {Precision} precision
   */
  constructor(model, graph, precision) {
    this.#model = model;
    this.#graph = graph;
    this.#weights = new Weights(graph, precision);
    this.#width = Number(model.settings['dim-emb']);
    this.#heads = Number(model.settings['transformer-heads']);
    const data = positionTable(this.#width);
    graph.initializer('positions', { type: 'float', shape: [POSITIONS, this.#width], data });
  }

  /** @param {string} name @returns {Parameter} */
  #find(name) {
    const parameter = this.#model.parameters.get(name);
    if (!parameter) throw new Error(`the model has no parameter ${name}`);
    return parameter;
  }

  /** @param {string} name */
  #vector(name) {
    return this.#weights.vector(name, this.#find(name));
  }

  /**
   * @param {Graph} graph
   * @param {string} input
   * @param {string} matrix Its bias has a `b` in place of the `W`.
   */
  #linear(graph, input, matrix) {
    const parameter = this.#find(matrix);
    const product = this.#weights.product(graph, input, { name: matrix, parameter });
    return graph.node('Add', [product, this.#vector(matrix.replace(/_W(.)$/, '_b$1'))]);
  }

  /**
   * @param {Graph} graph
   * @param {string} input
   * @param {string} added
   * @param {string} prefix
   * @returns {string} The norm of the sum.
   */
  residual(graph, input, added, prefix) {
    const sum = graph.node('Add', [input, added]);
    const parts = [`${prefix}_ln_scale`, `${prefix}_ln_bias`].map((name) => this.#vector(name));
    return graph.node('LayerNormalization', [sum, ...parts], { axis: -1, epsilon: EPSILON });
  }

  /**
   * @param {Graph} graph
   * @param {{ids: string, from: string, length: string}} tokens Ids `[batch, length]`; from which
   *   position on, and how many, both as vectors of one number.
   * @param {{name: string, parameter: Parameter}} table
   */
  embed(graph, { ids, from, length }, table) {
    const rows = this.#weights.rows(graph, ids, table);
    const root = this.#graph.constant('float', Math.sqrt(this.#width));
    const end = graph.node('Add', [from, length]);
    const axes = this.#graph.constant('int64', [0]);
    const positions = graph.node('Slice', ['positions', from, end, axes]);
    return graph.node('Add', [graph.node('Mul', [rows, root]), positions]);
  }

  /**
   * @param {Graph} graph
   * @param {string} mask `[batch, length]`, 1 for tokens and 0 for padding.
   * @returns {string} `[batch, 1, 1, length]`, to be added to scores.
   */
  padding(graph, mask) {
    const axes = this.#graph.constant('int64', [1, 2]);
    const floats = graph.node('Cast', [graph.node('Unsqueeze', [mask, axes])], { to: 1 });
    const one = this.#graph.constant('float', 1);
    const never = this.#graph.constant('float', NEVER);
    return graph.node('Mul', [graph.node('Sub', [one, floats]), never]);
  }

  /** @param {Graph} graph @param {string} input */
  #split(graph, input) {
    const shape = this.#graph.constant('int64', [0, 0, this.#heads, this.#width / this.#heads]);
    return graph.node('Transpose', [graph.node('Reshape', [input, shape])], { perm: [0, 2, 1, 3] });
  }

  /**
   * @param {Graph} graph
   * @param {string} input
   * @param {string} prefix
   * @returns {Memory}
   */
  memory(graph, input, prefix) {
    const [key, value] = ['k', 'v'].map((part) =>
      this.#split(graph, this.#linear(graph, input, `${prefix}_W${part}`)),
    );
    return { key, value };
  }

  /**
   * @param {Graph} graph
   * @param {string} input
   * @param {string} prefix
   * @param {Memory & {padding?: string}} memory
   * @returns {string} After the sum with the input and the norm.
   */
  attend(graph, input, prefix, { key, value, padding }) {
    const scale = this.#graph.constant('float', Math.sqrt(this.#heads / this.#width));
    const query = graph.node('Mul', [this.#linear(graph, input, `${prefix}_Wq`), scale]);
    const keys = graph.node('Transpose', [key], { perm: [0, 1, 3, 2] });
    const scores = graph.node('MatMul', [this.#split(graph, query), keys]);
    const masked = padding ? graph.node('Add', [scores, padding]) : scores;
    const weights = graph.node('Softmax', [masked], { axis: -1 });
    const heads = graph.node('MatMul', [weights, value]);
    const turned = graph.node('Transpose', [heads], { perm: [0, 2, 1, 3] });
    const shape = this.#graph.constant('int64', [0, 0, this.#width]);
    const joined = graph.node('Reshape', [turned, shape]);
    return this.residual(graph, input, this.#linear(graph, joined, `${prefix}_Wo`), `${prefix}_Wo`);
  }

  /** @param {Graph} graph @param {string} input @param {string} prefix */
  feedForward(graph, input, prefix) {
    const inner = graph.node('Relu', [this.#linear(graph, input, `${prefix}_W1`)]);
    const outer = this.#linear(graph, inner, `${prefix}_W2`);
    return this.residual(graph, input, outer, `${prefix}_ffn`);
  }

  /**
   * @param {Graph} graph
   * @param {string} input
   * @param {Parameter} matrix `[width, vocabulary]`.
   * @returns {string} Logits; the value is named `logits`.
   */
  logits(graph, input, matrix) {
    const product = this.#weights.product(graph, input, { name: 'output', parameter: matrix });
    const bias = this.#vector('decoder_ff_logit_out_b');
    return graph.node('Add', [product, bias], {}, ['logits']);
  }
}
