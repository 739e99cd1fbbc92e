/** @file One instance of the WebAssembly module: its memory, its live objects and its failure. */

import { StepglotError, messageOf } from '../base/errors.js';
import { ifUsable } from './relaxed-simd.js';

/** @typedef {import('../arguments/load.js').EngineOptions} EngineOptions */
/** @typedef {import('./types.js').NativeModule} NativeModule */
/** @typedef {import('./types.js').NativeObject} NativeObject */

const moduleUrl = new URL('../wasm/stepglot.mjs', import.meta.url);

// Beside the loader, whose name for it is that of the plain module.
const relaxedUrl = new URL('stepglot-relaxed.wasm', moduleUrl);

/** The module's factory, fetched when the first engine is loaded. */
async function importFactory() {
  try {
    const { default: factory } = await import(/* @vite-ignore */ moduleUrl.href);
    return factory;
  } catch (cause) {
    throw new StepglotError(
      'unavailable',
      `cannot load ${moduleUrl.href}: ${messageOf(cause)}; in a checkout, \`npm run build\` makes it`,
      { cause },
    );
  }
}

/**
 * @typedef {(options: object) => Promise<NativeModule>} Factory
 */

/**
 * @param {Factory} factory
 * @param {EngineOptions} options
 */
const instantiate = (factory, { wasmBinary, wasmUrl }) =>
  factory({
    StepglotError,
    ...(wasmBinary && { wasmBinary }),
    ...(wasmUrl && { locateFile: () => String(wasmUrl) }),
    // The core reports by exceptions; what its libraries print says nothing beyond them.
    print: () => {},
    printErr: () => {},
  });

/** Runs native code and keeps the table of native objects, so that freeing it drops all of them. */
export class Runtime {
  /** @type {NativeModule | null} */
  #module;
  /** @type {Map<number, NativeObject>} */
  #objects = new Map();
  #nextKey = 1;
  /** @type {unknown} */
  #failure = null;

  /** @param {NativeModule} module An instantiated module that nobody else uses. */
  constructor(module) {
    this.#module = module;
  }

  /**
   * Instantiates the module: the one for relaxed SIMD where that works, unless the caller names
   * another.
   *
   * @param {EngineOptions} options Where the `.wasm` is.
   * @returns {Promise<Runtime>}
   * @throws {StepglotError} `unavailable` when it cannot be fetched, `unsupported` when it cannot be
   *   compiled here.
   */
  static async load(options) {
    const factory = await importFactory();
    try {
      const isGiven = Boolean(options.wasmBinary || options.wasmUrl);
      const relaxed = isGiven
        ? null
        : await ifUsable(() => instantiate(factory, { wasmUrl: relaxedUrl }));
      return new Runtime(relaxed ?? (await instantiate(factory, options)));
    } catch (cause) {
      const reason = messageOf(cause);
      throw /CompileError|LinkError/.test(`${Object(cause).name} ${reason}`)
        ? new StepglotError('unsupported', `cannot compile the WebAssembly module: ${reason}`, {
            cause,
          })
        : new StepglotError('unavailable', `cannot load the WebAssembly module: ${reason}`, {
            cause,
          });
    }
  }

  /** Size of the WebAssembly memory in bytes; it grows and never shrinks. */
  get heapBytes() {
    return this.run((module) => module.HEAPU8.byteLength);
  }

  /**
   * Runs native code.
   *
   * @template T
   * @param {(module: NativeModule) => T} operation Calls into the module and nothing else.
   * @returns {T} What the operation returns.
   * @throws {StepglotError} Its own error; `freed`; or `internal` after a trap, whereupon the memory
   *   cannot be trusted and every later call is refused.
   */
  run(operation) {
    if (!this.#module) throw new StepglotError('freed', 'the engine was freed');
    if (this.#failure) {
      throw new StepglotError(
        'internal',
        `the engine stopped after a failure (${messageOf(this.#failure)}); load a new engine`,
        { cause: this.#failure },
      );
    }
    try {
      return operation(this.#module);
    } catch (error) {
      if (error instanceof StepglotError) throw error;
      this.#failure = error;
      throw new StepglotError('internal', `the engine failed: ${messageOf(error)}`, {
        cause: error,
      });
    }
  }

  /**
   * Enters a native object into the table.
   *
   * @param {NativeObject} object A new object; the runtime deletes it.
   * @returns {number} Its key.
   */
  adopt(object) {
    this.#objects.set(this.#nextKey, object);
    return this.#nextKey++;
  }

  /**
   * @param {number} key As returned by `adopt`.
   * @returns {NativeObject | undefined} The object, unless it or the engine was freed.
   */
  object(key) {
    return this.#objects.get(key);
  }

  /**
   * Deletes a native object; after a failure it is only forgotten.
   *
   * @param {number} key As returned by `adopt`.
   * @returns {boolean} Whether the object was still there.
   */
  release(key) {
    const object = this.#objects.get(key);
    if (!object) return false;
    this.#objects.delete(key);
    if (!this.#failure) this.run(() => object.delete());
    return true;
  }

  /** Drops the module with all that lives in it. */
  free() {
    if (!this.#module) throw new StepglotError('freed', 'the engine was freed before');
    this.#objects.clear();
    this.#module = null;
  }

  /** Whether `free` was called. */
  get freed() {
    return this.#module === null;
  }
}
