/**
 * @file The lines of text files and pipes, whatever encoding they are in.
 *
 * UTF-8, UTF-16 with a byte order mark, UTF-16 without one where nearly every other byte is zero, and
 * lines that are not UTF-8 as Windows-1252. Anything else is rejected rather than read as something
 * that nobody wrote.
 */

import { joined } from './bytes.js';
import { beginningOf } from './encoding.js';
import { Utf8Lines } from './utf8-lines.js';
import { Utf16Lines } from './utf16-lines.js';

/**
 * Splits bytes into lines as they arrive. It holds one chunk and one line.
 */
export class TextLines {
  #name;
  #onNotice;
  /** Bytes that came before the encoding was known. @type {Uint8Array} */
  #head = new Uint8Array();
  /** @type {Utf8Lines | Utf16Lines | undefined} */
  #lines;

  /**
   * @param {string} name What messages call the text.
   * @param {(notice: string) => void} onNotice Called at most once, when not all of it is Unicode.
   */
  constructor(name, onNotice) {
    this.#name = name;
    this.#onNotice = onNotice;
  }

  /**
   * @param {Uint8Array} chunk The next bytes, which must stay as they are.
   * @returns {Generator<string, void, void>} The lines that end in them, with their newlines.
   * @throws {Error} When it is not a text, or one in another encoding.
   */
  *add(chunk) {
    if (this.#lines) yield* this.#lines.add(chunk);
    else {
      this.#head = joined([this.#head, chunk]);
      yield* this.#begin(false);
    }
  }

  /**
   * @returns {Generator<string, void, void>} The last line, when it has no newline.
   * @throws {Error} As `add`.
   */
  *end() {
    if (!this.#lines) yield* this.#begin(true);
    yield* /** @type {Utf8Lines | Utf16Lines} */ (this.#lines).end();
  }

  /** @param {boolean} isWhole Whether no more bytes come. */
  *#begin(isWhole) {
    const beginning = beginningOf(this.#head, isWhole);
    if (!beginning) return;
    const { encoding, mark } = beginning;
    if (encoding === 'utf-32') {
      throw new Error(`${this.#name} is in UTF-32, which is not supported: convert it to UTF-8`);
    }
    this.#lines =
      encoding === 'utf-8'
        ? new Utf8Lines(this.#name, this.#onNotice)
        : new Utf16Lines(this.#name, encoding);
    yield* this.#lines.add(this.#head.subarray(mark));
    this.#head = new Uint8Array();
  }
}

/**
 * Decodes a whole text file.
 *
 * @param {Uint8Array} bytes
 * @param {string} name What messages call it.
 * @returns {{text: string, notice: string}} The text, and what is to be said of its encoding; empty
 *   when that is Unicode.
 * @throws {Error} When it is not a text, or one in another encoding.
 */
export function decodeText(bytes, name) {
  let notice = '';
  const lines = new TextLines(name, (message) => (notice = message));
  const text = [...lines.add(bytes), ...lines.end()].join('');
  return { text, notice };
}
