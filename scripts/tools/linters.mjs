#!/usr/bin/env node
/** @file Runs ShellCheck over the shell scripts and Pyflakes over the Python code. */

import { main } from './main.mjs';
import { root } from './setup/prefix.mjs';
import { run, which } from './setup/process.mjs';
import { sourceFiles } from './source-files.mjs';

const help = `Usage: node scripts/tools/linters.mjs

Runs ShellCheck over the shell scripts and Pyflakes over the Python code; without one of them, what
it would check is skipped.

Exit code: 0 when all that ran passed, 1 when something was found, 2 for a bad argument.
`;

const folders = ['.ci', 'core', 'scripts', 'tests', 'wasm'];

const linters = [
  { program: 'shellcheck', options: ['--severity=warning'], pattern: /\.sh$|^\.ci\/run$/ },
  { program: 'pyflakes3', options: [], pattern: /\.py$/ },
];

async function lint() {
  for (const { program, options, pattern } of linters) {
    if (which(program))
      await run(program, [...options, ...sourceFiles(folders, pattern)], { cwd: root });
    else console.log(`skipped: ${program} is not installed`);
  }
}

await main({ name: 'linters', help, run: lint });
