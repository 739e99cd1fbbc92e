/** @file Long synchronous work that still lets signals, keys and writes have their turn. */

import { setImmediate as nextTurn } from 'node:timers/promises';

// Short enough for Ctrl-C to feel immediate, long enough to cost nothing.
const TURN_MILLISECONDS = 20;

/**
 * Runs a generator to its end.
 *
 * @template Y
 * @template R
 * @param {Generator<Y, R, void>} work
 * @param {(value: Y) => void | Promise<void>} [onValue] Called with what the generator yields.
 * @param {AbortSignal} [signal] Stops the work, which then rejects with the signal's reason.
 * @returns {Promise<R>} What the generator returns.
 */
export async function runYielding(work, onValue, signal) {
  let turnStart = performance.now();
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      await onValue?.(value);
      if (performance.now() - turnStart < TURN_MILLISECONDS) continue;
      await nextTurn();
      signal?.throwIfAborted();
      turnStart = performance.now();
    }
  } finally {
    work.return(/** @type {R} */ (undefined));
  }
}
