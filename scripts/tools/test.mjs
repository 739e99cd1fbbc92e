#!/usr/bin/env node
/** @file Sets up, builds, and runs the tests and checks section by section. */

import { spawn } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.mjs';
import { main } from './main.mjs';
import { root } from './setup/prefix.mjs';

const help = `Usage: npm test [-- SECTION ...]

Sets up what is missing, then builds and tests. Without arguments all sections run but the last:

  core      the C++ core natively, under AddressSanitizer and UBSan, with a short fuzz run
  wasm      the WebAssembly modules and their JavaScript library, in Node.js
  scripts   the commands
  train     the corpus builder and the trainer; what needs PyTorch is skipped where it is missing
  pages     the built page in Chromium
  types     the JSDoc types, and the declaration files made from them
  lint      ESLint, imports, parameters; ShellCheck and Pyflakes where they are
  format    Prettier and clang-format
  tidy      clang-tidy over the core (slow)

  --help    this text

Exit code: 0 when all that ran passed, 1 when something failed, 2 for a bad argument.
`;

const node = process.execPath;

// Debian's, which sees Debian's PyTorch, where there is one.
const python = existsSync('/usr/bin/python3') ? '/usr/bin/python3' : 'python3';

/** @typedef {string[]} Command A program and its arguments. */

/**
 * @typedef {object} Section
 * @property {string} name
 * @property {() => Command[]} commands Run in this order, until one fails.
 * @property {RegExp} [result] Global: what of the last command's output to show when it passes.
 * @property {boolean} [isOptional] Runs only when asked for.
 */

/** @param {...string} folders Below tests/. @returns {Command} */
function nodeTests(...folders) {
  const files = folders.flatMap((folder) => {
    const path = join(root, 'tests', folder);
    const names = existsSync(path) ? readdirSync(path, { recursive: true, encoding: 'utf8' }) : [];
    const tests = names.filter((name) => /\.test\.m?js$/.test(name)).sort();
    if (tests.length === 0) throw new Error(`no tests in ${path}`);
    return tests.map((name) => join(path, name));
  });
  return [node, '--expose-gc', '--test', '--test-reporter=spec', ...files];
}

/** @type {Section[]} */
const sections = [
  {
    name: 'core',
    commands: () => [
      [node, 'scripts/tools/build.mjs', 'native-asan'],
      ['ctest', '--preset', 'native-asan', '--parallel', String(availableParallelism())],
    ],
    result: /\d+% tests passed.*/g,
  },
  {
    name: 'wasm',
    commands: () => [
      [node, 'scripts/tools/build.mjs'],
      ['cmake', '--build', '--preset', 'wasm', '--target', 'kernel_tests', 'kernel_tests_relaxed'],
      nodeTests('wasm', 'web/engine'),
    ],
    result: /(?<=^ℹ )pass \d+/gm,
  },
  {
    name: 'scripts',
    commands: () => [
      [node, 'scripts/tools/setup.mjs', '--quiet', '--pytorch'],
      [node, 'scripts/tools/build.mjs'],
      nodeTests('scripts'),
    ],
    result: /(?<=^ℹ )pass \d+/gm,
  },
  {
    name: 'train',
    commands: () => [
      [node, 'scripts/tools/setup.mjs', '--quiet', '--pytorch'],
      [
        ...['env', `PYTHONPATH=${join(root, 'scripts')}`, python, '-m', 'unittest', 'discover'],
        ...['-s', 'tests/scripts/train', '-p', '*_test.py'],
      ],
    ],
    result: /Ran \d+ tests|OK.*/g,
  },
  {
    name: 'pages',
    commands: () => [
      [node, 'scripts/tools/setup.mjs', '--quiet', '--browser'],
      [node, 'scripts/tools/build.mjs'],
      [node, 'node_modules/vite/bin/vite.js', 'build', 'web/app', '--logLevel=warn'],
      nodeTests('web/app'),
    ],
    result: /(?<=^ℹ )pass \d+/gm,
  },
  {
    name: 'types',
    commands: () => [
      [node, 'node_modules/typescript/bin/tsc'],
      [node, 'node_modules/typescript/bin/tsc', '--project', 'tsconfig.types.json'],
    ],
  },
  {
    name: 'lint',
    commands: () => [
      [node, 'scripts/tools/setup.mjs', '--quiet', '--linters'],
      [node, 'node_modules/eslint/bin/eslint.js', '--max-warnings=0', '.'],
      [node, 'scripts/tools/architecture.mjs'],
      [node, 'scripts/tools/linters.mjs'],
    ],
    result: /^skipped.*/gm,
  },
  {
    name: 'format',
    commands: () => [
      [node, 'node_modules/prettier/bin/prettier.cjs', '--check', '--log-level=warn', '.'],
      [node, 'scripts/tools/clang.mjs', 'check'],
    ],
    result: /^skipped.*/gm,
  },
  {
    name: 'tidy',
    commands: () => [
      [node, 'scripts/tools/build.mjs', 'native-asan'],
      [node, 'scripts/tools/clang.mjs', 'tidy'],
    ],
    isOptional: true,
  },
];

/**
 * Runs a command in the checkout; its output is shown when it fails, and as it comes when asked.
 *
 * @param {Command} command
 * @param {boolean} isShown
 * @returns {Promise<{passed: boolean, output: string}>}
 */
function runCommand([program, ...args], isShown) {
  return new Promise((resolve) => {
    const stdio = isShown ? 'inherit' : 'pipe';
    // A test runner must not take itself for a child of another one.
    const env = { ...process.env, NODE_TEST_CONTEXT: undefined };
    const child = spawn(program, args, { cwd: root, env, stdio: ['ignore', stdio, stdio] });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.on('error', (error) =>
      resolve({ passed: false, output: `${program}: ${error.message}` }),
    );
    child.on('close', (code) => resolve({ passed: code === 0, output }));
  });
}

/**
 * Runs the commands of a section.
 *
 * @param {Section} section
 * @returns {Promise<{passed: boolean, note: string}>}
 */
async function runSection(section) {
  let note = '';
  for (const command of section.commands()) {
    const isBuild = command.includes('scripts/tools/build.mjs');
    const { passed, output } = await runCommand(command, isBuild);
    if (!passed) {
      process.stdout.write(output.endsWith('\n') ? output : `${output}\n`);
      console.log(`failed: ${command.map((part) => part.replace(`${root}/`, '')).join(' ')}`);
      return { passed, note: '' };
    }
    note = (section.result && output.match(section.result)?.join(', ')) ?? '';
  }
  return { passed: true, note };
}

/** @param {Section[]} chosen @returns {Promise<string[]>} One line for each section. */
async function runSections(chosen) {
  const summary = [];
  for (const section of chosen) {
    console.log(`\n== ${section.name}`);
    const start = performance.now();
    const { passed, note } = await runSection(section);
    if (!passed) process.exitCode = 1;
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    summary.push(
      `${passed ? 'ok    ' : 'FAILED'} ${section.name.padEnd(8)} ${seconds.padStart(6)} s  ${note}`,
    );
    console.log(summary.at(-1)?.trimEnd());
  }
  return summary;
}

/**
 * @param {string[]} names
 * @returns {Section[]} The named sections; without names those that always run.
 * @throws {UsageError}
 */
function choose(names) {
  if (names.length === 0) return sections.filter((section) => !section.isOptional);
  return names.map((name) => {
    const section = sections.find((candidate) => candidate.name === name);
    if (section) return section;
    const known = sections.map((candidate) => candidate.name).join(', ');
    throw new UsageError(`no section ${name}; there are ${known}`);
  });
}

/** @param {string[]} names */
async function setUpAndTest(names) {
  const chosen = choose(names);
  console.log('== setup');
  const setup = await runCommand([node, 'scripts/tools/setup.mjs', '--quiet'], true);
  if (!setup.passed) {
    process.exitCode = 1;
    return;
  }
  const summary = await runSections(chosen);
  console.log(`\n${summary.map((line) => line.trimEnd()).join('\n')}`);
}

await main({ name: 'test', help, takesArguments: true, run: (_, names) => setUpAndTest(names) });
