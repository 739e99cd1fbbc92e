/** @file One instance of the WebAssembly module: its memory, its live objects and its failure. */

import { StepglotError, messageOf } from '../base/errors.js';
import { ifUsable } from './relaxed-simd.js';
import { canShareMemory, defaultThreads, endThreads, startThreads, threadsUrl } from './threads.js';

/** @typedef {import('../arguments/load.js').EngineOptions} EngineOptions */
/** @typedef {import('./types.js').NativeModule} NativeModule */
/** @typedef {import('./types.js').NativeObject} NativeObject */

const moduleUrl = new URL('../wasm/stepglot.mjs', import.meta.url);

/**
 * A loader, and the module for relaxed SIMD that is beside it; its own name is that of the plain one.
 *
 * @typedef {{loader: URL, relaxed: URL}} Build
 */

/** @type {Build} */
const single = {
  loader: moduleUrl,
  relaxed: new URL('stepglot-relaxed.wasm', moduleUrl),
};

/** @type {Build} */
const threaded = {
  loader: threadsUrl,
  relaxed: new URL('stepglot-threads-relaxed.wasm', threadsUrl),
};

/**
 * @typedef {(options: object) => Promise<NativeModule>} Factory
 */

/**
 * @param {Build} build
 * @returns {Promise<Factory>} Fetched when the first engine is loaded.
 */
async function importFactory({ loader: { href } }) {
  try {
    const { default: factory } = await import(/* @vite-ignore */ href);
    return factory;
  } catch (cause) {
    throw new StepglotError(
      'unavailable',
      `cannot load ${href}: ${messageOf(cause)}; in a checkout, \`npm run build\` makes it`,
      { cause },
    );
  }
}

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

/** @param {Build} build */
async function bestModule(build) {
  const factory = await importFactory(build);
  const relaxed = await ifUsable(() => instantiate(factory, { wasmUrl: build.relaxed }));
  return relaxed ?? (await instantiate(factory, {}));
}

/**
 * @param {number} threads
 * @returns {Promise<NativeModule | null>} The module with so many threads, or null where there are
 *   none: one thread computes the same.
 */
async function threadedModule(threads) {
  if (threads === 1 || !canShareMemory()) return null;
  try {
    const module = await bestModule(threaded);
    await startThreads(module, threads);
    return module;
  } catch {
    return null;
  }
}

/**
 * @param {EngineOptions} options
 * @returns {Promise<{module: NativeModule, threads: number}>}
 */
async function loadModule({ threads: wanted, ...given }) {
  if (given.wasmBinary || given.wasmUrl)
    return { module: await instantiate(await importFactory(single), given), threads: 1 };
  const threads = wanted ?? (await defaultThreads());
  const module = await threadedModule(threads);
  return module ? { module, threads } : { module: await bestModule(single), threads: 1 };
}

/** Runs native code and keeps the table of native objects, so that freeing it drops all of them. */
export class Runtime {
  /** @type {NativeModule | null} */
  #module;
  /** @type {Map<number, NativeObject>} */
  #objects = new Map();
  #nextKey = 1;
  /** @type {unknown} */
  #failure = null;

  /**
   * @param {NativeModule} module An instantiated module that nobody else uses.
   * @param {number} threads That run it.
   */
  constructor(module, threads) {
    this.#module = module;
    /** @readonly */
    this.threads = threads;
  }

  /**
   * Instantiates a module: with threads where there are any, and for relaxed SIMD where that works,
   * unless the caller names another.
   *
   * @param {EngineOptions} options
   * @returns {Promise<Runtime>}
   * @throws {StepglotError} `unavailable` when it cannot be fetched, `unsupported` when it cannot be
   *   compiled here.
   */
  static async load(options) {
    try {
      const { module, threads } = await loadModule(options);
      return new Runtime(module, threads);
    } catch (cause) {
      if (cause instanceof StepglotError) throw cause;
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
    return this.run((module) => module.heapBytes());
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
      // What Emscripten throws into a wait for a thread that has crashed.
      this.#failure = error === 'unwind' ? new Error('a thread crashed') : error;
      endThreads(this.#module);
      throw new StepglotError('internal', `the engine failed: ${messageOf(this.#failure)}`, {
        cause: this.#failure,
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

  /** Drops the module with all that lives in it, and ends its threads. */
  free() {
    if (!this.#module) throw new StepglotError('freed', 'the engine was freed before');
    this.#objects.clear();
    endThreads(this.#module);
    this.#module = null;
  }

  /** Whether `free` was called. */
  get freed() {
    return this.#module === null;
  }
}
