/** @file Runs the commands as a user does: as processes with pipes. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

/**
 * @param {string} path Relative to the repository.
 * @returns {string}
 */
export const pathOf = (path) => fileURLToPath(new URL(`../../../${path}`, import.meta.url));

/** A model with random weights, for whatever needs no sense in the output. */
export const tinyModel = pathOf('tests/data/tiny-pre.safetensors');

/**
 * Starts a command and leaves its pipes to the caller.
 *
 * @param {string[]} args
 * @param {{script?: string, nodeFlags?: string[]}} [options]
 */
export function start(args, { script = 'scripts/stepglot.mjs', nodeFlags = [] } = {}) {
  const child = spawn(process.execPath, [...nodeFlags, pathOf(script), ...args]);
  // A command may end without having read its input.
  child.stdin.on('error', () => {});
  return child;
}

/**
 * Runs a command to its end.
 *
 * @param {string[]} args
 * @param {string | Buffer} [input] What standard input holds.
 * @param {{script?: string, nodeFlags?: string[]}} [options]
 */
export async function run(args, input = '', options = {}) {
  const child = start(args, options);
  child.stdin.end(input);
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'close'),
  ]);
  return { stdout, stderr, code };
}
