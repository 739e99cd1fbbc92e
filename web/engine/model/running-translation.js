/** @file Translation in progress: text as it becomes final, then the whole. */

import { dispose } from '../base/dispose.js';
import { Handle } from '../native/handle.js';

/** @typedef {import('../native/translations.js').KnownPieces} KnownPieces */
/** @typedef {import('../native/types.js').NativeTranslation} NativeTranslation */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */

/**
 * Takes a step.
 *
 * @param {NativeTranslation} native
 * @returns {TextEvent[]} What it makes final.
 */
export function stepWithEvents(native) {
  /** @type {TextEvent[]} */
  const events = [];
  const count = native.step();
  for (let i = 0; i < count; i++) {
    events.push({ index: native.eventIndex(i), text: native.eventText(i) });
  }
  return events;
}

/**
 * Used inside `model.translate()` and `model.stream()`, which keep it to themselves.
 *
 * @extends {Handle<NativeTranslation>}
 */
export class RunningTranslation extends Handle {
  #pieces;

  /**
   * @param {import('../native/runtime.js').Runtime} runtime
   * @param {NativeTranslation} native
   * @param {KnownPieces} pieces Of the model's target vocabulary.
   */
  constructor(runtime, native, pieces) {
    super(runtime, native, 'stream');
    this.#pieces = pieces;
  }

  /**
   * Runs to the end, or until the loop over it is left, and frees the native object then.
   *
   * @template T
   * @param {(native: NativeTranslation) => T} take Takes a step.
   * @returns {Generator<T, Translation[], void>} What `take` returned for each decode step.
   */
  *steps(take) {
    try {
      while (!this.run((native) => native.done())) yield this.run(take);
      return this.#results();
    } finally {
      this[dispose]();
    }
  }

  /** @returns {Translation[]} After all steps, in one go. The native object is freed. */
  finish() {
    try {
      this.run((native) => native.finish());
      return this.#results();
    } finally {
      this[dispose]();
    }
  }

  #results() {
    const results = this.run((native) => native.results());
    return this.#pieces.translations(results, (ids) =>
      this.run((native) => native.targetPieces(ids)),
    );
  }
}
