/** @file Translates documents of known formats: read, translated block by block, written again. */

import { throwIfAborted } from '../base/abort.js';
import { StepglotError } from '../base/errors.js';
import { readDocument } from './formats.js';
import { blockSteps } from './translate-blocks.js';

/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('./blocks.js').Piece} Piece */
/** @typedef {import('./blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./formats.js').DocumentOptions} DocumentOptions */
/** @typedef {import('./translate-blocks.js').BlockOptions} BlockOptions */
/** @typedef {import('./translate-blocks.js').TranslateTexts} TranslateTexts */

/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */

/**
 * @typedef {TranslateOptions & DocumentOptions & Pick<BlockOptions, 'signal' | 'onBlock'>} Options
 */

/** A document among others, and how much of it is written. */
class Output {
  text = '';
  #parts;
  #next = 0;
  #first;

  /**
   * @param {SourceDocument} document
   * @param {number} first The number of blocks before.
   */
  constructor(document, first) {
    const { blocks, write } = document;
    const whole = { blocks: blocks.length, write };
    this.#parts = document.parts ?? [whole];
    this.#first = first;
    this.end = first + blocks.length;
  }

  get isDone() {
    return this.#next === this.#parts.length;
  }

  /**
   * @param {readonly (readonly Piece[])[]} translated The blocks of all documents so far.
   * @returns {string} What can be written of it now.
   */
  advance(translated) {
    const own = translated.slice(this.#first, this.end);
    let text = '';
    for (; !this.isDone && this.#parts[this.#next].blocks <= own.length; this.#next++) {
      text += this.#parts[this.#next].write(own);
    }
    this.text += text;
    return text;
  }
}

/**
 * @param {TranslateOptions['protect']} protect
 * @param {SourceDocument[]} documents
 * @returns {TranslateOptions['protect']} Lists for each document are made lists for each block.
 * @throws {StepglotError} `invalid_argument`.
 */
function protectBlocks(protect, documents) {
  if (!Array.isArray(protect) || !protect.some(Array.isArray)) return protect;
  if (protect.length === documents.length) {
    return documents.flatMap(({ blocks }, i) => blocks.map(() => protect[i]));
  }
  throw new StepglotError(
    'invalid_argument',
    `option protect must hold ${documents.length} lists, one per text, not ${protect.length}`,
  );
}

/**
 * Translates documents and hands out their text as it becomes final.
 *
 * @param {readonly string[]} texts
 * @param {TranslateTexts} translateTexts
 * @param {Options} options
 * @returns {AsyncGenerator<TextEvent, string[], void>}
 * @throws The signal's reason, and what the translator throws.
 * @throws {StepglotError} `invalid_argument`, `unavailable`.
 */
export async function* streamDocuments(texts, translateTexts, options) {
  const { signal, onBlock, onProgress, format, attributes, protect, ...decode } = options;
  throwIfAborted([signal]);
  const reading = texts.map((text) => readDocument(text, { format, attributes }));
  const documents = await Promise.all(reading);
  let count = 0;
  const outputs = documents.map((document) => {
    const output = new Output(document, count);
    count = output.end;
    return output;
  });
  const blocks = documents.flatMap((document) => document.blocks);
  /** @type {(readonly Piece[])[]} */
  const translated = [];
  const steps = blockSteps(blocks, {
    decode: { ...decode, protect: protectBlocks(protect, documents) },
    onBlock: (event) => {
      translated.push(event.pieces);
      onBlock?.(event);
    },
    onProgress,
  });
  for (let step = steps.next(), index = 0; ;) {
    for (; index < outputs.length; index++) {
      const text = outputs[index].advance(translated);
      if (text !== '') yield { index, text };
      if (!outputs[index].isDone) break;
    }
    if (step.done) return outputs.map(({ text }) => text);
    const { texts: wanted, options: rest } = step.value;
    const translations = await translateTexts(wanted, rest, signal);
    throwIfAborted([signal]);
    step = steps.next(translations);
  }
}

/**
 * Translates documents.
 *
 * @param {readonly string[]} texts
 * @param {TranslateTexts} translateTexts
 * @param {Options & {onText?: (event: TextEvent) => void}} options `onText` is called with text as it
 *   becomes final.
 * @returns {Promise<string[]>} One per text, in their order.
 * @throws As `streamDocuments`.
 */
export async function translateDocuments(texts, translateTexts, { onText, ...options }) {
  const events = streamDocuments(texts, translateTexts, options);
  for (let step = await events.next(); ; step = await events.next()) {
    if (step.done) return step.value;
    onText?.(step.value);
  }
}
