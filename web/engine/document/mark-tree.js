/** @file The marks of a block as a tree: which is within which. */

import { StepglotError } from '../base/errors.js';

/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./blocks.js').Mark} Mark */

/**
 * @param {readonly Mark[]} marks
 * @returns {number[]} For each the span that it is directly in, or -1.
 */
function parentsOf(marks) {
  /** @type {number[]} */
  const open = [];
  return marks.map(({ start, parent }, i) => {
    if (parent === undefined) {
      while (open.length > 0 && marks[open[open.length - 1]].end <= start) open.pop();
    } else {
      while (open.length > 0 && open[open.length - 1] !== parent) open.pop();
    }
    const found = open.at(-1) ?? -1;
    if (marks[i].kind === 'span') open.push(i);
    return found;
  });
}

/**
 * @param {Block} block
 * @param {number[]} parents
 * @throws {StepglotError} `invalid_argument`.
 */
function check({ text, marks }, parents) {
  marks.forEach(({ kind, start, end, parent }, i) => {
    const outer = marks[parents[i]] ?? { start: 0, end: text.length };
    const isWithin = outer.start <= start && start <= end && end <= outer.end;
    const isInOrder = i === 0 || marks[i - 1].start <= start;
    const isPoint = kind !== 'point' || start === end;
    if (isWithin && isInOrder && isPoint && (parent ?? parents[i]) === parents[i]) return;
    throw new StepglotError(
      'invalid_argument',
      `mark ${i}, a ${kind} from ${start} to ${end}, is out of order or overlaps another one`,
    );
  });
}

/** Marks in their order: those within a mark follow it directly. -1 is the block itself. */
export class MarkTree {
  /**
   * @param {Block} block
   * @throws {StepglotError} `invalid_argument` for marks that are out of order or overlap by halves.
   */
  constructor(block) {
    const { marks } = block;
    this.marks = marks;
    /** For each mark the span that it is directly in, or -1. */
    this.parents = parentsOf(marks);
    check(block, this.parents);
    /** For each mark the last one within it, or itself. */
    this.last = marks.map((_, i) => i);
    /**
     * The marks directly within each, from -1 on, so moved by one.
     *
     * @type {number[][]}
     */
    this.children = [[], ...marks.map(() => /** @type {number[]} */ ([]))];
    for (let i = marks.length - 1; i >= 0; i--) {
      const parent = this.parents[i];
      if (parent >= 0) this.last[parent] = Math.max(this.last[parent], this.last[i]);
    }
    this.parents.forEach((parent, i) => this.children[parent + 1].push(i));
    /** Where marks begin and end, in order. */
    this.edges = [...new Set(marks.flatMap(({ start, end }) => [start, end]))].sort(
      (a, b) => a - b,
    );
    this.#innermost = this.#findInnermost();
  }

  /** For each stretch that begins at an edge the innermost span that has text there. */
  #innermost;

  #findInnermost() {
    const innermost = new Int32Array(this.edges.length).fill(-1);
    let next = 0;
    let inside = -1;
    for (const [i, edge] of this.edges.entries()) {
      while (inside >= 0 && this.marks[inside].end <= edge) inside = this.parents[inside];
      for (; next < this.marks.length && this.marks[next].start === edge; next++) {
        const { kind, end } = this.marks[next];
        if (kind === 'span' && end > edge) inside = next;
      }
      innermost[i] = inside;
    }
    return innermost;
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {number} The innermost span that has more than half of a range, or -1.
   */
  spanOf(start, end) {
    const middle = (start + end - 1) >> 1;
    let low = 0;
    let high = this.edges.length;
    while (low < high) {
      const between = (low + high) >> 1;
      if (this.edges[between] <= middle) low = between + 1;
      else high = between;
    }
    let span = low === 0 ? -1 : this.#innermost[low - 1];
    const isMost = (/** @type {Mark} */ mark) =>
      2 * (Math.min(mark.end, end) - Math.max(mark.start, start)) > end - start;
    while (span >= 0 && !isMost(this.marks[span])) span = this.parents[span];
    return span;
  }

  /**
   * @param {number} mark
   * @param {number} span Or -1.
   * @returns {boolean} Whether a mark is the span or within it.
   */
  isWithin(mark, span) {
    return span < 0 || (span <= mark && mark <= this.last[span]);
  }
}
