/** @file One download for all who want its outcome. */

import { onAbort } from '../base/abort.js';

/**
 * @typedef {object} Progress
 * @property {number} loaded Bytes.
 * @property {number} total Bytes.
 */

/**
 * @typedef {object} Waiter
 * @property {(progress: Progress) => void} onProgress
 * @property {(bytes: Uint8Array<ArrayBuffer>) => void} resolve
 * @property {(error: unknown) => void} reject
 */

/** Runs until it is done or the last of those who wait has gone. */
export class SharedTask {
  #total;
  #loaded = 0;
  #onOver;
  #controller = new AbortController();
  /** @type {Set<Waiter>} */
  #waiters = new Set();

  /**
   * @param {number} total Bytes.
   * @param {(signal: AbortSignal, report: (loaded: number) => void) =>
   *   Promise<Uint8Array<ArrayBuffer>>} run
   * @param {() => void} onOver Called when nobody can join any more.
   */
  constructor(total, run, onOver) {
    this.#total = total;
    this.#onOver = onOver;
    /** Resolved when `run` has come to its end, by itself or because nobody waits any more. */
    this.settled = run(this.#controller.signal, (loaded) => this.#report(loaded)).then(
      (bytes) => this.#succeed(bytes),
      (error) => this.cancel(error),
    );
  }

  /**
   * @param {AbortSignal | undefined} signal Not aborted yet.
   * @param {((progress: Progress) => void) | undefined} onProgress
   * @returns {Promise<Uint8Array<ArrayBuffer>>} A buffer that nobody else has.
   */
  join(signal, onProgress = () => {}) {
    return new Promise((resolve, reject) => {
      /** @type {Waiter} */
      const waiter = {
        onProgress,
        resolve: (bytes) => (stop(), resolve(bytes)),
        reject: (error) => (stop(), reject(error)),
      };
      this.#waiters.add(waiter);
      const stop = onAbort([signal], (reason) => this.#leave(waiter, reason));
      this.#notify(waiter, 0);
      if (this.#loaded > 0) this.#notify(waiter, this.#loaded);
    });
  }

  /** @param {unknown} reason Given to all who wait. */
  cancel(reason) {
    this.#onOver();
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    this.#controller.abort(reason);
    for (const waiter of waiters) waiter.reject(reason);
  }

  /** @param {Waiter} waiter @param {unknown} reason */
  #leave(waiter, reason) {
    if (!this.#waiters.delete(waiter)) return;
    waiter.reject(reason);
    if (this.#waiters.size === 0) this.cancel(reason);
  }

  /** @param {number} loaded Less than before where a download starts again; that is not told. */
  #report(loaded) {
    if (loaded <= this.#loaded) return;
    this.#loaded = loaded;
    for (const waiter of [...this.#waiters]) this.#notify(waiter, loaded);
  }

  /** @param {Waiter} waiter @param {number} loaded */
  #notify(waiter, loaded) {
    try {
      waiter.onProgress({ loaded, total: this.#total });
    } catch (error) {
      // A failed waiter does not affect the others.
      this.#leave(waiter, error);
    }
  }

  /** @param {Uint8Array<ArrayBuffer>} bytes */
  #succeed(bytes) {
    this.#onOver();
    this.#report(this.#total);
    const waiters = [...this.#waiters];
    this.#waiters.clear();
    // Copies before anybody has the original, who may transfer it.
    const copies = waiters.map((_, index) => (index === 0 ? bytes : bytes.slice()));
    waiters.forEach((waiter, index) => waiter.resolve(copies[index]));
  }
}
