/** @file Assertions for scenarios, which run in Node.js and in browsers alike. */

/**
 * @param {unknown} condition
 * @param {string} message
 * @returns {asserts condition}
 */
export function ok(condition, message) {
  if (!condition) throw new Error(message);
}

/** @param {unknown} value */
const show = (value) => {
  const isText = typeof value === 'object' && value !== null && !(value instanceof Error);
  return isText ? JSON.stringify(value) : String(value);
};

/**
 * Compares primitives and errors by identity, other objects by what they hold.
 *
 * @param {unknown} actual
 * @param {unknown} expected
 * @param {string} [what]
 */
export function equal(actual, expected, what = 'value') {
  const isHolder =
    typeof expected === 'object' && expected !== null && !(expected instanceof Error);
  const isEqual = isHolder
    ? JSON.stringify(actual) === JSON.stringify(expected)
    : Object.is(actual, expected);
  ok(isEqual, `${what} is ${show(actual)}, not ${show(expected)}`);
}

/**
 * @param {Promise<unknown> | (() => unknown)} action
 * @returns {Promise<any>} What it throws or rejects with.
 */
export async function failure(action) {
  try {
    await (typeof action === 'function' ? action() : action);
  } catch (error) {
    return error;
  }
  throw new Error('it did not fail');
}

/**
 * @param {Promise<unknown> | (() => unknown)} action
 * @param {Function} type
 * @param {Record<string, string>} [properties]
 * @returns {Promise<any>} The error.
 */
export async function fails(action, type, properties = {}) {
  const error = await failure(action);
  ok(
    Function.prototype[Symbol.hasInstance].call(type, error),
    `it fails with ${error}, not with ${type.name}`,
  );
  for (const [name, value] of Object.entries(properties))
    equal(error[name], value, `${error}: ${name}`);
  return error;
}
