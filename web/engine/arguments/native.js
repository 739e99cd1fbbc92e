/** @file The options of decoding in the form that the core takes. */

import { decodeOptions } from './decode.js';

/** @typedef {import('./decode-types.js').AllOptions} AllOptions */
/** @typedef {import('./protection.js').NativeProtection} NativeProtection */
/** @typedef {import('./texts.js').NativeSource} NativeSource */

/**
 * All options at once; each call looks at its own. Their names and types are those of the caller's
 * options but for the ones that rows of `decode.js` convert.
 *
 * @typedef {Required<Omit<AllOptions, 'prefix' | 'count' | 'protect' | 'suppress' | 'alignment'>> &
 *   ConvertedOptions & NativeProtection} NativeOptions `targetToken` is empty for none.
 */

/**
 * @typedef {object} ConvertedOptions
 * @property {NativeSource[]} suppress Of the target vocabulary.
 * @property {boolean} alignment
 * @property {number[]} alignmentLayers Empty for all.
 * @property {number[]} alignmentHeads Empty for all.
 */

const nativeRows = decodeOptions.filter(({ isArgument }) => !isArgument);

/**
 * @param {Omit<AllOptions, 'prefix' | 'count' | 'protect'>} given Those that a call has, checked.
 * @param {NativeProtection} [protection]
 * @returns {NativeOptions} All that the core knows, the missing ones with their defaults.
 * @throws {import('../base/errors.js').StepglotError} `invalid_argument` for an entry of `suppress`
 *   that is not a sequence.
 */
export function nativeOptions(given, protection = { protect: true, kept: [] }) {
  const values = /** @type {Record<string, unknown>} */ (given);
  const parts = nativeRows.map(({ name, default: initial, toNative }) => {
    const value = Object.hasOwn(values, name) ? values[name] : initial;
    return toNative ? toNative(value) : { [name]: value };
  });
  return Object.assign({}, protection, ...parts);
}
