/** @file The options of the public calls: their defaults, their ranges and the check of both. */

import { describe } from './describe.js';
import { StepglotError } from './errors.js';

/**
 * How a target is decoded.
 *
 * @typedef {object} DecodeOptions
 * @property {boolean} [cache] Whether to keep keys and values between steps (default true). Without
 *   the cache each step decodes the whole prefix again: the same numbers, far slower.
 * @property {number} [maxLength] Most target tokens of one sequence, 1 to 4096 (default 256).
 *   The model's own `info.maxTargetLength` holds besides.
 * @property {number} [maxLengthFactor] Most target tokens per source token, above 0 and at most
 *   1000 (default 3). The smallest of the limits holds.
 */

/**
 * @typedef {object} BatchOptions
 * @property {number} [batchSize] Sentences decoded side by side, 1 to 64 (default 8). It changes
 *   speed and memory, never the result.
 */

/**
 * @typedef {object} ReportOptions
 * @property {number} [topK] Candidates reported at each step, 0 to the target vocabulary's size
 *   (default 0).
 * @property {boolean} [attention] Whether steps report attention weights (default false).
 */

/** @typedef {DecodeOptions & BatchOptions} TranslateOptions Options of `translate` and `stream`. */
/** @typedef {DecodeOptions & ReportOptions} StartOptions Options of `start`. */

/**
 * One option: what it is when not given, and what it may be.
 *
 * @typedef {object} Rule
 * @property {unknown} initial
 * @property {string} expected The range, as the error message names it.
 * @property {(value: unknown) => boolean} accepts
 */

/** @type {(initial: boolean) => Rule} */
const flag = (initial) => ({
  initial,
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
});

/** @type {(initial: number, least: number, most: number) => Rule} */
const integer = (initial, least, most) => ({
  initial,
  expected: `an integer from ${least} to ${most}`,
  accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

/** @type {(initial: number, most: number) => Rule} */
const positive = (initial, most) => ({
  initial,
  expected: `a number above 0 and at most ${most}`,
  accepts: (value) => typeof value === 'number' && value > 0 && value <= most,
});

const decodeRules = {
  cache: flag(true),
  maxLength: integer(256, 1, 4096),
  maxLengthFactor: positive(3, 1000),
};

/**
 * Fills in defaults and refuses unknown names and values out of range.
 *
 * @template {object} T
 * @param {unknown} options What the caller gave; `undefined` stands for no options.
 * @param {Record<string, Rule>} rules The options that exist.
 * @param {string} call The call, for the message.
 * @returns {Required<T>} Every option with its value.
 */
function resolve(options, rules, call) {
  if (options === undefined) options = {};
  if (typeof options !== 'object' || options === null) {
    const found = describe(options);
    throw new StepglotError('invalid_argument', `${call}: options must be an object, not ${found}`);
  }
  const given = /** @type {Record<string, unknown>} */ (options);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(rules, name)) continue;
    const known = Object.keys(rules).join(', ');
    throw new StepglotError(
      'invalid_argument',
      `${call} has no option ${describe(name)}; its options are ${known}`,
    );
  }
  const entries = Object.entries(rules).map(([name, rule]) => {
    const value = given[name] === undefined ? rule.initial : given[name];
    if (rule.accepts(value)) return [name, value];
    const found = describe(value);
    throw new StepglotError(
      'invalid_argument',
      `${call}: option ${name} must be ${rule.expected}, not ${found}`,
    );
  });
  return /** @type {Required<T>} */ (Object.fromEntries(entries));
}

/**
 * @param {unknown} options What the caller gave to `translate` or `stream`.
 * @returns {Required<TranslateOptions>} Every option with its value.
 */
export function translateOptions(options) {
  const rules = { ...decodeRules, batchSize: integer(8, 1, 64) };
  return resolve(options, rules, 'translate');
}

/**
 * @param {unknown} options What the caller gave to `start`.
 * @param {number} vocabularySize Number of target pieces: the largest `topK`.
 * @returns {Required<StartOptions>} Every option with its value.
 */
export function startOptions(options, vocabularySize) {
  const rules = { ...decodeRules, topK: integer(0, 0, vocabularySize), attention: flag(false) };
  return resolve(options, rules, 'start');
}

/** @type {(expected: string, accepts: (value: unknown) => boolean) => Rule} */
const optional = (expected, accepts) => ({
  initial: undefined,
  expected,
  accepts: (value) => value === undefined || accepts(value),
});

/**
 * @param {unknown} options What the caller gave to `loadEngine`.
 * @returns {import('./engine.js').EngineOptions} The options that were given.
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
    },
    'loadEngine',
  );
}

/**
 * @param {unknown} options What the caller gave to `loadModel`.
 * @returns {{vocabulary?: object, name: string}} The vocabulary unchecked but for being an object.
 */
export function modelOptions(options) {
  const vocabulary = optional(
    'an object {shared} or {source, target}',
    (value) => typeof value === 'object' && value !== null,
  );
  /** @type {Rule} */
  const name = {
    initial: 'model',
    expected: 'a string',
    accepts: (value) => typeof value === 'string',
  };
  return resolve(options, { vocabulary, name }, 'loadModel');
}
