/** @file What `translatePage` takes, checked. */

import { StepglotError } from '../base/errors.js';

/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */

/**
 * @typedef {object} PageProgress
 * @property {number} translated Texts and attributes that are written.
 * @property {number} found Those that were found so far, the failed ones included.
 * @property {number} failed Those that the translator failed for; they stay as they are.
 */

/**
 * @typedef {object} PageOptions
 * @property {readonly string[]} attributes Names of the attributes that are translated (default title,
 *   alt, placeholder, aria-label).
 * @property {boolean} observe Whether what the page adds and changes later is translated too (default
 *   true).
 * @property {boolean} markLanguage Whether the root gets `lang` and `dir` of the target language
 *   (default false: then both stay as they are).
 * @property {TranslateOptions} decode Options for each call of the translator.
 * @property {(progress: PageProgress) => void} [onProgress] Called after each batch.
 * @property {AbortSignal} [signal] Ends translation; what is translated stays so.
 */

const defaults = {
  attributes: ['title', 'alt', 'placeholder', 'aria-label'],
  observe: true,
  markLanguage: false,
  decode: {},
};

/**
 * @param {string} name
 * @param {string} expected
 */
function wrong(name, expected) {
  return new StepglotError('invalid_argument', `translatePage: option ${name} must be ${expected}`);
}

/**
 * @param {Partial<PageOptions>} [given]
 * @returns {PageOptions}
 * @throws {StepglotError} `invalid_argument`.
 */
export function pageOptions(given = {}) {
  const options = { ...defaults, ...given };
  const { attributes, observe, markLanguage, decode, onProgress } = options;
  const isList = Array.isArray(attributes) && attributes.every((name) => typeof name === 'string');
  if (!isList) throw wrong('attributes', 'a list of names');
  if (typeof observe !== 'boolean') throw wrong('observe', 'true or false');
  if (typeof markLanguage !== 'boolean') throw wrong('markLanguage', 'true or false');
  if (typeof decode !== 'object' || decode === null) throw wrong('decode', 'an object');
  if (onProgress !== undefined && typeof onProgress !== 'function') {
    throw wrong('onProgress', 'a function');
  }
  const names = attributes.map((name) => name.toLowerCase());
  return { ...options, attributes: names };
}
