/** @file The options of decoding in the form that the core takes. */

import { decodeRules } from './decode-options.js';
import { resolve } from './rules.js';
import { toSequences } from './sources.js';
import { toWellFormed } from './utf8.js';

/** @typedef {import('./decode-options.js').DecodeOptions} DecodeOptions */
/** @typedef {import('./decode-options.js').Sizes} Sizes */
/** @typedef {import('./native.js').NativeOptions} NativeOptions */
/** @typedef {import('./options.js').BatchOptions} BatchOptions */
/** @typedef {import('./options.js').ReportOptions} ReportOptions */

/**
 * @param {Omit<DecodeOptions, 'prefix'> & BatchOptions & ReportOptions} given Those that a call has,
 *   checked.
 * @param {Sizes} sizes
 * @returns {NativeOptions} All that the core knows, the missing ones with their defaults.
 * @throws {import('./errors.js').StepglotError} `invalid_argument` for a sequence in `suppress` that
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
