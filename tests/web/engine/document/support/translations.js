/** @file Translations of blocks that need no model. */

import assert from 'node:assert/strict';
import { piecesOf } from '../../../../../web/engine/document/base/pieces.js';

/** @typedef {import('../../../../../web/engine/document/blocks.js').Block} Block */
/** @typedef {import('../../../../../web/engine/document/blocks.js').Piece} Piece */
/** @typedef {import('../../../../../web/engine/document/blocks.js').SourceDocument} SourceDocument */

/**
 * @param {Block} block
 * @param {(text: string) => string} change
 * @returns {Piece[]} The block with other text between its marks.
 */
export const changed = (block, change) =>
  piecesOf(block).map((piece) =>
    'text' in piece && !('kept' in piece) ? { text: change(piece.text) } : piece,
  );

/**
 * @param {SourceDocument} document
 * @param {(text: string) => string} change
 * @returns {string} A text file with other text in its place.
 */
export const rewritten = (document, change) =>
  /** @type {string} */ (document.write(document.blocks.map((block) => changed(block, change))));

/** @param {string} text */
export const upper = (text) => text.toUpperCase();

/**
 * Checks that a copy of a text is the source, byte for byte.
 *
 * @param {(source: string) => SourceDocument} read
 * @param {string} source
 */
export function assertCopies(read, source) {
  assert.equal(
    rewritten(read(source), (text) => text),
    source,
  );
}

/** @param {SourceDocument} document */
export const textsOf = (document) => document.blocks.map(({ text }) => text);
