/** @file Modules that only Node.js can load, loaded when they are needed. */

/**
 * @template T
 * @param {string} file Name of a module beside this one.
 * @returns {Promise<T>} Hidden from bundlers, which would follow it into a page's files.
 */
const importForNode = (file) =>
  import(/* @vite-ignore */ /* webpackIgnore: true */ new URL(file, import.meta.url).href);

/** @returns {Promise<typeof import('./local-file.js')>} Access to files of this machine. */
export const localFiles = () => importForNode('./local-file.js');

/** @returns {Promise<typeof import('./file-storage.js')>} Storage in files of this machine. */
export const fileStorage = () => importForNode('./file-storage.js');
