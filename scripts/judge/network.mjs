/**
 * @file Marian's Transformer in plain JavaScript, one sentence at a time, for what a model file says
 * about activations: how large they get.
 */

/** @typedef {import('./marian-model.mjs').MarianModel} MarianModel */

/** Rows of `width` numbers, one for each position. */
/** @typedef {{width: number, data: Float32Array}} Rows */

/** @param {Rows} rows @param {number} row */
const rowOf = ({ width, data }, row) => data.subarray(row * width, (row + 1) * width);

/** @param {Rows} rows */
const countOf = ({ width, data }) => data.length / width;

/** @param {Rows} a @param {Rows} b @returns {Rows} */
const add = (a, b) => ({ width: a.width, data: a.data.map((value, i) => value + b.data[i]) });

/** @param {Float32Array} scores Become their softmax. */
function softmax(scores) {
  const most = Math.max(...scores);
  let sum = 0;
  for (let i = 0; i < scores.length; i++) sum += scores[i] = Math.exp(scores[i] - most);
  for (let i = 0; i < scores.length; i++) scores[i] /= sum;
}

/** @param {number} value */
const sigmoid = (value) => 1 / (1 + Math.exp(-value));

/** The network of one model. */
export class Network {
  #settings;
  #parameters;
  #observe;
  #width;
  #isPre;

  /**
   * @param {MarianModel} model
   * @param {(name: string, input: Rows) => void} observe Sees what goes into each matrix.
   */
  constructor({ settings, parameters }, observe) {
    this.#settings = settings;
    this.#parameters = parameters;
    this.#observe = observe;
    this.#width = Number(settings['dim-emb']);
    this.#isPre = settings['transformer-preprocess'] === 'n';
  }

  /** @param {string} name */
  #find(name) {
    const parameter = this.#parameters.get(name);
    if (!parameter) throw new Error(`the model has no parameter ${name}`);
    return parameter;
  }

  /**
   * @param {Rows} input
   * @param {string} weight
   * @param {string} [bias]
   * @returns {Rows}
   */
  #affine(input, weight, bias) {
    this.#observe(weight, input);
    const {
      shape: [depth, width],
      data: matrix,
    } = this.#find(weight);
    const data = new Float32Array(countOf(input) * width);
    for (let row = 0; row < countOf(input); row++) {
      const output = data.subarray(row * width, (row + 1) * width);
      if (bias) output.set(this.#find(bias).data);
      for (let i = 0; i < depth; i++) {
        const factor = input.data[row * depth + i];
        if (factor === 0) continue;
        for (let j = 0, at = i * width; j < width; j++, at++) output[j] += factor * matrix[at];
      }
    }
    return { width, data };
  }

  /**
   * @param {Rows} input
   * @param {string} prefix
   * @param {string} [suffix]
   * @returns {Rows}
   */
  #norm(input, prefix, suffix = '') {
    const { width } = input;
    const scale = this.#find(`${prefix}_ln_scale${suffix}`).data;
    const bias = this.#find(`${prefix}_ln_bias${suffix}`).data;
    const data = new Float32Array(input.data.length);
    for (let row = 0; row < countOf(input); row++) {
      const values = rowOf(input, row);
      const mean = values.reduce((sum, value) => sum + value, 0) / width;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
      const factor = 1 / Math.sqrt(variance + 1e-6);
      values.forEach((value, i) => {
        data[row * width + i] = (value - mean) * factor * scale[i] + bias[i];
      });
    }
    return { width, data };
  }

  /**
   * A sub-layer with its residual connection.
   *
   * @param {Rows} input
   * @param {string} prefix Of its norm.
   * @param {(input: Rows) => Rows} compute
   * @returns {Rows}
   */
  #sublayer(input, prefix, compute) {
    if (this.#isPre) return add(input, compute(this.#norm(input, prefix, '_pre')));
    return this.#norm(add(input, compute(input)), prefix);
  }

  /**
   * @param {Rows} queries
   * @param {Rows} memory What keys and values are made from.
   * @param {string} prefix
   * @param {boolean} isCausal Whether a row sees only those up to itself.
   * @returns {Rows}
   */
  #attention(queries, memory, prefix, isCausal) {
    const [q, k, v] = /** @type {[string, Rows][]} */ ([
      ['q', queries],
      ['k', memory],
      ['v', memory],
    ]).map(([letter, input]) =>
      this.#affine(input, `${prefix}_W${letter}`, `${prefix}_b${letter}`),
    );
    const width = this.#width;
    const size = width / Number(this.#settings['transformer-heads']);
    const data = new Float32Array(q.data.length);
    for (let row = 0; row < countOf(q); row++) {
      const keys = isCausal ? row + 1 : countOf(k);
      for (let from = 0; from < width; from += size) {
        const weights = new Float32Array(keys);
        for (let key = 0; key < keys; key++) {
          let sum = 0;
          for (let i = from; i < from + size; i++) {
            sum += q.data[row * width + i] * k.data[key * width + i];
          }
          weights[key] = sum / Math.sqrt(size);
        }
        softmax(weights);
        for (let key = 0; key < keys; key++) {
          for (let i = from; i < from + size; i++) {
            data[row * width + i] += weights[key] * v.data[key * width + i];
          }
        }
      }
    }
    return this.#affine({ width, data }, `${prefix}_Wo`, `${prefix}_bo`);
  }

  /** @param {Rows} input @param {string} prefix @returns {Rows} */
  #ffn(input, prefix) {
    const inner = this.#affine(input, `${prefix}_W1`, `${prefix}_b1`);
    inner.data.forEach((value, i) => (inner.data[i] = Math.max(value, 0)));
    return this.#affine(inner, `${prefix}_W2`, `${prefix}_b2`);
  }

  /** @param {Rows} input @param {string} prefix @returns {Rows} */
  #ssru(input, prefix) {
    const { width } = input;
    const candidates = this.#affine(input, `${prefix}_W`).data;
    const gates = this.#affine(input, `${prefix}_Wf`, `${prefix}_bf`).data;
    const state = new Float32Array(width);
    const data = candidates.map((candidate, i) => {
      const forget = sigmoid(gates[i]);
      state[i % width] = forget * state[i % width] + (1 - forget) * candidate;
      return Math.max(state[i % width], 0);
    });
    return { width, data };
  }

  /**
   * @param {(number | null)[]} ids Null is the zero vector that stands for the start.
   * @returns {Rows}
   */
  #embed(ids) {
    const width = this.#width;
    const table = { width, data: this.#find('Wemb').data };
    const half = width / 2;
    const data = new Float32Array(ids.length * width);
    ids.forEach((id, position) => {
      const embedding = id === null ? undefined : rowOf(table, id);
      for (let i = 0; i < width; i++) {
        const angle = position * 10000 ** (-(i % half) / (half - 1));
        data[position * width + i] =
          (embedding ? embedding[i] * Math.sqrt(width) : 0) +
          (i < half ? Math.sin(angle) : Math.cos(angle));
      }
    });
    return { width, data };
  }

  /** @param {Rows} rows @param {string} side @returns {Rows} */
  #top(rows, side) {
    return this.#isPre ? this.#norm(rows, `${side}_top`) : rows;
  }

  /** @param {number[]} ids End included. @returns {Rows} */
  encode(ids) {
    let rows = this.#embed(ids);
    for (let layer = 1; layer <= Number(this.#settings['enc-depth']); layer++) {
      const prefix = `encoder_l${layer}`;
      const memory = rows;
      rows = this.#sublayer(rows, `${prefix}_self_Wo`, (input) =>
        // Before a norm, Marian takes keys and values from what has not passed it.
        this.#attention(input, this.#isPre ? memory : input, `${prefix}_self`, false),
      );
      rows = this.#sublayer(rows, `${prefix}_ffn_ffn`, (input) =>
        this.#ffn(input, `${prefix}_ffn`),
      );
    }
    return this.#top(rows, 'encoder');
  }

  /**
   * @param {Rows} memory
   * @param {number[]} ids The target, whose every token is predicted from those before it.
   * @returns {Rows} What the output matrix is multiplied with.
   */
  decode(memory, ids) {
    const isSsru = this.#settings['transformer-decoder-autoreg'] === 'rnn';
    let rows = this.#embed([null, ...ids.slice(0, -1)]);
    for (let layer = 1; layer <= Number(this.#settings['dec-depth']); layer++) {
      const prefix = `decoder_l${layer}`;
      const own = rows;
      rows = isSsru
        ? this.#sublayer(rows, `${prefix}_rnn_ffn`, (input) => this.#ssru(input, `${prefix}_rnn`))
        : this.#sublayer(rows, `${prefix}_self_Wo`, (input) =>
            this.#attention(input, this.#isPre ? own : input, `${prefix}_self`, true),
          );
      rows = this.#sublayer(rows, `${prefix}_context_Wo`, (input) =>
        this.#attention(input, memory, `${prefix}_context`, false),
      );
      rows = this.#sublayer(rows, `${prefix}_ffn_ffn`, (input) =>
        this.#ffn(input, `${prefix}_ffn`),
      );
    }
    const output = this.#top(rows, 'decoder');
    this.#observe('Wemb', output);
    return output;
  }
}
