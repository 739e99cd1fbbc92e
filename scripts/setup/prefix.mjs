// The private prefix .toolchain/: where set-up puts what the machine lacks, and what it remembers.

import { createHash } from 'node:crypto';
import {
  existsSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SetupError } from './process.mjs';

/** Root of the checkout. */
export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');

/** The prefix; everything in it can be deleted and is made again. */
export const prefix = join(root, '.toolchain');

/** @typedef {Record<string, string>} Stamps name of a step -> fingerprint of the recipe it followed */

const stampsPath = join(prefix, 'stamps.json');

/** @returns {Stamps} */
function readStamps() {
  try {
    return JSON.parse(readFileSync(stampsPath, 'utf8'));
  } catch {
    return {}; // No set-up yet, or one that was cut short: every step runs again.
  }
}

/** @param {unknown} recipe anything that changes when the step must run again */
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
 * Writes a file whole or not at all, so that a killed set-up leaves the former one.
 * @param {string} path
 * @param {string} content
 */
export function replaceFile(path, content) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(`${path}.partial`, content);
  renameSync(`${path}.partial`, path);
}

/**
 * Fills a folder of the prefix whole or not at all.
 * @param {string} name
 * @param {(folder: string) => Promise<void>} fill
 * @returns {Promise<string>} the finished folder
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

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/**
 * Runs `work` while no other set-up of this checkout runs; waits for one that does.
 * @template T
 * @param {() => Promise<T>} work
 * @param {(message: string) => void} report
 * @returns {Promise<T>}
 */
export async function withLock(work, report) {
  mkdirSync(prefix, { recursive: true });
  const lock = join(prefix, 'lock');
  const claim = `${lock}.${process.pid}`;
  let waiting = false;
  for (;;) {
    // A link appears with its content at once, so no reader sees a lock without an owner.
    writeFileSync(claim, String(process.pid));
    try {
      linkSync(claim, lock);
      break;
    } catch (error) {
      if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'EEXIST') {
        throw new SetupError(`cannot lock ${prefix}: ${/** @type {Error} */ (error).message}`);
      }
    } finally {
      rmSync(claim, { force: true });
    }
    const owner = existsSync(lock) ? Number(readFileSync(lock, 'utf8')) : 0;
    if (owner && !isRunning(owner)) {
      rmSync(lock, { force: true }); // Left behind by a set-up that was killed.
      continue;
    }
    if (!waiting) report(`another set-up is running (process ${owner}): waiting for it`);
    waiting = true;
    await new Promise((resolve) => setTimeout(resolve, 500));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
