/** @file How a wrong value is named in an error message. */

const LONGEST = 40;

/**
 * Names a value briefly: numbers and short strings as they are, the rest by their type.
 *
 * @param {unknown} value Anything.
 * @returns {string} For example `"abc"`, `-1`, `null`, `an Array`, `a function`.
 */
export function describe(value) {
  if (typeof value === 'string') {
    const shown = value.length > LONGEST ? `${value.slice(0, LONGEST)}…` : value;
    return JSON.stringify(shown);
  }
  if (typeof value === 'function') return 'a function';
  if (typeof value !== 'object' || value === null) return String(value);
  const name = value.constructor?.name ?? 'object';
  return `${/^[AEIOU]/i.test(name) ? 'an' : 'a'} ${name}`;
}
