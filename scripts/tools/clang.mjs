#!/usr/bin/env node
/** @file Runs clang-format and clang-tidy over the project's own C++ files. */

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.mjs';
import { main } from './main.mjs';
import { root } from './setup/prefix.mjs';
import { ToolError, capture, run, which } from './setup/process.mjs';
import { sourceFiles } from './source-files.mjs';

const help = `Usage: node scripts/tools/clang.mjs check | format | tidy

  check    exit with 1 when clang-format would change a file
  format   format the files in place
  tidy     run clang-tidy over the core; needs build/native-asan configured
  --help   this text
`;

/** Another release would lay out the same file differently. */
const major = 19;

const folders = ['core', 'wasm', 'tests/core', 'tests/wasm', 'cmake', 'scripts'];

/**
 * @param {string} name `clang-format` or `clang-tidy`.
 * @returns {string | undefined} The program, when it is there in the right release.
 */
function find(name) {
  return [`${name}-${major}`, name].find(
    (program) => which(program) && capture(program, ['--version'])?.includes(`version ${major}.`),
  );
}

/** @param {string[]} options */
async function format(options) {
  const program = find('clang-format');
  if (!program) {
    console.log(`skipped: clang-format ${major} is not installed`);
    return;
  }
  const sources = sourceFiles(folders, /\.(cc|h)$/);
  await run(program, [...options, ...sources], { cwd: root });
  console.log(`${sources.length} files`);
}

async function tidy() {
  const program = find('clang-tidy');
  if (!program) throw new ToolError(`clang-tidy ${major} is not installed`);
  const database = join(root, 'build/native-asan');
  if (!existsSync(join(database, 'compile_commands.json'))) {
    throw new ToolError('run this first: node scripts/tools/build.mjs native-asan');
  }
  const sources = sourceFiles(['core'], /\.cc$/);
  const options = ['-p', database, '--quiet', '--warnings-as-errors=*'];
  /** @type {string[]} */
  const failures = [];
  const worker = async () => {
    for (let path = sources.pop(); path; path = sources.pop()) {
      console.log(path);
      await run(program, [...options, path], { cwd: root }).catch((error) =>
        failures.push(error.message),
      );
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  if (failures.length > 0) throw new ToolError(failures.join('\n'));
}

/** @type {Record<string, () => Promise<void>>} */
const commands = {
  check: () => format(['--dry-run', '-Werror']),
  format: () => format(['-i']),
  tidy,
};

/** @param {string[]} args */
function runCommand([name, ...rest]) {
  if (!Object.hasOwn(commands, name ?? '') || rest.length > 0) {
    throw new UsageError(`give one of ${Object.keys(commands).join(', ')}`);
  }
  return commands[name]();
}

await main({ name: 'clang', help, takesArguments: true, run: (_, args) => runCommand(args) });
