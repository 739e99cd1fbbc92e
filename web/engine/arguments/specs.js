/** @file What an option may be: its default, its range, and the check of both. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';

/**
 * One option: what it is when not given, and what it may be.
 *
 * @typedef {object} Rule
 * @property {unknown} initial
 * @property {string} expected The range, as the error message names it.
 * @property {(value: unknown) => boolean} accepts
 */

/** @type {(initial: boolean) => Rule} */
export const flag = (initial) => ({
  initial,
  expected: 'true or false',
  accepts: (value) => typeof value === 'boolean',
});

/** @type {(initial: number, least: number, most: number) => Rule} */
export const integer = (initial, least, most) => ({
  initial,
  expected: `an integer from ${least} to ${most}`,
  accepts: (value) => Number.isInteger(value) && Number(value) >= least && Number(value) <= most,
});

/** @type {(initial: number, least: number, most: number) => Rule} */
export const number = (initial, least, most) => ({
  initial,
  expected: `a number from ${least} to ${most}`,
  accepts: (value) => typeof value === 'number' && value >= least && value <= most,
});

/** @type {(initial: number, most: number) => Rule} */
export const positive = (initial, most) => ({
  initial,
  expected: `a number above 0 and at most ${most}`,
  accepts: (value) => typeof value === 'number' && value > 0 && value <= most,
});

/** @type {(initial: string, names: string[]) => Rule} */
export const oneOf = (initial, names) => ({
  initial,
  expected: names.map((name) => `"${name}"`).join(' or '),
  accepts: (value) => names.some((name) => name === value),
});

/** @type {(expected: string, accepts: (value: unknown) => boolean) => Rule} */
export const optional = (expected, accepts) => ({
  initial: undefined,
  expected,
  accepts: (value) => value === undefined || accepts(value),
});

/**
 * Says what is wrong with the value of an option.
 *
 * @param {Rule} rule
 * @param {string} name What the message calls the option.
 * @param {unknown} value
 * @returns {string | undefined} Nothing when the value will do.
 */
export function faultOf(rule, name, value) {
  return rule.accepts(value)
    ? undefined
    : `${name} must be ${rule.expected}, not ${describe(value)}`;
}

/**
 * Fills in defaults and refuses unknown names and values out of range.
 *
 * @template {object} T
 * @param {unknown} options What the caller gave; `undefined` stands for no options.
 * @param {Record<string, Rule>} rules The options that exist.
 * @param {string} call The call, for the message.
 * @returns {Required<T>} Every option with its value.
 * @throws {StepglotError} `invalid_argument`
 */
export function resolve(options, rules, call) {
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
    const fault = faultOf(rule, `option ${name}`, value);
    if (fault) throw new StepglotError('invalid_argument', `${call}: ${fault}`);
    return [name, value];
  });
  return /** @type {Required<T>} */ (Object.fromEntries(entries));
}
