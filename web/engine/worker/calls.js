/** @file The calls of a page to its worker that wait for answers. */

import { unpackError } from './failures.js';

/** @typedef {import('./protocol.js').Answer} Answer */
/** @typedef {import('./protocol.js').Request} Request */

/**
 * The worker as calls and models see it.
 *
 * @typedef {object} Link
 * @property {() => Promise<unknown>} connect Starts the worker if there is none.
 * @property {(message: Request, transfer?: ArrayBuffer[]) => void} post Sends to the worker if there is
 *   one.
 */

/**
 * A call that waits for answers.
 *
 * @typedef {object} Pending
 * @property {(answer: Answer) => void} onAnswer
 * @property {(error: unknown) => void} onFailure
 * @property {unknown} owner Kept from the garbage collector as long as the call goes on.
 */

/** The calls to one worker by their numbers, none of which is used twice. */
export class Calls {
  #link;
  #onChange;
  /** @type {Map<number, Pending>} */
  #pending = new Map();
  #lastNumber = 0;

  /**
   * @param {Link} link
   * @param {() => void} onChange Called when a call begins or ends.
   */
  constructor(link, onChange) {
    this.#link = link;
    this.#onChange = onChange;
  }

  /** Whether any call waits for an answer. */
  get areOpen() {
    return this.#pending.size > 0;
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
    this.#onChange();
    return call;
  }

  /**
   * Sends a message of a call, which fails if the message cannot be sent.
   *
   * @param {number} call
   * @param {Request} message
   * @param {ArrayBuffer[]} [transfer]
   */
  post(call, message, transfer) {
    try {
      this.#link.post(message, transfer);
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
    this.#link.post({ type: 'abort', call });
    this.#close(call);
  }

  /** @param {Answer} answer */
  receive(answer) {
    const pending = this.#pending.get(answer.call);
    if (!pending) return;
    if (answer.type === 'error') {
      this.#close(answer.call);
      pending.onFailure(unpackError(answer.error));
    } else {
      if (answer.type === 'result') this.#close(answer.call);
      pending.onAnswer(answer);
    }
  }

  /**
   * Ends all calls when the worker has ended.
   *
   * @param {unknown} error
   */
  fail(error) {
    const calls = [...this.#pending.values()];
    this.#pending.clear();
    for (const { onFailure } of calls) onFailure(error);
  }

  /** @param {number} call */
  #close(call) {
    this.#pending.delete(call);
    this.#onChange();
  }
}
