/** @file The options of decoding that a model was published with, which replace the engine's. */

import { decodeOptions } from './decode.js';
import { domainOf } from './decode-specs.js';

/** @typedef {import('./decode-types.js').AllOptions} AllOptions */
/** @typedef {import('./decode-types.js').DecodeDefaults} DecodeDefaults */

/** @param {string} name @returns {string} `max_length` for `maxLength`. */
const keyOf = (name) => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);

/**
 * @param {Record<string, any>} config A model's `info.config`, checked by the core.
 * @returns {DecodeDefaults}
 */
export function decodeDefaults({ search = {}, unk = null }) {
  const entries = decodeOptions
    .filter((option) => option.isModelDefault)
    .map((option) => {
      const value = search[keyOf(option.name)];
      const { bounds } = domainOf(option);
      // Models may be published with limits beyond those of the options.
      const isBeyond = bounds !== undefined && value > bounds.most;
      return [option.name, isBeyond ? bounds.most : value];
    });
  const defaults = Object.fromEntries(entries);
  // Without an unknown token there is nothing to replace.
  return unk === null ? { ...defaults, replaceUnknowns: undefined } : defaults;
}

/**
 * Leaves out scores that nobody will see.
 *
 * @param {any} options What a caller gave, unchecked, for a translation of which only the text is kept.
 * @param {DecodeDefaults} defaults The model's own.
 * @returns {any} The same options, without scores where the search is greedy and the caller says
 *   nothing about them.
 */
export function forTextAlone(options, defaults) {
  const { scores, beam = defaults.beam, nBest = 1, sample = false } = options ?? {};
  const isGreedy = beam === 1 && nBest === 1 && sample === false;
  return isGreedy && scores === undefined ? { ...options, scores: false } : options;
}

/**
 * Lets defaults that do not fit what the caller asks for give way to it: a model's beam to more
 * hypotheses wanted, a least length to a smaller limit.
 *
 * @template {Record<string, any>} T
 * @param {AllOptions} given What the caller gave.
 * @param {T} resolved Every option with its value, given or default.
 * @param {DecodeDefaults} defaults The model's own.
 * @returns {T}
 */
export function fitDefaults(given, resolved, defaults) {
  const { beam, nBest, minLength, maxLength } = resolved;
  /** @type {Record<string, number>} */
  const fitted = {};
  if (given.beam === undefined && defaults.beam !== undefined && nBest > beam) fitted.beam = nBest;
  if (given.minLength === undefined && minLength > maxLength) fitted.minLength = maxLength;
  return { ...resolved, ...fitted };
}
