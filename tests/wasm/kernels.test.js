/** @file The kernels' own tests, compiled to WebAssembly: the SIMD128 code against its references. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

const program = fileURLToPath(new URL('../../build/wasm/kernel_tests.cjs', import.meta.url));

test('the kernels agree with their references in WebAssembly', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, [program], { encoding: 'utf8' });
  assert.equal(status, 0, `${stdout}\n${stderr}`);
  const passed = Number(/\[ {2}PASSED {2}\] (\d+) tests/.exec(stdout)?.[1]);
  assert.ok(passed >= 20, `only ${passed} tests ran`);
});
