/** @file What is said in a cue: its text without markup, one part for each person who speaks. */

import { errorAt } from '../base/document-error.js';
import { inlineOf } from '../base/inline.js';

/** @typedef {import('./cues.js').Cue} Cue */

/**
 * @typedef {object} Saying
 * @property {number} cue Its number.
 * @property {number} lines How many lines it has.
 * @property {number} longest Characters of the longest of them.
 * @property {boolean} isOther Whether somebody else begins to speak, or a new part of the cue.
 */

/** @typedef {import('../base/inline.js').Inline & Saying} Utterance */

/**
 * @typedef {object} Token
 * @property {'text' | 'tag' | 'line' | 'dash' | 'kept'} kind
 * @property {number} start
 * @property {number} end
 * @property {string} text
 */

const LINE_END = /\r\n|\r|\n/y;
const DASH = /[-‐–—][ \t]*(?=\S)/y;
const TAGS = {
  webVtt: /<[^>\r\n]*>/y,
  subRip: /<\/?[a-z][^<>\r\n]*>|\{\\[^}\r\n]*\}/iy,
};
const REFERENCE = /&(?:#(\d{1,7})|#x([\da-f]{1,6})|(\w+));/iy;
const PLAIN = /[^<&{\r\n]+|[<&{]/y;

// More than any text that is shown at once.
const MOST_TOKENS = 10_000;

/** @type {Record<string, string>} */
const NAMES = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: '\u00a0',
  lrm: '\u200e',
  rlm: '\u200f',
};

/** @param {RegExpExecArray} match Of `REFERENCE`. @returns {string | undefined} */
function characterOf([, decimal, hexadecimal, name]) {
  if (name !== undefined) return NAMES[name];
  const code = decimal ? Number(decimal) : parseInt(hexadecimal, 16);
  return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
}

/**
 * @param {string} source
 * @param {number} at
 * @param {boolean} isWebVtt
 * @param {boolean} isFirst Whether a line begins there.
 * @returns {Token}
 */
function tokenAt(source, at, isWebVtt, isFirst) {
  const find = (/** @type {RegExp} */ pattern) => {
    pattern.lastIndex = at;
    return pattern.exec(source);
  };
  /** @type {(kind: Token['kind'], raw: string, text?: string) => Token} */
  const token = (kind, raw, text = raw) => ({ kind, start: at, end: at + raw.length, text });
  const line = find(LINE_END);
  if (line) return token('line', line[0], ' ');
  const dash = isFirst && find(DASH);
  if (dash) return token('dash', dash[0]);
  const tag = find(isWebVtt ? TAGS.webVtt : TAGS.subRip);
  if (tag) return token('tag', tag[0]);
  const reference = isWebVtt && find(REFERENCE);
  if (reference) {
    const character = characterOf(reference);
    return token(character === undefined ? 'kept' : 'text', reference[0], character);
  }
  return token('text', /** @type {RegExpExecArray} */ (find(PLAIN))[0]);
}

/** @param {Token} token @returns {boolean} Whether it says who speaks. */
const isVoice = ({ kind, text }) => kind === 'tag' && /^<v[\s.>]/i.test(text);

/** @param {Token} token */
const isSpace = ({ kind, text }) => kind === 'line' || (kind === 'text' && text.trim() === '');

/**
 * @param {Token[]} tokens
 * @returns {Token[][]} One list for each part that is said by itself: after a dash at the beginning of
 *   a line, a name of who speaks, an empty line.
 */
function partsOf(tokens) {
  /** @type {Token[][]} */
  const parts = [[]];
  for (const [i, token] of tokens.entries()) {
    const last = /** @type {Token[]} */ (parts.at(-1));
    const isEmptyLine = token.kind === 'line' && tokens[i - 1]?.kind === 'line';
    const isApart = token.kind === 'dash' || isVoice(token) || isEmptyLine;
    if (isApart && last.some((other) => !isSpace(other))) parts.push([token]);
    else last.push(token);
  }
  return parts;
}

/**
 * @param {Token[]} tokens
 * @returns {Pick<Utterance, 'lines' | 'longest'>}
 */
function measure(tokens) {
  const lengths = [0];
  for (const { kind, text } of tokens) {
    if (kind === 'line') lengths.push(0);
    else if (kind !== 'tag') lengths[lengths.length - 1] += text.length;
  }
  return { lines: lengths.length, longest: Math.max(...lengths) };
}

/**
 * @param {Token} token
 * @returns {import('../base/inline.js').Token}
 */
function inlineToken({ kind, start, end, text }) {
  if (kind === 'text' || kind === 'kept') return { kind, start, end, text };
  if (kind === 'line') return { kind: 'text', start, end, text };
  const name = kind === 'tag' ? /^<\/?([a-z]+)/i.exec(text)?.[1].toLowerCase() : undefined;
  if (name === undefined) return { kind: 'point', start, end, text: '' };
  return { kind: text.startsWith('</') ? 'close' : 'open', start, end, text: '', name };
}

/**
 * @param {Token[]} part
 * @param {number} cue
 * @param {boolean} isFirst Whether the cue begins with it.
 * @returns {Utterance[]} One, or none when nothing is said.
 */
function utteranceOf(part, cue, isFirst) {
  const inline = inlineOf(part.map(inlineToken));
  if (!inline) return [];
  const isSaid = part.some((token) => token.kind === 'dash' || isVoice(token));
  const inside = part.filter(({ start, end }) => start >= inline.start && end <= inline.end);
  return [{ ...inline, ...measure(inside), cue, isOther: !isFirst || isSaid }];
}

/**
 * @param {string} source
 * @param {Cue} cue
 * @param {number} number The cue's.
 * @param {boolean} isWebVtt
 * @returns {Utterance[]}
 */
export function utterancesOf(source, cue, number, isWebVtt) {
  /** @type {Token[]} */
  const tokens = [];
  let before = 'line';
  for (let at = cue.start; at < cue.end; at = tokens[tokens.length - 1].end) {
    const token = tokenAt(source, at, isWebVtt, before === 'line');
    // Tags may be between the beginning of a line and its dash.
    if (token.kind !== 'tag') before = token.kind;
    tokens.push(token);
    if (tokens.length > MOST_TOKENS) throw errorAt(source, cue.start, 'a subtitle is too long');
  }
  return partsOf(tokens).flatMap((part, i) => utteranceOf(part, number, i === 0));
}
