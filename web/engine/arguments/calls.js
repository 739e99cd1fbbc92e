/** @file The options of each call that decodes, and their check. */

import { contradiction, decodeRules, prefixRules, searchRules } from './decode.js';
import { StepglotError } from '../base/errors.js';
import { fitDefaults } from './decode-defaults.js';
import { flag, integer, resolve } from './specs.js';

/** @typedef {import('./decode.js').DecodeOptions} DecodeOptions */
/** @typedef {import('./decode.js').SampleOptions} SampleOptions */
/** @typedef {import('./decode.js').Sizes} Sizes */
/** @typedef {import('./decode-defaults.js').ModelDefaults} ModelDefaults */
/** @typedef {import('./specs.js').Rule} Rule */

/**
 * @typedef {object} BatchOptions
 * @property {number} [batchSize] Sentences decoded side by side, 1 to 64 (default 8). It changes
 *   speed and memory, never the result.
 */

/**
 * @typedef {object} ReportOptions
 * @property {number} [candidates] Best next tokens reported with each token, 0 to the target
 *   vocabulary's size (default 0).
 * @property {boolean} [attention] Whether steps report attention weights (default false).
 */

/**
 * @typedef {object} CountOptions
 * @property {number} [count] Alternatives wanted, 1 to 64 (default 5).
 */

/** @typedef {DecodeOptions & BatchOptions} TranslateOptions Options of `translate` and `stream`. */
/** @typedef {DecodeOptions & ReportOptions} StartOptions Options of `start`. */
/**
 * Options of `alternatives`: those of decoding but for sampling and `nBest`.
 *
 * @typedef {Omit<DecodeOptions, keyof SampleOptions | 'nBest'> & CountOptions} AlternativesOptions
 */
/**
 * @typedef {Pick<DecodeOptions, 'cache' | 'lengthNormalization' | 'lengthPenalty' | 'coveragePenalty'
 *   | 'targetToken' | 'alignment' | 'shortlist'>} ScoreOptions Options of `score`.
 */

// The longest that `maxLength` can ask for; the model's own limit holds besides.
const LONGEST = 4096;

/** The option that only `translate` and `stream` have. */
export const batchRules = { batchSize: integer(8, 1, 64) };

/** The option that only `alternatives` has. */
export const countRules = { count: integer(5, 1, 64) };

/**
 * @template {DecodeOptions} T
 * @param {unknown} options What the caller gave.
 * @param {Record<string, Rule>} rules The options that the call has.
 * @param {string} call
 * @param {ModelDefaults} own
 * @returns {Required<T>} Every option with its value.
 */
function resolveDecode(options, rules, call, own) {
  const given = options ?? {};
  const filled = /** @type {Record<string, any>} */ (resolve(options, rules, call));
  const resolved = /** @type {any} */ (fitDefaults(given, filled, own));
  const fault = contradiction(given, resolved);
  if (fault) throw new StepglotError('invalid_argument', `${call}: option ${fault}`);
  return resolved;
}

/**
 * @param {unknown} options What the caller gave to `translate` or `stream`.
 * @param {Sizes} sizes
 * @param {ModelDefaults} [own]
 * @returns {Required<TranslateOptions>} Every option with its value.
 */
export function translateOptions(options, sizes, own = {}) {
  const rules = { ...decodeRules(sizes, own), ...prefixRules, ...batchRules };
  return resolveDecode(options, rules, 'translate', own);
}

/**
 * @param {unknown} options What the caller gave to `start`.
 * @param {Sizes} sizes
 * @param {ModelDefaults} [own]
 * @returns {Required<StartOptions>} Every option with its value.
 */
export function startOptions(options, sizes, own = {}) {
  const report = { candidates: integer(0, 0, sizes.vocabulary), attention: flag(false) };
  const rules = { ...decodeRules(sizes, own), ...prefixRules, ...report };
  return resolveDecode(options, rules, 'start', own);
}

/**
 * @param {unknown} options What the caller gave to `alternatives`.
 * @param {Sizes} sizes
 * @param {ModelDefaults} [own]
 * @returns {Required<AlternativesOptions>} Every option with its value.
 */
export function alternativesOptions(options, sizes, own = {}) {
  const rules = { ...searchRules(sizes, own), ...prefixRules, ...countRules };
  return resolveDecode(options, rules, 'alternatives', own);
}

/**
 * @param {unknown} options What the caller gave to `score`.
 * @param {Sizes} sizes
 * @param {ModelDefaults} [own]
 * @returns {Required<ScoreOptions> & {maxLength: number}} Every option with its value.
 */
export function scoreOptions(options, sizes, own = {}) {
  const all = searchRules(sizes, own);
  const { cache, lengthNormalization, lengthPenalty, coveragePenalty } = all;
  const { targetToken, alignment, shortlist } = all;
  const rules = { cache, lengthNormalization, lengthPenalty, coveragePenalty };
  return {
    ...resolve(options, { ...rules, targetToken, alignment, shortlist }, 'score'),
    maxLength: LONGEST,
  };
}
