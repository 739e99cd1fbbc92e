/**
 * @file The npm packages that the lock file pins: type checker, linters, and a parser for
 * Emscripten.
 */

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './prefix.mjs';
import { run, which, ToolError } from './process.mjs';

/** The lock file is the recipe of this step. */
export function lockFile() {
  return readFileSync(join(root, 'package-lock.json'), 'utf8');
}

export function hasPackages() {
  return existsSync(join(root, 'node_modules/.package-lock.json'));
}

/** @param {(message: string) => void} report */
export async function setUpPackages(report) {
  const npm = which('npm');
  if (!npm) throw new ToolError('npm is missing: it comes with Node.js');
  report('npm ci');
  await run(npm, ['ci', '--no-audit', '--no-fund'], { cwd: root });
}
