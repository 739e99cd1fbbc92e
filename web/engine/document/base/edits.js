/** @file Parts of a source that are written anew, while all between them keeps its bytes. */

/** @typedef {(start: number, end: number) => string} Slice A part of the source, edited. */
/** @typedef {{start: number, end: number, write: (slice: Slice) => string}} Edit */

/** Edits of a source. One may hold others, and then asks for the parts of its range as edited. */
export class Edits {
  #source;
  /** @type {Edit[]} */
  #edits = [];
  #isSorted = true;

  /** @param {string} source */
  constructor(source) {
    this.#source = source;
  }

  /**
   * @param {number} start
   * @param {number} end The same as `start` for something that is put in.
   * @param {string | ((slice: Slice) => string)} text What is there instead.
   */
  add(start, end, text) {
    const write = typeof text === 'string' ? () => text : text;
    this.#edits.push({ start, end, write });
    this.#isSorted = false;
  }

  /** @returns {string} The whole source, edited. */
  apply() {
    return this.slice(0, this.#source.length);
  }

  /** @type {Slice} */
  slice = (start, end) => {
    this.#sort();
    let text = '';
    let at = start;
    for (let i = this.#firstFrom(start); i < this.#edits.length; i++) {
      const edit = this.#edits[i];
      if (edit.start >= end && end < this.#source.length) break;
      if (edit.start < at || edit.end > end) continue;
      text += this.#source.slice(at, edit.start) + edit.write(this.slice);
      at = edit.end;
    }
    return text + this.#source.slice(at, end);
  };

  #sort() {
    if (this.#isSorted) return;
    this.#edits.sort((a, b) => a.start - b.start || b.end - a.end);
    this.#isSorted = true;
  }

  /** @param {number} start @returns {number} Index of the first edit that starts there or later. */
  #firstFrom(start) {
    let low = 0;
    let high = this.#edits.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#edits[middle].start < start) low = middle + 1;
      else high = middle;
    }
    return low;
  }
}
