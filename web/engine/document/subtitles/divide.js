/** @file Divides the translation of a sentence among the cues that show it. */

import { textOf } from '../base/pieces.js';
import { breaksOf, SPACES } from '../base/wrap.js';

/** @typedef {import('../blocks.js').Piece} Piece */

// How far, as a share of the text, a cue's end may move to come after a punctuation mark.
const PULL = 0.1;

/**
 * @param {readonly Piece[]} pieces
 * @returns {Piece[]} With single spaces in place of all white space, and none at both ends.
 */
function tidy(pieces) {
  let isAfterSpace = true;
  const tidied = pieces.map((piece) => {
    if (!('text' in piece)) return piece;
    let text = piece.text.replace(SPACES, ' ');
    if (isAfterSpace) text = text.replace(/^ /, '');
    if (text !== '') isAfterSpace = text.endsWith(' ');
    return { ...piece, text };
  });
  const last = tidied.findLast((piece) => 'text' in piece && piece.text !== '');
  if (last && 'text' in last) last.text = last.text.trimEnd();
  return tidied;
}

/**
 * @param {string} text
 * @param {readonly number[]} shares Of time; they need not sum up to 1.
 * @returns {number[]} Where the text is divided, one fewer than the shares.
 */
export function divisionsOf(text, shares) {
  const breaks = breaksOf(text);
  const total = shares.reduce((sum, share) => sum + share, 0) || 1;
  /** @type {number[]} */
  const divisions = [];
  let sum = 0;
  for (let i = 0; i < shares.length - 1; i++) {
    sum += shares[i];
    const ideal = (sum / total) * text.length;
    const last = divisions.at(-1) ?? 0;
    const needed = shares.length - 2 - i;
    const later = breaks.filter((at) => at > last);
    // Each of the cues to come needs a word, if there are as many.
    const possible = later.slice(0, Math.max(later.length - needed, 1));
    const cost = (/** @type {number} */ at) =>
      Math.abs(at - ideal) -
      (/\p{P}\s*$/u.test(text.slice(Math.max(0, at - 4), at)) ? PULL * text.length : 0);
    const best = possible.sort((a, b) => cost(a) - cost(b))[0];
    divisions.push(best ?? text.length);
  }
  return divisions;
}

/**
 * @param {readonly Piece[]} pieces
 * @param {readonly number[]} divisions Indices into their text.
 * @returns {Piece[][]} Spans that are open where the text is divided end there and begin again.
 */
function divide(pieces, divisions) {
  /** @type {Piece[][]} */
  const parts = [[]];
  /** @type {number[]} */
  const open = [];
  let at = 0;
  const part = () => /** @type {Piece[]} */ (parts.at(-1));
  const begin = () => {
    part().push(...open.map((mark) => ({ close: mark })).reverse());
    parts.push(open.map((mark) => ({ open: mark })));
  };
  for (const piece of pieces) {
    if (!('text' in piece)) {
      // What begins where the text is divided belongs to the next part.
      if ('open' in piece && divisions[parts.length - 1] === at) begin();
      if ('open' in piece) open.push(piece.open);
      if ('close' in piece) open.splice(open.indexOf(piece.close), 1);
      part().push(piece);
      continue;
    }
    let rest = piece.text;
    while (parts.length <= divisions.length && divisions[parts.length - 1] < at + rest.length) {
      const taken = divisions[parts.length - 1] - at;
      part().push({ ...piece, text: rest.slice(0, taken) });
      rest = rest.slice(taken);
      at += taken;
      begin();
    }
    part().push({ ...piece, text: rest });
    at += rest.length;
  }
  while (parts.length <= divisions.length) begin();
  return parts;
}

/**
 * @param {readonly Piece[]} pieces Of a block.
 * @param {readonly number[]} shares The time of each of its segments.
 * @returns {Piece[][]} The pieces of each segment.
 */
export function dividePieces(pieces, shares) {
  const tidied = tidy(pieces);
  const text = textOf(tidied);
  return divide(tidied, divisionsOf(text, shares)).map(tidy);
}

/**
 * @param {readonly Piece[]} pieces
 * @param {readonly string[]} lines Those that their text is to have.
 * @param {string} lineEnd
 * @returns {Piece[]} With the line end between them, in place of a space.
 */
export function breakLines(pieces, lines, lineEnd) {
  const text = textOf(pieces);
  /** Where lines end, and how many spaces are there. @type {[number, number][]} */
  const ends = [];
  let end = 0;
  for (const line of lines.slice(0, -1)) {
    end += line.length;
    const isSpace = text[end] === ' ';
    ends.push([end, Number(isSpace)]);
    end += Number(isSpace);
  }
  let at = 0;
  return pieces.map((piece) => {
    if (!('text' in piece)) return piece;
    let written = '';
    let from = at;
    for (const [place, spaces] of ends) {
      if (place < at || place >= at + piece.text.length) continue;
      written += text.slice(from, place) + lineEnd;
      from = place + spaces;
    }
    written += text.slice(from, at + piece.text.length);
    at += piece.text.length;
    return { ...piece, text: written };
  });
}
