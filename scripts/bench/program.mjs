/** @file The benchmark programs that are C++ compiled to WebAssembly. */

import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/**
 * @param {'kernels' | 'kernels_relaxed' | 'reorder'} name
 * @param {string[]} args
 * @returns {any} The JSON that it prints.
 */
export function runProgram(name, args) {
  const program = fileURLToPath(new URL(`../../build/wasm/${name}_bench.cjs`, import.meta.url));
  if (!existsSync(program)) throw new Error(`${program} is missing: use npm run bench`);
  return JSON.parse(execFileSync(process.execPath, [program, ...args], { encoding: 'utf8' }));
}
