/** @file The error of a document that cannot be read, with its place. */

import { StepglotError } from '../../base/errors.js';

/**
 * @param {string} source
 * @param {number} offset Index into it.
 * @returns {{line: number, column: number}} From 1; columns count UTF-16 units.
 */
export function placeOf(source, offset) {
  const before = source.slice(0, offset).split(/\r\n|\r|\n/);
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

/** A damaged document, or one that is not of its format. */
export class DocumentError extends StepglotError {
  /**
   * @param {string} reason
   * @param {{line: number, column: number}} place
   * @param {ErrorOptions} [options]
   */
  constructor(reason, { line, column }, options) {
    super('invalid_document', `line ${line}, column ${column}: ${reason}`, options);
    /** From 1. @type {number} */
    this.line = line;
    /** From 1, in UTF-16 units. @type {number} */
    this.column = column;
    this.#reason = reason;
  }

  #reason;

  /**
   * @param {string} name Of the file.
   * @returns {DocumentError} The same, whose message begins with the name.
   */
  in(name) {
    const error = new DocumentError(this.#reason, this, { cause: this });
    error.message = `${name}: ${error.message}`;
    return error;
  }
}

/**
 * @param {string} source
 * @param {number} offset Where it is wrong.
 * @param {string} reason
 * @returns {DocumentError} To be thrown.
 */
export const errorAt = (source, offset, reason) =>
  new DocumentError(reason, placeOf(source, offset));
