/** @file The lines of a byte stream, in groups that arrived together, and paragraphs of them. */

import { TextLines } from '../../web/engine/internal.js';
import { readPieces } from './files.mjs';

/** @param {string} line @returns {string} Without its newline and the carriage return of a CRLF. */
const withoutEnd = (line) => line.replace(/\r?\n$|\r$/, '');

/**
 * Splits a stream into lines and hands on at once those whose end has come, so that a pipe that waits
 * for an answer gets it while a file is read many lines at a time. It holds one chunk and one line.
 *
 * @param {AsyncIterable<Uint8Array>} stream
 * @param {number} most Lines in a group at most.
 * @param {string} name What messages call the stream.
 * @param {(notice: string) => void} [onNotice] Told, once, when it is not in Unicode.
 * @returns {AsyncGenerator<string[], void, void>} Groups of at least one line; the last line counts
 *   also without a newline.
 * @throws {Error} When it is not text, or not in an encoding that can be told.
 */
export async function* lineGroups(stream, most, name, onNotice = warn) {
  const lines = new TextLines(name, onNotice);
  /** @type {string[]} */
  const group = [];
  for await (const chunk of stream) {
    for (const line of lines.add(chunk)) {
      group.push(withoutEnd(line));
      if (group.length === most) yield group.splice(0);
    }
    if (group.length > 0) yield group.splice(0);
  }
  for (const line of lines.end()) yield [withoutEnd(line)];
}

/** @param {string} notice */
const warn = (notice) => console.error(`stepglot: ${notice}`);

/**
 * @param {string} path A file; - is standard input.
 * @param {number} most Lines in a group at most.
 * @returns {AsyncGenerator<string[], void, void>} Its lines, as `lineGroups` gives them.
 */
export function readLineGroups(path, most) {
  return path === '-'
    ? lineGroups(process.stdin, most, 'standard input')
    : lineGroups(readPieces(path), most, path);
}

/**
 * Puts lines together that no empty line separates.
 *
 * @param {AsyncIterable<string[]>} groups Of lines.
 * @returns {AsyncGenerator<string[], void, void>} Groups of texts: paragraphs as soon as they end, and
 *   the empty lines between them.
 */
export async function* paragraphGroups(groups) {
  /** @type {string[]} */
  let paragraph = [];
  for await (const lines of groups) {
    const texts = [];
    for (const line of lines) {
      if (line.trim() !== '') {
        paragraph.push(line);
        continue;
      }
      if (paragraph.length > 0) texts.push(paragraph.join('\n'));
      paragraph = [];
      texts.push(line);
    }
    if (texts.length > 0) yield texts;
  }
  if (paragraph.length > 0) yield [paragraph.join('\n')];
}
