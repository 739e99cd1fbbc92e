/** @file Times greedy decoding: cached and uncached, int8 and float32, the first token and the rest. */

import { decodePassage } from './passage.mjs';
import { compare, median, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */

export const lengths = [25, 50, 100];

/**
 * @param {Model} model
 * @param {number} runs
 */
export function compareCache(model, runs) {
  warmUp(() => decodePassage(model, 50, true, 1));
  warmUp(() => decodePassage(model, 25, false, 1));
  return lengths.map((length) => {
    const { a, b, ratio } = compare(
      runs,
      () => decodePassage(model, length, true, 1).ms,
      () => decodePassage(model, length, false, 1).ms,
    );
    const { used } = decodePassage(model, length, true, 1).cacheBytes;
    return { length, cachedMs: a, uncachedMs: b, ratio, cacheBytes: used };
  });
}

/**
 * @param {Model} int8
 * @param {Model} float32
 * @param {number} runs
 */
export function compareWeights(int8, float32, runs) {
  warmUp(() => decodePassage(float32, 50, true, 1));
  const length = 50;
  const { a, b, ratio } = compare(
    runs,
    () => decodePassage(int8, length, true, 1).ms,
    () => decodePassage(float32, length, true, 1).ms,
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
  // Equal sentences of a batch are encoded once, so that each has to be another.
  const batch = Array.from({ length: 32 }, (_, i) => sentence.replace('your', String(i + 2)));
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
