/** @file Words put into lines. */

/** White space at which a line may break. */
export const SPACES = /[^\S\u00a0\u202f]+/g;

// Between these characters and their like a line may break without a space.
const UNSPACED =
  /[\p{sc=Han}\p{sc=Hiragana}\p{sc=Katakana}\p{sc=Thai}\p{sc=Lao}\p{sc=Khmer}\p{sc=Myanmar}]/u;

// What does not begin a line.
const ATTACHED = /^[\p{Pe}\p{Pf}\p{Po}\p{Mn}ー々]/u;

/**
 * @param {string} text
 * @returns {number[]} Where it may be divided: after its spaces, and between words of scripts that have
 *   none. Ascending, without both ends.
 */
export function breaksOf(text) {
  const breaks = [...text.matchAll(SPACES)].map(({ index, 0: spaces }) => index + spaces.length);
  if (UNSPACED.test(text)) {
    const words = new Intl.Segmenter(undefined, { granularity: 'word' });
    for (const { index, segment } of words.segment(text)) {
      const isBetween = UNSPACED.test(text.slice(Math.max(0, index - 1), index + 1));
      if (isBetween && !ATTACHED.test(segment) && segment.trim() !== '') breaks.push(index);
    }
  }
  return [...new Set(breaks)].filter((at) => at > 0 && at < text.length).sort((a, b) => a - b);
}

/**
 * @param {string} text Without line breaks.
 * @param {number} width The longest a line may be, where words are not longer.
 * @param {(rest: string) => boolean} [mayBegin] Whether a line may begin so.
 * @returns {string[]} Its lines, as few as there can be.
 */
export function wrapText(text, width, mayBegin = () => true) {
  const breaks = [...breaksOf(text).filter((at) => mayBegin(text.slice(at))), text.length];
  /** @type {string[]} */
  const lines = [];
  let start = 0;
  let end = 0;
  for (const at of breaks) {
    if (end > start && text.slice(start, at).trimEnd().length > width) {
      lines.push(text.slice(start, end).trimEnd());
      start = end;
    }
    end = at;
  }
  lines.push(text.slice(start).trimEnd());
  return lines;
}

/**
 * @param {string} text
 * @param {number} count How many lines are wanted.
 * @param {number} width The longest a line may be; there are more lines when they need to be.
 * @returns {string[]} Lines of about the same length.
 */
export function balanceText(text, count, width) {
  const needed = Math.max(count, wrapText(text, width).length);
  let low = Math.ceil(text.length / needed);
  let high = Math.max(width, text.length);
  while (low < high) {
    const middle = (low + high) >> 1;
    if (wrapText(text, middle).length <= needed) high = middle;
    else low = middle + 1;
  }
  return wrapText(text, low);
}
