/** @file Translation in progress: text as it becomes final, then the whole. */

import { dispose } from '../base/dispose.js';
import { Handle } from '../native/handle.js';

/** @typedef {import('../native/types.js').NativeTranslation} NativeTranslation */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */

/**
 * Used inside `model.stream()`, which hands out its generator only.
 *
 * @extends {Handle<NativeTranslation>}
 */
export class RunningTranslation extends Handle {
  /**
   * @param {import('../native/runtime.js').Runtime} runtime
   * @param {NativeTranslation} native
   */
  constructor(runtime, native) {
    super(runtime, native, 'stream');
  }

  /**
   * Runs to the end, or until the loop over it is left, and frees the native object then.
   *
   * @returns {Generator<TextEvent[], Translation[], void>} The events of each decode step.
   */
  *steps() {
    try {
      while (!this.run((native) => native.done())) yield this.run((native) => native.step());
      return this.run((native) => native.results());
    } finally {
      this[dispose]();
    }
  }
}
