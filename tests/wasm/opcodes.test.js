/** @file Which instructions of relaxed SIMD the modules have: those whose results could differ. */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import createWabt from 'wabt';

const wabt = await createWabt();

/**
 * @param {string} name Of a module.
 * @returns {string[]} The names of its relaxed instructions, each once.
 */
function relaxedInstructions(name) {
  const bytes = readFileSync(new URL(`../../web/engine/wasm/${name}.wasm`, import.meta.url));
  const features = { exceptions: true, simd: true, relaxed_simd: true };
  const module = wabt.readWasm(bytes, { readDebugNames: false, ...features });
  const text = module.toText({ foldExprs: false, inlineExport: false });
  module.destroy();
  return [...new Set(text.match(/^\s*[a-z]+\d+\w*\.relaxed_\w+/gm)?.map((found) => found.trim()))];
}

test('the plain module has none', () => {
  assert.deepEqual(relaxedInstructions('stepglot'), []);
});

// Its operands are such that every engine has to give the same sum.
test('the module for relaxed SIMD has the dot product alone', () => {
  assert.deepEqual(relaxedInstructions('stepglot-relaxed'), [
    'i32x4.relaxed_dot_i8x16_i7x16_add_s',
  ]);
});
