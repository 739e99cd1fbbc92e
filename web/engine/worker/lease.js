/** @file A share in a model of a worker: what a translator asks of the model goes through it. */

import { onAbort, throwIfAborted } from '../base/abort.js';

/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('./calls.js').Calls} Calls */
/** @typedef {import('./protocol.js').Answer} Answer */
/** @typedef {import('./protocol.js').StepReport} StepReport */
/** @typedef {import('./protocol.js').Task} Task */
/** @typedef {import('./slots.js').Slot} Slot */
/** @typedef {import('./slots.js').Slots} Slots */

/**
 * @typedef {object} CallOptions
 * @property {readonly (AbortSignal | undefined)[]} signals
 * @property {unknown} owner Kept from the garbage collector as long as the call goes on.
 * @property {(event: TextEvent) => void} [onText]
 */

/** One user's share; the model is freed with the last. */
export class Lease {
  #calls;
  #slots;
  #slot;
  #isReleased = false;

  /**
   * @param {Calls} calls
   * @param {Slots} slots
   * @param {Slot} slot Taken from the slots for this lease.
   */
  constructor(calls, slots, slot) {
    this.#calls = calls;
    this.#slots = slots;
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
      this.#slots.load(this.#slot);
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
      return await this.#slots.load(this.#slot);
    } finally {
      this.#slot.loadListeners.delete(onProgress);
    }
  }

  /**
   * Runs a task on the model.
   *
   * @param {Task} task
   * @param {CallOptions} options
   * @returns {Promise<any>}
   */
  async run(task, { signals, owner, onText }) {
    throwIfAborted(signals);
    return new Promise((resolve, reject) => {
      /** @type {number | undefined} */
      let call;
      const stop = onAbort(signals, (reason) => {
        if (call !== undefined) this.#calls.end(call);
        reject(reason);
      });
      const onFailure = (/** @type {unknown} */ error) => {
        stop();
        reject(error);
      };
      const onAnswer = (/** @type {Answer} */ answer) => {
        if (answer.type === 'text') answer.events.forEach((event) => onText?.(event));
        if (answer.type !== 'result') return;
        stop();
        resolve(answer.value);
      };
      const begin = () => {
        if (signals.some((signal) => signal?.aborted)) return;
        call = this.#calls.open({ onAnswer, onFailure, owner });
        this.#calls.post(call, { type: 'run', call, model: this.#slot.model, task });
      };
      this.#slots.whenLoaded(this.#slot, begin).catch(onFailure);
    });
  }

  /**
   * Decodes step by step, as the caller asks for it.
   *
   * @param {{texts: any, options: object}} request
   * @param {CallOptions} callOptions
   * @returns {AsyncGenerator<StepReport[], Translation[], void>}
   */
  async *steps(request, { signals, owner }) {
    throwIfAborted(signals);
    /** @type {((answer: Answer) => void) | undefined} */
    let resolve;
    /** @type {((error: unknown) => void) | undefined} */
    let reject;
    /** @type {{error: unknown} | undefined} */
    let failure;
    let call = 0;
    const onFailure = (/** @type {unknown} */ error) => {
      failure ??= { error };
      reject?.(error);
    };
    const stop = onAbort(signals, (reason) => {
      this.#calls.end(call);
      onFailure(reason);
    });
    try {
      await this.#slots.whenLoaded(this.#slot, () => {
        if (failure) throw failure.error;
        call = this.#calls.open({ onAnswer: (answer) => resolve?.(answer), onFailure, owner });
        this.#calls.post(call, { type: 'steps', call, model: this.#slot.model, ...request });
      });
      for (;;) {
        /** @type {Answer} */
        const answer = await new Promise((onAnswer, onError) => {
          [resolve, reject] = [onAnswer, onError];
          if (failure) throw failure.error;
          this.#calls.post(call, { type: 'next', call });
        });
        if (answer.type === 'result') return answer.value;
        if (answer.type === 'step') yield answer.reports;
      }
    } finally {
      stop();
      this.#calls.end(call);
    }
  }

  /** Gives the share back. */
  release() {
    if (this.#isReleased) return;
    this.#isReleased = true;
    this.#slots.release(this.#slot);
  }
}
