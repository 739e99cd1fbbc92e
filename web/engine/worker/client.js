/** @file The page's side of the conversation: starts the worker, ends it, and survives its crashes. */

import { engineOptions } from '../arguments/load.js';
import { describe } from '../base/describe.js';
import { StepglotError, messageOf } from '../base/errors.js';
import { Calls } from './calls.js';
import { unpackError } from './failures.js';
import { Lease } from './lease.js';
import { Slots } from './slots.js';
import { startThread } from './thread.js';

/** @typedef {import('../arguments/load.js').EngineOptions} EngineOptions */
/** @typedef {import('./calls.js').Link} Link */
/** @typedef {import('./protocol.js').Response} Response */
/** @typedef {import('./slots.js').ModelSource} ModelSource */
/** @typedef {import('./thread.js').Thread} Thread */

/**
 * @typedef {object} WorkerOptions
 * @property {number} [idleSeconds] How long a worker that has nothing to do is kept, with its models
 *   (default 60; `Infinity` for ever). The next call starts it again.
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

/** @param {unknown} error */
const crashError = (error) =>
  error instanceof StepglotError && /^un(available|supported)$/.test(error.code)
    ? error
    : new StepglotError(
        'crashed',
        `the translation worker stopped: ${messageOf(error)}; the next call starts a new one`,
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
  #calls;
  #slots;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #idle;

  /** @param {WorkerOptions & EngineOptions} [options] */
  constructor(options) {
    this.#options = workerOptions(options);
    /** @type {Link} */
    const link = {
      connect: () => this.#start(),
      post: (message, transfer) => this.#thread?.post(message, transfer),
    };
    this.#calls = new Calls(link, () => this.#settle());
    this.#slots = new Slots(link, this.#calls, () => this.#settle());
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
    return new Lease(this.#calls, this.#slots, this.#slots.take(source));
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
    if (message.type === 'crash') this.#stop(unpackError(message.error));
    else this.#calls.receive(message);
  }

  /**
   * Ends the worker and rejects what is pending.
   *
   * @param {unknown} reason
   */
  #stop(reason) {
    this.#release();
    this.#calls.fail(crashError(reason));
  }

  /** Ends the worker; models are loaded again when they are wanted. */
  #release() {
    clearTimeout(this.#idle);
    this.#thread?.terminate();
    this.#thread = this.#starting = null;
    this.#slots.forget();
  }

  /** Keeps a worker that has something to do, and sets the time for one that has not. */
  #settle() {
    clearTimeout(this.#idle);
    const isBusy = this.#calls.areOpen || this.#slots.areOpening;
    this.#thread?.keepAlive(isBusy);
    const { idleSeconds } = this.#options;
    // The longest that a timer can be set for.
    if (!this.#thread || isBusy || idleSeconds * 1000 > 2 ** 31 - 1) return;
    this.#idle = setTimeout(() => this.#release(), idleSeconds * 1000);
    const timer = /** @type {any} */ (this.#idle);
    timer.unref?.();
  }
}
