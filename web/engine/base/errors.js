/** @file The error that every failure of the library arrives as. */

/**
 * What went wrong:
 * - `invalid_argument`: a wrong type, an option outside its range, an id outside the vocabulary;
 * - `invalid_model`: the bytes are not a valid model;
 * - `unsupported`: a sound model or machine that lacks something this library needs;
 * - `out_of_memory`: the WebAssembly memory (at most 4 GB) cannot grow any more;
 * - `freed`: the object, or the engine it belongs to, was freed before;
 * - `unavailable`: the WebAssembly module or the worker could not be fetched, or a file that should be
 *   on this machine is missing;
 * - `invalid_manifest`: the list of models is not what `ModelManifest` describes;
 * - `invalid_document`: a file to translate is damaged or not what its format demands; the error is a
 *   `DocumentError` and has a `line` and a `column`;
 * - `network`: a server could not be reached, stopped sending, or refused;
 * - `corrupt_download`: a model's file has not the length or the SHA-256 that the manifest says;
 * - `quota`: there is no space left to keep a model;
 * - `crashed`: the worker stopped in the middle of the call; the next call starts a new one;
 * - `internal`: a fault of Stepglot itself; the engine cannot be used any more.
 *
 * @typedef {'invalid_argument' | 'invalid_model' | 'unsupported' | 'out_of_memory' | 'freed' |
 *   'unavailable' | 'invalid_manifest' | 'invalid_document' | 'network' | 'corrupt_download' | 'quota' |
 *   'crashed' | 'internal'} ErrorCode
 */

/**
 * @param {unknown} error Anything thrown.
 * @returns {string} Its message.
 */
export const messageOf = (error) => (error instanceof Error ? error.message : String(error));

/** A failure with a `code` for programs and a `message` for people. */
export class StepglotError extends Error {
  /**
   * @param {ErrorCode} code What went wrong.
   * @param {string} message What was expected, what was found, and where.
   * @param {ErrorOptions} [options] The `cause`, when another error caused this one.
   */
  constructor(code, message, options) {
    super(message, options);
    this.name = 'StepglotError';
    /** @type {ErrorCode} */
    this.code = code;
  }
}
