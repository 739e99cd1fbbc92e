/** @file The texts that a caller gives, checked and in the form that the core takes. */

import { describe } from './describe.js';
import { StepglotError } from './errors.js';
import { encodeUtf8, toWellFormed } from './utf8.js';

/**
 * A text to translate: a string (lone surrogates count as U+FFFD), or, past the tokenizer, source
 * vocabulary pieces or ids. Ids are taken exactly as the encoder shall see them; pieces get the
 * model's start and end tokens as a string would.
 *
 * @typedef {string | {pieces: readonly string[]} | {ids: readonly number[] | Int32Array | Uint32Array}}
 *   Text
 */

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
 * @returns {import('./native.js').NativeSource}
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
 * @returns {import('./native.js').NativeSource[]} One source per text.
 * @throws {StepglotError} `invalid_argument` with the place of the first wrong value.
 */
export function toSources(texts) {
  if (!Array.isArray(texts)) return [toSource(texts, 'text')];
  return Array.from(texts, (text, i) => toSource(text, `texts[${i}]`));
}
