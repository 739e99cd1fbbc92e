/** @file The bytes that a caller passes, in any buffer type. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';

/** @typedef {ArrayBufferLike | ArrayBufferView} Bytes A buffer, shared or not, or any view of one. */

/**
 * @param {unknown} bytes
 * @param {string} what Name of the value in messages.
 * @returns {Uint8Array} A view of the same memory.
 * @throws {StepglotError} `invalid_argument` when it is nothing of the kind or was transferred away.
 */
export function asBytes(bytes, what) {
  try {
    if (ArrayBuffer.isView(bytes)) {
      return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    }
    // By tag, since a buffer of another window or worker is not an instance of this one's class.
    if (/^\[object (Shared)?ArrayBuffer\]$/.test(Object.prototype.toString.call(bytes))) {
      return new Uint8Array(/** @type {ArrayBufferLike} */ (bytes));
    }
  } catch (cause) {
    throw new StepglotError('invalid_argument', `${what}: the buffer was transferred away`, {
      cause,
    });
  }
  throw new StepglotError(
    'invalid_argument',
    `${what} must be an ArrayBuffer or a view of one, not ${describe(bytes)}`,
  );
}
