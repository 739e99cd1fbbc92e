/** @file What of a file is translated already, beside the output, so that a run that ended goes on. */

import { createHash } from 'node:crypto';
import { appendFileSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileError } from './files.mjs';

/** @typedef {import('../../web/engine/index.js').Piece} Piece */

/**
 * @param {Uint8Array} source
 * @param {unknown} settings Whatever changes the translation.
 * @returns {string} Of both; another one means that a journal is of something else.
 */
export const fingerprint = (source, settings) =>
  createHash('sha256').update(JSON.stringify(settings)).update(source).digest('hex');

/**
 * @param {string} text Of a journal.
 * @param {string} key Its first line has to be.
 * @returns {Piece[][]} The pieces of the first blocks; a line that was cut ends them.
 */
function piecesIn(text, key) {
  const [first, ...lines] = text.split('\n');
  /** @type {Piece[][]} */
  const translated = [];
  if (first !== key) return translated;
  // The last line ends in a newline, or was cut.
  for (const line of lines.slice(0, -1)) {
    try {
      translated.push(...JSON.parse(line));
    } catch {
      break;
    }
  }
  return translated;
}

/** The translated blocks of one output. */
export class Journal {
  #path;
  #key;
  #isBegun = false;
  /** @type {readonly (readonly Piece[])[]} */
  #known = [];

  /**
   * @param {string} output The path of what is to be written.
   * @param {string} key See `fingerprint`.
   */
  constructor(output, key) {
    this.#path = `${output}.journal`;
    this.#key = key;
  }

  /** @returns {readonly (readonly Piece[])[]} What an earlier run translated of the same. */
  read() {
    try {
      this.#known = piecesIn(readFileSync(this.#path, 'utf8'), this.#key);
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ENOENT') {
        throw fileError('read', this.#path, error);
      }
    }
    return this.#known;
  }

  /** @param {readonly (readonly Piece[])[]} translated The next blocks. */
  add(translated) {
    const line = (/** @type {unknown} */ value) => `${JSON.stringify(value)}\n`;
    try {
      if (!this.#isBegun) writeFileSync(this.#path, `${this.#key}\n${line(this.#known)}`);
      this.#isBegun = true;
      appendFileSync(this.#path, line(translated));
    } catch (error) {
      throw fileError('write', this.#path, error);
    }
  }

  /** Removes it, once the output is there. */
  remove() {
    rmSync(this.#path, { force: true });
  }
}
