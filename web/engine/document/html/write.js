/** @file Writes a document again: its source with the translated runs in their places. */

import { countWhile } from '../atoms.js';
import { escapeText } from './escape.js';
import { withoutSeparators } from './separators.js';
import { tagsOf } from './source-places.js';

/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('./nodes.js').Child} Child */
/** @typedef {import('./nodes.js').Element} Element */
/** @typedef {import('./nodes.js').Range} Range */
/** @typedef {import('./run.js').Run} Run */

/**
 * A part of the source that is written over. Two of them are apart, or one is within the other.
 *
 * @typedef {Range & {blocks: number, write: (writer: Writer) => string}} Replacement `blocks` is how
 *   many of the first blocks have to be translated before.
 */

/** @param {Child} node With a place. */
const placeOf = (node) => ({
  start: node.sourceCodeLocation?.startOffset ?? 0,
  end: node.sourceCodeLocation?.endOffset ?? 0,
});

/** Writes parts of a document. */
export class Writer {
  #source;
  #replacements;

  /**
   * @param {string} source
   * @param {readonly Replacement[]} replacements In the order of their starts, outer ones first.
   * @param {readonly (readonly Piece[])[]} translated The pieces of the blocks.
   */
  constructor(source, replacements, translated) {
    this.#source = source;
    this.#replacements = replacements;
    /** The pieces of the blocks. */
    this.translated = translated;
  }

  /**
   * @param {Range} range Of the source.
   * @returns {string} That part, with what is translated in it.
   */
  source({ start, end }) {
    const replacements = this.#replacements;
    const first = countWhile(replacements.length, (i) => replacements[i].start < start);
    let text = '';
    let place = start;
    for (let i = first; i < replacements.length; i++) {
      const replacement = replacements[i];
      if (replacement.start >= end) break;
      if (replacement.start < place || replacement.end > end) continue;
      text += this.#source.slice(place, replacement.start) + replacement.write(this);
      place = replacement.end;
    }
    return text + this.#source.slice(place, end);
  }

  /**
   * @param {Run} run
   * @param {number} block
   * @returns {string} A translated run, with the tags of the source.
   */
  run({ nodes, separators }, block) {
    return withoutSeparators(this.translated[block], separators)
      .map((piece) => {
        if ('open' in piece) return this.source(tagsOf(elementAt(nodes, piece.open)).start);
        if ('close' in piece) return this.#endTag(elementAt(nodes, piece.close));
        if ('point' in piece) return this.source(placeOf(nodes[piece.point]));
        return 'kept' in piece ? this.source(placeOf(nodes[piece.kept])) : escapeText(piece.text);
      })
      .join('');
  }

  /** @param {Element} element */
  #endTag(element) {
    const { end } = tagsOf(element);
    return end.start < end.end ? this.#source.slice(end.start, end.end) : `</${element.tagName}>`;
  }
}

/**
 * @param {Child[]} nodes
 * @param {number} mark
 */
const elementAt = (nodes, mark) => /** @type {Element} */ (nodes[mark]);
