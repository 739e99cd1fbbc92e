/** @file Which storage this platform has for models. */

import { hasCaches, isNode } from '../base/environment.js';
import { StepglotError } from '../base/errors.js';
import { CacheStorageOfModels } from './cache-storage.js';
import { fileStorage } from './for-node.js';

/** @typedef {import('./storage.js').Storage} Storage */

/**
 * @param {string | undefined} folder Where Node.js keeps models, when not in the user's cache.
 * @returns {Promise<Storage>}
 * @throws {StepglotError} `unsupported` where there is none.
 */
export async function openStorage(folder) {
  if (isNode) {
    const { FileStorage } = await fileStorage();
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
