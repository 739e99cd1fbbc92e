/** @file Whether a file is the one that the manifest promises. */

import { StepglotError } from '../base/errors.js';
import { sha256 } from './hash.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */

/** @type {(entry: ModelEntry, message: string) => StepglotError} */
export const corrupt = (entry, message) =>
  new StepglotError('corrupt_download', `model ${entry.id}: ${message} (${entry.url})`);

/**
 * Compares length and SHA-256.
 *
 * @param {Uint8Array<ArrayBuffer>} given All of its buffer; to be used no more.
 * @param {ModelEntry} entry
 * @returns {Promise<Uint8Array<ArrayBuffer>>} The same bytes.
 * @throws {StepglotError} `corrupt_download`
 */
export async function verify(given, entry) {
  if (given.length !== entry.bytes) {
    throw corrupt(entry, `the file has ${given.length} bytes, the manifest says ${entry.bytes}`);
  }
  const { file, digest } = await sha256(given);
  const bytes = Array.from(new Uint8Array(digest));
  const found = bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found === entry.sha256) return file;
  throw corrupt(entry, `the file's SHA-256 is ${found}, the manifest says ${entry.sha256}`);
}
