/** @file The options of each call that decodes, checked, with every default filled in. */

import { StepglotError } from '../base/errors.js';
import { fitDefaults } from './decode-defaults.js';
import { contradiction, specsOf } from './decode-specs.js';
import { resolve } from './specs.js';

/** @typedef {import('./decode-option.js').Call} Call */
/** @typedef {import('./decode-types.js').AlternativesOptions} AlternativesOptions */
/** @typedef {import('./decode-types.js').DecodeDefaults} DecodeDefaults */
/** @typedef {import('./decode-types.js').ScoreOptions} ScoreOptions */
/** @typedef {import('./decode-types.js').StartOptions} StartOptions */
/** @typedef {import('./decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./specs.js').Sizes} Sizes */

/**
 * @template T
 * @param {Call} call
 * @returns {(options: unknown, sizes: Sizes, defaults?: DecodeDefaults) => Required<T>} Takes what the
 *   caller gave and the model's defaults, returns every option with its value, and throws a
 *   `StepglotError` with the code `invalid_argument` for what makes no sense.
 */
const checked =
  (call) =>
  (options, sizes, defaults = {}) => {
    const given = options ?? {};
    const filled = /** @type {Record<string, any>} */ (
      resolve(options, specsOf(call, sizes, defaults), call)
    );
    const resolved = /** @type {any} */ (fitDefaults(given, filled, defaults));
    const fault = contradiction(given, resolved);
    if (fault) throw new StepglotError('invalid_argument', `${call}: option ${fault}`);
    return resolved;
  };

/** @type {ReturnType<typeof checked<TranslateOptions>>} */
export const translateOptions = checked('translate');

/** @type {ReturnType<typeof checked<StartOptions>>} */
export const startOptions = checked('start');

/** @type {ReturnType<typeof checked<AlternativesOptions>>} */
export const alternativesOptions = checked('alternatives');

/** @type {ReturnType<typeof checked<ScoreOptions>>} */
export const scoreOptions = checked('score');
