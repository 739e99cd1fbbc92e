/** @file What is said in a cue: its text without markup, one part for each person who speaks. */

import { errorAt } from '../base/document-error.js';

/** @typedef {import('../blocks.js').Mark} Mark */
/** @typedef {import('./cues.js').Cue} Cue */

/**
 * @typedef {object} Utterance
 * @property {number} cue Its number.
 * @property {number} start Index of the part of the source that it is, without dash and outer tags.
 * @property {number} end
 * @property {string} text
 * @property {Mark[]} marks
 * @property {{open: string, close: string}[]} tags For each mark; a point has only `open`.
 * @property {number} lines How many lines it has.
 * @property {number} longest Characters of the longest of them.
 * @property {boolean} isOther Whether somebody else begins to speak, or a new part of the cue.
 */

/**
 * @typedef {object} Token
 * @property {'text' | 'tag' | 'line' | 'dash' | 'kept'} kind
 * @property {number} start
 * @property {number} end
 * @property {string} text
 * @property {number} [pair] Index of the token that closes a tag, or opens it.
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

/** @param {string} tag @returns {string} The name of an element; empty for a time or a setting. */
const nameOf = (tag) => /^<\/?([a-z]+)/i.exec(tag)?.[1].toLowerCase() ?? '';

/** @param {Token[]} tokens */
function pairTags(tokens) {
  /** @type {number[]} */
  const open = [];
  for (const [i, { kind, text }] of tokens.entries()) {
    const name = kind === 'tag' ? nameOf(text) : '';
    if (name === '') continue;
    if (!text.startsWith('</')) {
      open.push(i);
      continue;
    }
    const found = open.findLastIndex((other) => nameOf(tokens[other].text) === name);
    if (found < 0) continue;
    tokens[i].pair = open[found];
    tokens[open[found]].pair = i;
    open.length = found;
  }
}

/** @param {Token} token */
const isSpace = ({ kind, text }) => kind === 'line' || (kind === 'text' && text.trim() === '');

/**
 * @param {Token[]} tokens
 * @returns {[number, number]} Which of them are left without spaces, dashes and tags around all.
 */
function coreOf(tokens) {
  let low = 0;
  let high = tokens.length;
  const isLoose = (/** @type {Token} */ token) =>
    isSpace(token) || token.kind === 'dash' || (token.kind === 'tag' && token.pair === undefined);
  for (;;) {
    if (low < high && isLoose(tokens[low])) low += 1;
    else if (low < high && isLoose(tokens[high - 1])) high -= 1;
    else if (low < high && tokens[low].pair === high - 1) {
      low += 1;
      high -= 1;
    } else return [low, high];
  }
}

/**
 * @param {Token[]} tokens Of one utterance.
 * @param {string} source
 * @returns {Pick<Utterance, 'text' | 'marks' | 'tags'>}
 */
function textAndMarks(tokens, source) {
  let text = '';
  /** @type {Mark[]} */
  const marks = [];
  /** @type {Utterance['tags']} */
  const tags = [];
  /** @type {Map<number, Mark>} */
  const open = new Map();
  const hasText = (/** @type {number} */ from, /** @type {number} */ to) =>
    tokens.slice(from, to).some((token) => token.kind !== 'tag');
  for (let i = 0; i < tokens.length; i++) {
    const { kind, pair, start, end, text: raw } = tokens[i];
    if (kind === 'tag' && pair !== undefined && pair < i) {
      /** @type {Mark} */ (open.get(pair)).end = text.length;
      continue;
    }
    const isSpan = kind === 'tag' && pair !== undefined && hasText(i, pair);
    if (kind === 'tag' || kind === 'kept') {
      /** @type {Mark} */
      const mark = { kind: isSpan ? 'span' : 'point', start: text.length, end: text.length };
      if (kind === 'kept') mark.kind = 'kept';
      const whole = pair === undefined || isSpan ? end : tokens[pair].end;
      marks.push(mark);
      const close = isSpan ? source.slice(tokens[pair].start, tokens[pair].end) : '';
      tags.push({ open: source.slice(start, whole), close });
      if (isSpan) open.set(i, mark);
      else if (kind === 'tag' && pair !== undefined) i = pair;
      if (kind === 'kept') {
        text += raw;
        mark.end = text.length;
      }
    } else text += raw;
  }
  return { text, marks, tags };
}

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
 * @param {string} source
 * @param {Token[]} part
 * @param {number} cue
 * @param {boolean} isFirst Whether the cue begins with it.
 * @returns {Utterance[]} One, or none when nothing is said.
 */
function utteranceOf(source, part, cue, isFirst) {
  pairTags(part);
  const [low, high] = coreOf(part);
  if (low === high) return [];
  const before = part.slice(0, low);
  const tokens = part.slice(low, high).map((token) => ({
    ...token,
    pair: token.pair === undefined ? undefined : token.pair - low,
  }));
  const isSaid = before.some((token) => token.kind === 'dash' || isVoice(token));
  const [first, last] = [part[low], part[high - 1]];
  // Spaces at the edges of texts are outside of the part that is written.
  const left = first.kind === 'text' ? first.text.length - first.text.trimStart().length : 0;
  const right = last.kind === 'text' ? last.text.length - last.text.trimEnd().length : 0;
  return [
    {
      ...trimmed(textAndMarks(tokens, source), left, right),
      ...measure(tokens),
      cue,
      start: first.start + left,
      end: last.end - right,
      isOther: !isFirst || isSaid,
    },
  ];
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
  return partsOf(tokens).flatMap((part, i) => utteranceOf(source, part, number, i === 0));
}

/**
 * @param {Pick<Utterance, 'text' | 'marks' | 'tags'>} content
 * @param {number} before Spaces at its beginning.
 * @param {number} after Spaces at its end.
 */
function trimmed({ text, marks, tags }, before, after) {
  const moved = (/** @type {number} */ at) =>
    Math.min(Math.max(at - before, 0), text.length - before - after);
  return {
    text: text.slice(before, text.length - after),
    marks: marks.map((mark) => ({ ...mark, start: moved(mark.start), end: moved(mark.end) })),
    tags,
  };
}
