/** @file Compares Stepglot's greedy translations with Bergamot's, from the same bytes. */

import { activationAlphas } from './activations.mjs';
import { writeMarianBin } from './marian-bin.mjs';
import { marginOfDifference, openMarian, translateGreedily } from './stepglot.mjs';

/** @typedef {import('../../web/engine/index.js').Engine} Engine */
/** @typedef {import('./bergamot.mjs').Bergamot} Bergamot */
/** @typedef {import('./bergamot.mjs').MarianFiles} MarianFiles */
/** @typedef {import('./subjects.mjs').Pair} Pair */
/** @typedef {import('./subjects.mjs').Subject} Subject */

/** @typedef {'float32' | 'int8'} WeightType */

/** @typedef {{stepglot: string[], bergamot: string[]}} Outputs One translation of each sentence. */

/**
 * @typedef {object} Difference
 * @property {string} sentence
 * @property {string} stepglot
 * @property {string} bergamot
 * @property {number} margin How much likelier Stepglot's choice is than the one that leads to
 *   Bergamot's translation, in log-probability; Infinity if no single choice leads to it.
 */

/**
 * @typedef {object} Contest
 * @property {string} name What translates.
 * @property {MarianFiles} files
 * @property {WeightType} type
 */

/** Sentences whose activations set the multipliers of eight-bit products. */
const calibrationSentences = 10;

/**
 * @callback Progress
 * @param {string} what
 * @param {number} done
 */

/** Compares the engines on a set of sentences. */
export class Judge {
  #engine;
  #bergamot;
  #sentences;
  #progress;

  /**
   * @param {Engine} engine
   * @param {Bergamot} bergamot
   * @param {readonly string[]} sentences
   * @param {Progress} [progress]
   */
  constructor(engine, bergamot, sentences, progress = () => {}) {
    this.#engine = engine;
    this.#bergamot = bergamot;
    this.#sentences = sentences;
    this.#progress = progress;
  }

  /**
   * Translates every third sentence with the whole vocabulary, by Stepglot alone.
   *
   * @param {Subject} subject
   * @returns {Promise<Pair[]>} What a shortlist and eight-bit multipliers can be made from.
   */
  async typicalPairs({ model: weights, vocabulary }) {
    const model = await openMarian(this.#engine, { model: writeMarianBin(weights), vocabulary });
    const end = Number(model.info.config.eos);
    const typical = this.#sentences.filter((_, i) => i % 3 === 0);
    const pairs = typical.map((sentence) => {
      const { tokens } = translateGreedily(model, sentence);
      return { source: model.tokenize(sentence).ids, target: [...tokens, end] };
    });
    model.free();
    return pairs;
  }

  /**
   * @param {Contest} contest
   * @returns {Promise<Outputs>}
   */
  async outputs({ name, files, type }) {
    const stepglot = await this.translations({ name, files, type }, 'faithful');
    const bergamot = this.#bergamot.translate(files, type, this.#sentences, (done) =>
      this.#progress(`${name}: ${type}, Bergamot`, done),
    );
    return { stepglot, bergamot };
  }

  /**
   * @param {Contest} contest
   * @param {'faithful' | 'fast'} arithmetic Of int8 weights.
   * @returns {Promise<string[]>} Stepglot's alone.
   */
  async translations({ name, files, type }, arithmetic) {
    const model = await openMarian(this.#engine, files, { arithmetic });
    const what = type === 'int8' ? `${type}, ${arithmetic}` : type;
    const texts = this.#sentences.map((sentence, i) => {
      this.#progress(`${name}: ${what}, Stepglot`, i + 1);
      return translateGreedily(model, sentence).text;
    });
    model.free();
    return texts;
  }

  /**
   * @param {MarianFiles} files
   * @param {Outputs} outputs
   * @returns {Promise<Difference[]>}
   */
  async differences(files, { stepglot, bergamot }) {
    const model = await openMarian(this.#engine, files);
    const differences = this.#sentences
      .map((sentence, i) => ({ sentence, stepglot: stepglot[i], bergamot: bergamot[i] }))
      .filter((pair) => pair.stepglot !== pair.bergamot)
      .map((pair) => ({
        ...pair,
        margin: marginOfDifference(model, pair.sentence, pair.bergamot),
      }));
    model.free();
    return differences;
  }
}

/**
 * @param {Subject} subject
 * @param {Pair[]} pairs Sentences with their translations.
 * @returns {Uint8Array} The model with eight-bit weights.
 */
export function quantizedBin({ model }, pairs) {
  const typical = pairs.slice(0, calibrationSentences);
  return writeMarianBin(model, activationAlphas(model, typical));
}

/**
 * @param {readonly string[]} some
 * @param {readonly string[]} others
 * @returns {number} The share of sentences that are the same in both, 0 to 1.
 */
export const agreement = (some, others) =>
  some.filter((text, i) => text === others[i]).length / some.length;
