/** @file Keeps two processes from working on the same folder of the checkout at the same time. */

import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { prefix } from './prefix.mjs';
import { ToolError } from './process.mjs';

/** @param {number} pid */
function isRunning(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} lock @returns {number} The process that holds it, 0 when none does. */
function ownerOf(lock) {
  try {
    return Number(readFileSync(lock, 'utf8'));
  } catch {
    return 0;
  }
}

/**
 * Takes the lock when it is free.
 *
 * @param {string} lock
 * @returns {boolean}
 */
function take(lock) {
  // A link appears with its content at once, so no reader sees a lock without an owner.
  const claim = `${lock}.${process.pid}`;
  try {
    writeFileSync(claim, String(process.pid));
    linkSync(claim, lock);
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw new ToolError(`cannot create ${lock}: ${/** @type {Error} */ (error).message}`);
  } finally {
    rmSync(claim, { force: true });
  }
}

/**
 * Runs `work` while no other process works under the same name; waits for one that does.
 *
 * @template T
 * @param {string} name
 * @param {() => Promise<T>} work
 * @param {(message: string) => void} report Told once when it has to wait.
 * @returns {Promise<T>}
 */
export async function withLock(name, work, report) {
  mkdirSync(prefix, { recursive: true });
  const lock = join(prefix, `${name}.lock`);
  let hasReported = false;
  while (!take(lock)) {
    const owner = ownerOf(lock);
    if (owner && !isRunning(owner)) {
      rmSync(lock, { force: true }); // Left behind by a process that was killed.
      continue;
    }
    if (!hasReported) report(`process ${owner} is at work on it: waiting`);
    hasReported = true;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  try {
    return await work();
  } finally {
    rmSync(lock, { force: true });
  }
}
