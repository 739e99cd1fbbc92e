#!/usr/bin/env node
/** @file Configures and builds CMake presets, as much as has changed since the last time. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { UsageError } from '../cli/usage-error.mjs';
import { main } from './main.mjs';
import { withLock } from './setup/lock.mjs';
import { prefix, root } from './setup/prefix.mjs';
import { run } from './setup/process.mjs';

const help = `Usage: node scripts/tools/build.mjs [PRESET ...]

Builds presets of CMakePresets.json in build/PRESET: native, native-asan, wasm or wasm-threads (by
default the last two).
Needs what scripts/tools/setup.mjs provides.

  --help   this text

Exit code: 0 when all is built, 1 when a build fails, 2 for a bad argument.
`;

/** @returns {string[]} The presets there are. */
function presets() {
  const file = JSON.parse(readFileSync(join(root, 'CMakePresets.json'), 'utf8'));
  return file.buildPresets.map((/** @type {{name: string}} */ preset) => preset.name);
}

/**
 * Whether the build folder was never configured, or with other presets or another toolchain.
 * Changes of CMake files Ninja notices by itself.
 *
 * @param {string} preset
 */
function needsConfiguring(preset) {
  const rules = join(root, 'build', preset, 'build.ninja');
  if (!existsSync(rules)) return true;
  const sources = [join(root, 'CMakePresets.json'), join(prefix, 'emscripten.cmake')];
  const configured = statSync(rules).mtimeMs;
  return sources.some((path) => existsSync(path) && statSync(path).mtimeMs > configured);
}

/** @param {string} preset */
async function build(preset) {
  const report = (/** @type {string} */ message) => console.log(`build: ${preset}: ${message}`);
  // Ninja shows its progress on one line of a terminal; elsewhere only a failure is of interest.
  const stdio = process.stdout.isTTY ? 'inherit' : 'pipe';
  const start = performance.now();
  await withLock(
    `build-${preset}`,
    async () => {
      if (needsConfiguring(preset)) {
        report('configuring');
        await run('cmake', ['--preset', preset, '--fresh'], { cwd: root });
      }
      report('building');
      const jobs = ['--parallel', String(availableParallelism())];
      await run('cmake', ['--build', '--preset', preset, ...jobs], { cwd: root, stdio });
    },
    report,
  );
  report(`done in ${((performance.now() - start) / 1000).toFixed(1)} s`);
}

/** @param {string[]} names Those of presets; none stands for the default one. */
async function buildAll(names) {
  const known = presets();
  const unknown = names.find((name) => !known.includes(name));
  if (unknown) throw new UsageError(`no preset ${unknown}; there are ${known.join(', ')}`);
  for (const preset of names.length > 0 ? names : ['wasm', 'wasm-threads']) await build(preset);
}

await main({ name: 'build', help, takesArguments: true, run: (_, names) => buildAll(names) });
