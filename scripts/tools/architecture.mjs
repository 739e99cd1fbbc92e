#!/usr/bin/env node
/** @file Checks the structure of the sources: order of the rooms, circles, long files, parameters. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { structureFaults } from './architecture/check.mjs';
import { root } from './setup/prefix.mjs';
import { sourceFiles } from './source-files.mjs';

const help = `Usage: node scripts/tools/architecture.mjs

Reads the imports of all C++, JavaScript and Python files and reports imports that run upward, against
the order of the rooms in scripts/tools/architecture/rooms.mjs, or in a circle, files that are too
long, and functions in C++ and Python with too many parameters. Prints how many files it read when it
finds nothing.

Exit code: 0 when nothing was found, 1 when something was, 2 for a bad argument.
`;

const folders = ['core', 'wasm', 'web', 'scripts', 'tests'];

function main() {
  const paths = sourceFiles(folders, /\.(cc|h|m?js|py)$/).filter(
    (path) => !path.startsWith('web/engine/wasm/'),
  );
  const read = (/** @type {string} */ path) => readFileSync(join(root, path), 'utf8');
  const faults = structureFaults(root, new Map(paths.map((path) => [path, read(path)])));
  for (const line of faults) console.log(line);
  if (faults.length > 0) process.exitCode = 1;
  else console.log(`${paths.length} files in their rooms`);
}

const args = process.argv.slice(2);
if (args[0] === '--help') {
  process.stdout.write(help);
} else if (args.length > 0) {
  process.stderr.write(help);
  process.exitCode = 2;
} else {
  main();
}
