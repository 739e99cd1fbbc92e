/** @file Errors on their way between threads, with their class, code and message. */

import { domException, quotaExceeded } from '../base/dom-exceptions.js';
import { StepglotError } from '../base/errors.js';

/** @typedef {import('./protocol.js').Failure} Failure */

/** @type {Record<string, new (message: string, options?: ErrorOptions) => Error>} */
const classes = { Error, EvalError, RangeError, ReferenceError, SyntaxError, TypeError, URIError };

/**
 * @param {unknown} error Anything thrown.
 * @returns {Failure}
 */
export function packError(error) {
  if (!(error instanceof Error)) return { kind: 'Error', name: 'Error', message: String(error) };
  const { name, message, stack, cause } = error;
  const failure = { kind: 'Error', name, message, stack };
  if (cause !== undefined) Object.assign(failure, { cause: packError(cause) });
  if (error instanceof StepglotError)
    return { ...failure, kind: 'StepglotError', code: error.code };
  if (error instanceof DOMException) {
    const { requested, quota } = /** @type {any} */ (error);
    return { ...failure, kind: 'DOMException', requested, quota };
  }
  const kind = Object.keys(classes).find((known) => error.constructor === classes[known]);
  return { ...failure, kind: kind ?? 'Error' };
}

/**
 * @param {Failure} failure
 * @returns {Error} An error of the same class, with the stack of where it was thrown.
 */
export function unpackError(failure) {
  const error = construct(failure);
  const { name, stack } = failure;
  if (error.name !== name) Object.defineProperty(error, 'name', { value: name });
  if (stack) Object.defineProperty(error, 'stack', { value: stack, configurable: true });
  return error;
}

/** @param {Failure} failure */
function construct({ kind, name, message, code, requested, quota, cause: packed }) {
  const cause = packed && unpackError(packed);
  const options = cause && { cause };
  if (kind === 'StepglotError') {
    return new StepglotError(/** @type {StepglotError['code']} */ (code), message, options);
  }
  if (kind !== 'DOMException') return new (classes[kind] ?? Error)(message, options);
  if (name === 'QuotaExceededError' && requested !== undefined && quota !== undefined) {
    return quotaExceeded(message, requested, quota);
  }
  return domException(name, message, cause);
}
