/** @file The page's side of the conversation: starts the worker, asks it, and survives its crashes. */

import { onAbort, throwIfAborted } from '../base/abort.js';
import { describe } from '../base/describe.js';
import { StepglotError, messageOf } from '../base/errors.js';
import { engineOptions } from '../arguments/load.js';
import { unpackError } from './failures.js';
import { startThread } from './thread.js';

/** @typedef {import('../native/runtime.js').EngineOptions} EngineOptions */
/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('./protocol.js').Languages} Languages */
/** @typedef {import('./protocol.js').LoadedFile} LoadedFile */
/** @typedef {import('./protocol.js').Request} Request */
/** @typedef {import('./protocol.js').Response} Response */
/** @typedef {import('./protocol.js').StepReport} StepReport */
/** @typedef {import('./protocol.js').Task} Task */
/** @typedef {import('./thread.js').Thread} Thread */

/**
 * Where a model's files come from. The worker asks again when it starts afresh, so that nobody has to
 * keep their bytes in memory.
 *
 * @typedef {object} ModelSource
 * @property {Languages} [languages]
 * @property {(options: {signal: AbortSignal, onProgress: (fraction: number) => void}) =>
 *   Promise<LoadedFile[]>} open Gives files whose bytes may be transferred away.
 * @property {(other: ModelSource) => boolean} isSame Whether both give the same model.
 */

/**
 * @typedef {object} WorkerOptions
 * @property {number} [idleSeconds] How long a worker that has nothing to do is kept, with its models
 *   (default 60; `Infinity` for ever). The next call starts it again.
 */

/**
 * A model that translators use.
 *
 * @typedef {object} Slot
 * @property {number} model Its number in messages.
 * @property {ModelSource} source
 * @property {number} users
 * @property {AbortController} controller Ends the opening when nobody wants the model any more.
 * @property {Set<(fraction: number) => void>} listeners Of the progress of opening.
 * @property {Set<(fraction: number) => void>} loadListeners Of the progress of loading.
 * @property {Promise<LoadedFile[]> | null} opened Null while the worker has no such model.
 * @property {Promise<ModelInfo> | null} loaded Null while the worker has no such model.
 */

/**
 * A call that waits for answers.
 *
 * @typedef {object} Pending
 * @property {(message: Response) => void} onMessage
 * @property {(error: unknown) => void} onFailure
 * @property {unknown} owner Kept from the garbage collector as long as the call goes on.
 */

/**
 * @typedef {object} CallOptions
 * @property {readonly (AbortSignal | undefined)[]} signals
 * @property {unknown} owner
 * @property {(event: TextEvent) => void} [onText]
 */

/** @param {unknown} options */
function workerOptions(options = {}) {
  const { idleSeconds = 60, ...engine } = /** @type {WorkerOptions} */ (options);
  if (typeof idleSeconds !== 'number' || !(idleSeconds >= 0)) {
    const found = describe(idleSeconds);
    const message = `option idleSeconds must be a number of at least 0, not ${found}`;
    throw new StepglotError('invalid_argument', message);
  }
  const given = Object.entries(engineOptions(engine)).filter(([, value]) => value !== undefined);
  const { wasmUrl, ...rest } = /** @type {EngineOptions} */ (Object.fromEntries(given));
  return { idleSeconds, engine: wasmUrl ? { ...rest, wasmUrl: String(wasmUrl) } : rest };
}

/**
 * @param {Uint8Array | Blob} bytes
 * @returns {Uint8Array<ArrayBuffer> | Blob} Bytes that are all of their buffer.
 */
function transferable(bytes) {
  if (bytes instanceof Blob) return bytes;
  const { buffer } = bytes;
  const isWhole = buffer instanceof ArrayBuffer && bytes.byteLength === buffer.byteLength;
  return isWhole ? new Uint8Array(buffer) : new Uint8Array(bytes);
}

/** @param {unknown} error */
const crashError = (error) =>
  error instanceof StepglotError && /^un(available|supported)$/.test(error.code)
    ? error
    : new StepglotError(
        'crashed',
        `the translation worker stopped: ${messageOf(error)}; ` + 'the next call starts a new one',
        { cause: error },
      );

/**
 * One worker with the models that were loaded into it. It starts at the first call, is released when
 * it had nothing to do for a while, and is replaced after a crash. Most programs need only
 * `TranslationWorker.shared`, which all translators have in common: calls to one worker take turns;
 * two workers decode at the same time and each holds its models in memory of its own.
 */
export class TranslationWorker {
  /** @type {TranslationWorker | undefined} */
  static #shared;

  /** The worker of translators that were not given another. */
  static get shared() {
    this.#shared ??= new TranslationWorker();
    return this.#shared;
  }

  #options;
  /** @type {Promise<Thread> | null} */
  #starting = null;
  /** @type {Thread | null} */
  #thread = null;
  /** @type {Set<Slot>} */
  #slots = new Set();
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #lastNumber = 0;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;

  /** @param {WorkerOptions & EngineOptions} [options] */
  constructor(options) {
    this.#options = workerOptions(options);
  }

  /**
   * Whether there is a worker now, with its memory.
   *
   * @returns {boolean}
   */
  get isRunning() {
    return this.#starting !== null;
  }

  /**
   * Ends the worker at once: its calls are rejected, its memory is freed. The next call starts it
   * again.
   */
  terminate() {
    if (this.#starting) this.#stop(new Error('it was terminated'));
  }

  /**
   * Takes a share in a model, which is loaded once for all that have one.
   *
   * @param {ModelSource} source
   * @returns {Lease}
   */
  lease(source) {
    let slot = [...this.#slots].find((other) => other.source.isSame(source));
    if (!slot) {
      const model = ++this.#lastNumber;
      const controller = new AbortController();
      const listeners = { listeners: new Set(), loadListeners: new Set() };
      slot = { model, source, users: 0, controller, ...listeners, opened: null, loaded: null };
      this.#slots.add(slot);
    }
    slot.users++;
    return new Lease(this, slot);
  }

  /** @param {Slot} slot */
  releaseSlot(slot) {
    if (--slot.users > 0) return;
    this.#slots.delete(slot);
    slot.controller.abort();
    this.#thread?.post({ type: 'unload', model: slot.model });
  }

  /**
   * Loads the slot's model unless that is done or under way.
   *
   * @param {Slot} slot
   * @returns {Promise<ModelInfo>}
   */
  loadSlot(slot) {
    if (slot.loaded) return slot.loaded;
    const onProgress = (/** @type {number} */ fraction) => {
      for (const listener of slot.listeners) listener(fraction);
    };
    const { source, controller } = slot;
    const opened = source.open({ signal: controller.signal, onProgress });
    const loaded = opened.then((files) => this.#sendModel(slot, files));
    slot.opened = opened;
    slot.loaded = loaded;
    loaded.catch(() => {
      if (slot.loaded === loaded) slot.opened = slot.loaded = null;
    });
    return loaded;
  }

  /**
   * @param {Slot} slot
   * @param {LoadedFile[]} opened
   * @returns {Promise<ModelInfo>}
   */
  async #sendModel({ model, source, loadListeners }, opened) {
    const { languages = {} } = source;
    const files = opened.map(({ name, bytes }) => ({ name, bytes: transferable(bytes) }));
    const transfer = files.flatMap(({ bytes }) => (bytes instanceof Blob ? [] : [bytes.buffer]));
    const thread = await this.#start();
    return new Promise((resolve, reject) => {
      const call = this.open({
        owner: null,
        onFailure: reject,
        onMessage: (message) => {
          if (message.type === 'result') resolve(message.value);
          if (message.type !== 'progress') return;
          for (const listener of loadListeners) listener(message.fraction);
        },
      });
      thread.post({ type: 'load', call, model, files, languages }, transfer);
    });
  }

  /**
   * Runs a task on the slot's model.
   *
   * @param {Slot} slot
   * @param {Task} task
   * @param {CallOptions} options
   * @returns {Promise<any>}
   */
  async run(slot, task, { signals, owner, onText }) {
    throwIfAborted(signals);
    return new Promise((resolve, reject) => {
      /** @type {number | undefined} */
      let call;
      const stop = onAbort(signals, (reason) => {
        if (call !== undefined) this.end(call);
        reject(reason);
      });
      const onFailure = (/** @type {unknown} */ error) => {
        stop();
        reject(error);
      };
      const onMessage = (/** @type {Response} */ message) => {
        if (message.type === 'text') message.events.forEach((event) => onText?.(event));
        if (message.type !== 'result') return;
        stop();
        resolve(message.value);
      };
      const begin = () => {
        if (signals.some((signal) => signal?.aborted)) return;
        call = this.open({ onMessage, onFailure, owner });
        this.post(call, { type: 'run', call, model: slot.model, task });
      };
      this.#whenLoaded(slot, begin).catch(onFailure);
    });
  }

  /**
   * Runs `begin` when the worker has the model, in the same turn, so that it has it still.
   *
   * @param {Slot} slot
   * @param {() => void} begin
   */
  async #whenLoaded(slot, begin) {
    let loaded;
    do {
      loaded = this.loadSlot(slot);
      await loaded;
    } while (slot.loaded !== loaded);
    begin();
  }

  /**
   * Decodes step by step, as the caller asks for it.
   *
   * @param {Slot} slot
   * @param {{texts: any, options: object}} request
   * @param {CallOptions} callOptions
   * @returns {AsyncGenerator<StepReport[], Translation[], void>}
   */
  async *steps(slot, request, { signals, owner }) {
    throwIfAborted(signals);
    /** @type {((message: Response) => void) | undefined} */
    let resolve;
    /** @type {((error: unknown) => void) | undefined} */
    let reject;
    /** @type {{error: unknown} | undefined} */
    let failure;
    let call = 0;
    const fail = (/** @type {unknown} */ error) => {
      failure ??= { error };
      reject?.(error);
    };
    const stop = onAbort(signals, (reason) => {
      this.end(call);
      fail(reason);
    });
    try {
      await this.#whenLoaded(slot, () => {
        if (failure) throw failure.error;
        call = this.open({ onMessage: (message) => resolve?.(message), onFailure: fail, owner });
        this.post(call, { type: 'steps', call, model: slot.model, ...request });
      });
      for (;;) {
        const answer = await new Promise((onAnswer, onError) => {
          [resolve, reject] = [onAnswer, onError];
          if (failure) throw failure.error;
          this.post(call, { type: 'next', call });
        });
        if (answer.type === 'result') return answer.value;
        yield answer.reports;
      }
    } finally {
      stop();
      this.end(call);
    }
  }

  /**
   * Enters a call.
   *
   * @param {Pending} pending
   * @returns {number} Its number.
   */
  open(pending) {
    const call = ++this.#lastNumber;
    this.#pending.set(call, pending);
    this.#settle();
    return call;
  }

  /**
   * @param {number} call
   * @param {Request} message
   */
  post(call, message) {
    try {
      this.#thread?.post(message);
    } catch (error) {
      // What cannot be cloned, such as a function among the options.
      const { onFailure } = /** @type {Pending} */ (this.#pending.get(call));
      this.#close(call);
      onFailure(error);
    }
  }

  /**
   * Ends a call that is still open, also in the worker.
   *
   * @param {number} call
   */
  end(call) {
    if (!this.#pending.has(call)) return;
    this.#thread?.post({ type: 'abort', call });
    this.#close(call);
  }

  /** @param {number} call */
  #close(call) {
    this.#pending.delete(call);
    this.#settle();
  }

  /** @returns {Promise<Thread>} The worker, started if there is none. */
  #start() {
    if (this.#starting) return this.#starting;
    /** @returns {boolean} */
    const isCurrent = () => this.#starting === starting;
    /** @type {Promise<Thread>} */
    const starting = startThread({
      onMessage: (message) => isCurrent() && this.#receive(message),
      onStop: (error) => isCurrent() && this.#stop(error),
    }).then((thread) => {
      if (!isCurrent()) {
        thread.terminate();
        throw crashError(new Error('it was terminated'));
      }
      this.#thread = thread;
      thread.post({ type: 'start', engine: this.#options.engine });
      this.#settle();
      return thread;
    });
    this.#starting = starting;
    return starting;
  }

  /** @param {Response} message */
  #receive(message) {
    if (message.type === 'ready') return;
    if (message.type === 'crash') {
      this.#stop(unpackError(message.error));
      return;
    }
    const pending = this.#pending.get(message.call);
    if (!pending) return;
    if (message.type === 'error') {
      this.#close(message.call);
      pending.onFailure(unpackError(message.error));
    } else {
      if (message.type === 'result') this.#close(message.call);
      pending.onMessage(message);
    }
  }

  /**
   * Ends the worker and rejects what is pending.
   *
   * @param {unknown} reason
   */
  #stop(reason) {
    this.#release();
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    for (const { onFailure } of calls) onFailure(crashError(reason));
  }

  /** Ends the worker; models are loaded again when they are wanted. */
  #release() {
    clearTimeout(this.#idle);
    this.#thread?.terminate();
    this.#thread = this.#starting = null;
    for (const slot of this.#slots) slot.opened = slot.loaded = null;
  }

  /** Keeps a worker that has something to do, and sets the time for one that has not. */
  #settle() {
    clearTimeout(this.#idle);
    const isBusy = this.#pending.size > 0;
    this.#thread?.keepAlive(isBusy);
    const { idleSeconds } = this.#options;
    // The longest that a timer can be set for.
    if (!this.#thread || isBusy || idleSeconds * 1000 > 2 ** 31 - 1) return;
    this.#idle = setTimeout(() => this.#release(), idleSeconds * 1000);
    const timer = /** @type {any} */ (this.#idle);
    timer.unref?.();
  }
}

/** A share in a model of a worker. */
export class Lease {
  #worker;
  #slot;
  #isReleased = false;

  /**
   * @param {TranslationWorker} worker
   * @param {Slot} slot
   */
  constructor(worker, slot) {
    this.#worker = worker;
    this.#slot = slot;
  }

  /**
   * Gets the model's files, unless the worker has it or is getting it.
   *
   * @param {(fraction: number) => void} onProgress
   */
  async open(onProgress) {
    this.#slot.listeners.add(onProgress);
    try {
      this.#worker.loadSlot(this.#slot);
      await this.#slot.opened;
    } finally {
      this.#slot.listeners.delete(onProgress);
    }
  }

  /**
   * @param {(fraction: number) => void} [onProgress]
   * @returns {Promise<ModelInfo>} When the worker has the model.
   */
  async load(onProgress = () => {}) {
    this.#slot.loadListeners.add(onProgress);
    try {
      return await this.#worker.loadSlot(this.#slot);
    } finally {
      this.#slot.loadListeners.delete(onProgress);
    }
  }

  /**
   * @param {Task} task
   * @param {CallOptions} options
   * @returns {Promise<any>}
   */
  run(task, options) {
    return this.#worker.run(this.#slot, task, options);
  }

  /**
   * @param {{texts: any, options: object}} request
   * @param {CallOptions} options
   * @returns {AsyncGenerator<StepReport[], Translation[], void>}
   */
  steps(request, options) {
    return this.#worker.steps(this.#slot, request, options);
  }

  /** Gives the share back; the model is freed with the last. */
  release() {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#worker.releaseSlot(this.#slot);
  }
}
