/** @file Places the marks of a block in its translation. */

import { firstAfter } from './atoms.js';
import { MarkTree } from './mark-tree.js';
import { Origins } from './origins.js';
import { PieceWriter } from './piece-writer.js';
import { placeOf } from './places.js';
import { Runs } from './runs.js';

/** @typedef {import('../base/errors.js').StepglotError} StepglotError */
/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./blocks.js').Piece} Piece */

/**
 * A mark and the atoms that it surrounds; none for a point and what is like one.
 *
 * @typedef {Range & {mark: number}} Item
 */

/**
 * @param {Item[]} items
 * @param {number} place
 * @param {boolean} isBefore Whether the point comes before the item that is in the way.
 * @returns {number} The place, or the end of the item that has it inside.
 */
function outside(items, place, isBefore) {
  const item = items[firstAfter(items, place)];
  if (!item || item.start >= place) return place;
  return isBefore ? item.start : item.end;
}

/** @param {Item[]} items */
const sorted = (items) =>
  items.sort((a, b) => a.start - b.start || a.end - b.end || a.mark - b.mark);

/** Where all marks of one block are in its translation. */
class Layout {
  #block;
  #tree;
  #origins;
  #runs;
  #writer;

  /**
   * @param {Block} block
   * @param {Translation} translation
   */
  constructor(block, translation) {
    this.#block = block;
    this.#tree = new MarkTree(block);
    this.#origins = new Origins(block, translation, this.#tree);
    this.#runs = new Runs(this.#origins, this.#tree).ofMarks;
    const moved = this.#origins.target.filter(({ kept }) => kept >= 0 && !this.#runs[kept]);
    this.#writer = new PieceWriter(block, translation.text, this.#origins.target, moved);
  }

  /**
   * @param {number} span Or -1.
   * @param {Range} run Its atoms.
   * @returns {Item[]} The marks directly within, in the order of the translation.
   */
  #itemsOf(span, run) {
    const { children, marks } = this.#tree;
    /** @type {Item[]} */
    const items = [];
    for (const mark of children[span + 1]) {
      const range = this.#runs[mark];
      if (range) items.push({ ...range, mark });
    }
    sorted(items);
    const points = children[span + 1].flatMap((mark) => {
      if (this.#runs[mark]) return [];
      const wanted = placeOf(this.#block, this.#origins, marks[mark], run);
      const item = items[firstAfter(items, wanted)];
      const isBefore = item !== undefined && mark < item.mark;
      const start = outside(items, wanted, isBefore);
      return [{ start, end: start, mark }];
    });
    return sorted([...items, ...points]);
  }

  /** @returns {Piece[]} */
  pieces() {
    const { marks } = this.#tree;
    const whole = { start: 0, end: this.#origins.target.length };
    const open = [{ mark: -1, run: whole, items: this.#itemsOf(-1, whole), next: 0 }];
    for (let inner = open[0]; ; inner = open[open.length - 1]) {
      if (inner.next === inner.items.length) {
        open.pop();
        if (open.length === 0) return this.#writer.end();
        this.#writer.close(inner.mark, inner.run);
        continue;
      }
      const { mark, ...run } = inner.items[inner.next++];
      if (marks[mark].kind !== 'span') this.#writer.leaf(mark, run);
      else {
        this.#writer.open(mark, run);
        open.push({ mark, run, items: this.#itemsOf(mark, run), next: 0 });
      }
    }
  }
}

/**
 * Places the marks of a block in its translation. Spans surround the words that come from theirs, one
 * run of words each; points keep their places between words; what is kept is where the translation has
 * it. Each mark is there exactly once, within the same spans as in the source; neighbors may change
 * places as their words do. Nothing is inside a word unless it is so in the source and the word stays
 * the same.
 *
 * @param {Block} block
 * @param {Translation} translation Of its text, with alignment; the ranges of kept marks were in the
 *   option `protect`. Without an alignment, only what is equal in both texts tells where marks belong.
 * @returns {Piece[]} A kept mark that the translation lost is put between the words where it was.
 * @throws {StepglotError} `invalid_argument` for marks that are out of order or overlap by halves.
 */
export function placeMarks(block, translation) {
  return new Layout(block, translation).pieces();
}
