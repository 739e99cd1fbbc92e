/** @file What translations keep as it is: the option `protect`, in the form that the core takes. */

import { StepglotError } from '../base/errors.js';

/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('./specs.js').Domain} Domain */
/** @typedef {import('./texts.js').Text} Text */

/** @typedef {Range | RegExp | string} Kept A place, what a pattern matches, or a text wherever it stands. */

/**
 * What a translation keeps besides, or `false` for nothing at all.
 *
 * @typedef {boolean | Kept | readonly Kept[] | readonly (readonly Kept[])[]} Protect
 */

/**
 * What the core takes.
 *
 * @typedef {object} NativeProtection
 * @property {boolean} protect
 * @property {number[][]} kept For each text the begins and ends of its ranges, in bytes of UTF-8,
 *   ascending.
 */

/** @param {unknown} value */
const isRange = (value) => {
  const { start, end } = /** @type {Record<string, unknown>} */ (Object(value));
  const isOrdered = 0 <= Number(start) && Number(start) <= Number(end);
  return Number.isInteger(start) && Number.isInteger(end) && isOrdered;
};

/** @param {unknown} value */
const isKept = (value) =>
  value instanceof RegExp || (typeof value === 'string' && value !== '') || isRange(value);

/** @type {Domain} */
export const protection = {
  type: 'Protect',
  expected:
    'true, false, a string, a regular expression, a range {start, end}, an array of them, or an ' +
    'array of such arrays, one per text',
  accepts: (value) => {
    if (typeof value === 'boolean' || isKept(value)) return true;
    if (!Array.isArray(value)) return false;
    return value.every(isKept) || value.every((list) => Array.isArray(list) && list.every(isKept));
  },
};

/**
 * @param {string} text
 * @param {Kept} kept
 * @returns {Range[]} Where it is in the text.
 */
function rangesOf(text, kept) {
  if (typeof kept !== 'string' && !(kept instanceof RegExp)) return [kept];
  const pattern =
    typeof kept === 'string'
      ? new RegExp(kept.replace(/[$()*+.?[\\\]^{|}]/g, '\\$&'), 'gu')
      : new RegExp(kept.source, kept.flags.replace(/[gy]/g, '') + 'g');
  return Array.from(text.matchAll(pattern), ({ index, 0: match }) => ({
    start: index,
    end: index + match.length,
  }));
}

/**
 * @param {string} text
 * @param {number} place
 * @returns {boolean} Whether it is between the two units of one character.
 */
const isWithinCharacter = (text, place) =>
  /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, place - 1), place + 1));

/**
 * @param {string} text
 * @param {readonly Kept[]} list
 * @returns {Range[]} In order, those that overlap joined, empty ones left out.
 * @throws {StepglotError} `invalid_argument` for a range that goes beyond the text or cuts a
 *   character.
 */
function joinedRanges(text, list) {
  const ranges = list
    .flatMap((kept) => rangesOf(text, kept))
    .filter(({ start, end }) => start < end)
    .sort((a, b) => a.start - b.start);
  /** @type {Range[]} */
  const joined = [];
  for (const { start, end } of ranges) {
    if (end > text.length) {
      throw new StepglotError(
        'invalid_argument',
        `option protect: the range ${start} to ${end} goes beyond the text's ${text.length} units`,
      );
    }
    for (const place of [start, end]) {
      if (!isWithinCharacter(text, place)) continue;
      throw new StepglotError(
        'invalid_argument',
        `option protect: the range ${start} to ${end} cuts the character at ${place - 1}`,
      );
    }
    const last = joined.at(-1);
    if (last && start < last.end) last.end = Math.max(last.end, end);
    else joined.push({ start, end });
  }
  return joined;
}

const encoder = new TextEncoder();

/**
 * @param {string} text
 * @param {readonly Range[]} ranges In order.
 * @returns {number[]} Their begins and ends in bytes of UTF-8.
 */
function inBytes(text, ranges) {
  let unit = 0;
  let byte = 0;
  return ranges.flatMap(({ start, end }) =>
    [start, end].map((place) => {
      byte += encoder.encode(text.slice(unit, place)).length;
      unit = place;
      return byte;
    }),
  );
}

/**
 * @param {Exclude<Protect, boolean>} protect Checked.
 * @param {number} count Of texts.
 * @returns {readonly (readonly Kept[])[]} One list per text.
 */
function listsOf(protect, count) {
  const list = /** @type {readonly any[]} */ (Array.isArray(protect) ? protect : [protect]);
  if (!list.some(Array.isArray)) return Array.from({ length: count }, () => list);
  if (list.length === count) return list;
  throw new StepglotError(
    'invalid_argument',
    `option protect must hold ${count} lists, one per text, not ${list.length}`,
  );
}

/**
 * @param {Protect} protect Checked.
 * @param {Text | readonly Text[]} texts What is translated; ranges are of strings only.
 * @returns {NativeProtection}
 * @throws {StepglotError} `invalid_argument` for a range that goes beyond its text.
 */
export function toProtection(protect, texts) {
  if (typeof protect === 'boolean') return { protect, kept: [] };
  const list = Array.isArray(texts) ? texts : [texts];
  const kept = listsOf(protect, list.length).map((each, i) => {
    const text = list[i];
    return typeof text === 'string' ? inBytes(text, joinedRanges(text, each)) : [];
  });
  return { protect: true, kept };
}
