/** @file Asks a translator for the pieces of blocks. */

import { translateBlocks } from '../document/translate-blocks.js';

/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../document/blocks.js').Block} Block */
/** @typedef {import('../document/blocks.js').Piece} Piece */
/** @typedef {import('../native/results.js').Translation} Translation */

/**
 * What can translate a page: a `Translator` of this library, or of the browser.
 *
 * @typedef {object} PageTranslator
 * @property {(text: any, options: any) => Promise<any>} translate A text; where there is `results`,
 *   also an array of texts.
 * @property {(texts: readonly string[], options: any) => Promise<Translation[]>} [results] Without it
 *   the words of each element are translated by themselves.
 * @property {string} [targetLanguage]
 */

/**
 * @typedef {object} RequestOptions
 * @property {AbortSignal} signal
 * @property {TranslateOptions} decode
 */

/**
 * @param {PageTranslator} translator
 * @param {readonly Block[]} blocks With marks.
 * @param {RequestOptions} options
 * @returns {Promise<(readonly Piece[])[]>}
 */
async function withAlignment(translator, blocks, { signal, decode }) {
  /** @type {(readonly Piece[])[]} */
  let pieces = [];
  const write = (/** @type {readonly (readonly Piece[])[]} */ translated) => {
    pieces = [...translated];
    return '';
  };
  const translateTexts = (/** @type {string[]} */ texts, /** @type {TranslateOptions} */ options) =>
    /** @type {Promise<Translation[]>} */ (translator.results?.(texts, { ...options, signal }));
  await translateBlocks({ blocks: [...blocks], write }, translateTexts, { signal, decode });
  return pieces;
}

/**
 * Cuts a block at its marks.
 *
 * @param {Block} block
 * @returns {Piece[]} In the order of the source, with its text.
 */
function sourcePieces({ text, marks }) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {number[]} */
  const open = [];
  let at = 0;
  const goTo = (/** @type {number} */ place) => {
    for (
      let last = open.at(-1);
      last !== undefined && marks[last].end <= place;
      last = open.at(-1)
    ) {
      pieces.push({ text: text.slice(at, marks[last].end) }, { close: last });
      at = marks[last].end;
      open.pop();
    }
    pieces.push({ text: text.slice(at, place) });
    at = place;
  };
  for (const [i, { kind, start, end }] of marks.entries()) {
    goTo(start);
    if (kind === 'point') pieces.push({ point: i });
    else if (kind === 'kept') pieces.push({ kept: i, text: text.slice(start, end) });
    else pieces.push({ open: i });
    if (kind === 'span') open.push(i);
    if (kind === 'kept') at = end;
  }
  goTo(text.length);
  return pieces;
}

/**
 * @param {PageTranslator} translator One that translates one text at a time.
 * @param {Block} block
 * @param {RequestOptions} options
 * @returns {Promise<Piece[]>}
 */
async function oneByOne(translator, block, { signal, decode }) {
  /** @type {Piece[]} */
  const pieces = [];
  for (const piece of sourcePieces(block)) {
    if (!('text' in piece) || 'kept' in piece || !/\p{L}/u.test(piece.text)) pieces.push(piece);
    else {
      const words = piece.text.trim();
      const translation = await translator.translate(words, { ...decode, signal });
      pieces.push({ text: piece.text.replace(words, () => translation.trim()) });
    }
  }
  return pieces;
}

/**
 * @param {PageTranslator} translator
 * @param {readonly Block[]} blocks
 * @param {RequestOptions} options
 * @returns {Promise<(readonly Piece[])[]>} Of each block.
 */
export async function translatedBlocks(translator, blocks, options) {
  if (!translator.results) {
    const all = [];
    for (const block of blocks) all.push(await oneByOne(translator, block, options));
    return all;
  }
  const plain = blocks.filter(({ marks }) => marks.length === 0);
  const marked = blocks.filter(({ marks }) => marks.length > 0);
  const texts = plain.map(({ text }) => text);
  const callOptions = { ...options.decode, signal: options.signal };
  const [ofPlain, ofMarked] = await Promise.all([
    texts.length > 0 ? translator.translate(texts, callOptions) : [],
    marked.length > 0 ? withAlignment(translator, marked, options) : [],
  ]);
  const pieces = new Map(plain.map((block, i) => [block, [{ text: ofPlain[i] }]]));
  return blocks.map((block) => pieces.get(block) ?? ofMarked[marked.indexOf(block)]);
}
