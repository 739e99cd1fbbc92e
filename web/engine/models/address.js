/** @file Absolute addresses from what callers write. */

import { StepglotError } from '../base/errors.js';
import { localFiles } from './for-node.js';

/**
 * @param {string | URL} address Relative to the page, in Node.js to the current folder.
 * @returns {Promise<URL>} Absolute.
 * @throws {StepglotError} `invalid_argument`
 */
export async function absolute(address) {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  const base = page ?? (await localFiles()).currentFolder();
  try {
    return new URL(address, base);
  } catch (cause) {
    throw new StepglotError('invalid_argument', `${address} is not an address`, { cause });
  }
}
