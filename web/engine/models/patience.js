/** @file How long to wait for a server, and the clocks that measure it. */

import { onAbort, untilAborted } from '../base/abort.js';

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
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let timer;
  const timeout = new Promise((resolve) => {
    timer = setTimeout(resolve, milliseconds);
  });
  return untilAborted([signal], timeout).finally(() => clearTimeout(timer));
}

/** Ends a request with its caller's signal, and when nothing has come for too long. */
export class Watch {
  #controller = new AbortController();
  #unfollow;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {AbortSignal} signal */
  constructor(signal) {
    this.#unfollow = onAbort([signal], (reason) => this.#controller.abort(reason));
    this.feed();
  }

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
    this.#unfollow();
    this.#controller.abort();
  }
}
