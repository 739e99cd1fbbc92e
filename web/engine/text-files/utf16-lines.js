/** @file The lines of a text in UTF-16. */

import { checkLine } from './plausible.js';

/** Splits bytes into lines as they arrive. */
export class Utf16Lines {
  #name;
  #decoder;
  /** The beginning of a line. */
  #rest = '';
  #number = 1;

  /**
   * @param {string} name What messages call the text.
   * @param {'utf-16le' | 'utf-16be'} encoding
   */
  constructor(name, encoding) {
    this.#name = name;
    this.#decoder = new TextDecoder(encoding, { fatal: true, ignoreBOM: true });
  }

  /** @param {Uint8Array} chunk The next bytes. @returns {Generator<string, void, void>} */
  *add(chunk) {
    const text = this.#decode(chunk, true);
    let start = 0;
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n', start)) {
      yield this.#finish(this.#rest + text.slice(start, end + 1));
      this.#rest = '';
      start = end + 1;
    }
    this.#rest += text.slice(start);
  }

  /** @returns {Generator<string, void, void>} */
  *end() {
    const last = this.#rest + this.#decode(new Uint8Array(), false);
    if (last !== '') yield this.#finish(last);
  }

  /** @param {Uint8Array} bytes @param {boolean} stream Whether more may come. */
  #decode(bytes, stream) {
    try {
      return this.#decoder.decode(bytes, { stream });
    } catch (cause) {
      const place = `at or after line ${this.#number}`;
      throw new Error(`${this.#name} is not valid UTF-16: ${place}`, { cause });
    }
  }

  /** @param {string} line */
  #finish(line) {
    checkLine(line, this.#name, this.#number);
    this.#number += 1;
    return line;
  }
}
