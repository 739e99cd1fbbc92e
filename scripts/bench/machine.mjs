/** @file Where and when figures were measured, and with which versions. */

import { existsSync, readFileSync } from 'node:fs';
import { cpus } from 'node:os';

const root = new URL('../../', import.meta.url);

/** @returns {{cpu: string, cores: number, node: string}} */
export const machine = () => ({
  cpu: cpus()[0].model,
  cores: cpus().length,
  node: process.version,
});

/** @returns {string} The day, as 2026-01-31, in universal time. */
export const today = () => new Date().toISOString().slice(0, 10);

/** @param {URL} file @returns {string} */
const versionIn = (file) => JSON.parse(readFileSync(file, 'utf8')).version;

/** @returns {string} Stepglot's version. */
export const ownVersion = () => versionIn(new URL('package.json', root));

/**
 * @param {string} name Of an npm package.
 * @returns {string | undefined} Its version, if it is installed.
 */
export function packageVersion(name) {
  const file = new URL(`node_modules/${name}/package.json`, root);
  return existsSync(file) ? versionIn(file) : undefined;
}

/**
 * @param {Record<string, string | undefined>} versions
 * @returns {string} `Node.js v20, ...`; those that are undefined are left out.
 */
export const versionList = (versions) =>
  Object.entries(versions)
    .filter(([, version]) => version !== undefined)
    .map(([name, version]) => `${name} ${version}`)
    .join(', ');
