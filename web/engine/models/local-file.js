/** @file Files of this machine, in Node.js, read for a manifest beside them. */

import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';

/** @param {unknown} error @returns {string} The system's name of it, such as `ENOENT`. */
export const codeOf = (error) => String(Object(error).code);

/**
 * @template T, U
 * @param {Promise<T>} promise
 * @param {U} instead
 * @returns {Promise<T | U>} `instead` when the file does not exist.
 */
export async function ifMissing(promise, instead) {
  try {
    return await promise;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return instead;
    throw error;
  }
}

/** @returns {URL} */
export const currentFolder = () => pathToFileURL(join(process.cwd(), '/'));

/** @param {string | URL} url @returns {Promise<number | undefined>} None when it does not exist. */
export async function fileLength(url) {
  return (await ifMissing(stat(new URL(url)), undefined))?.size;
}

/** @param {string | URL} url @returns {Promise<Uint8Array<ArrayBuffer> | undefined>} */
export async function fileBytes(url) {
  const bytes = await ifMissing(readFile(new URL(url)), undefined);
  // A buffer of its own, which can be transferred.
  return bytes && new Uint8Array(bytes);
}
