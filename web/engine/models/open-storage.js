/** @file Which storage this platform has for models. */

import { hasCaches, isNode } from '../base/environment.js';
import { messageOf } from '../base/errors.js';
import { CacheStorageOfModels } from './cache-storage.js';
import { fileStorage } from './for-node.js';
import { MemoryStorage } from './memory-storage.js';

/** @typedef {import('./storage.js').Storage} Storage */

/**
 * @param {string | undefined} folder Where Node.js keeps models, when not in the user's cache.
 * @returns {Promise<Storage>} In memory where a browser keeps nothing for the page.
 * @throws {StepglotError} `unsupported` when Node.js cannot make the folder.
 */
export async function openStorage(folder) {
  if (isNode) {
    const { FileStorage } = await fileStorage();
    return FileStorage.open(folder);
  }
  if (!hasCaches) {
    return new MemoryStorage('models are kept only in a page of https: or of localhost');
  }
  try {
    return await CacheStorageOfModels.open();
  } catch (error) {
    return new MemoryStorage(messageOf(error));
  }
}
