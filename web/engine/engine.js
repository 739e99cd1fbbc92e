/** @file The way in: loads the WebAssembly module, and models into it. */

import { asBytes } from './bytes.js';
import { dispose } from './dispose.js';
import { StepglotError } from './errors.js';
import { engineOptions, modelOptions } from './load-options.js';
import { Model } from './model.js';
import { Runtime } from './runtime.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */

/**
 * Where the WebAssembly binary is; by default beside the module's JavaScript.
 *
 * @typedef {object} EngineOptions
 * @property {Bytes} [wasmBinary] The binary itself.
 * @property {string | URL} [wasmUrl] Its address.
 */

/**
 * SentencePiece models for weights whose file holds none.
 *
 * @typedef {{shared: Bytes} | {source: Bytes, target: Bytes}} Vocabulary
 */

/**
 * @typedef {object} ModelOptions
 * @property {Vocabulary} [vocabulary] For a container that holds none itself.
 * @property {string} [name] What error messages call the model, such as its file's name (default
 *   `model`).
 */

/**
 * @param {object | undefined} vocabulary
 * @returns {{source: Uint8Array, target: Uint8Array}} Both empty for the models in the file.
 */
function vocabularyBytes(vocabulary) {
  if (vocabulary === undefined) return { source: new Uint8Array(), target: new Uint8Array() };
  const names = Object.keys(vocabulary).sort().join();
  const given = /** @type {Record<string, unknown>} */ (vocabulary);
  if (names === 'shared') {
    const shared = asBytes(given.shared, 'vocabulary.shared');
    return { source: shared, target: shared };
  }
  if (names === 'source,target') {
    return {
      source: asBytes(given.source, 'vocabulary.source'),
      target: asBytes(given.target, 'vocabulary.target'),
    };
  }
  throw new StepglotError(
    'invalid_argument',
    `vocabulary must be {shared} or {source, target}, not {${names}}`,
  );
}

/** One WebAssembly instance with the models loaded into it, made by `loadEngine()`. */
export class Engine {
  #runtime;

  /** @param {Runtime} runtime */
  constructor(runtime) {
    this.#runtime = runtime;
  }

  /**
   * Loads a model. The bytes are copied once, into WebAssembly memory, and checked there before use;
   * the caller's buffer can be dropped afterwards.
   *
   * @param {Bytes} bytes A Stepglot container.
   * @param {ModelOptions} [options]
   * @returns {Promise<Model>} To be freed by the caller.
   * @throws {StepglotError} `invalid_argument`, `invalid_model`, `unsupported`, `out_of_memory`,
   *   `freed`; the engine can be used further.
   */
  async loadModel(bytes, options) {
    const file = asBytes(bytes, 'bytes');
    const { vocabulary, name } = modelOptions(options);
    const { source, target } = vocabularyBytes(vocabulary);
    const native = this.#runtime.run((module) => {
      const pointer = module._malloc(Math.max(file.byteLength, 1)) >>> 0;
      if (pointer === 0) {
        throw new StepglotError(
          'out_of_memory',
          `no room for a model of ${file.byteLength} bytes in WebAssembly memory`,
        );
      }
      module.HEAPU8.set(file, pointer);
      return module.loadModel(pointer, file.byteLength, source, target, name);
    });
    return new Model(this.#runtime, native);
  }

  /** `heapBytes`: size of the WebAssembly memory, models and work space together. */
  get memory() {
    return { heapBytes: this.#runtime.heapBytes };
  }

  /**
   * Frees the engine with every model and session in it.
   *
   * @throws {StepglotError} `freed` when that was done before.
   */
  free() {
    this.#runtime.free();
  }

  /** Frees the engine unless that is done already; called at the end of a `using` block. */
  [dispose]() {
    if (!this.#runtime.freed) this.free();
  }
}

/**
 * Loads the engine, in a page, a worker or Node.js.
 *
 * @param {EngineOptions} [options]
 * @returns {Promise<Engine>} To be freed by the caller.
 * @throws {StepglotError} `invalid_argument`; `unavailable` when the module cannot be fetched;
 *   `unsupported` when this browser or Node.js cannot compile it.
 */
export async function loadEngine(options) {
  return new Engine(await Runtime.load(engineOptions(options)));
}
