/** @file The way in: loads the WebAssembly module, and models into it. */

import { dispose } from '../base/dispose.js';
import { engineOptions, modelOptions } from '../arguments/load.js';
import { watched } from '../files/file-bytes.js';
import { listFiles, openFiles } from '../files/model-files.js';
import { Model } from './model.js';
import { Runtime } from '../native/runtime.js';

/** @typedef {import('../arguments/load.js').ModelOptions} ModelOptions */
/** @typedef {import('../base/errors.js').StepglotError} StepglotError */
/** @typedef {import('../files/model-files.js').ModelInput} ModelInput */
/** @typedef {import('../arguments/load.js').EngineOptions} EngineOptions */

/** One WebAssembly instance with the models loaded into it, made by `loadEngine()`. */
export class Engine {
  #runtime;

  /** @param {Runtime} runtime */
  constructor(runtime) {
    this.#runtime = runtime;
  }

  /**
   * Loads a model of any format that Stepglot knows (`info.format` names it). The files are checked
   * before use and read part by part into WebAssembly memory; the caller's buffers can be dropped
   * afterwards. A `Blob` is read in parts in workers, elsewhere as a whole.
   *
   * @param {ModelInput} model
   * @param {ModelOptions} [options]
   * @returns {Promise<Model>} To be freed by the caller.
   * @throws {StepglotError} `invalid_argument`, `invalid_model`, `unsupported`, `unavailable` when a
   *   file cannot be read, `out_of_memory`, `freed`; the engine can be used further.
   */
  async loadModel(model, options) {
    const { vocabulary, name, onProgress, ...settings } = modelOptions(options);
    const opened = await openFiles(await listFiles(model, { vocabulary, name }));
    const files = onProgress ? watched(opened, onProgress) : opened;
    const native = this.#runtime.run((module) => module.loadModel(files, settings));
    return new Model(this.#runtime, native, settings.targetLanguage);
  }

  /** How many threads translate, with the one that calls. */
  get threads() {
    return this.#runtime.threads;
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
