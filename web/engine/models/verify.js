/** @file Whether a file is the one that the manifest promises. */

import { StepglotError } from '../errors.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */

/** @type {(entry: ModelEntry, message: string) => StepglotError} */
export const corrupt = (entry, message) =>
  new StepglotError('corrupt_download', `model ${entry.id}: ${message} (${entry.url})`);

/**
 * Compares length and SHA-256. The hash is taken of the whole at its end, by the platform: Web
 * Crypto has no running digest, but it works off the page's thread and at several hundred MB/s,
 * where a running one in JavaScript would cost the page time with every packet.
 *
 * @param {Uint8Array<ArrayBuffer>} file
 * @param {ModelEntry} entry
 * @throws {StepglotError} `corrupt_download`
 */
export async function verify(file, entry) {
  if (file.length !== entry.bytes) {
    throw corrupt(entry, `the file has ${file.length} bytes, the manifest says ${entry.bytes}`);
  }
  const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', file));
  const found = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
  if (found === entry.sha256) return;
  throw corrupt(entry, `the file's SHA-256 is ${found}, the manifest says ${entry.sha256}`);
}
