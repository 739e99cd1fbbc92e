/** @file Compares Stepglot's greedy translations with Bergamot's, from the same bytes. */

import { activationAlphas } from './activations.js';
import { writeMarianBin } from './marian-bin.js';
import { marginOfDifference, openMarian, translateGreedily } from './stepglot.js';

/** @typedef {import('../../web/engine/engine.js').Engine} Engine */
/** @typedef {import('../../web/engine/results.js').Translation} Translation */
/** @typedef {import('./bergamot.js').Bergamot} Bergamot */
/** @typedef {import('./bergamot.js').MarianFiles} MarianFiles */
/** @typedef {import('./subjects.js').Pair} Pair */
/** @typedef {import('./subjects.js').Subject} Subject */

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
 * @typedef {object} Comparison
 * @property {Subject} subject
 * @property {boolean} hasShortlist
 * @property {Outputs} float32
 * @property {Outputs} int8
 * @property {Difference[]} differences Those of float32.
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
   * Translates with the whole vocabulary and then with a shortlist.
   *
   * @param {Subject} subject
   * @returns {AsyncGenerator<Comparison, void, void>}
   */
  async *compare(subject) {
    const { vocabulary } = subject;
    const files = { model: writeMarianBin(subject.model), vocabulary };
    const pairs = await this.#translatedPairs(files, subject.name);
    const step = Math.max(1, Math.floor(pairs.length / calibrationSentences));
    const typical = pairs.filter((_, i) => i % step === 0).slice(0, calibrationSentences);
    const alphas = activationAlphas(subject.model, typical);
    const quantized = { model: writeMarianBin(subject.model, alphas), vocabulary };
    for (const shortlist of [undefined, subject.shortlist(pairs)]) {
      const name = `${subject.name}${shortlist ? ', shortlist' : ''}`;
      const float32 = await this.#outputs({ ...files, shortlist }, 'float32', name);
      const int8 = await this.#outputs({ ...quantized, shortlist }, 'int8', name);
      const differences = await this.#differences({ ...files, shortlist }, float32);
      yield { subject, hasShortlist: shortlist !== undefined, float32, int8, differences };
    }
  }

  /** @param {MarianFiles} files @param {string} name @returns {Promise<Pair[]>} */
  async #translatedPairs(files, name) {
    const model = await openMarian(this.#engine, files);
    const end = Number(model.info.config.eos);
    const pairs = this.#sentences.map((sentence, i) => {
      const { tokens } = translateGreedily(model, sentence);
      this.#progress(`${name}: typical translations`, i + 1);
      return { source: model.tokenize(sentence).ids, target: [...tokens, end] };
    });
    model.free();
    return pairs;
  }

  /**
   * @param {MarianFiles} files
   * @param {WeightType} type
   * @param {string} name
   * @returns {Promise<Outputs>}
   */
  async #outputs(files, type, name) {
    const model = await openMarian(this.#engine, files);
    const stepglot = this.#sentences.map((sentence, i) => {
      this.#progress(`${name}: ${type}, Stepglot`, i + 1);
      return translateGreedily(model, sentence).text;
    });
    model.free();
    const bergamot = this.#bergamot.translate(files, type, this.#sentences, (done) =>
      this.#progress(`${name}: ${type}, Bergamot`, done),
    );
    return { stepglot, bergamot };
  }

  /** @param {MarianFiles} files @param {Outputs} outputs @returns {Promise<Difference[]>} */
  async #differences(files, { stepglot, bergamot }) {
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
 * @param {readonly string[]} some
 * @param {readonly string[]} others
 * @returns {number} The share of sentences that are the same in both, 0 to 1.
 */
export const agreement = (some, others) =>
  some.filter((text, i) => text === others[i]).length / some.length;
