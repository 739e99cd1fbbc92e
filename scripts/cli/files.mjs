/** @file Whole files in and out, with errors that name the file. */

import { createReadStream, existsSync, rmSync } from 'node:fs';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { messageOf } from '../../web/engine/internal.js';

/**
 * @param {string} verb
 * @param {string} path
 * @param {unknown} cause
 * @returns {Error} For example `cannot read model: no such file or directory`.
 */
export function fileError(verb, path, cause) {
  const message = messageOf(cause);
  // System errors read `ENOENT: no such file or directory, open 'path'`.
  const reason = /^[A-Z0-9]+: ([^,]+)/.exec(message)?.[1] ?? message;
  return new Error(`cannot ${verb} ${path}: ${reason}`, { cause });
}

/**
 * @param {string} path
 * @returns {Promise<Buffer>} The file's bytes.
 */
export async function readWhole(path) {
  try {
    return await readFile(path);
  } catch (cause) {
    throw fileError('read', path, cause);
  }
}

/**
 * @param {string} path
 * @returns {AsyncGenerator<Buffer, void, void>} The file's bytes, piece by piece.
 */
export async function* readPieces(path) {
  try {
    yield* createReadStream(path);
  } catch (cause) {
    throw fileError('read', path, cause);
  }
}

/**
 * @param {string} path
 * @param {boolean} overwrite Whether a file of that name may be replaced.
 * @throws {Error} When there is one that may not.
 */
export function refuseExisting(path, overwrite) {
  if (!overwrite && existsSync(path)) {
    throw new Error(`${path} exists already; --force replaces it`);
  }
}

/**
 * Writes a file so that its name never stands for half of it: under a temporary name first, which is
 * removed when the program ends before its time.
 *
 * @param {string} path
 * @param {Uint8Array} bytes
 * @param {boolean} overwrite Whether a file of that name may be replaced.
 */
export async function writeWhole(path, bytes, overwrite) {
  refuseExisting(path, overwrite);
  const temporary = `${path}.${process.pid}.tmp`;
  const discard = () => rmSync(temporary, { force: true });
  process.once('exit', discard);
  try {
    await writeFile(temporary, bytes);
    await rename(temporary, path);
  } catch (cause) {
    throw fileError('write', path, cause);
  } finally {
    discard();
    process.off('exit', discard);
  }
}
