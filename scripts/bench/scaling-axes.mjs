/** @file What speed is measured against, and one sentence or batch translated at each point. */

import { availableParallelism } from 'node:os';
import { loadEngine } from '../../web/engine/index.js';
import { openMarian } from '../judge/stepglot.mjs';
import { endlessModel, int8Files, randomSentences, sizes, textOf } from './peers/random-files.mjs';

/** @typedef {import('../../web/engine/index.js').Engine} Engine */
/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../judge/random-model.mjs').Size} Size */

/**
 * @typedef {object} Work What is translated at a point.
 * @property {string} size
 * @property {number} length Tokens of each translation.
 * @property {number} batch Sentences.
 * @property {number} beam
 * @property {number} threads With more than one, always the tiny model.
 */

/**
 * @typedef {object} Axis
 * @property {string} name
 * @property {string} title
 * @property {string} unit What its values are.
 * @property {{value: number, label: string, work: Partial<Work>}[]} points By rising values.
 */

/** Where an axis does not say otherwise. @type {Work} */
export const usual = { size: 'tiny', length: 25, batch: 1, beam: 1, threads: 1 };

/** Words of each source sentence. */
export const WORDS = 20;

/** @type {Record<string, Size>} */
const allSizes = {
  mini: { width: 128, ffn: 512, encoderDepth: 3, decoderDepth: 1 },
  tiny: sizes.tiny,
  small: { width: 384, ffn: 1536, encoderDepth: 6, decoderDepth: 4 },
  base: sizes.base,
};

/** How many threads are tried: no more than can run at the same time, but always two numbers. */
const threadCounts = [1, 2, 4, 8].filter((count) => count <= Math.max(2, availableParallelism()));

/** Sentences that give each of several threads batches of the usual size. */
const MANY = 128;

/**
 * @param {Exclude<keyof Work, 'size'>} key
 * @param {number[]} values
 * @param {Partial<Work>} [rest] The same at all points.
 */
const pointsOf = (key, values, rest = {}) =>
  values.map((value) => ({ value, label: String(value), work: { ...rest, [key]: value } }));

/**
 * @param {Map<string, number>} parameters Millions of them in each model, by the name of its size.
 * @returns {Axis[]}
 */
const axesOf = (parameters) => [
  {
    name: 'length',
    title: 'Length of the output',
    unit: 'tokens',
    points: pointsOf('length', [10, 25, 50, 100, 200, 400]),
  },
  {
    name: 'batch',
    title: 'Batch',
    unit: 'sentences at once',
    points: pointsOf('batch', [1, 2, 4, 8, 16, 32]),
  },
  { name: 'beam', title: 'Beam', unit: 'hypotheses', points: pointsOf('beam', [1, 2, 4, 8]) },
  {
    name: 'threads',
    title: 'Threads for one sentence',
    unit: 'threads',
    points: pointsOf('threads', threadCounts),
  },
  {
    name: 'threads-batch',
    title: `Threads for ${MANY} sentences`,
    unit: 'threads',
    points: pointsOf('threads', threadCounts, { batch: MANY }),
  },
  {
    name: 'size',
    title: 'Model',
    unit: 'million parameters',
    points: [...parameters].map(([size, value]) => ({
      value,
      label: `${size} ${value.toFixed(0)}`,
      work: { size },
    })),
  },
];

/** The models of all sizes, and the axes along which they are measured. */
export class Subjects {
  #engines;
  #models;

  /**
   * @param {Engine[]} engines
   * @param {Map<string, Model>} models By their size and the threads of their engine.
   * @param {Map<string, number>} parameters Millions.
   */
  constructor(engines, models, parameters) {
    this.#engines = engines;
    this.#models = models;
    this.axes = axesOf(parameters);
  }

  /** @returns {Promise<Subjects>} Random SSRU models with int8 weights. */
  static async load() {
    const engines = await Promise.all(threadCounts.map((threads) => loadEngine({ threads })));
    const models = new Map();
    const parameters = new Map();
    for (const [name, size] of Object.entries(allSizes)) {
      const weights = endlessModel('ssru', size);
      const counts = [...weights.parameters.values()].map(({ data }) => data.length);
      parameters.set(name, counts.reduce((sum, count) => sum + count, 0) / 1e6);
      const files = int8Files(weights, false);
      for (const engine of name === usual.size ? engines : engines.slice(0, 1)) {
        models.set(`${name} ${engine.threads}`, await openMarian(engine, files));
      }
    }
    return new Subjects(engines, models, parameters);
  }

  /** Frees all models. */
  free() {
    for (const engine of this.#engines) engine.free();
  }

  /**
   * @param {Partial<Work>} work
   * @returns {number} Tokens of all translations.
   */
  translate(work) {
    const { size, length, batch, beam, threads } = { ...usual, ...work };
    const texts = randomSentences(batch, WORDS).map(textOf);
    const model = /** @type {Model} */ (this.#models.get(`${size} ${threads}`));
    const results = model.translate(texts, {
      beam,
      batchSize: Math.min(batch, 32),
      minLength: length,
      maxLength: length,
      maxLengthFactor: 1000,
      protect: false,
    });
    return results.reduce((sum, { tokens }) => sum + tokens.length, 0);
  }
}
