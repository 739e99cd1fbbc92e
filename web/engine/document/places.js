/** @file The places between atoms for marks without words: points, and spans that have no run. */

import { firstAfter } from './atoms.js';

/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./origins.js').Origins} Origins */

/** @param {string | undefined} unit */
export const isSpace = (unit) => unit !== undefined && /\s/.test(unit);

/**
 * @param {Origins} origins
 * @param {Range} range Of the source.
 * @param {Range} among Atoms of the translation.
 * @returns {number} The place with the fewest words on the wrong side, the last of these but for a
 *   word of the source that follows directly.
 */
function bestSplit(origins, range, { start, end }) {
  const isBefore = (/** @type {number} */ i) =>
    (origins.target[i].origin?.start ?? range.start) < range.start;
  const isKnown = (/** @type {number} */ i) => origins.target[i].origin !== null;
  let wrong = 0;
  let best = { place: start, wrong: 0 };
  for (let i = start; i < end; i++) {
    if (isKnown(i)) wrong += isBefore(i) ? -1 : 1;
    if (wrong < best.wrong) best = { place: i + 1, wrong };
  }
  return best.place;
}

/**
 * @param {Block} block
 * @param {Origins} origins
 * @param {Range} range Of the source.
 * @param {Range} among Atoms of the translation.
 * @returns {number | null} Where it keeps to the word that it touches on one side only.
 */
function besideWord({ text }, origins, { start, end }, among) {
  const touchesLeft = start > 0 && !isSpace(text[start - 1]);
  const touchesRight = end < text.length && !isSpace(text[end]);
  if (touchesLeft === touchesRight) return null;
  const place = touchesLeft ? start - 1 : end;
  const atom = origins.source[firstAfter(origins.source, place)];
  if (!atom) return null;
  let found = null;
  for (let i = among.start; i < among.end; i++) {
    const { origin } = origins.target[i];
    if (!origin || origin.end <= atom.start || origin.start >= atom.end) continue;
    if (touchesRight) return i;
    found = i + 1;
  }
  return found;
}

/**
 * @param {Block} block
 * @param {Origins} origins
 * @param {Range} range The mark's, of the source.
 * @param {Range} run The atoms that it has to be within, or at the ends of.
 * @returns {number} The atom that it is in front of.
 */
export function placeOf(block, origins, range, run) {
  const near = origins.near(range);
  const clamp = (/** @type {number} */ place) =>
    Math.min(Math.max(place, run.start), Math.max(run.end, run.start));
  const among = { start: clamp(near.start), end: clamp(near.end) };
  return besideWord(block, origins, range, among) ?? bestSplit(origins, range, among);
}
