/** @file Times beam search: beams of several sizes, cached and uncached, and reordering alone. */

import { decodePassage } from './passage.mjs';
import { runProgram } from './program.mjs';
import { median, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */

const beams = [1, 2, 4, 8];

/** Tokens at which beams are compared; without the cache times grow with its square. */
const comparedLength = 25;

/** An everyday sentence, decoded to its end. */
const sentence = 'Do you want to save your changes before you close the window?';

/**
 * @param {Model} model
 * @param {number} beam
 * @returns {number} Tokens of the translation a second, encoder included.
 */
function sentenceSpeed(model, beam) {
  let tokens = 0;
  const ms = milliseconds(() => {
    tokens = model.translate(sentence, { beam }).logProbs.length;
  });
  return (tokens / ms) * 1000;
}

/**
 * @param {Model} model
 * @param {number} beam
 */
const sample = (model, beam) => ({
  cachedMs: decodePassage(model, comparedLength, true, beam).ms / comparedLength,
  uncachedMs: decodePassage(model, comparedLength, false, beam).ms / comparedLength,
  tokensPerSecond: sentenceSpeed(model, beam),
});

/**
 * Runs all beams, cached and uncached, in turn, so that a change of the machine's speed meets all.
 *
 * @param {Model} model
 * @param {number} runs
 */
export function compareBeams(model, runs) {
  warmUp(() => decodePassage(model, comparedLength, true, 4));
  warmUp(() => decodePassage(model, comparedLength, false, 4));
  const rounds = Array.from({ length: runs }, () => beams.map((beam) => sample(model, beam)));
  return beams.map((beam, i) => {
    const samples = rounds.map((round) => round[i]);
    return {
      beam,
      length: comparedLength,
      cachedMs: median(samples.map(({ cachedMs }) => cachedMs)),
      uncachedMs: median(samples.map(({ uncachedMs }) => uncachedMs)),
      ratio: median(samples.map(({ cachedMs, uncachedMs }) => uncachedMs / cachedMs)),
      tokensPerSecond: median(samples.map(({ tokensPerSecond }) => tokensPerSecond)),
      cacheBytes: decodePassage(model, comparedLength, true, beam).cacheBytes,
    };
  });
}

/**
 * What it costs that hypotheses change their rows: the copying of the cache's tables, with tables of
 * full length, as a share of the mean step up to that length.
 *
 * @param {Model} model
 * @param {number} runs
 */
export function reorderCost(model, runs) {
  const [beam, length] = [4, 100];
  const decode = () => decodePassage(model, length, true, beam).ms;
  warmUp(decode);
  const stepMicroseconds = (median(Array.from({ length: runs }, decode)) / length) * 1000;
  const { microseconds } = runProgram('reorder', [String(beam), String(length)]);
  return { beam, length, stepMicroseconds, microseconds, share: microseconds / stepMicroseconds };
}
