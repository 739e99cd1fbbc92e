/** @file Blocks: the running text of a document, with the marks on it. Types only, no code. */

/**
 * Something that belongs to a place in a block's text. Marks are in the order of their starts, an
 * outer one before those within it, and never overlap by halves. Each stands exactly once in a
 * translation.
 *
 * @typedef {object} Mark
 * @property {'span' | 'point' | 'kept'} kind A `span` surrounds words and follows them, as an inline
 *   element does. A `point` is empty and keeps its place between words, as a line break does. What is
 *   `kept` goes into the translation as it is, as code does; no mark is within it.
 * @property {number} start Index into the block's text, in UTF-16 units.
 * @property {number} end Index after it; `start` for a point.
 * @property {number} [parent] Index of the span that it is directly in, -1 for none. Where it is
 *   missing, a mark at the end of a span is outside of it; give it where that may be wrong.
 */

/**
 * Text that is translated as a whole: a paragraph, a heading, a cell, a message.
 *
 * @typedef {object} Block
 * @property {string} text Decoded, without markup.
 * @property {Mark[]} marks
 */

/**
 * A part of a translated block, in the order in which it is written. Texts joined, those that are
 * kept included, are the translation.
 *
 * @typedef {{text: string} | {open: number} | {close: number} | {point: number} |
 *   {kept: number, text: string}} Piece Numbers are indices of marks.
 */

/**
 * A document that can be written again with other text.
 *
 * @typedef {object} SourceDocument
 * @property {Block[]} blocks In the order in which people read them.
 * @property {(translated: readonly (readonly Piece[])[]) => string | Uint8Array} write The document
 *   with the pieces of each block in its place; everything else stays as it is.
 * @property {readonly string[]} [notices] What could not be read as text and stays as it is, with its
 *   place.
 * @property {DocumentPart[]} [parts] For formats that can be written part by part.
 */

/**
 * A part of a document. All parts in their order are the document.
 *
 * @typedef {object} DocumentPart
 * @property {number} blocks How many of the document's first blocks have to be translated before.
 * @property {(translated: readonly (readonly Piece[])[]) => string} write The part with the pieces of
 *   its blocks; those of later blocks may be missing.
 */

export {};
