/** @file Writes the pieces of a translated block: marks, and the text between them. */

import { firstAfter } from './atoms.js';
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
  #kept;

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
    this.#kept = block.marks.filter(({ kind, start, end }) => kind === 'kept' && start < end);
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
    const isEmpty = run.start === run.end;
    const wanted = isEmpty && start === end ? 'point' : 'open';
    this.#writeTo(this.#placeIn(gap, start, wanted));
    this.#pieces.push({ open: mark });
  }

  /**
   * @param {number} mark A span.
   * @param {Range} run
   */
  close(mark, run) {
    const { start, end } = this.#block.marks[mark];
    if (run.start < run.end || start < end) {
      this.#writeTo(this.#placeIn(this.#gap(run.end), end, 'close', start));
    }
    this.#pieces.push({ close: mark });
  }

  /**
   * @param {number} place In the source.
   * @param {number} [start] Where to end.
   * @returns {number} How much white space is directly before.
   */
  #spacesBefore(place, start = 0) {
    const kept = this.#kept[firstAfter(this.#kept, place) - 1]?.end ?? 0;
    const most = place - Math.max(start, kept);
    let count = 0;
    while (count < most && isSpace(this.#block.text[place - 1 - count])) count++;
    return count;
  }

  /**
   * @param {Range} gap White space of the translation.
   * @param {number} place In the source, of a tag or a point.
   * @param {'open' | 'close' | 'point'} kind
   * @param {number} [start] Of the span that is closed.
   * @returns {number} The place in the gap: as in the source, if that has as much white space there;
   *   else outside of a span that has none at that end, and after what is before a point.
   */
  #placeIn(gap, place, kind, start = 0) {
    const { text } = this.#block;
    const before = this.#spacesBefore(place);
    const end = this.#kept[firstAfter(this.#kept, place)]?.start ?? text.length;
    let after = 0;
    while (place + after < end && isSpace(text[place + after])) after++;
    const length = gap.end - gap.start;
    if (before + after === length) return gap.start + before;
    if (kind === 'close') return Math.min(gap.end, gap.start + this.#spacesBefore(place, start));
    if (kind === 'open' && after === 0) return gap.end;
    const rest = before === 0 || kind === 'open' ? Math.min(after, 1) : 0;
    return Math.min(gap.start + before, Math.max(gap.start, gap.end - rest));
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
    const gap = this.#gap(run.start);
    this.#writeTo(this.#placeIn(gap, start, 'point'));
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
