/**
 * @file Products with a model's matrices, in float32 or in the way of ONNX Runtime's dynamic
 * quantization, which Transformers.js' converter uses for its `_quantized` files.
 */

/** @typedef {import('../../judge/marian-model.mjs').Parameter} Parameter */
/** @typedef {import('./graph.mjs').Graph} Graph */

/** @typedef {'float32' | 'int8'} Precision */

/**
 * @param {Float32Array} data
 * @returns {{values: Int8Array, scale: number}} Numbers are `value * scale`; the zero point is 0.
 */
export function quantized(data) {
  let most = 0;
  for (const value of data) most = Math.max(most, Math.abs(value));
  const scale = Math.fround((most || 127) / 127);
  return { values: Int8Array.from(data, (value) => Math.round(value / scale)), scale };
}

/**
 * @param {Parameter} parameter
 * @returns {Parameter}
 */
export function transposed({ shape: [rows, columns], data }) {
  const turned = new Float32Array(data.length);
  for (let i = 0; i < data.length; i++)
    turned[(i % columns) * rows + Math.floor(i / columns)] = data[i];
  return { shape: [columns, rows], data: turned };
}

/** The parameters of a model as initializers of a graph, which its branches share. */
export class Weights {
  #graph;
  #precision;
  /** @type {Set<string>} */
  #stored = new Set();
  /** @type {Map<Graph, Map<string, {values: string, scale: string, zero: string}>>} */
  #activations = new Map();

  /**
   * @param {Graph} graph
   * @param {Precision} precision
   */
  constructor(graph, precision) {
    this.#graph = graph;
    this.#precision = precision;
  }

  /**
   * @param {string} name
   * @param {Parameter} parameter A bias, or a part of a norm.
   * @returns {string} The name of a vector.
   */
  vector(name, { data }) {
    if (!this.#stored.has(name)) {
      this.#graph.initializer(name, { type: 'float', shape: [data.length], data });
      this.#stored.add(name);
    }
    return name;
  }

  /**
   * @param {string} name
   * @param {Parameter} parameter
   */
  #matrix(name, { shape, data }) {
    const names = { values: name, scale: `${name}_scale`, zero: `${name}_zero` };
    if (this.#stored.has(name)) return names;
    this.#stored.add(name);
    if (this.#precision === 'float32') {
      this.#graph.initializer(name, { type: 'float', shape, data });
      return names;
    }
    const { values, scale } = quantized(data);
    this.#graph.initializer(name, { type: 'int8', shape, data: values });
    this.#graph.initializer(names.scale, {
      type: 'float',
      shape: [],
      data: Float32Array.of(scale),
    });
    this.#graph.initializer(names.zero, { type: 'int8', shape: [], data: Int8Array.of(0) });
    return names;
  }

  /**
   * @param {Graph} graph
   * @param {string} input
   * @returns {{values: string, scale: string, zero: string}} As bytes; computed once for all matrices.
   */
  #activation(graph, input) {
    const known = this.#activations.get(graph) ?? new Map();
    this.#activations.set(graph, known);
    if (!known.has(input)) {
      const [values, scale, zero] = ['values', 'scale', 'zero'].map((part) => `${input}_${part}`);
      graph.node('DynamicQuantizeLinear', [input], {}, [values, scale, zero]);
      known.set(input, { values, scale, zero });
    }
    return known.get(input);
  }

  /**
   * @param {Graph} graph Of the input: the graph of the weights, or a branch.
   * @param {string} input `[..., in]`.
   * @param {{name: string, parameter: Parameter}} matrix `[in, out]`.
   * @returns {string} `[..., out]`.
   */
  product(graph, input, { name, parameter }) {
    const weight = this.#matrix(name, parameter);
    if (this.#precision === 'float32') return graph.node('MatMul', [input, weight.values]);
    const activation = this.#activation(graph, input);
    const sums = graph.node('MatMulInteger', [
      activation.values,
      weight.values,
      activation.zero,
      weight.zero,
    ]);
    const scale = graph.node('Mul', [activation.scale, weight.scale]);
    return graph.node('Mul', [graph.node('Cast', [sums], { to: 1 }), scale]);
  }

  /**
   * @param {Graph} graph
   * @param {string} ids `[batch, length]`.
   * @param {{name: string, parameter: Parameter}} table `[vocabulary, width]`.
   * @returns {string} `[batch, length, width]`.
   */
  rows(graph, ids, { name, parameter }) {
    const table = this.#matrix(name, parameter);
    const rows = graph.node('Gather', [table.values, ids], { axis: 0 });
    if (this.#precision === 'float32') return rows;
    return graph.node('DequantizeLinear', [rows, table.scale, table.zero]);
  }
}
