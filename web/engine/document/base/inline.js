/** @file Text with inline markup, from tokens of any format to a block and back. */

import { writePieces } from './pieces.js';

/** @typedef {import('../blocks.js').Block} Block */
/** @typedef {import('../blocks.js').Mark} Mark */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('./edits.js').Slice} Slice */

/**
 * A part of the source. Markup with a beginning and an end is two tokens of the same `name`; where one
 * of them is missing, the other is a point.
 *
 * @typedef {object} Token
 * @property {'text' | 'kept' | 'open' | 'close' | 'point'} kind
 * @property {number} start Index into the source.
 * @property {number} end
 * @property {string} text What it says, decoded; empty for markup.
 * @property {string} [name]
 */

/** @typedef {{start: number, end: number}} Range */

/**
 * A block and where it is in its source.
 *
 * @typedef {object} Inline
 * @property {Block} block
 * @property {{open: Range, close: Range}[]} codes The source of each mark; only `open` counts when it
 *   is no span.
 * @property {number} start
 * @property {number} end
 */

/**
 * @param {readonly Token[]} tokens
 * @returns {Map<number, number>} For each beginning the index of its end, and the other way round.
 */
function pairUp(tokens) {
  /** @type {Map<number, number>} */
  const pairs = new Map();
  /** @type {number[]} */
  const open = [];
  for (const [i, { kind, name }] of tokens.entries()) {
    if (kind === 'open') open.push(i);
    if (kind !== 'close') continue;
    const place = open.findLastIndex((other) => tokens[other].name === name);
    if (place < 0) continue;
    pairs.set(open[place], i).set(i, open[place]);
    open.length = place;
  }
  return pairs;
}

/**
 * @param {readonly Token[]} tokens
 * @param {Map<number, number>} pairs
 * @returns {[number, number]} Which of them are left without spaces at the edges, markup that is empty
 *   there, and markup around all.
 */
function coreOf(tokens, pairs) {
  let low = 0;
  let high = tokens.length;
  const isLoose = (/** @type {number} */ i) => {
    const { kind, text } = tokens[i];
    if (kind === 'text') return text.trim() === '';
    return kind === 'point' || (kind !== 'kept' && !pairs.has(i));
  };
  while (low < high) {
    const pair = pairs.get(low);
    if (isLoose(low)) low += 1;
    else if (isLoose(high - 1)) high -= 1;
    else if (pair === high - 1) {
      low += 1;
      high -= 1;
    } else if (pair !== undefined && isEmpty(tokens, low, pair)) low = pair + 1;
    else break;
  }
  return [low, high];
}

/** @type {(tokens: readonly Token[], from: number, to: number) => boolean} */
function isEmpty(tokens, from, to) {
  for (let i = from + 1; i < to; i++) if (tokens[i].text !== '') return false;
  return true;
}

/**
 * @param {Token} token
 * @param {'start' | 'end'} side
 * @returns {number} How many spaces there are that can be left out.
 */
function spacesAt({ kind, start, end, text }, side) {
  if (kind !== 'text' || end - start !== text.length) return 0;
  return text.length - (side === 'start' ? text.trimStart() : text.trimEnd()).length;
}

/** @type {(tokens: Token[], low: number, high: number) => Token[]} Without spaces at the edges. */
function trimmed(tokens, low, high) {
  const core = tokens.slice(low, high);
  const left = spacesAt(core[0], 'start');
  core[0] = { ...core[0], start: core[0].start + left, text: core[0].text.slice(left) };
  const last = core[core.length - 1];
  const right = spacesAt(last, 'end');
  const text = last.text.slice(0, last.text.length - right);
  core[core.length - 1] = { ...last, end: last.end - right, text };
  return core;
}

/**
 * @param {Token[]} tokens
 * @returns {Inline | undefined} None when there is nothing but markup and spaces.
 */
export function inlineOf(tokens) {
  const [low, high] = coreOf(tokens, pairUp(tokens));
  if (low === high) return undefined;
  const core = trimmed(tokens, low, high);
  const pairs = pairUp(core);
  let text = '';
  /** @type {Mark[]} */
  const marks = [];
  /** @type {Inline['codes']} */
  const codes = [];
  /** @type {Map<number, Mark>} */
  const spans = new Map();
  /** Indices of the marks that are open. */
  const parents = [-1];
  for (let i = 0; i < core.length; i++) {
    const { kind, start, end } = core[i];
    const pair = pairs.get(i);
    if (kind === 'close' && pair !== undefined) {
      /** @type {Mark} */ (spans.get(pair)).end = text.length;
      parents.pop();
      continue;
    }
    const at = text.length;
    text += core[i].text;
    if (kind === 'text') continue;
    const isSpan = pair !== undefined && !isEmpty(core, i, pair);
    const role = isSpan ? 'span' : kind === 'kept' ? 'kept' : 'point';
    /** @type {Mark} */
    const mark = { kind: role, start: at, end: text.length, parent: parents.at(-1) };
    if (isSpan) parents.push(marks.length);
    marks.push(mark);
    const close = pair === undefined ? { start: end, end } : core[pair];
    if (isSpan) codes.push({ open: { start, end }, close });
    else codes.push({ open: { start, end: close.end }, close });
    if (isSpan) spans.set(i, mark);
    else i = pair ?? i;
  }
  const block = { text, marks };
  return { block, codes, start: core[0].start, end: core[core.length - 1].end };
}

/**
 * @param {readonly Piece[]} pieces
 * @param {Inline['codes']} codes
 * @param {Slice} slice
 * @param {(text: string) => string} escape
 * @returns {string} With the markup of the source.
 */
export function writeInline(pieces, codes, slice, escape) {
  const raw = (/** @type {Range} */ { start, end }) => slice(start, end);
  return writePieces(pieces, {
    text: escape,
    open: (mark) => raw(codes[mark].open),
    close: (mark) => raw(codes[mark].close),
    point: (mark) => raw(codes[mark].open),
    kept: (mark) => raw(codes[mark].open),
  });
}
