/** @file Writes the pieces of a translated block: marks, and the text between them. */

import { isSpace } from './places.js';

/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./blocks.js').Piece} Piece */
/** @typedef {import('./origins.js').TargetAtom} TargetAtom */

/** Takes marks in the order of the translation. No space is added or lost beside them. */
export class PieceWriter {
  /** @type {Piece[]} */
  #pieces = [];
  /** How much of the translation is written. */
  #written = 0;
  #block;
  #text;
  #atoms;
  #left;

  /**
   * @param {Block} block
   * @param {string} text The translation.
   * @param {readonly TargetAtom[]} atoms Of the translation.
   * @param {readonly Range[]} left Parts of the translation that are left out, in order.
   */
  constructor(block, text, atoms, left) {
    this.#block = block;
    this.#text = text;
    this.#atoms = atoms;
    this.#left = left;
  }

  /**
   * @param {number} place Between atoms.
   * @returns {Range} The white space there.
   */
  #gap(place) {
    return {
      start: place > 0 ? this.#atoms[place - 1].end : 0,
      end: place < this.#atoms.length ? this.#atoms[place].start : this.#text.length,
    };
  }

  /** @param {string} text */
  #add(text) {
    if (text === '') return;
    const last = this.#pieces.at(-1);
    if (last && 'text' in last && !('kept' in last)) last.text += text;
    else this.#pieces.push({ text });
  }

  /** @param {number} end Index into the translation, to which its text is written. */
  #writeTo(end) {
    while (this.#left.length > 0 && this.#left[0].start < end) {
      const [{ start, end: next }, ...left] = this.#left;
      this.#left = left;
      if (start >= this.#written) this.#add(this.#text.slice(this.#written, start));
      this.#written = Math.max(this.#written, next);
    }
    if (end <= this.#written) return;
    this.#add(this.#text.slice(this.#written, end));
    this.#written = end;
  }

  /**
   * @param {number} mark A span.
   * @param {Range} run
   */
  open(mark, run) {
    const { start, end } = this.#block.marks[mark];
    const gap = this.#gap(run.start);
    const hasSpace = start < end && isSpace(this.#block.text[start]);
    const isEmpty = run.start === run.end;
    if (hasSpace) {
      this.#writeTo(
        Math.min(gap.start + this.#spacesBefore(start), Math.max(gap.start, gap.end - 1)),
      );
    } else this.#writeTo(isEmpty ? this.#placeIn(gap, start, start) : gap.end);
    this.#pieces.push({ open: mark });
    if (isEmpty && hasSpace) this.#writeTo(Math.min(gap.end, this.#written + end - start));
  }

  /**
   * @param {number} mark A span.
   * @param {Range} run
   */
  close(mark, run) {
    const { start, end } = this.#block.marks[mark];
    if (run.start < run.end) {
      const gap = this.#gap(run.end);
      this.#writeTo(Math.min(gap.end, gap.start + this.#spacesBefore(end, start)));
    }
    this.#pieces.push({ close: mark });
  }

  /**
   * @param {number} place In the source.
   * @param {number} [start] Where to end.
   * @returns {number} How much white space is directly before.
   */
  #spacesBefore(place, start = 0) {
    let count = 0;
    while (count < place - start && isSpace(this.#block.text[place - 1 - count])) count++;
    return count;
  }

  /**
   * @param {Range} gap White space of the translation.
   * @param {number} start Of a mark without words.
   * @param {number} end
   * @returns {number} Where it is in the gap.
   */
  #placeIn(gap, start, end) {
    const { text } = this.#block;
    const before = this.#spacesBefore(start);
    const after = isSpace(text[end]) ? 1 : 0;
    return Math.min(gap.start + before, Math.max(gap.start, gap.end - (before ? 0 : after)));
  }

  /**
   * Writes a point or what is kept.
   *
   * @param {number} mark
   * @param {Range} run
   */
  leaf(mark, run) {
    const { kind, start, end } = this.#block.marks[mark];
    const { text } = this.#block;
    if (run.start < run.end) {
      const atom = this.#atoms[run.start];
      this.#writeTo(atom.start);
      this.#pieces.push({ kept: mark, text: this.#text.slice(atom.start, atom.end) });
      this.#written = atom.end;
      return;
    }
    this.#writeTo(this.#placeIn(this.#gap(run.start), start, end));
    const isBetween = isSpace(text[start - 1]) && isSpace(text[end]);
    const isKept = kind === 'kept';
    if ((isBetween || (isKept && isSpace(text[start - 1]))) && this.#touchesLeft()) this.#add(' ');
    this.#pieces.push(isKept ? { kept: mark, text: text.slice(start, end) } : { point: mark });
    if ((isBetween || (isKept && isSpace(text[end]))) && this.#touchesRight()) this.#add(' ');
  }

  /** @returns {boolean} Whether a word or a sign is directly before. */
  #touchesLeft() {
    const last = this.#pieces.findLast((piece) => 'text' in piece && piece.text !== '');
    return last !== undefined && 'text' in last && !isSpace(last.text.at(-1));
  }

  /** @returns {boolean} Whether a word or a sign is directly after. */
  #touchesRight() {
    return this.#written < this.#text.length && !isSpace(this.#text[this.#written]);
  }

  /** @returns {Piece[]} All of them, with the rest of the text. */
  end() {
    this.#writeTo(this.#text.length);
    return this.#pieces;
  }
}
