/** @file The parts of a translation that are the same in its source. */

import { firstAfter } from './atoms.js';

/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('./blocks.js').Block} Block */

/**
 * A part of the translation that is the same in the source.
 *
 * @typedef {object} Copy
 * @property {Range} source
 * @property {Range} target
 * @property {number} kept Index of the kept mark that it is, or -1.
 */

/** @param {Range} range */
export const isEmpty = ({ start, end }) => start >= end;

/**
 * @param {Range} a
 * @param {Range} b
 * @returns {number} How much they have in common.
 */
export const overlap = (a, b) => Math.max(0, Math.min(a.end, b.end) - Math.max(a.start, b.start));

/**
 * @param {Block} block
 * @param {Translation} translation
 * @returns {Copy[]} What is between the sentences, which is copied, and sentences that are the same.
 */
function unchanged({ text }, { text: translated, sentences = [] }) {
  const end = { start: text.length, end: text.length };
  const targetEnd = { start: translated.length, end: translated.length };
  let last = { source: 0, target: 0 };
  const stretches = [...sentences, { source: end, target: targetEnd }].flatMap((sentence) => {
    const { source, target } = sentence;
    const between = {
      source: { start: last.source, end: source.start },
      target: { start: last.target, end: target.start },
    };
    last = { source: source.end, target: target.end };
    return [between, { source, target }];
  });
  return stretches
    .map(({ source, target }) => ({ source, target, kept: -1 }))
    .filter(({ source, target }) => {
      const copied = translated.slice(target.start, target.end);
      return copied.trim() !== '' && copied === text.slice(source.start, source.end);
    });
}

/**
 * @param {Block} block
 * @param {Translation} translation
 * @returns {Copy[]} What is kept, in the order of the translation and apart from each other.
 */
function keptParts({ marks }, { kept = [] }) {
  const ranges = marks.flatMap(({ kind, ...range }, i) =>
    kind === 'kept' && !isEmpty(range) ? [{ ...range, i }] : [],
  );
  const found = new Set();
  let place = 0;
  return [...kept]
    .sort((a, b) => a.target.start - b.target.start)
    .flatMap(({ source, target, kind }) => {
      if (isEmpty(target) || isEmpty(source) || target.start < place) return [];
      const mark = ranges[firstAfter(ranges, source.start)];
      const isMark = mark !== undefined && overlap(mark, source) > 0;
      const isSame = source.end - source.start === target.end - target.start;
      if (isMark ? kind !== 'given' || found.has(mark.i) : !isSame) return [];
      if (isMark) found.add(mark.i);
      place = target.end;
      return [{ source, target, kept: isMark ? mark.i : -1 }];
    });
}

/**
 * @param {Block} block
 * @param {Translation} translation
 * @returns {Copy[]} In the order of the translation, apart from each other.
 */
export function copiesOf(block, translation) {
  const kept = keptParts(block, translation);
  const targets = kept.map(({ target }) => target);
  const others = unchanged(block, translation).flatMap(({ source, target }) => {
    const shift = source.start - target.start;
    const first = firstAfter(targets, target.start);
    /** @type {Copy[]} */
    const parts = [];
    let { start } = target;
    const add = (/** @type {number} */ end) => {
      if (start >= end) return;
      const origin = { start: start + shift, end: end + shift };
      parts.push({ source: origin, target: { start, end }, kept: -1 });
    };
    for (let i = first; i < kept.length && kept[i].target.start < target.end; i++) {
      add(kept[i].target.start);
      start = kept[i].target.end;
    }
    add(target.end);
    return parts;
  });
  return [...kept, ...others].sort((a, b) => a.target.start - b.target.start);
}
