/** @file Times greedy decoding: cached and uncached, int8 and float32, the first token and the rest. */

import { compare, median, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */

/** A list, as the model keeps translating it for more tokens than any length that is measured. */
const passage =
  'Monday, Tuesday, Wednesday, Thursday, Friday, Saturday, Sunday, January, February, March, April, ' +
  'May, June, July, August, September, October, November, December, spring, summer, autumn, winter';

export const lengths = [25, 50, 100];

/**
 * Decodes exactly `length` tokens of the passage.
 *
 * @param {Model} model
 * @param {number} length
 * @param {boolean} cache
 * @returns {{ms: number, cacheBytes: number}} Milliseconds of all steps without the encoder, and the
 *   bytes that the cache had in use before the last step.
 */
function decode(model, length, cache) {
  const session = model.start(passage, {
    beam: 1,
    cache,
    maxLength: length,
    maxLengthFactor: 1000,
  });
  let cacheBytes = 0;
  const ms = milliseconds(() => {
    for (let step = 0; step < length; ++step) {
      if (step === length - 1) cacheBytes = session.cacheBytes().used;
      if (session.step().length === 0) {
        throw new Error(`the passage's translation ends after ${step} tokens, before ${length}`);
      }
    }
  });
  session.free();
  return { ms, cacheBytes };
}

/**
 * @param {Model} model
 * @param {number} runs
 */
export function compareCache(model, runs) {
  warmUp(() => decode(model, 50, true));
  warmUp(() => decode(model, 25, false));
  return lengths.map((length) => {
    const { a, b, ratio } = compare(
      runs,
      () => decode(model, length, true).ms,
      () => decode(model, length, false).ms,
    );
    const { cacheBytes } = decode(model, length, true);
    return { length, cachedMs: a, uncachedMs: b, ratio, cacheBytes };
  });
}

/**
 * @param {Model} int8
 * @param {Model} float32
 * @param {number} runs
 */
export function compareWeights(int8, float32, runs) {
  warmUp(() => decode(float32, 50, true));
  const length = 50;
  const { a, b, ratio } = compare(
    runs,
    () => decode(int8, length, true).ms,
    () => decode(float32, length, true).ms,
  );
  return {
    length,
    int8TokensPerSecond: (length / a) * 1000,
    float32TokensPerSecond: (length / b) * 1000,
    ratio,
    stepMicroseconds: (a / length) * 1000,
  };
}

/** An everyday sentence, for times that a user sees. */
const sentence = 'Do you want to save your changes before you close the window?';

/**
 * Time from the text to its first token, and throughput over whole sentences, encoder included.
 *
 * @param {Model} model
 * @param {number} runs
 */
export function sentenceTimes(model, runs) {
  const firstToken = () =>
    milliseconds(() => {
      const session = model.start(sentence, { beam: 1 });
      session.step();
      session.free();
    });
  const batch = Array.from({ length: 32 }, () => sentence);
  const throughput = (/** @type {number} */ batchSize) => {
    let tokens = 0;
    const ms = milliseconds(() => {
      for (const result of model.translate(batch, { beam: 1, batchSize }))
        tokens += result.logProbs.length;
    });
    return (tokens / ms) * 1000;
  };
  warmUp(firstToken);
  const { a, b, ratio } = compare(
    runs,
    () => throughput(1),
    () => throughput(8),
  );
  return {
    firstTokenMs: median(Array.from({ length: runs * 3 }, firstToken)),
    singleTokensPerSecond: a,
    batchedTokensPerSecond: b,
    batchRatio: ratio,
  };
}
