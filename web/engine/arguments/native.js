/** @file The options of decoding in the form that the core takes. */

import { decodeRules } from './decode.js';
import { resolve } from './specs.js';
import { toSequences } from './texts.js';
import { toWellFormed } from '../base/utf8.js';

/** @typedef {import('./decode.js').DecodeOptions} DecodeOptions */
/** @typedef {import('./decode.js').Sizes} Sizes */
/** @typedef {import('../native/types.js').NativeOptions} NativeOptions */
/** @typedef {import('./calls.js').BatchOptions} BatchOptions */
/** @typedef {import('./calls.js').ReportOptions} ReportOptions */

/**
 * @param {Omit<DecodeOptions, 'prefix'> & BatchOptions & ReportOptions} given Those that a call has,
 *   checked.
 * @param {Sizes} sizes
 * @returns {NativeOptions} All that the core knows, the missing ones with their defaults.
 * @throws {import('../base/errors.js').StepglotError} `invalid_argument` for a sequence in `suppress` that
 *   is none.
 */
export function nativeOptions(given, sizes) {
  const defaults = /** @type {Required<Omit<DecodeOptions, 'prefix'>>} */ (
    resolve({}, decodeRules(sizes), '')
  );
  const { alignment, suppress, targetToken, ...options } = { ...defaults, ...given };
  const { layers = [], heads = [] } = typeof alignment === 'object' ? alignment : {};
  return {
    batchSize: 1,
    candidates: 0,
    attention: false,
    ...options,
    suppress: toSequences(suppress, 'option suppress'),
    targetToken: toWellFormed(targetToken ?? ''),
    alignment: alignment !== false,
    alignmentLayers: [...layers],
    alignmentHeads: [...heads],
  };
}
