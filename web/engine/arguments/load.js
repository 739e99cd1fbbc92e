/** @file The options of loading the engine and models: their defaults and their check. */

import { StepglotError } from '../base/errors.js';
import { canonicalTag } from '../base/language-tags.js';
import { integer, oneOf, optional, resolve } from './specs.js';

/**
 * Where the WebAssembly binary is, by default beside the module's JavaScript, and how many threads
 * run it.
 *
 * @typedef {object} EngineOptions
 * @property {import('../files/bytes.js').Bytes} [wasmBinary] The binary itself; it runs on one thread.
 * @property {string | URL} [wasmUrl] Its address; the same.
 * @property {number} [threads] How many threads translate, from 1 to 32, with the one that calls
 *   (default: one for each core, at most 4). One is used where there is no `SharedArrayBuffer`, as in
 *   pages that are not cross-origin isolated. Results are the same for any number, to the bit.
 */

const threads = integer(1, 32);

/**
 * @param {unknown} options What the caller gave to `loadEngine`.
 * @returns {EngineOptions} The options that were given.
 */
export function engineOptions(options) {
  return resolve(
    options,
    {
      wasmBinary: optional(
        'an ArrayBuffer or a view of one',
        (value) => value instanceof ArrayBuffer || ArrayBuffer.isView(value),
      ),
      wasmUrl: optional(
        'a string or a URL',
        (value) => typeof value === 'string' || value instanceof URL,
      ),
      threads: optional(threads.expected, threads.accepts),
    },
    'loadEngine',
  );
}

/**
 * @typedef {object} ModelOptions
 * @property {import('../files/model-files.js').Vocabulary} [vocabulary] For a model whose files hold
 *   none, or another one.
 * @property {string} [name] What error messages call a model of one file (default `model`, or the
 *   name of a `File`).
 * @property {string} [sourceLanguage] BCP 47 tag of the language that the model translates from. It
 *   wins over what the files say; many say nothing.
 * @property {string} [targetLanguage] The same for the language that it translates to. It also chooses
 *   the target token of a multilingual model (`info.targetTokens`).
 * @property {'faithful' | 'fast'} [arithmetic] How activations are rounded where weights are int8:
 *   to 14 bits, those of sources to 16 (`faithful`, the default), or to 7 (`fast`). Each gives the same
 *   results everywhere.
 * @property {(fraction: number) => void} [onProgress] Called with the share of the bytes that has been
 *   read, while loading keeps the thread busy.
 */

/** How activations are rounded; ways to load a model that are not `loadModel` check it with this. */
export const arithmeticSpec = { ...oneOf('faithful', 'fast'), initial: 'faithful' };

/** The options of every way to load a model. */
const modelSpecs = {
  vocabulary: optional(
    'an object {shared} or {source, target}',
    (value) => typeof value === 'object' && value !== null,
  ),
  name: optional('a string', (value) => typeof value === 'string' && value !== ''),
  sourceLanguage: optional('a language tag', (value) => typeof value === 'string'),
  targetLanguage: optional('a language tag', (value) => typeof value === 'string'),
  arithmetic: arithmeticSpec,
  onProgress: optional('a function', (value) => typeof value === 'function'),
};

/**
 * @param {string | undefined} tag
 * @param {string} option
 * @returns {string} Its canonical form; empty when there is none.
 */
function languageTag(tag, option) {
  if (tag === undefined || tag === '') return '';
  try {
    return canonicalTag(tag);
  } catch (cause) {
    const message = `option ${option} must be a BCP 47 language tag such as "de", not "${tag}"`;
    throw new StepglotError('invalid_argument', message, { cause });
  }
}

/**
 * @param {unknown} options What the caller gave to `loadModel`.
 * @returns {{vocabulary?: object, name?: string, onProgress?: (fraction: number) => void,
 *   sourceLanguage: string, targetLanguage: string, arithmetic: 'faithful' | 'fast'}} The vocabulary
 *   unchecked but for being an object; languages that are not known are empty.
 * @throws {StepglotError} `invalid_argument`
 */
export function modelOptions(options) {
  /** @type {ModelOptions & {arithmetic: 'faithful' | 'fast'}} */
  const { vocabulary, name, sourceLanguage, targetLanguage, arithmetic, onProgress } = resolve(
    options,
    modelSpecs,
    'loadModel',
  );
  return {
    vocabulary,
    name,
    onProgress,
    arithmetic,
    sourceLanguage: languageTag(sourceLanguage, 'sourceLanguage'),
    targetLanguage: languageTag(targetLanguage, 'targetLanguage'),
  };
}
