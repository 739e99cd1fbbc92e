/** @file What the rows of decode.js allow: each call's options, and which exclude each other. */

import { decodeOptions } from './decode.js';

/** @typedef {import('./decode-option.js').Call} Call */
/** @typedef {import('./decode-option.js').DecodeOption} DecodeOption */
/** @typedef {import('./decode-types.js').AllOptions} AllOptions */
/** @typedef {import('./decode-types.js').DecodeDefaults} DecodeDefaults */
/** @typedef {import('./specs.js').Domain} Domain */
/** @typedef {import('./specs.js').OptionSpec} OptionSpec */
/** @typedef {import('./specs.js').Sizes} Sizes */

/** Larger than any model: for callers that do not know which one will be used. */
export const anySizes = { vocabulary: Number.MAX_SAFE_INTEGER, layers: 1, heads: 1 };

/**
 * @param {DecodeOption} option
 * @param {Sizes} [sizes]
 * @returns {Domain}
 */
export const domainOf = ({ domain }, sizes = anySizes) =>
  typeof domain === 'function' ? domain(sizes) : domain;

/**
 * @param {Call} call
 * @param {Sizes} [sizes]
 * @param {DecodeDefaults} [defaults] The model's own.
 * @returns {Record<string, OptionSpec>} The options that the call has.
 */
export function specsOf(call, sizes, defaults = {}) {
  const ofModel = /** @type {Record<string, unknown>} */ (defaults);
  const entries = decodeOptions
    .filter(({ calls }) => calls.includes(call))
    .map((option) => {
      const initial = ofModel[option.name] ?? option.default;
      return [option.name, { ...domainOf(option, sizes), initial }];
    });
  return Object.fromEntries(entries);
}

/** The options that only sampling has. */
const samplingOptions = decodeOptions
  .filter(({ group, name }) => group === 'sampling' && name !== 'sample')
  .map(({ name }) => /** @type {keyof AllOptions} */ (name));

/**
 * @param {AllOptions & {candidates?: number}} given
 * @param {number} beam `Infinity` when unknown.
 * @param {(option: string) => string} nameOf
 * @returns {string | undefined} The option that needs scores, if any, with its value.
 */
function scoresUser({ sample, candidates = 0 }, beam, nameOf) {
  if (sample) return nameOf('sample');
  if (beam > 1 && beam !== Infinity) return `${nameOf('beam')} ${beam}`;
  return candidates > 0 ? `${nameOf('candidates')} ${candidates}` : undefined;
}

/**
 * Looks for options that make no sense together.
 *
 * @param {AllOptions} given What the caller gave.
 * @param {{beam: number, maxLength: number}} values What applies, given or not; without a known
 *   default `Infinity`.
 * @param {(option: string) => string} [nameOf] What the message calls an option.
 * @returns {string | undefined} What is wrong, if anything.
 */
export function contradiction(given, { beam, maxLength }, nameOf = (option) => option) {
  const { sample = false, nBest = 1, minLength = 0 } = given;
  if (sample && given.beam !== undefined) {
    return `${nameOf('beam')} and ${nameOf('sample')} exclude each other: sampling keeps no beam`;
  }
  for (const option of samplingOptions) {
    if (sample || given[option] === undefined) continue;
    return `${nameOf(option)} is for sampling: it needs ${nameOf('sample')}`;
  }
  if (!sample && nBest > beam) {
    return `${nameOf('nBest')} must be at most ${nameOf('beam')}, which is ${beam}, not ${nBest}`;
  }
  const user = scoresUser(given, beam, nameOf);
  if (given.scores === false && user) {
    return `${nameOf('scores')} can be left out in a greedy search only, not with ${user}`;
  }
  if (minLength > maxLength) {
    const most = `${nameOf('maxLength')}, which is ${maxLength}`;
    return `${nameOf('minLength')} must be at most ${most}, not ${minLength}`;
  }
  return undefined;
}
