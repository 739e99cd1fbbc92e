/** @file Tells whether the lines of a text are wrapped, as in mail and many text files. */

// The widths that people and programs wrap lines at.
const NARROWEST = 50;
const WIDEST = 90;

// A wrapped line is shorter than the width by at most one word.
const LONGEST_WORD = 15;

// Shares of all lines that another follows.
const MOST = 0.6;
const SOME = 0.3;

const finished = /[.!?:;…。！？][\p{Pe}\p{Pf}\p{Pi}"']*$/u;
const listMark = /^\s*(?:[-*+•>|#]|\(?\w{1,3}[.)]\s)/u;

/**
 * @param {string} text
 * @returns {boolean} Whether most of its line breaks only wrap lines: the lines are about as long as
 *   each other, do not end where sentences do, and others go on with a small letter.
 */
export function hasWrappedLines(text) {
  const lines = text.split(/\r?\n/).map((line) => line.trimEnd());
  const pairs = lines
    .slice(0, -1)
    .map((line, i) => ({ line, next: lines[i + 1] }))
    .filter(({ line, next }) => line !== '' && next.trim() !== '' && !listMark.test(next));
  if (pairs.length < 2) return false;
  const lengths = pairs.map(({ line }) => line.length).sort((a, b) => a - b);
  const width = lengths[Math.floor(0.95 * (lengths.length - 1))];
  if (width < NARROWEST || width > WIDEST) return false;
  const wrapped = pairs.filter(
    ({ line }) =>
      line.length >= width - LONGEST_WORD && line.length <= WIDEST && !finished.test(line),
  );
  const cased = pairs.filter(({ next }) => /^\s*[\p{Lu}\p{Ll}]/u.test(next));
  const small = cased.filter(({ next }) => /^\s*\p{Ll}/u.test(next));
  return wrapped.length >= MOST * pairs.length && small.length >= SOME * cased.length;
}
