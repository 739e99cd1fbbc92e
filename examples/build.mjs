#!/usr/bin/env node
/** @file Puts an example together: its own files, the engine and one model, in a folder. */

import { cpSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const examples = dirname(fileURLToPath(import.meta.url));
const web = join(examples, '../web');

/**
 * @param {string} example `extension` or `bookmarklet`.
 * @param {string} folder Is replaced.
 */
export function buildExample(example, folder) {
  rmSync(folder, { recursive: true, force: true });
  cpSync(join(examples, example), folder, { recursive: true });
  cpSync(join(web, 'engine'), join(folder, 'engine'), { recursive: true });
  const model = 'es-ca.int8.safetensors';
  cpSync(join(web, 'models', model), join(folder, model));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [example, folder = join('build', example ?? '')] = process.argv.slice(2);
  if (!['extension', 'bookmarklet'].includes(example)) {
    console.error('usage: node examples/build.mjs extension | bookmarklet [FOLDER]');
    process.exit(2);
  }
  buildExample(example, folder);
  console.log(folder);
}
