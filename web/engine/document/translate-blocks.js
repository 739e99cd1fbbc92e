/** @file Translates documents: their blocks in batches, the marks placed, the document written again. */

import { throwIfAborted } from '../base/abort.js';
import { MarkTree } from './mark-tree.js';
import { placeMarks } from './place-marks.js';

/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../arguments/protection.js').Kept} Kept */
/** @typedef {import('../arguments/protection.js').Protect} Protect */
/** @typedef {import('../base/errors.js').StepglotError} StepglotError */
/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('./blocks.js').Block} Block */
/** @typedef {import('./blocks.js').Piece} Piece */
/** @typedef {import('./blocks.js').SourceDocument} SourceDocument */

/**
 * A block whose translation is final.
 *
 * @typedef {object} BlockEvent
 * @property {number} index Of the block; blocks come in their order.
 * @property {string} text The block's.
 * @property {readonly Piece[]} pieces
 * @property {Translation | null} translation Null for a block without words, which is copied.
 * @property {number[]} lost The kept marks that the translation lost; `pieces` has them nevertheless.
 */

/**
 * @typedef {object} BlockProgress
 * @property {number} done How much of the blocks' text is translated, in UTF-16 units.
 * @property {number} total
 */

/**
 * @typedef {object} BlockOptions
 * @property {TranslateOptions} [decode] Options for each call of the translator. `alignment` is on
 *   whatever they say, and what is kept is protected besides what `protect` names.
 * @property {(event: BlockEvent) => void} [onBlock]
 * @property {(progress: BlockProgress) => void} [onProgress] Called after each batch.
 * @property {AbortSignal} [signal] Ends the work, which rejects with the signal's reason.
 */

/**
 * What is asked of the translator.
 *
 * @typedef {object} BatchRequest
 * @property {string[]} texts
 * @property {TranslateOptions} options
 */

/**
 * Translates many texts: `model.translate`, `translator.results` or the like.
 *
 * @typedef {(texts: string[], options: TranslateOptions, signal?: AbortSignal) =>
 *   readonly Translation[] | Promise<readonly Translation[]>} TranslateTexts
 */

// The first batch is small, so that a reader sees something soon; later ones have enough sentences to
// be decoded side by side. In UTF-16 units.
const FIRST_BATCH = 1000;
const LARGEST_BATCH = 32_000;

/** @param {Block} block */
const keptRanges = ({ text, marks }) =>
  marks.flatMap(({ kind, start, end }) => {
    const isBlank = text.slice(start, end).trim() === '';
    return kind === 'kept' && !isBlank ? [wholeCharacters(text, start, end)] : [];
  });

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {Range} Widened where it cuts a character.
 */
function wholeCharacters(text, start, end) {
  const isCut = (/** @type {number} */ place) =>
    /^[\uD800-\uDBFF][\uDC00-\uDFFF]$/.test(text.slice(Math.max(0, place - 1), place + 1));
  return { start: start - (isCut(start) ? 1 : 0), end: end + (isCut(end) ? 1 : 0) };
}

/**
 * @param {Block} block
 * @returns {boolean} Whether there are letters outside of what is kept.
 */
export function hasWords({ text, marks }) {
  let place = 0;
  for (const { kind, start, end } of marks) {
    if (kind !== 'kept') continue;
    if (/\p{L}/u.test(text.slice(place, start))) return true;
    place = end;
  }
  return /\p{L}/u.test(text.slice(place));
}

/**
 * @param {Block} block
 * @returns {Piece[]} Its text as it is.
 * @throws {StepglotError} `invalid_argument` for marks that are out of order or overlap by halves.
 */
export function copyBlock(block) {
  const { text, marks } = block;
  const { parents } = new MarkTree(block);
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {number[]} */
  const open = [];
  let place = 0;
  const writeTo = (/** @type {number} */ end) => {
    if (end > place) pieces.push({ text: text.slice(place, end) });
    place = end;
  };
  const closeTo = (/** @type {number} */ outer) => {
    for (let top = open.at(-1) ?? -1; top !== outer; top = open.at(-1) ?? -1) {
      writeTo(marks[top].end);
      pieces.push({ close: top });
      open.pop();
    }
  };
  for (const [i, { kind, start, end }] of marks.entries()) {
    closeTo(parents[i]);
    writeTo(start);
    if (kind === 'kept') pieces.push({ kept: i, text: text.slice(start, end) });
    else pieces.push(kind === 'point' ? { point: i } : { open: i });
    if (kind === 'span') open.push(i);
    place = end > start && kind === 'kept' ? end : place;
  }
  closeTo(-1);
  writeTo(text.length);
  return pieces;
}

/**
 * @param {Protect} protect Of the caller; lists in it are for all blocks.
 * @param {readonly {block: Block, index: number}[]} entries
 * @returns {Protect} With what the blocks keep.
 */
function protectionOf(protect, entries) {
  const lists = entries.map(({ block }) => keptRanges(block));
  if (typeof protect === 'boolean') return lists.some((list) => list.length > 0) ? lists : protect;
  const given = /** @type {readonly any[]} */ (Array.isArray(protect) ? protect : [protect]);
  const isPerBlock = given.some(Array.isArray);
  return lists.map((list, i) => [
    ...list,
    ...((isPerBlock ? given[entries[i].index] : given) ?? []),
  ]);
}

/**
 * @param {readonly Block[]} blocks
 * @returns {Generator<{first: number, blocks: Block[]}, void, void>} Some blocks after another.
 */
function* batches(blocks) {
  let largest = FIRST_BATCH;
  for (let first = 0; first < blocks.length;) {
    let end = first + 1;
    for (let size = blocks[first].text.length; end < blocks.length; end++) {
      size += blocks[end].text.length;
      if (size > largest) break;
    }
    yield { first, blocks: blocks.slice(first, end) };
    first = end;
    largest = Math.min(8 * largest, LARGEST_BATCH);
  }
}

/**
 * Translates blocks as `translateBlocks` does, for callers that call the translator themselves.
 *
 * @param {readonly Block[]} all
 * @param {Omit<BlockOptions, 'signal'>} [options]
 * @returns {Generator<BatchRequest, (readonly Piece[])[], readonly Translation[]>} Texts to translate;
 *   `next` takes their translations. At the end the pieces of each block.
 */
export function* blockSteps(all, { decode = {}, onBlock, onProgress } = {}) {
  const total = all.reduce((sum, { text }) => sum + text.length, 0);
  let done = 0;
  /** @type {(readonly Piece[])[]} */
  const translated = [];
  for (const { first, blocks } of batches(all)) {
    const entries = blocks.map((block, i) => ({ block, index: first + i }));
    const withWords = entries.filter(({ block }) => hasWords(block));
    const texts = withWords.map(({ block }) => block.text);
    const protect = protectionOf(decode.protect ?? true, withWords);
    const options = { ...decode, alignment: true, protect };
    const translations = texts.length > 0 ? yield { texts, options } : [];
    let next = 0;
    for (const entry of entries) {
      const { block, index } = entry;
      const translation = entry === withWords[next] ? translations[next++] : null;
      const pieces = translation ? placeMarks(block, translation) : copyBlock(block);
      translated.push(pieces);
      const lost = lostOf(block, translation);
      onBlock?.({ index, text: block.text, pieces, translation, lost });
      done += block.text.length;
    }
    onProgress?.({ done, total });
  }
  return translated;
}

/**
 * @param {Block} block
 * @param {Translation | null} translation
 * @returns {number[]} The kept marks that are missing there.
 */
function lostOf({ text, marks }, translation) {
  if (!translation) return [];
  const there = translation.kept.filter(
    ({ kind, target }) => kind === 'given' && target.start < target.end,
  );
  return marks.flatMap(({ kind, start, end }, i) => {
    if (kind !== 'kept' || text.slice(start, end).trim() === '') return [];
    const isThere = there.some(({ source }) => source.start < end && start < source.end);
    return isThere ? [] : [i];
  });
}

/**
 * Translates a document: its blocks one batch after another, each as a whole.
 *
 * @param {SourceDocument} document
 * @param {TranslateTexts} translateTexts
 * @param {BlockOptions} [options]
 * @returns {Promise<string | Uint8Array>} The document, written again.
 * @throws The signal's reason, and what the translator throws.
 * @throws {StepglotError} `invalid_argument` for marks that are out of order or overlap by halves.
 */
export async function translateBlocks(document, translateTexts, options = {}) {
  const { signal, ...rest } = options;
  throwIfAborted([signal]);
  const steps = blockSteps(document.blocks, rest);
  for (let step = steps.next(); ;) {
    if (step.done) return document.write(step.value);
    const { texts, options: decode } = step.value;
    const translations = await translateTexts(texts, decode, signal);
    throwIfAborted([signal]);
    step = steps.next(translations);
  }
}
