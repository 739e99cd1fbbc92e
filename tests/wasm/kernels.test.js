/** @file The kernels' own tests, compiled to WebAssembly: the code of either module against its references. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { hasRelaxedDot } from '../../web/engine/internal.js';

/** @param {string} name Of a program in the build folder. */
function runTests(name) {
  const program = fileURLToPath(new URL(`../../build/wasm/${name}.cjs`, import.meta.url));
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  const passed = Number(/\[ {2}PASSED {2}\] (\d+) tests/.exec(stdout)?.[1]);
  assert.ok(passed >= 20, `only ${passed} tests ran`);
}

test('the kernels agree with their references in WebAssembly', () => {
  runTests('kernel_tests');
});

test(
  'the kernels for relaxed SIMD agree with the same references',
  { skip: !hasRelaxedDot() && 'this Node.js has no relaxed SIMD' },
  () => {
    runTests('kernel_tests_relaxed');
  },
);
