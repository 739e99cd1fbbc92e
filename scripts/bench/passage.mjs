/** @file Decoding of a fixed text to a fixed length, so that times can be compared. */

import { milliseconds } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').CacheBytes} CacheBytes */

const passage =
  'Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, January, February, March, April, ' +
  'May, June, July, August, September, October, November, December, spring, summer, autumn, winter';

/**
 * Decodes exactly `length` tokens of the passage.
 *
 * @param {Model} model
 * @param {number} length
 * @param {boolean} cache
 * @param {number} beam
 * @returns {{ms: number, cacheBytes: CacheBytes}} Milliseconds of all steps without the encoder, and
 *   what the cache holds before the last step.
 */
export function decodePassage(model, length, cache, beam) {
  const session = model.start(passage, {
    beam,
    cache,
    minLength: length,
    maxLength: length,
    maxLengthFactor: 1000,
  });
  let cacheBytes = session.cacheBytes();
  const ms = milliseconds(() => {
    for (let step = 0; step < length; ++step) {
      if (step === length - 1) cacheBytes = session.cacheBytes();
      if (session.step().length === 0) {
        throw new Error(`the passage's translation ends after ${step} tokens, before ${length}`);
      }
    }
  });
  session.free();
  return { ms, cacheBytes };
}
