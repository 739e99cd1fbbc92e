/**
 * @file Runs other programs for the set-up, and turns their failures into messages a reader can act
 * on.
 */

import { spawn, spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

/** A failure whose message says all there is to say; no stack trace is shown for it. */
export class ToolError extends Error {}

/** @param {string} program @returns {string | undefined} Its path, when it is on PATH. */
export function which(program) {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    const path = join(folder, program);
    try {
      accessSync(path, constants.X_OK);
      return path;
    } catch {
      // Not in this folder.
    }
  }
  return undefined;
}

/**
 * Standard output of a program that answers at once, or undefined when it is missing or fails.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnSyncOptions} [options]
 * @returns {string | undefined}
 */
export function capture(program, args, options = {}) {
  const result = spawnSync(program, args, { ...options, encoding: 'utf8' });
  return result.status === 0 ? String(result.stdout) : undefined;
}

/**
 * A hint for the failures that have a plain outside cause.
 *
 * @param {string} output What the program printed.
 */
export function hintFor(output) {
  if (/No space left on device|ENOSPC/.test(output)) {
    return 'The disk is full: about 1 GB is needed in the checkout.';
  }
  if (
    /Temporary failure resolving|Could not resolve|Could not connect|Unable to connect|Network is unreachable|EAI_AGAIN|ENOTFOUND|ECONNREFUSED|ETIMEDOUT/.test(
      output,
    )
  ) {
    return 'The network could not be reached: the first set-up needs it.';
  }
  if (/dpkg was interrupted/.test(output)) {
    return 'An earlier installation was cut short; as an administrator run: dpkg --configure -a';
  }
  if (/Could not get lock|Unable to acquire the dpkg frontend lock/.test(output)) {
    return 'Another package manager is running: wait for it, then try again.';
  }
  return '';
}

/**
 * Runs a program to its end. Its output is kept and shown only when it fails, unless `stdio` says
 * otherwise.
 *
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions} [options]
 * @returns {Promise<string>} Standard output and standard error, in the order they came.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'], ...options });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => reject(new ToolError(`cannot run ${program}: ${error.message}`)));
    child.on('close', (code, signal) => {
      if (code === 0) return resolve(output);
      const tail = output.trimEnd().split('\n').slice(-20).join('\n  ');
      const command = [program, ...args].join(' ');
      const ending = signal ? `was ended by ${signal}` : `failed with exit code ${code}`;
      reject(new ToolError(`${command}\n${ending}:\n  ${tail}\n${hintFor(output)}`.trimEnd()));
    });
  });
}
