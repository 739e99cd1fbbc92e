#!/usr/bin/env node
/**
 * @file Makes present what the build and the tests need; what is there already is used as it is.
 */

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './main.mjs';
import { findChromium, setUpChromium } from './setup/chromium.mjs';
import { recipe as emscriptenRecipe, setUpEmscripten } from './setup/emscripten.mjs';
import { recipe as librariesRecipe, setUpLibraries } from './setup/libraries.mjs';
import { hasLinters, setUpLinters } from './setup/linters.mjs';
import { withLock } from './setup/lock.mjs';
import { hasPackages, lockFile, setUpPackages } from './setup/npm.mjs';
import { isDone, markDone, prefix, replaceFile } from './setup/prefix.mjs';
import { hasPyTorch, setUpPyTorch } from './setup/pytorch.mjs';
import { setUpTools } from './setup/tools.mjs';

const help = `Usage: node scripts/tools/setup.mjs [--browser] [--linters] [--pytorch] [--quiet]

Makes present what Stepglot is built and tested with: CMake, Ninja, Clang, Emscripten, Eigen,
nlohmann/json, GoogleTest, the sources of SentencePiece, utf8proc and zlib, and the npm packages of the lock
file. What the machine has is used. On Debian the rest comes from Debian's packages: as root they
are installed, Emscripten and the libraries are unpacked into .toolchain/ of this checkout. A second
run finds everything done. To start anew, delete .toolchain/.

  --browser  Chromium too, which the tests of the page need
  --linters  ShellCheck and Pyflakes too; without root the checks by them are skipped
  --pytorch  PyTorch too, which the tests of training need; without root they are skipped
  --quiet    print only what is done, not what was found done
  --help     this text

Exit code: 0 when all is present, 1 when something is missing, 2 for a bad argument.
`;

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {unknown} recipe Anything that changes when the step must run again.
 * @property {() => boolean} isPresent A cheap look at what the step left behind.
 * @property {(report: (message: string) => void) => Promise<void>} run
 */

/** @type {Step} */
const browser = {
  name: 'browser',
  recipe: null,
  isPresent: () => findChromium() !== undefined,
  run: setUpChromium,
};

/** @type {Step} */
const pytorch = { name: 'pytorch', recipe: null, isPresent: hasPyTorch, run: setUpPyTorch };

/** @type {Step} */
const linters = { name: 'linters', recipe: null, isPresent: hasLinters, run: setUpLinters };

/** Steps that have an option. */
const further = { browser, linters, pytorch };

/** @returns {Step[]} In the order they depend on each other. */
function steps() {
  const emscriptenFile = join(prefix, 'emscripten.cmake');
  return [
    { name: 'tools', recipe: null, isPresent: () => false, run: setUpTools },
    { name: 'packages', recipe: lockFile(), isPresent: hasPackages, run: setUpPackages },
    { name: 'libraries', recipe: librariesRecipe, isPresent: () => true, run: setUpLibraries },
    {
      name: 'emscripten',
      recipe: emscriptenRecipe,
      isPresent: () => existsSync(emscriptenFile),
      run: async (report) => {
        const scripts = await setUpEmscripten(report);
        replaceFile(emscriptenFile, `set(STEPGLOT_EMSCRIPTEN_ROOT "${scripts}")\n`);
      },
    },
  ];
}

/**
 * @param {Step[]} wanted
 * @param {boolean} quiet
 */
async function setUp(wanted, quiet) {
  for (const { name, recipe, isPresent, run } of wanted) {
    const report = (/** @type {string} */ message) => console.log(`setup: ${name}: ${message}`);
    if (isDone(name, recipe) && isPresent()) {
      if (!quiet) report('done before');
      continue;
    }
    const start = performance.now();
    await run(report);
    markDone(name, recipe);
    const seconds = (performance.now() - start) / 1000;
    if (!quiet || seconds > 1) report(`done in ${seconds.toFixed(1)} s`);
  }
}

await main({
  name: 'setup',
  help,
  options: {
    browser: { type: 'boolean' },
    linters: { type: 'boolean' },
    pytorch: { type: 'boolean' },
    quiet: { type: 'boolean' },
  },
  run: (values) => {
    const chosen = Object.values(further).filter(
      ({ name }) => values[/** @type {keyof typeof further} */ (name)],
    );
    return withLock(
      'setup',
      () => setUp([...steps(), ...chosen], values.quiet ?? false),
      (message) => console.log(`setup: ${message}`),
    );
  },
});
