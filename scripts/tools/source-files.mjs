/** @file The project's own files, as the checks choose them. */

import { readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './setup/prefix.mjs';

/**
 * @param {string[]} folders Of the checkout, with all below them.
 * @param {RegExp} pattern Of the path from the checkout.
 * @returns {string[]} Paths from the checkout.
 */
export function sourceFiles(folders, pattern) {
  return folders.flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => relative(root, join(entry.parentPath ?? entry.path, entry.name)))
      .filter((path) => pattern.test(path)),
  );
}
