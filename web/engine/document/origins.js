/** @file Where in the source each atom of a translation comes from, by the model's attention. */

import { atomsOf, countWhile, divideAt, firstAfter, placesWithin } from './atoms.js';
import { copiesOf, isEmpty, overlap } from './copies.js';

/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('../native/results.js').TargetAlignment} TargetAlignment */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('./atoms.js').Atom} Atom */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./mark-tree.js').MarkTree} MarkTree */

/**
 * @typedef {object} Origin
 * @property {Range | null} origin What most of it comes from; null when that is not known.
 * @property {number} share The part of the attention that goes there, at most 1.
 * @property {number} kept Index of the kept mark that it is, or -1.
 */

/** @typedef {Atom & Origin} TargetAtom */

// A word comes from words, a sign from signs, unless these get less attention than this.
const LEAST_SHARE = 0.1;

/**
 * @param {string} text
 * @param {Range | null} range
 * @returns {string} That part of it in lower case, if that has the same length.
 */
function lowerCase(text, range) {
  const part = text.slice(range?.start, range?.end);
  const lower = part.toLowerCase();
  return lower.length === part.length ? lower : part;
}

/**
 * @param {readonly Atom[]} atoms In a part that is the same in the source.
 * @param {number} shift From there to the source.
 * @param {MarkTree} tree
 * @returns {TargetAtom[]} Divided at marks.
 */
function exactly(atoms, shift, { edges }) {
  if (atoms.length === 0) return [];
  const start = atoms[0].start + shift;
  const end = atoms[atoms.length - 1].end + shift;
  const cuts = placesWithin(edges, start, end).map((edge) => edge - shift);
  return divideAt(atoms, cuts).map((atom) => {
    const origin = { start: atom.start + shift, end: atom.end + shift };
    return { ...atom, origin, share: 1, kept: -1 };
  });
}

/** The atoms of a block and of its translation, and how they belong together. */
export class Origins {
  /** @type {Translation} */
  #translation;
  /** @type {MarkTree} */
  #tree;
  /** @type {readonly TargetAlignment[]} Those that stand for text. */
  #tokens;
  #block;

  /**
   * @param {Block} block
   * @param {Translation} translation
   * @param {MarkTree} tree
   */
  constructor(block, translation, tree) {
    this.#block = block;
    this.#translation = translation;
    this.#tree = tree;
    const { source = [], target = [] } = translation.alignment ?? {};
    this.#tokens = target.filter((token) => !isEmpty(token));
    const dividesHyphens = tree.edges.some((edge) =>
      /[-\u2010\u2011]/.test(block.text.slice(Math.max(0, edge - 1), edge + 1)),
    );
    const sourceStarts = source.filter((token) => !isEmpty(token)).map(({ start }) => start);
    /** The atoms of the source. */
    this.source = atomsOf(block.text, 0, block.text.length, {
      tokenStarts: sourceStarts,
      dividesHyphens,
    });
    this.#options = { tokenStarts: this.#tokens.map(({ start }) => start), dividesHyphens };
    /** For each token of the source the first atom that it may belong to. */
    this.#atomOfToken = source.map((token) =>
      isEmpty(token) ? -1 : firstAfter(this.source, token.start),
    );
    /** The atoms of the translation, with where they come from. */
    this.target = this.#atoms();
  }

  #options;
  #atomOfToken;

  /** @returns {TargetAtom[]} */
  #atoms() {
    const { text } = this.#translation;
    let place = 0;
    const atoms = copiesOf(this.#block, this.#translation).flatMap(({ source, target, kept }) => {
      const before = this.#aligned(place, target.start);
      place = target.end;
      if (kept < 0) {
        const same = atomsOf(text, target.start, target.end, this.#options);
        return [...before, ...exactly(same, source.start - target.start, this.#tree)];
      }
      return [...before, { ...target, isWord: true, origin: source, share: 1, kept }];
    });
    return [...atoms, ...this.#aligned(place, text.length)];
  }

  /**
   * @param {number} start
   * @param {number} end
   * @returns {TargetAtom[]} Those of a part that the model wrote.
   */
  #aligned(start, end) {
    const { text } = this.#translation;
    return atomsOf(text, start, end, this.#options).flatMap((atom) => {
      const { origin, share } = this.#originOf(atom);
      const isCut = origin && placesWithin(this.#tree.edges, origin.start, origin.end).length > 0;
      const isSame = () => lowerCase(this.#block.text, origin) === lowerCase(text, atom);
      if (isCut && isSame()) return exactly([atom], origin.start - atom.start, this.#tree);
      return [{ ...atom, origin, share, kept: -1 }];
    });
  }

  /**
   * @param {Range} atom Of the translation.
   * @yields {[number, number]} Atoms of the source, and attention to them. One atom may come often.
   */
  *#attention(atom) {
    const { alignment } = this.#translation;
    if (!alignment) return;
    for (let i = firstAfter(this.#tokens, atom.start); i < this.#tokens.length; i++) {
      const token = this.#tokens[i];
      if (token.start >= atom.end) return;
      const part = overlap(token, atom) / (token.end - token.start);
      for (const [j, weight] of token.weights.entries()) {
        const source = alignment.source[token.first + j];
        let found = this.#atomOfToken[token.first + j];
        if (source === undefined || found < 0) continue;
        for (; found < this.source.length && this.source[found].start < source.end; found++) {
          const common = overlap(source, this.source[found]) / (source.end - source.start);
          yield [found, part * weight * common];
        }
      }
    }
  }

  /**
   * @param {Atom} atom
   * @returns {{origin: Range | null, share: number}}
   */
  #originOf(atom) {
    /** @type {Map<number, number>} */
    const sums = new Map();
    let total = 0;
    for (const [source, weight] of this.#attention(atom)) {
      sums.set(source, (sums.get(source) ?? 0) + weight);
      total += weight;
    }
    const best = { alike: -1, other: -1 };
    for (const [source, sum] of sums) {
      const kind = this.source[source].isWord === atom.isWord ? 'alike' : 'other';
      if (sum > (sums.get(best[kind]) ?? 0)) best[kind] = source;
    }
    const isAlike = (sums.get(best.alike) ?? 0) >= LEAST_SHARE * total;
    const source = isAlike ? best.alike : atom.isWord ? best.other : -1;
    if (source < 0) return { origin: null, share: 0 };
    return { origin: this.source[source], share: (sums.get(source) ?? 0) / total };
  }

  /**
   * @param {TargetAtom} atom
   * @param {Range} range Of the source.
   * @returns {number} The part of the atom's attention that goes to the range.
   */
  shareOf(atom, range) {
    if (atom.share === 1 && atom.origin) {
      const { start, end } = atom.origin;
      return overlap(atom.origin, range) / (end - start);
    }
    let within = 0;
    let total = 0;
    for (const [source, weight] of this.#attention(atom)) {
      const { start, end } = this.source[source];
      within += (weight * overlap(this.source[source], range)) / (end - start);
      total += weight;
    }
    return total === 0 ? 0 : within / total;
  }

  /**
   * @param {Range} range Of the source; may be empty.
   * @returns {Range} The atoms of the translation in the sentences that it touches; between two
   *   sentences the place of the second.
   */
  near({ start, end }) {
    const sentences = this.#translation.sentences ?? [];
    const count = sentences.length;
    const first = countWhile(count, (i) => sentences[i].source.end < Math.max(start, 1));
    const last = countWhile(count, (i) => sentences[i].source.start < Math.max(end, 1)) - 1;
    if (count === 0) return { start: 0, end: this.target.length };
    const from = first < count ? sentences[first].target.start : this.#translation.text.length;
    const to = first <= last ? sentences[last].target.end : from;
    const isBefore = (/** @type {number} */ place) => (/** @type {number} */ i) =>
      this.target[i].start < place;
    return {
      start: countWhile(this.target.length, isBefore(from)),
      end: countWhile(this.target.length, isBefore(to)),
    };
  }

  /**
   * @param {Range} range Of the source.
   * @returns {boolean} Whether there is text in it.
   */
  hasText({ start, end }) {
    const atom = this.source[firstAfter(this.source, start)];
    return atom !== undefined && atom.start < end;
  }
}
