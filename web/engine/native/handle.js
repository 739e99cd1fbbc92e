/** @file What every object that owns something in WebAssembly memory has in common. */

import { dispose } from '../base/dispose.js';
import { StepglotError } from '../base/errors.js';

/** @typedef {import('./runtime.js').Runtime} Runtime */

/**
 * Frees what was forgotten. Only a safety net: nobody knows when the garbage collector runs.
 *
 * @type {FinalizationRegistry<{runtime: Runtime, key: number}>}
 */
const forgotten = new FinalizationRegistry(({ runtime, key }) => {
  runtime.release(key);
});

/**
 * Owner of one native object.
 *
 * @template {import('./types.js').NativeObject} N
 */
export class Handle {
  #key;
  #noun;

  /**
   * @param {Runtime} runtime Where the object lives.
   * @param {N} native The object; the handle owns it from now on.
   * @param {string} noun What messages call it.
   */
  constructor(runtime, native, noun) {
    /**
     * @protected
     * @readonly
     */
    this.runtime = runtime;
    this.#key = runtime.adopt(native);
    this.#noun = noun;
    forgotten.register(this, { runtime, key: this.#key }, this);
  }

  /**
   * Runs native code on the object.
   *
   * @protected
   * @template T
   * @param {(native: N) => T} operation Calls methods of the object and nothing else.
   * @returns {T} What the operation returns.
   * @throws {StepglotError} `freed` after `free()`, and what the operation throws.
   */
  run(operation) {
    const native = /** @type {N | undefined} */ (this.runtime.object(this.#key));
    if (!native) throw this.#freedError('used after');
    return this.runtime.run(() => operation(native));
  }

  /**
   * Gives the memory back.
   *
   * @throws {StepglotError} `freed` when the object or its engine was freed before.
   */
  free() {
    if (!this.runtime.release(this.#key)) throw this.#freedError('freed again after');
    forgotten.unregister(this);
  }

  /** Frees the object unless that is done already; called at the end of a `using` block. */
  [dispose]() {
    if (this.runtime.object(this.#key)) this.free();
  }

  /** @param {string} what */
  #freedError(what) {
    const owner = this.runtime.freed ? 'its engine' : 'it';
    return new StepglotError('freed', `the ${this.#noun} is ${what} ${owner} was freed`);
  }
}
