/** @file The options of decoding that a model was published with, which stand in for the engine's. */

/** @typedef {import('./decode.js').DecodeOptions} DecodeOptions */

/**
 * @typedef {Pick<DecodeOptions, 'beam' | 'lengthNormalization' | 'lengthPenalty' | 'minLength' |
 *   'maxLength' | 'maxLengthFactor' | 'repetitionPenalty' | 'noRepeatNgram' | 'replaceUnknowns'>}
 *   ModelDefaults Those of them that a model may have.
 */

// Models may be published with limits beyond those of the options.
const LONGEST = 4096;
const LARGEST_FACTOR = 1000;

/**
 * @param {number | undefined} value
 * @param {number} most
 */
const atMost = (value, most) => (value === undefined ? undefined : Math.min(value, most));

/**
 * @param {Record<string, any>} config A model's `info.config`, checked by the core.
 * @returns {ModelDefaults}
 */
export function modelDefaults({ search = {}, unk = null }) {
  return {
    beam: search.beam,
    lengthNormalization: search.length_normalization,
    lengthPenalty: search.length_penalty,
    minLength: atMost(search.min_length, LONGEST),
    maxLength: atMost(search.max_length, LONGEST),
    maxLengthFactor: atMost(search.max_length_factor, LARGEST_FACTOR),
    repetitionPenalty: search.repetition_penalty,
    noRepeatNgram: search.no_repeat_ngram,
    // Without an unknown token there is nothing to replace.
    replaceUnknowns: unk === null ? undefined : search.replace_unknowns,
  };
}

/**
 * Lets defaults that do not fit what the caller asks for give way to it: a model's beam to more
 * hypotheses wanted, a least length to a smaller limit.
 *
 * @template {Record<string, any>} T
 * @param {DecodeOptions} given What the caller gave.
 * @param {T} resolved Every option with its value, given or default.
 * @param {ModelDefaults} own
 * @returns {T}
 */
export function fitDefaults(given, resolved, own) {
  const { beam, nBest, minLength, maxLength } = resolved;
  /** @type {Record<string, number>} */
  const fitted = {};
  if (given.beam === undefined && own.beam !== undefined && nBest > beam) fitted.beam = nBest;
  if (given.minLength === undefined && minLength > maxLength) fitted.minLength = maxLength;
  return { ...resolved, ...fitted };
}
