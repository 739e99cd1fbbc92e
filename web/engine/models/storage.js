/** @file Where models are kept: what the store needs of it, and which one this platform has. */

import { hasCaches, isNode } from '../base/environment.js';
import { StepglotError } from '../base/errors.js';
import { CacheStorageOfModels } from './cache-storage.js';

/**
 * A file that is kept, whole or from its beginning to where the download broke.
 *
 * @typedef {object} KeptFile
 * @property {string} name
 * @property {number} bytes
 */

/**
 * How much of a file was kept, and what the server called its version.
 *
 * @typedef {object} KeptPart
 * @property {number} bytes
 * @property {string} etag Empty when not known.
 */

/**
 * Files that grow at their end. Nothing here knows whether a file is whole or sound: its reader
 * checks length and hash each time, so that no interrupted write can pass for a model.
 *
 * @typedef {object} Storage
 * @property {() => Promise<KeptFile[]>} list
 * @property {(name: string, target: Uint8Array) => Promise<KeptPart>} read Fills the target from its
 *   beginning with what is kept; a file that is longer counts as none.
 * @property {(name: string, start: number, bytes: Uint8Array, etag: string) => Promise<void>} append
 *   Keeps bytes that follow the `start` bytes kept before; they are there wholly or not at all.
 * @property {(error: unknown) => boolean} isFull Whether `append` failed for want of room.
 * @property {() => Promise<number>} free Bytes that there is room for; more when that is not known.
 * @property {(name: string) => Promise<boolean>} delete Whether there was anything to delete.
 * @property {() => Promise<boolean>} persist Asks that nothing be evicted when room gets scarce.
 * @property {<T>(name: string, signal: AbortSignal, task: () => Promise<T>) => Promise<T>} locked
 *   Runs the task when no other one holds the file, in other tabs too.
 * @property {(name: string) => Promise<boolean>} isLocked
 */

/**
 * @template T
 * @param {string} file Name of a module beside this one that only Node.js can load.
 * @returns {Promise<T>} Out of the sight of bundlers, which would follow it into a page's files.
 */
const importForNode = (file) =>
  import(/* @vite-ignore */ /* webpackIgnore: true */ new URL(file, import.meta.url).href);

/** @returns {Promise<typeof import('./local-file.js')>} Access to files of this machine. */
export const localFiles = () => importForNode('./local-file.js');

/**
 * @param {string | undefined} folder Where Node.js keeps models, when not in the user's cache.
 * @returns {Promise<Storage>}
 * @throws {StepglotError} `unsupported` where there is none.
 */
export async function openStorage(folder) {
  if (isNode) {
    const { FileStorage } = /** @type {typeof import('./file-storage.js')} */ (
      await importForNode('./file-storage.js')
    );
    return FileStorage.open(folder);
  }
  if (!hasCaches) {
    throw new StepglotError(
      'unsupported',
      'models can be kept only in a page of https: or of localhost',
    );
  }
  return CacheStorageOfModels.open();
}
