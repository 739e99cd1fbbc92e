/**
 * @file The private prefix .toolchain/: where set-up puts what the machine lacks, and what it
 * remembers.
 */

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Root of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');

/** The prefix; everything in it can be deleted and is made again. */
export const prefix = join(root, '.toolchain');

/** @typedef {Record<string, string>} Stamps Name of a step -> fingerprint of the recipe it followed. */

const stampsPath = join(prefix, 'stamps.json');

/** @returns {Stamps} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampsPath, 'utf8'));
  } catch {
    return {}; // No set-up yet, or one that was cut short: every step runs again.
  }
}

/** @param {unknown} recipe Anything that changes when the step must run again. */
function fingerprint(recipe) {
  // The prefix is part of it because generated files hold absolute paths.
  return createHash('sha256')
    .update(JSON.stringify([prefix, recipe]))
    .digest('hex')
    .slice(0, 16);
}

/** @param {string} name @param {unknown} recipe */
export function isDone(name, recipe) {
  return readStamps()[name] === fingerprint(recipe);
}

/** @param {string} name @param {unknown} recipe */
export function markDone(name, recipe) {
  const stamps = { ...readStamps(), [name]: fingerprint(recipe) };
  replaceFile(stampsPath, JSON.stringify(stamps, null, 2) + '\n');
}

/**
 * Writes a file whole or not at all, so that a killed set-up leaves the former one. A file that has
 * the content already keeps its time, which says to builds that nothing changed.
 *
 * @param {string} path
 * @param {string} content
 */
export function replaceFile(path, content) {
  if (existsSync(path) && readFileSync(path, 'utf8') === content) return;
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.partial`, content);
  renameSync(`${path}.partial`, path);
}

/**
 * Fills a folder of the prefix whole or not at all.
 *
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} The finished folder.
 */
export async function replaceFolder(name, fill) {
  const finished = join(prefix, name);
  const partial = `${finished}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { recursive: true });
  await fill(partial);
  rmSync(finished, { recursive: true, force: true });
  renameSync(partial, finished);
  return finished;
}
