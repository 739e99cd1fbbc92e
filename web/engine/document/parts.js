/** @file Cuts a text into parts that are translated one after another, and parts that are kept. */

/**
 * @typedef {object} Part
 * @property {string} text
 * @property {number} start Where it begins in the whole text.
 * @property {boolean} isKept Whether it goes into the translation as it is.
 */

// Lines are put together up to this many characters: enough sentences to be decoded side by side,
// few enough that the first appear soon.
const PART_LENGTH = 600;

// What opens a line in Markdown and is no text: headings, lists, quotations.
const markers = /^\s*(?:(?:#{1,6}|[-*+]|\d+[.)]|>)[ \t]+)+/;
const fence = /^\s*(?:```|~~~)/;

/**
 * @param {string} line
 * @param {boolean} isMarkdown
 * @returns {number} How many characters at its start are kept.
 */
function keptLength(line, isMarkdown) {
  if (line.trim() === '') return line.length;
  return isMarkdown ? (markers.exec(line)?.[0].length ?? 0) : 0;
}

// Where a paragraph of many wrapped lines may be cut.
const finished = /[.!?…][\p{Pe}\p{Pf}\p{Pi}"']*\s*$/u;

/**
 * @typedef {object} Layout
 * @property {boolean} isMarkdown Whether markers and code blocks are kept.
 * @property {boolean} [isWrapped] Whether lines are wrapped, so that sentences go on in the next.
 */

/**
 * @param {string} text
 * @param {Layout} layout
 * @returns {Part[]} Their texts joined are the text.
 */
export function splitText(text, { isMarkdown, isWrapped = false }) {
  /** @type {Part[]} */
  const parts = [];
  let start = 0;
  const add = (/** @type {string} */ piece, /** @type {boolean} */ isKept) => {
    if (piece === '') return;
    const last = parts.at(-1);
    const isCut = last && last.text.length + piece.length > PART_LENGTH;
    const goesOn = last && isWrapped && !finished.test(last.text);
    const fits = isKept || !isCut || goesOn;
    if (last && last.isKept === isKept && fits) last.text += piece;
    else parts.push({ text: piece, start, isKept });
    start += piece.length;
  };
  let isCode = false;
  for (const line of text.match(/[^\n]*\n|[^\n]+/g) ?? []) {
    const isFence = isMarkdown && fence.test(line);
    if (isFence || isCode) add(line, true);
    else {
      const kept = keptLength(line, isMarkdown);
      add(line.slice(0, kept), true);
      add(line.slice(kept), false);
    }
    if (isFence) isCode = !isCode;
  }
  return parts;
}
