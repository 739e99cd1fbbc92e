/** @file Runs: for each span the atoms of the translation that it surrounds. */

/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('./mark-tree.js').MarkTree} MarkTree */
/** @typedef {import('./origins.js').Origins} Origins */
/** @typedef {import('./origins.js').TargetAtom} TargetAtom */

// A span whose words went to other spans gets a free word that has at least this of its attention.
const LEAST_SHARE = 0.15;

// What is kept is in its span, whatever else is.
const KEPT_WORTH = 1e6;

/**
 * @param {TargetAtom} atom
 * @returns {number} How much it counts: function words little, signs hardly.
 */
const sizeOf = ({ start, end, isWord }) => (isWord ? Math.min(end - start, 4) / 4 : 0.1);

/** Chooses the runs, from the outermost spans to the innermost. */
export class Runs {
  /** @type {Origins} */
  #origins;
  /** @type {MarkTree} */
  #tree;
  /** The innermost span of each atom, -1 where there is none or it is not known. */
  #spans;
  /** For each atom the mark that has it among those directly within one span. */
  #owners;
  /** For each mark how many before it are kept. */
  #keptBefore;

  /**
   * @param {Origins} origins
   * @param {MarkTree} tree
   */
  constructor(origins, tree) {
    this.#origins = origins;
    this.#tree = tree;
    const { target } = origins;
    this.#spans = target.map(({ origin, kept }) => {
      if (kept >= 0) return kept;
      return origin ? tree.spanOf(origin.start, origin.end) : -1;
    });
    this.#owners = new Int32Array(target.length);
    this.#keptBefore = new Int32Array(tree.marks.length + 1);
    tree.marks.forEach(({ kind }, i) => {
      this.#keptBefore[i + 1] = this.#keptBefore[i] + (kind === 'kept' ? 1 : 0);
    });
    /** The first and the last atom of each mark in the translation; see `ofMarks`. */
    this.#hulls = this.#findHulls();
    /**
     * For each mark its range of atoms; null for points, for spans without text, and for what the
     * translation lost.
     *
     * @type {(Range | null)[]}
     */
    this.ofMarks = tree.marks.map(() => null);
    const whole = { start: 0, end: target.length };
    this.#placeWithin(-1, whole);
    tree.marks.forEach((_, mark) => {
      const run = this.ofMarks[mark];
      if (run) this.#placeWithin(mark, run);
    });
  }

  #hulls;

  #findHulls() {
    const hulls = this.#tree.marks.map(() => ({ start: Infinity, end: 0, count: 0 }));
    this.#spans.forEach((span, i) => {
      if (span < 0) return;
      const hull = hulls[span];
      hulls[span] = { start: Math.min(hull.start, i), end: i + 1, count: hull.count + 1 };
    });
    for (let i = hulls.length - 1; i >= 0; i--) {
      const parent = hulls[this.#tree.parents[i]];
      if (!parent) continue;
      parent.start = Math.min(parent.start, hulls[i].start);
      parent.end = Math.max(parent.end, hulls[i].end);
      parent.count += hulls[i].count;
    }
    return hulls;
  }

  /**
   * Chooses the runs of the marks directly within a span.
   *
   * @param {number} span Or -1.
   * @param {Range} run The span's own.
   */
  #placeWithin(span, run) {
    const { marks, children } = this.#tree;
    const inner = children[span + 1].filter(
      (mark) => marks[mark].kind !== 'point' && marks[mark].start < marks[mark].end,
    );
    if (inner.length === 0) return;
    this.#owners.fill(-1, run.start, run.end);
    const found = inner.filter((mark) => this.#hulls[mark].count > 0);
    const hasKept = (/** @type {number} */ mark) => this.#hasKept(mark);
    for (const mark of [...found.filter(hasKept), ...found.filter((i) => !hasKept(i))]) {
      this.#claim(mark, this.#bestRun(mark, span, run));
    }
    for (const mark of inner) {
      const isLost = this.ofMarks[mark] === null && marks[mark].kind === 'span';
      if (isLost && this.#origins.hasText(marks[mark]))
        this.#claim(mark, this.#freeWord(mark, run));
    }
  }

  /** @param {number} mark */
  #hasKept(mark) {
    return this.#keptBefore[this.#tree.last[mark] + 1] > this.#keptBefore[mark];
  }

  /**
   * @param {number} mark
   * @param {Range | null} run
   */
  #claim(mark, run) {
    this.ofMarks[mark] = run;
    if (run) this.#owners.fill(mark, run.start, run.end);
  }

  /**
   * @param {number} mark
   * @param {number} span The one that it is directly within.
   * @param {Range} run That span's.
   * @returns {Range | null} The atoms in a row that are worth most: its own ones, others between them
   *   only where they are few or short.
   */
  #bestRun(mark, span, run) {
    const hull = this.#hulls[mark];
    const start = Math.max(hull.start, run.start);
    const end = Math.min(hull.end, run.end);
    let best = { start, end: start, worth: 0 };
    let from = start;
    let worth = 0;
    for (let i = start; i < end; i++) {
      worth += this.#worthOf(i, mark, span);
      if (worth > best.worth) best = { start: from, end: i + 1, worth };
      if (worth > 0) continue;
      worth = 0;
      from = i + 1;
    }
    return best.worth > 0 ? { start: best.start, end: best.end } : null;
  }

  /**
   * @param {number} place
   * @param {number} mark
   * @param {number} span
   * @returns {number} What an atom adds to a run of the mark.
   */
  #worthOf(place, mark, span) {
    if (this.#owners[place] >= 0) return -Infinity;
    const atom = this.#origins.target[place];
    const found = this.#spans[place];
    if (found >= 0 && this.#tree.isWithin(found, mark)) {
      return atom.kept >= 0 ? KEPT_WORTH : sizeOf(atom) * atom.share;
    }
    const isOthers = found >= 0 && found !== span && this.#tree.isWithin(found, span);
    return isOthers && !this.#hasKept(mark) ? -Infinity : -sizeOf(atom);
  }

  /**
   * @param {number} mark
   * @param {Range} run
   * @returns {Range | null} The atom without owner that comes from the mark most likely.
   */
  #freeWord(mark, run) {
    const range = this.#tree.marks[mark];
    const near = this.#origins.near(range);
    let best = { place: -1, share: LEAST_SHARE };
    for (let i = Math.max(run.start, near.start); i < Math.min(run.end, near.end); i++) {
      const atom = this.#origins.target[i];
      if (this.#owners[i] >= 0 || atom.kept >= 0) continue;
      const share = this.#origins.shareOf(atom, range);
      if (share > best.share) best = { place: i, share };
    }
    return best.place < 0 ? null : { start: best.place, end: best.place + 1 };
  }
}
