/** @file The lines of a text in UTF-8, and those in Windows-1252 among them. */

import { joined } from './bytes.js';
import { checkLine } from './plausible.js';
import { decodeWindows1252 } from './windows-1252.js';

const NEWLINE = 0x0a;

const lenient = new TextDecoder('utf-8', { ignoreBOM: true });

// Words of other scripts in other encodings: those of Windows-1252 have letters of ASCII between.
const FOREIGN = /(?:([^\0-\x7f])(?!\1)){6}/;

/**
 * @param {string} text Decoded as UTF-8, with U+FFFD for what is not.
 * @param {Uint8Array} bytes What it was decoded from.
 * @returns {{errors: number, characters: number}} Places that are not UTF-8, and characters of several
 *   bytes.
 */
function count(text, bytes) {
  const replaced = text.match(/\ufffd/g)?.length ?? 0;
  // Three bytes stand for the character itself, where a text has it.
  const written = replaced === 0 ? 0 : countWritten(bytes);
  const characters = text.match(/[^\0-\x7f\ufffd]/gu)?.length ?? 0;
  return { errors: replaced - written, characters };
}

/** @param {Uint8Array} bytes @returns {number} How often U+FFFD is written out in UTF-8. */
function countWritten(bytes) {
  let found = 0;
  for (let i = bytes.indexOf(0xef); i >= 0; i = bytes.indexOf(0xef, i + 1)) {
    if (bytes[i + 1] === 0xbf && bytes[i + 2] === 0xbd) found += 1;
  }
  return found;
}

/** Splits bytes into lines as they arrive. */
export class Utf8Lines {
  #name;
  #onNotice;
  /** The beginning of a line. @type {Uint8Array[]} */
  #rest = [];
  #number = 1;
  /** Whether a line had characters of UTF-8 beyond ASCII. */
  #isUtf8 = false;
  /** Whether a line was in Windows-1252. */
  #isWindows = false;

  /**
   * @param {string} name What messages call the text.
   * @param {(notice: string) => void} onNotice Called once, before the first line in Windows-1252.
   */
  constructor(name, onNotice) {
    this.#name = name;
    this.#onNotice = onNotice;
  }

  /** @param {Uint8Array} chunk The next bytes. @returns {Generator<string, void, void>} */
  *add(chunk) {
    // Before a line of what may be no text at all is taken for one.
    if (chunk.includes(0)) {
      throw new Error(
        `${this.#name} is not a text file: it has zero bytes at or after line ${this.#number}` +
          ' (UTF-16 needs a byte order mark)',
      );
    }
    let start = 0;
    for (let end = chunk.indexOf(NEWLINE); end >= 0; end = chunk.indexOf(NEWLINE, start)) {
      this.#rest.push(chunk.subarray(start, end + 1));
      start = end + 1;
      yield this.#finish();
    }
    if (start < chunk.length) this.#rest.push(chunk.subarray(start));
  }

  /** @returns {Generator<string, void, void>} */
  *end() {
    if (this.#rest.length > 0) yield this.#finish();
  }

  #finish() {
    const line = this.#decode(joined(this.#rest));
    this.#rest = [];
    checkLine(line, this.#name, this.#number);
    this.#number += 1;
    return line;
  }

  /**
   * Decodes a line: as Windows-1252 when it is not UTF-8, and after such a line also when it is hardly
   * UTF-8, as a capital letter before a closing quotation mark may look.
   *
   * @param {Uint8Array} bytes
   */
  #decode(bytes) {
    const text = lenient.decode(bytes);
    const { errors, characters } = count(text, bytes);
    if (errors === 0 && characters === 0) return text;
    // Earlier lines count as one character more, of whichever encoding they were in.
    const isWindows = this.#isWindows && !this.#isUtf8;
    const balance = characters - errors + Number(this.#isUtf8) - Number(isWindows);
    if (characters === 0 || balance <= 0) return this.#windows(bytes);
    if (errors > 0) {
      throw new Error(`${this.#name} is damaged: line ${this.#number} is UTF-8 with wrong bytes`);
    }
    this.#isUtf8 ||= !isWindows;
    return text;
  }

  /** @param {Uint8Array} bytes */
  #windows(bytes) {
    const text = decodeWindows1252(bytes);
    if (text.includes('\ufffd') || FOREIGN.test(text)) {
      throw new Error(
        `${this.#name} is in an unknown encoding: line ${this.#number} is neither UTF-8 nor` +
          ' Windows-1252; convert it to UTF-8',
      );
    }
    if (!this.#isWindows) {
      this.#onNotice(
        `${this.#name}: line ${this.#number} is not UTF-8; it and such lines after it are read as` +
          ' Windows-1252',
      );
    }
    this.#isWindows = true;
    return text;
  }
}
