/** @file Whether the module for relaxed SIMD can be used, and whether it computes rightly here. */

/** @typedef {import('./types.js').NativeModule} NativeModule */

// A function whose only instructions are `local.get`, `i32x4.relaxed_dot_i8x16_i7x16_add_s` and
// `drop`.
const moduleWithDotProduct = Uint8Array.of(
  ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00, 0x01, 0x04, 0x01, 0x60, 0x00, 0x00, 0x03],
  ...[0x02, 0x01, 0x00, 0x0a, 0x10, 0x01, 0x0e, 0x01, 0x01, 0x7b, 0x20, 0x00, 0x20, 0x00, 0x20],
  ...[0x00, 0xfd, 0x93, 0x02, 0x1a, 0x0b],
);

// Milliseconds in which an engine that has nothing else to do replaces its first code of the products by
// the optimized one, which it makes in the background.
const WARM_UP = 8;

// Products between two looks at the clock, few enough for it to be looked at often.
const CALLS = 60;

/** Whether this engine knows the instruction of the relaxed kernels. */
export const hasRelaxedDot = () => WebAssembly.validate(moduleWithDotProduct);

/**
 * Computes products in both of two forms until their code has warmed up, and chooses the faster form;
 * the results are the same.
 *
 * @param {NativeModule} module
 */
function chooseForm(module) {
  const time = (/** @type {boolean} */ halves) => {
    const begin = performance.now();
    module.runProducts(halves, CALLS);
    return performance.now() - begin;
  };
  const best = { halves: Infinity, whole: Infinity };
  const end = performance.now() + WARM_UP;
  while (performance.now() < end) {
    best.halves = Math.min(best.halves, time(true));
    best.whole = Math.min(best.whole, time(false));
  }
  module.runProducts(best.halves < best.whole, 0);
}

/**
 * Checks the products of a module before and after they have warmed up, as engines compile twice.
 *
 * @param {NativeModule} module Just instantiated.
 * @returns {boolean} Whether all sums were right.
 */
export function computesRightly(module) {
  if (!module.productsAreExact()) return false;
  chooseForm(module);
  return module.productsAreExact();
}

/**
 * @param {() => Promise<NativeModule>} load Instantiates the module for relaxed SIMD.
 * @param {{isKnown: () => boolean, isRight: (module: NativeModule) => boolean}} [checks]
 *   Whether this engine knows its instruction, and whether the module computes rightly.
 * @returns {Promise<NativeModule | null>} The module, or null where the plain one is to be used: the
 *   two compute the same.
 */
export async function ifUsable(
  load,
  { isKnown, isRight } = { isKnown: hasRelaxedDot, isRight: computesRightly },
) {
  if (!isKnown()) return null;
  try {
    const module = await load();
    return isRight(module) ? module : null;
  } catch {
    return null;
  }
}
