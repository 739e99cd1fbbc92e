/** @file The files of a model on disk: the one that a path names, or those of the folder. */

import { closeSync, fstatSync, openSync, readSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { modelFilesAmong } from '../../web/engine/internal.js';
import { fileError } from './files.mjs';

/** @typedef {import('../../web/engine/index.js').NamedContent} NamedContent */

/**
 * A file that is read in parts.
 *
 * @param {string} path
 * @param {string} name
 * @returns {NamedContent & {close: () => void}}
 */
function openFile(path, name) {
  try {
    const descriptor = openSync(path, 'r');
    const byteLength = fstatSync(descriptor).size;
    const read = (/** @type {number} */ begin, /** @type {number} */ end) => {
      const bytes = new Uint8Array(end - begin);
      let done = 0;
      for (let count = -1; done < bytes.length && count !== 0; done += count) {
        count = readSync(descriptor, bytes, done, bytes.length - done, begin + done);
      }
      return bytes.subarray(0, done);
    };
    return { name, bytes: { byteLength, read }, close: () => closeSync(descriptor) };
  } catch (cause) {
    throw fileError('read', path, cause);
  }
}

/**
 * @param {string} folder
 * @returns {Promise<import('node:fs').Dirent[]>} All but hidden ones, in alphabetical order.
 */
async function entriesOf(folder) {
  try {
    const entries = await readdir(folder, { withFileTypes: true });
    return entries
      .filter(({ name }) => !name.startsWith('.'))
      .sort((a, b) => (a.name < b.name ? -1 : 1));
  } catch (cause) {
    throw fileError('read', folder, cause);
  }
}

/**
 * @param {string} path Of a file or folder, also through links.
 * @returns {Promise<boolean>}
 */
async function isFolder(path) {
  try {
    return (await stat(path)).isDirectory();
  } catch (cause) {
    throw fileError('read', path, cause);
  }
}

/**
 * @param {string} folder
 * @returns {Promise<string[]>} Paths of its files. A sub-folder is entered when it is the only one, or
 *   the `model` folder of an unpacked Argos package.
 */
async function filesIn(folder) {
  /** @type {string[]} */
  const files = [];
  /** @type {string[]} */
  const folders = [];
  for (const { name } of await entriesOf(folder)) {
    const path = join(folder, name);
    if (await isFolder(path)) folders.push(path);
    else files.push(path);
  }
  const [entered] =
    folders.length === 1 ? folders : folders.filter((path) => path.endsWith(`${sep}model`));
  return entered === undefined ? files : [...files, ...(await filesIn(entered))];
}

/**
 * Opens the files of a model.
 *
 * @param {string} path A file or a folder.
 * @returns {Promise<{files: NamedContent[], close: () => void}>} Those of a folder by their names in
 *   it. To be closed by the caller.
 * @throws {Error} That names the file.
 */
export async function openModelPath(path) {
  if (!(await isFolder(path))) return allOf([openFile(path, path)]);
  const paths = modelFilesAmong(await filesIn(path), (file) => file);
  if (paths.length === 0) throw new Error(`cannot read ${path}: the folder holds no model files`);
  return allOf(paths.map((file) => openFile(file, relative(path, file))));
}

/** @param {ReturnType<typeof openFile>[]} files */
const allOf = (files) => ({ files, close: () => files.forEach((file) => file.close()) });
