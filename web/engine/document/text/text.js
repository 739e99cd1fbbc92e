/** @file Plain text: a block for each line, or for each paragraph where lines are only wrapped. */

import { Edits } from '../base/edits.js';
import { hasLetters, isCopy, textOf } from '../base/pieces.js';
import { wrapText } from '../base/wrap.js';
import { hasWrappedLines } from '../wrapped-lines.js';

/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */

/**
 * @typedef {object} Line
 * @property {number} start Index of its first character.
 * @property {string} prefix Indentation and the marks of quotations and lists.
 * @property {string} text The rest, without spaces at its end.
 */

/**
 * @typedef {object} Paragraph
 * @property {Line[]} lines
 */

const PREFIX = /^(?:[\s>|]|[-*+•](?=\s)|\(?(?:\d{1,3}|\p{L})\)(?=\s)|\d{1,3}\.(?=\s))*/u;
const QUOTED = /[>|]/g;
const LISTED = /[^\s>|]/;

// Lines longer than this are not wrapped ones.
const WIDEST = 90;

// Programs that make lines of about the same length leave some space in them.
const RAGGED = 10;

/** @param {string} source @returns {Line[]} */
function linesOf(source) {
  return [...source.matchAll(/[^\r\n]+/g)].map(({ index, 0: line }) => {
    const [prefix] = /** @type {RegExpExecArray} */ (PREFIX.exec(line));
    return { start: index, prefix, text: line.slice(prefix.length).trimEnd() };
  });
}

/** @param {Line} line */
const lengthOf = ({ prefix, text }) => prefix.length + text.length;

/** @param {Line} line */
const endOf = (line) => line.start + lengthOf(line);

/**
 * @param {string} source
 * @param {Line} line
 * @param {Line} next
 * @param {number} width
 * @returns {boolean} Whether the next line is only there because a word did not fit into this one.
 */
function goesOn(source, line, next, width) {
  const between = source.slice(endOf(line), next.start);
  if (!/^[ \t]*(?:\r\n|\r|\n)$/.test(between) || line.text === '' || next.text === '') return false;
  const quotes = (/** @type {Line} */ { prefix }) => prefix.match(QUOTED)?.join('') ?? '';
  if (LISTED.test(next.prefix) || quotes(line) !== quotes(next)) return false;
  const [word] = /** @type {RegExpExecArray} */ (/^\S+/.exec(next.text));
  return lengthOf(line) + 1 + word.length > width - RAGGED;
}

/**
 * @param {string} source
 * @param {Line[]} lines
 * @param {number} width 0 where lines are not wrapped.
 * @returns {Paragraph[]}
 */
function paragraphsOf(source, lines, width) {
  /** @type {Paragraph[]} */
  const paragraphs = [];
  for (const line of lines) {
    const last = paragraphs.at(-1);
    const before = last?.lines.at(-1);
    if (last && before && width > 0 && goesOn(source, before, line, width)) last.lines.push(line);
    else paragraphs.push({ lines: [line] });
  }
  return paragraphs.filter((paragraph) => paragraph.lines.some(({ text }) => hasLetters(text)));
}

/**
 * @param {Paragraph} paragraph
 * @param {string} translation
 * @param {number} width
 * @param {string} lineEnd
 * @returns {string} Its lines, the first without its prefix.
 */
function wrapParagraph({ lines: [first, second] }, translation, width, lineEnd) {
  const prefix = second?.prefix ?? first.prefix.replace(/[^\s>|]/g, ' ');
  const longest = Math.max(prefix.length, first.prefix.length);
  return wrapText(translation, Math.max(width - longest, 1)).join(lineEnd + prefix);
}

/**
 * @param {string} source
 * @returns {SourceDocument}
 */
export function read(source) {
  const lines = linesOf(source);
  const lengths = lines.map(lengthOf).filter((length) => length <= WIDEST);
  const width = hasWrappedLines(source) ? Math.max(...lengths.slice(0, 100_000)) : 0;
  const lineEnd = /\r\n|\r|\n/.exec(source)?.[0] ?? '\n';
  const paragraphs = paragraphsOf(source, lines, width);
  const blocks = paragraphs.map((paragraph) => ({
    text: paragraph.lines.map(({ text }) => text).join(' '),
    marks: [],
  }));
  return {
    blocks,
    write(translated) {
      const edits = new Edits(source);
      for (const [i, paragraph] of paragraphs.entries()) {
        if (isCopy(blocks[i], translated[i])) continue;
        const [first] = paragraph.lines;
        const last = /** @type {Line} */ (paragraph.lines.at(-1));
        const text = textOf(translated[i]).replace(/\s*[\r\n]\s*/g, ' ');
        const isWrapped = width > 0 && lengthOf(first) <= WIDEST;
        const written = isWrapped ? wrapParagraph(paragraph, text, width, lineEnd) : text;
        edits.add(first.start + first.prefix.length, endOf(last), written);
      }
      return edits.apply();
    },
  };
}
