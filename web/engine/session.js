/** @file Decoding in the caller's hands: one token of every sequence at a time. */

import { Handle } from './handle.js';

/** @typedef {import('./native.js').Report} Report */
/** @typedef {import('./native.js').CacheBytes} CacheBytes */
/** @typedef {import('./native.js').NativeSession} NativeSession */
/** @typedef {import('./native.js').Translation} Translation */

/**
 * Sources that are encoded and being decoded, made by `model.start()`. It stays valid when the model
 * is freed, and holds memory until it is freed itself.
 *
 * @extends {Handle<NativeSession>}
 */
export class Session extends Handle {
  /**
   * @param {import('./runtime.js').Runtime} runtime
   * @param {NativeSession} native
   */
  constructor(runtime, native) {
    super(runtime, native, 'session');
  }

  /**
   * Decodes one token of every sequence that has not ended.
   *
   * @returns {Report[]} One report for each such sequence, in the order of the sources; empty when
   *   all have ended.
   * @throws {import('./errors.js').StepglotError} `freed`.
   */
  step() {
    return this.run((native) => (native.done() ? [] : native.step()));
  }

  /** Whether every sequence has ended. */
  get done() {
    return this.run((native) => native.done());
  }

  /**
   * What has been decoded so far.
   *
   * @returns {Translation[]} One result per source, in their order; complete when `done`.
   */
  results() {
    return this.run((native) => native.results());
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
}
