/** @file How long to wait for a server, and the clocks that measure it. */

/** Milliseconds; an object so that tests need not wait as long as people do. */
export const patience = {
  /** Before each further request, the first after one that brought something. */
  pauses: [250, 1000, 4000],
  /** Without a byte, until a connection counts as broken. */
  stall: 30_000,
};

/**
 * @param {number} milliseconds
 * @param {AbortSignal} signal
 * @returns {Promise<void>} Rejects with the signal's reason.
 */
export function pause(milliseconds, signal) {
  return new Promise((resolve, reject) => {
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', stop);
      resolve();
    }, milliseconds);
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

/** Ends a request with its caller's signal, and when nothing has come for too long. */
export class Watch {
  #controller = new AbortController();
  #outer;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.#outer = signal;
    signal.addEventListener('abort', this.#follow, { once: true });
    if (signal.aborted) this.#follow();
    this.feed();
  }

  #follow = () => this.#controller.abort(this.#outer.reason);

  /** For the request. */
  get signal() {
    return this.#controller.signal;
  }

  /** Something has come. */
  feed() {
    clearTimeout(this.#timer);
    const silence = new Error(`nothing came for ${patience.stall / 1000} seconds`);
    this.#timer = setTimeout(() => this.#controller.abort(silence), patience.stall);
  }

  /** Ends the request, if it has not ended by itself, and the watch. */
  stop() {
    clearTimeout(this.#timer);
    this.#outer.removeEventListener('abort', this.#follow);
    this.#controller.abort();
  }
}
