/** @file The options of decoding in the form that the core takes. */

import { decodeOptions } from './decode.js';

/** @typedef {import('./decode-types.js').AllOptions} AllOptions */
/** @typedef {import('../native/types.js').NativeOptions} NativeOptions */

const nativeRows = decodeOptions.filter(({ isArgument }) => !isArgument);

/**
 * @param {Omit<AllOptions, 'prefix' | 'count'>} given Those that a call has, checked.
 * @returns {NativeOptions} All that the core knows, the missing ones with their defaults.
 * @throws {import('../base/errors.js').StepglotError} `invalid_argument` for an entry of `suppress`
 *   that is not a sequence.
 */
export function nativeOptions(given) {
  const values = /** @type {Record<string, unknown>} */ (given);
  const parts = nativeRows.map(({ name, default: initial, toNative }) => {
    const value = Object.hasOwn(values, name) ? values[name] : initial;
    return toNative ? toNative(value) : { [name]: value };
  });
  return Object.assign({}, ...parts);
}
