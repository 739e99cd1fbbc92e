/** @file Whether the module for relaxed SIMD can be used, and whether it computes rightly here. */

/** @typedef {import('./types.js').NativeModule} NativeModule */

// A function whose only instructions are `local.get`, `i32x4.relaxed_dot_i8x16_i7x16_add_s` and
// `drop`.
const moduleWithDotProduct = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03],
  ...[0x02, 0x01, 0x00, 0x0a, 0x10, 0x01, 0x0e, 0x01, 0x01, 0x7b, 0x20, 0x00, 0x20, 0x00, 0x20],
  ...[0x00, 0xfd, 0x93, 0x02, 0x1a, 0x0b],
);

// Enough for engines to replace their first code by the optimized one.
const warmUpCalls = 2000;

/** Whether this engine knows the instruction of the relaxed kernels. */
export const hasRelaxedDot = () => WebAssembly.validate(moduleWithDotProduct);

/**
 * Chooses between two ways to the same results by their speed, the best of three.
 *
 * @param {NativeModule} module
 */
function chooseForm(module) {
  const time = (/** @type {boolean} */ halves) => {
    const begin = performance.now();
    module.runProducts(halves);
    return performance.now() - begin;
  };
  const rounds = [1, 2, 3].map(() => ({ halves: time(true), whole: time(false) }));
  const best = (/** @type {'halves' | 'whole'} */ form) => Math.min(...rounds.map((r) => r[form]));
  module.runProducts(best('halves') < best('whole'));
}

/**
 * Checks the products of a module before and after they have warmed up, as engines compile twice,
 * and lets it choose between equal ways by their speed.
 *
 * @param {NativeModule} module Just instantiated.
 * @returns {Promise<boolean>} Whether all sums were right.
 */
export async function computesRightly(module) {
  if (!module.productsAreExact(1) || !module.productsAreExact(warmUpCalls)) return false;
  // Optimized code is made in the background and used by calls from then on.
  await new Promise((resolve) => {
    setTimeout(resolve);
  });
  if (!module.productsAreExact(2)) return false;
  chooseForm(module);
  return true;
}
