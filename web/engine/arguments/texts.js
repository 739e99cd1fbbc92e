/** @file The texts that a caller gives, checked and in the form that the core takes. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';
import { encodeUtf8, toWellFormed } from '../base/utf8.js';

/**
 * A text to translate: a string (lone surrogates count as U+FFFD), or, past the tokenizer, source
 * vocabulary pieces or ids. Ids are taken exactly as the encoder shall see them; pieces get the
 * model's start and end tokens as a string would.
 *
 * @typedef {string | {pieces: readonly string[]} | {ids: readonly number[] | Int32Array | Uint32Array}}
 *   Text
 */

/** @typedef {Uint8Array | {ids: number[]} | {pieces: string[]}} NativeSource A text as the core takes it. */
/** @typedef {NativeSource | null} NativePrefix Null for none. */

// The core takes ids as 32-bit integers.
const LARGEST_ID = 2 ** 31 - 1;

/**
 * @param {string} where
 * @param {string} expected
 * @param {unknown} found
 */
const wrong = (where, expected, found) =>
  new StepglotError('invalid_argument', `${where} must be ${expected}, not ${describe(found)}`);

/**
 * @param {unknown} values
 * @param {string} where Name of the value in messages.
 * @param {number} [vocabularySize] Where the core does not check the upper bound itself.
 * @returns {number[]} The same ids as a plain array.
 */
export function checkIds(values, where, vocabularySize = LARGEST_ID + 1) {
  const isList =
    Array.isArray(values) || values instanceof Int32Array || values instanceof Uint32Array;
  if (!isList) throw wrong(where, 'an array of ids', values);
  return Array.from(values, (id, i) => {
    if (Number.isInteger(id) && id >= 0 && id < vocabularySize) return id;
    throw wrong(`${where}[${i}]`, `an integer from 0 to ${vocabularySize - 1}`, id);
  });
}

/**
 * @param {unknown} values
 * @param {string} where
 * @returns {string[]}
 */
function checkPieces(values, where) {
  if (!Array.isArray(values)) throw wrong(where, 'an array of strings', values);
  return Array.from(values, (piece, i) => {
    if (typeof piece === 'string') return toWellFormed(piece);
    throw wrong(`${where}[${i}]`, 'a string', piece);
  });
}

/**
 * @param {unknown} text
 * @param {string} where
 * @returns {NativeSource}
 */
function toSource(text, where) {
  if (typeof text === 'string') return encodeUtf8(text);
  const given = /** @type {{ids?: unknown, pieces?: unknown}} */ (Object(text));
  if (given.ids !== undefined && given.pieces === undefined) {
    return { ids: checkIds(given.ids, `${where}.ids`) };
  }
  if (given.pieces !== undefined && given.ids === undefined) {
    return { pieces: checkPieces(given.pieces, `${where}.pieces`) };
  }
  throw wrong(where, 'a string, {pieces} or {ids}', text);
}

/**
 * @param {unknown} texts One text or an array of them.
 * @returns {NativeSource[]} One source per text.
 * @throws {StepglotError} `invalid_argument` with the place of the first wrong value.
 */
export function toSources(texts) {
  if (!Array.isArray(texts)) return [toSource(texts, 'text')];
  return toSequences(texts, 'texts');
}

/**
 * @param {readonly unknown[]} sequences
 * @param {string} where What messages call the array.
 * @returns {NativeSource[]} One for each.
 * @throws {StepglotError} `invalid_argument` with the place of the first wrong value.
 */
export function toSequences(sequences, where) {
  return Array.from(sequences, (sequence, i) => toSource(sequence, `${where}[${i}]`));
}

/**
 * @param {unknown} prefix One for all texts, or an array with one for each.
 * @param {unknown} texts The texts that they begin the translations of.
 * @returns {NativePrefix[]} One per text; null for none.
 * @throws {StepglotError} `invalid_argument` with the place of the first wrong value.
 */
export function toPrefixes(prefix, texts) {
  const count = Array.isArray(texts) ? texts.length : 1;
  if (!Array.isArray(prefix)) {
    const native =
      prefix === undefined || prefix === null ? null : toSource(prefix, 'option prefix');
    return Array.from({ length: count }, () => native);
  }
  if (!Array.isArray(texts) || prefix.length !== count) {
    const expected = Array.isArray(texts)
      ? `${count} prefixes, one per text`
      : 'one prefix for one text';
    throw new StepglotError(
      'invalid_argument',
      `option prefix must hold ${expected}, not an array of ${prefix.length}`,
    );
  }
  return Array.from(prefix, (one, i) =>
    one === undefined || one === null ? null : toSource(one, `option prefix[${i}]`),
  );
}

/**
 * @param {unknown} translations One translation or an array of them.
 * @param {unknown} texts What they translate.
 * @returns {NativeSource[]} One per text.
 * @throws {StepglotError} `invalid_argument` with the place of the first wrong value.
 */
export function toTargets(translations, texts) {
  if (!Array.isArray(texts)) return [toSource(translations, 'translation')];
  if (Array.isArray(translations) && translations.length === texts.length) {
    return toSequences(translations, 'translations');
  }
  const expected = `an array of ${texts.length}, one per text`;
  const found = Array.isArray(translations)
    ? `an array of ${translations.length}`
    : describe(translations);
  throw new StepglotError('invalid_argument', `translations must be ${expected}, not ${found}`);
}
