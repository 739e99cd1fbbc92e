/** @file The entries of PO files, with their places. */

import { errorAt } from '../base/document-error.js';
import { decodeString } from './strings.js';

/**
 * @typedef {object} Text
 * @property {string} keyword Such as `msgid` or `msgstr[1]`.
 * @property {string} value
 * @property {number} start Index of its keyword.
 * @property {number} end Index after its last quotation mark.
 */

/**
 * @typedef {object} Entry
 * @property {number} start Index of the line of its first keyword, or of what it was before.
 * @property {{start: number, end: number} | undefined} flags The line of its flags.
 * @property {string} format Its flags.
 * @property {Text | undefined} context
 * @property {Text} id
 * @property {Text | undefined} plural
 * @property {Text[]} translations In the order of the file.
 */

const LINE = /([^\r\n]*)(\r\n|\r|\n|$)/y;
const KEYWORD = /^\s*(msgctxt|msgid_plural|msgid|msgstr\[\d{1,3}\]|msgstr|domain)\s*(?=")/;
const STRING = /^\s*"((?:[^"\\]|\\.)*)"\s*$/;

/** Reads line by line. */
class Reader {
  #source;
  /** @type {Entry[]} */
  entries = [];
  /** @type {Partial<Entry> & {translations: Text[], format: string}} */
  #entry = { translations: [], format: '' };
  /** What the next string goes on with. @type {Text | undefined} */
  #text;

  /** @param {string} source */
  constructor(source) {
    this.#source = source;
  }

  /** @param {string} line @param {number} start */
  add(line, start) {
    if (/^\s*(?:#|$)/.test(line)) this.#addComment(line, start);
    else if (KEYWORD.test(line)) this.#addKeyword(line, start);
    else if (/^\s*"/.test(line)) this.#addString(line, start);
    else {
      const found = JSON.stringify(line.trim().slice(0, 40));
      throw this.#error(start, `expected msgid, msgstr, a string or a comment, found ${found}`);
    }
  }

  end() {
    this.#finish();
    if (this.#entry.id) throw this.#error(this.#entry.id.start, 'an entry has no msgstr');
  }

  /** @param {number} at @param {string} reason */
  #error(at, reason) {
    return errorAt(this.#source, at, reason);
  }

  /** @param {string} line @param {number} start */
  #addComment(line, start) {
    const isFirst = this.#entry.translations.length > 0;
    if (isFirst) this.#finish();
    this.#text = undefined;
    const entry = this.#entry;
    const mark = /^\s*#(.?)/.exec(line)?.[1];
    if (mark === ',') {
      entry.flags = { start, end: start + line.trimEnd().length };
      entry.format += line;
    }
    if (mark === '|') entry.start ??= start;
    // An obsolete entry: its comments are not those of the next.
    if (mark === '~' && !entry.id) this.#entry = { translations: [], format: '' };
  }

  /** @param {string} line @param {number} start */
  #addKeyword(line, start) {
    const [whole, keyword] = /** @type {RegExpExecArray} */ (KEYWORD.exec(line));
    const isFirst = keyword === 'msgctxt' || keyword === 'msgid';
    if (isFirst && this.#entry.translations.length > 0) this.#finish();
    const entry = this.#entry;
    entry.start ??= start;
    const indent = line.length - line.trimStart().length;
    const at = start + indent;
    /** @type {Text} */
    const text = { keyword, value: '', start: at, end: at };
    this.#text = text;
    if (keyword === 'msgctxt') entry.context = text;
    else if (keyword === 'msgid') entry.id = text;
    else if (keyword !== 'domain' && !entry.id) throw this.#error(at, `${keyword} before msgid`);
    else if (keyword === 'msgid_plural') entry.plural = text;
    else if (keyword !== 'domain') entry.translations.push(text);
    this.#addString(line.slice(whole.length), start + whole.length);
  }

  /** @param {string} line @param {number} start */
  #addString(line, start) {
    const match = STRING.exec(line);
    if (!match) {
      const indent = line.length - line.trimStart().length;
      throw this.#error(start + indent, 'a string without its end on the same line');
    }
    if (!this.#text) throw this.#error(start, 'a string without a keyword');
    this.#text.value += decodeString(match[1]);
    this.#text.end = start + line.trimEnd().length;
  }

  #finish() {
    const { start = 0, flags, format, context, id, plural, translations } = this.#entry;
    if (!id || translations.length === 0) return;
    this.entries.push({ start, flags, format, context, id, plural, translations });
    this.#entry = { translations: [], format: '' };
    this.#text = undefined;
  }
}

/**
 * @param {string} source
 * @returns {Entry[]} In the order of the file, without obsolete ones.
 * @throws {import('../base/document-error.js').DocumentError}
 */
export function entriesOf(source) {
  const reader = new Reader(source);
  LINE.lastIndex = 0;
  for (let start = 0; start < source.length; start = LINE.lastIndex) {
    const [, line] = /** @type {RegExpExecArray} */ (LINE.exec(source));
    reader.add(line, start);
  }
  reader.end();
  return reader.entries;
}
