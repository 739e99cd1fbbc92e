/** @file How a target is decoded: what the options mean, their defaults and ranges. */

import { flag, integer, number, oneOf, optional, positive } from './specs.js';

/** @typedef {import('./decode-defaults.js').ModelDefaults} ModelDefaults */
/** @typedef {import('./specs.js').Rule} Rule */
/** @typedef {import('./texts.js').Text} Text */

/**
 * How far decoding goes, and how. Here as below, a default gives way to that of the model where
 * `info.config.search` has one.
 *
 * @typedef {object} LengthOptions
 * @property {boolean} [cache] Whether to keep keys and values between steps (default true). Without
 *   the cache each step decodes the whole prefix again: the same numbers, far slower.
 * @property {number} [maxLength] Most target tokens of one sequence, 1 to 4096 (default 256).
 *   The model's own `info.maxTargetLength` holds besides.
 * @property {number} [maxLengthFactor] Most target tokens per source token, above 0 and at most
 *   1000 (default 3); those of a `prefix` are not counted. The smallest of the limits holds.
 * @property {number} [minLength] Target tokens that must stand before the end, 0 to `maxLength`
 *   (default 0).
 */

/**
 * Beam search: several hypotheses side by side, ranked by the sum of their tokens' log-probabilities,
 * and once finished by that sum normalised for length.
 *
 * @typedef {object} BeamOptions
 * @property {number} [beam] Hypotheses that are kept at each step, 1 to 64 (default 4). 1 is greedy
 *   search: it takes the likeliest token each time.
 * @property {number} [nBest] Translations to return, 1 to `beam`, or to 64 when sampling (default 1).
 * @property {'gnmt' | 'power'} [lengthNormalization] What a score is divided by: `((5 + length) / 6)
 *   ** lengthPenalty` of Wu et al. 2016, equation 14 (default), or `length ** lengthPenalty`.
 * @property {number} [lengthPenalty] The exponent, 0 to 10 (default 0.6). 0 leaves scores as they are;
 *   more favours longer translations.
 * @property {boolean} [stopEarly] Whether to stop as soon as `beam` hypotheses have finished (default
 *   false: when no open one can still beat the finished ones).
 * @property {number} [coveragePenalty] Weight of the coverage penalty of the same paper, 0 to 10
 *   (default 0): more favours translations that leave nothing of the source out.
 * @property {number} [lexiconPenalty] What a token loses of its score, in nats, when it makes a word
 *   that neither the model's lexicon nor the source has, 0 to 10 (default 5; 0 allows all words). A
 *   model without a lexicon (`info.lexicon`) does not know words, and sampling draws any.
 */

/**
 * What the target has to be or must not be.
 *
 * @typedef {object} ConstraintOptions
 * @property {number} [repetitionPenalty] Divides the positive logits of tokens that stand already and
 *   multiplies the negative ones, 0.1 to 10 (default 1: none).
 * @property {number} [noRepeatNgram] Length of token sequences that may stand once only, 0 to 64
 *   (default 0: none). 1 means no token twice.
 * @property {readonly Text[]} [suppress] Token sequences that must not occur, each of 1 to 64 tokens:
 *   strings, or pieces or ids of the target vocabulary (default none).
 * @property {boolean} [replaceUnknowns] Whether the unknown token may be generated, to be replaced by
 *   the source text that it is aligned with (default false).
 * @property {string} [targetToken] A piece of the source vocabulary that goes before the source, such
 *   as `>>deu<<`: how multilingual models learn which language is wanted (default none).
 */

/**
 * @typedef {object} PrefixOptions
 * @property {Prefix | readonly (Prefix | null | undefined)[]} [prefix] How the translation begins: one
 *   for all texts or, for an array of texts, an array with one for each. `translate` and `stream` split
 *   it into sentences like the text itself: sentence i of the prefix begins sentence i.
 */

/** @typedef {Text} Prefix A string, or pieces or ids of the target vocabulary. */

/**
 * Sampling: tokens are drawn by their probability. `nBest` draws several translations of each text.
 *
 * @typedef {object} SampleOptions
 * @property {boolean} [sample] Whether to draw instead of searching (default false). The options
 *   below are for that alone, and `beam` is not for it.
 * @property {number} [temperature] Divides the logits, 0.01 to 100 (default 1). Less is more certain.
 * @property {number} [topK] Draw among so many best tokens, 0 to the target vocabulary's size
 *   (default 0: among all).
 * @property {number} [topP] Draw among the fewest best tokens with this share of the probability,
 *   above 0 to 1 (default 1: among all).
 * @property {number} [seed] 0 to 2 ** 53 - 1 (default 0). The same seed draws the same translations,
 *   on every machine and with every batch size.
 */

/**
 * @typedef {object} AlignmentOptions
 * @property {boolean | {layers?: readonly number[], heads?: readonly number[]}} [alignment] Whether
 *   results tell which source each token comes from (default false): the attention to the source,
 *   averaged over all decoder layers and heads, or over the given ones, counted from 0.
 */

/**
 * @typedef {object} ShortlistOptions
 * @property {boolean} [shortlist] Whether to consider only the target tokens that the model's lexical
 *   shortlist has for the source (default true). A model without one (`info.shortlist`) always
 *   considers its whole vocabulary.
 */

/**
 * @typedef {LengthOptions & BeamOptions & ConstraintOptions & PrefixOptions & SampleOptions &
 *   AlignmentOptions & ShortlistOptions} DecodeOptions How a target is decoded.
 */

/**
 * What the ranges depend on.
 *
 * @typedef {object} Sizes
 * @property {number} vocabulary Number of target pieces.
 * @property {number} layers Decoder layers.
 * @property {number} heads
 */

const isArray = (/** @type {unknown} */ value) => Array.isArray(value);

// What is in the arrays and objects is checked where it is converted, so that messages tell the place.
/** @type {Rule} */
const suppress = {
  initial: [],
  expected: 'an array of strings, {pieces} or {ids}',
  accepts: isArray,
};

const targetToken = optional(
  'a piece of the source vocabulary',
  (value) => typeof value === 'string' && value !== '',
);

/**
 * @param {unknown} chosen
 * @param {number} count
 * @returns {boolean} Whether they are indices below `count`, each once.
 */
const areIndices = (chosen, count) =>
  Array.isArray(chosen) &&
  chosen.length > 0 &&
  new Set(chosen).size === chosen.length &&
  chosen.every((index) => Number.isInteger(index) && index >= 0 && index < count);

/** @type {(sizes: Sizes) => Rule} */
const alignment = ({ layers, heads }) => ({
  initial: false,
  expected:
    'true, false or {layers, heads} with one or more different indices each, ' +
    `layers from 0 to ${layers - 1} and heads from 0 to ${heads - 1}`,
  accepts: (value) => {
    if (typeof value === 'boolean') return true;
    if (typeof value !== 'object' || value === null || isArray(value)) return false;
    /** @type {Record<string, number>} */
    const counts = { layers, heads };
    return Object.entries(value).every(
      ([name, chosen]) =>
        Object.hasOwn(counts, name) && (chosen === undefined || areIndices(chosen, counts[name])),
    );
  },
});

/**
 * @param {Sizes} sizes
 * @param {ModelDefaults} [own] The model's own defaults.
 */
export const searchRules = (sizes, own = {}) => ({
  cache: flag(true),
  maxLength: integer(own.maxLength ?? 256, 1, 4096),
  maxLengthFactor: positive(own.maxLengthFactor ?? 3, 1000),
  minLength: integer(own.minLength ?? 0, 0, 4096),
  beam: integer(own.beam ?? 4, 1, 64),
  lengthNormalization: oneOf(own.lengthNormalization ?? 'gnmt', ['gnmt', 'power']),
  lengthPenalty: number(own.lengthPenalty ?? 0.6, 0, 10),
  stopEarly: flag(false),
  coveragePenalty: number(0, 0, 10),
  lexiconPenalty: number(5, 0, 10),
  repetitionPenalty: number(own.repetitionPenalty ?? 1, 0.1, 10),
  noRepeatNgram: integer(own.noRepeatNgram ?? 0, 0, 64),
  suppress,
  replaceUnknowns: flag(own.replaceUnknowns ?? false),
  shortlist: flag(true),
  targetToken,
  alignment: alignment(sizes),
});

/**
 * Those of searching and of sampling.
 *
 * @param {Sizes} sizes
 * @param {ModelDefaults} [own] The model's own defaults.
 */
export const decodeRules = (sizes, own) => ({
  ...searchRules(sizes, own),
  nBest: integer(1, 1, 64),
  sample: flag(false),
  temperature: number(1, 0.01, 100),
  topK: integer(0, 0, sizes.vocabulary),
  topP: positive(1, 1),
  seed: integer(0, 0, Number.MAX_SAFE_INTEGER),
});

/** The option that goes with each text. */
export const prefixRules = {
  prefix: optional(
    'a string, {pieces}, {ids} or, for an array of texts, an array of them',
    (value) => typeof value === 'string' || typeof value === 'object',
  ),
};

/**
 * Looks for options that make no sense together.
 *
 * @param {DecodeOptions} given What the caller gave.
 * @param {{beam: number, maxLength: number}} values What holds, given or not; without a known default
 *   `Infinity`.
 * @param {(option: string) => string} [nameOf] What the message calls an option.
 * @returns {string | undefined} What is wrong, if anything.
 */
export function contradiction(given, { beam, maxLength }, nameOf = (option) => option) {
  const { sample = false, nBest = 1, minLength = 0 } = given;
  if (sample && given.beam !== undefined) {
    return `${nameOf('beam')} and ${nameOf('sample')} exclude each other: sampling keeps no beam`;
  }
  for (const option of /** @type {const} */ (['temperature', 'topK', 'topP', 'seed'])) {
    if (sample || given[option] === undefined) continue;
    return `${nameOf(option)} is for sampling: it needs ${nameOf('sample')}`;
  }
  if (!sample && nBest > beam) {
    return `${nameOf('nBest')} must be at most ${nameOf('beam')}, which is ${beam}, not ${nBest}`;
  }
  if (minLength > maxLength) {
    const most = `${nameOf('maxLength')}, which is ${maxLength}`;
    return `${nameOf('minLength')} must be at most ${most}, not ${minLength}`;
  }
  return undefined;
}
