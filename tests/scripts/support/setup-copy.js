/**
 * @file A copy of the set-up's scripts in a folder of its own, so that tests do not touch this
 * checkout.
 */

import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const checkout = fileURLToPath(new URL('../../../', import.meta.url));

/**
 * @param {import('node:test').TestContext} context Deletes the copy when the test is over.
 * @returns {string} Root of a checkout that holds only what the set-up reads.
 */
export function copySetup(context) {
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-test-'));
  context.after(() => rmSync(folder, { recursive: true, force: true }));
  for (const path of [
    'scripts/tools/setup',
    'scripts/tools/setup.mjs',
    'scripts/tools/main.mjs',
    'scripts/cli/usage-error.mjs',
    'package.json',
    'package-lock.json',
  ]) {
    cpSync(join(checkout, path), join(folder, path), { recursive: true });
  }
  return folder;
}

/**
 * Imports a module of the set-up from a copy.
 *
 * @param {string} folder
 * @param {string} name
 * @returns {Promise<any>}
 */
export function importFrom(folder, name) {
  return import(pathToFileURL(join(folder, 'scripts/tools/setup', name)).href);
}
