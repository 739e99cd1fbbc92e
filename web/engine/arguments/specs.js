/** @file What an option may be: the values that it takes, its default, and the check of both. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';

/**
 * The least and the most that a number may be.
 *
 * @typedef {object} Bounds
 * @property {number} least
 * @property {number} most
 * @property {boolean} isOpen Whether `least` itself is too little.
 */

/**
 * The values that an option takes.
 *
 * @typedef {object} Domain
 * @property {string} type Their type, as TypeScript writes it.
 * @property {string} expected What they are, as error messages say it.
 * @property {(value: unknown) => boolean} accepts
 * @property {Bounds} [bounds] Of numbers.
 * @property {readonly string[]} [names] Of one of several names.
 */

/**
 * The sizes of a model that domains depend on.
 *
 * @typedef {object} Sizes
 * @property {number} vocabulary Number of target pieces.
 * @property {number} layers Decoder layers.
 * @property {number} heads
 */

/** @typedef {Domain & {initial: unknown}} OptionSpec An option: its values, and its default. */

/** @type {Domain} */
export const flag = {
  type: 'boolean',
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
};

/** @type {(least: number, most: number) => Domain} */
export const integer = (least, most) => ({
  type: 'number',
  expected: `an integer from ${least} to ${most}`,
  accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
  bounds: { least, most, isOpen: false },
});

/** @type {(least: number, most: number) => Domain} */
export const number = (least, most) => ({
  type: 'number',
  expected: `a number from ${least} to ${most}`,
  accepts: (value) => typeof value === 'number' && value >= least && value <= most,
  bounds: { least, most, isOpen: false },
});

/** @type {(most: number) => Domain} */
export const positive = (most) => ({
  type: 'number',
  expected: `a number above 0 and at most ${most}`,
  accepts: (value) => typeof value === 'number' && value > 0 && value <= most,
  bounds: { least: 0, most, isOpen: true },
});

/** @type {(...names: string[]) => Domain} */
export const oneOf = (...names) => ({
  type: names.map((name) => `'${name}'`).join(' | '),
  expected: names.map((name) => `"${name}"`).join(' or '),
  accepts: (value) => names.some((name) => name === value),
  names,
});

/**
 * @param {unknown} chosen
 * @param {number} count
 * @returns {boolean} Whether they are different indices below `count`, at least one.
 */
const areIndices = (chosen, count) =>
  Array.isArray(chosen) &&
  chosen.length > 0 &&
  new Set(chosen).size === chosen.length &&
  chosen.every((index) => Number.isInteger(index) && index >= 0 && index < count);

/** @type {(sizes: Sizes) => Domain} Decoder layers and their heads, each by its number. */
export const layersAndHeads = ({ layers, heads }) => ({
  type: 'boolean | {layers?: readonly number[], heads?: readonly number[]}',
  expected:
    'true, false or {layers, heads} with one or more different indices each, ' +
    `layers from 0 to ${layers - 1} and heads from 0 to ${heads - 1}`,
  accepts: (value) => {
    if (typeof value === 'boolean') return true;
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
    /** @type {Record<string, number>} */
    const counts = { layers, heads };
    return Object.entries(value).every(
      ([name, chosen]) =>
        Object.hasOwn(counts, name) && (chosen === undefined || areIndices(chosen, counts[name])),
    );
  },
});

/**
 * An option that has no value unless one is given.
 *
 * @param {string} expected
 * @param {(value: unknown) => boolean} accepts Asked about values other than `undefined`.
 * @returns {OptionSpec}
 */
export const optional = (expected, accepts) => ({
  type: 'unknown',
  expected,
  accepts: (value) => value === undefined || accepts(value),
  initial: undefined,
});

/**
 * Says what is wrong with the value of an option.
 *
 * @param {Domain} domain
 * @param {string} name What the message calls the option.
 * @param {unknown} value
 * @returns {string | undefined} Nothing when the value is one of them.
 */
export function faultOf(domain, name, value) {
  return domain.accepts(value)
    ? undefined
    : `${name} must be ${domain.expected}, not ${describe(value)}`;
}

/**
 * Fills in defaults and refuses unknown names and values out of range.
 *
 * @template {object} T
 * @param {unknown} options What the caller gave; `undefined` stands for no options.
 * @param {Record<string, OptionSpec>} specs The options that exist.
 * @param {string} call The call, for the message.
 * @returns {Required<T>} Every option with its value.
 * @throws {StepglotError} `invalid_argument`
 */
export function resolve(options, specs, call) {
  if (options === undefined) options = {};
  if (typeof options !== 'object' || options === null) {
    const found = describe(options);
    throw new StepglotError('invalid_argument', `${call}: options must be an object, not ${found}`);
  }
  const given = /** @type {Record<string, unknown>} */ (options);
  for (const name of Object.keys(given)) {
    if (Object.hasOwn(specs, name)) continue;
    const known = Object.keys(specs).join(', ');
    throw new StepglotError(
      'invalid_argument',
      `${call} has no option ${describe(name)}; its options are ${known}`,
    );
  }
  const entries = Object.entries(specs).map(([name, spec]) => {
    const value = given[name] === undefined ? spec.initial : given[name];
    const fault = faultOf(spec, `option ${name}`, value);
    if (fault) throw new StepglotError('invalid_argument', `${call}: ${fault}`);
    return [name, value];
  });
  return /** @type {Required<T>} */ (Object.fromEntries(entries));
}
