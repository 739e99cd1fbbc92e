/** @file The exceptions that the W3C draft asks for, also where the platform lacks a part of them. */

/**
 * @param {string} name Such as `NetworkError`.
 * @param {string} message
 * @param {unknown} [cause] The original error.
 * @returns {DOMException}
 */
export function domException(name, message, cause) {
  const exception = new DOMException(message, name);
  if (cause === undefined) return exception;
  return Object.defineProperty(exception, 'cause', {
    value: cause,
    configurable: true,
    writable: true,
  });
}

/**
 * @param {string} message
 * @param {number} requested
 * @param {number} quota
 * @returns {DOMException & {requested: number, quota: number}} The platform's `QuotaExceededError`,
 *   or a `DOMException` of that name with its properties.
 */
export function quotaExceeded(message, requested, quota) {
  const { QuotaExceededError } = /** @type {any} */ (globalThis);
  if (typeof QuotaExceededError === 'function') {
    return new QuotaExceededError(message, { requested, quota });
  }
  return Object.assign(domException('QuotaExceededError', message), { requested, quota });
}
