/** @file Decoding in the caller's hands: one token of every sequence at a time. */

import { Handle } from '../native/handle.js';
import { integer, optional, resolve } from '../arguments/specs.js';

/** @typedef {import('../native/translations.js').KnownPieces} KnownPieces */
/** @typedef {import('../native/translations.js').NativeResult} NativeResult */
/** @typedef {import('../native/types.js').NativeSession} NativeSession */
/** @typedef {import('../native/results.js').CacheBytes} CacheBytes */
/** @typedef {import('../native/results.js').Report} Report */
/** @typedef {import('../native/results.js').Translation} Translation */

/**
 * @typedef {object} ForkOptions
 * @property {number} [sequence] Which source, from 0 (default).
 * @property {number} node A node of it, as reports number them; 0 is where it began.
 * @property {number} [id] Another target id to follow the node (default: none).
 */

// The core takes indices as 32-bit integers, and knows which of them there are.
const index = { ...integer(0, 2 ** 31 - 1), initial: 0 };
const required = { ...index, initial: undefined };

/**
 * Sources that are encoded and being decoded, made by `model.start()`. It stays valid when the model
 * is freed, and holds memory until it is freed itself.
 *
 * @extends {Handle<NativeSession>}
 */
export class Session extends Handle {
  #pieces;

  /**
   * @param {import('../native/runtime.js').Runtime} runtime
   * @param {NativeSession} native
   * @param {KnownPieces} pieces Of the model's target vocabulary.
   */
  constructor(runtime, native, pieces) {
    super(runtime, native, 'session');
    this.#pieces = pieces;
  }

  /**
   * Decodes one token of every hypothesis of every sequence that has not ended.
   *
   * @returns {Report[]} One report for each such sequence, in the order of the sources; empty when
   *   all have ended.
   * @throws {import('../base/errors.js').StepglotError} `freed`.
   */
  step() {
    return this.run((native) => (native.done() ? [] : native.step()));
  }

  /** Whether every sequence has ended. */
  get done() {
    return this.run((native) => native.done());
  }

  /**
   * What has been decoded so far: the part that is final.
   *
   * @returns {Translation[]} One result per source, in their order; complete when `done`.
   * @throws {import('../base/errors.js').StepglotError} `freed`.
   */
  results() {
    return this.#translations(this.run((native) => native.results()));
  }

  /**
   * The hypotheses of one sequence that have finished so far.
   *
   * @param {number} [sequence] Which source, from 0 (default).
   * @returns {Translation[]} Up to the option `nBest`, best first.
   * @throws {import('../base/errors.js').StepglotError} `invalid_argument`, `freed`.
   */
  nBest(sequence = 0) {
    resolve({ sequence }, { sequence: index }, 'nBest');
    return this.#translations(this.run((native) => native.nBest(sequence)));
  }

  /**
   * Starts another session from a hypothesis of this one that has not ended, be it pruned. Its one
   * sequence has the hypothesis' tokens as prefix and the options of this session, which goes on
   * untouched. With the token that greedy search chose there, it comes to the same result, to the
   * bit.
   *
   * @param {ForkOptions} from
   * @returns {Session} To be freed by the caller.
   * @throws {import('../base/errors.js').StepglotError} `invalid_argument`, `out_of_memory`, `freed`.
   */
  fork(from) {
    const specs = { sequence: index, node: required, id: optional(index.expected, index.accepts) };
    const {
      sequence,
      node,
      id = -1,
    } = /** @type {ForkOptions & {sequence: number}} */ (resolve(from, specs, 'fork'));
    return new Session(
      this.runtime,
      this.run((native) => native.fork(sequence, node, id)),
      this.#pieces,
    );
  }

  /**
   * The size of the key/value cache.
   *
   * @returns {CacheBytes} Bytes in use, which grow by one position a step, and bytes set aside.
   */
  cacheBytes() {
    return this.run((native) => native.cacheBytes());
  }

  /**
   * Steps until done: `for (const reports of session)`. Leaving the loop keeps the session, which
   * can be stepped further and has to be freed.
   *
   * @returns {Generator<Report[], void, void>}
   */
  *[Symbol.iterator]() {
    while (!this.done) yield this.step();
  }

  /** @param {NativeResult[]} results */
  #translations(results) {
    return this.#pieces.translations(results, (ids) =>
      this.run((native) => native.targetPieces(ids)),
    );
  }
}
