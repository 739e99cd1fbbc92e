/** @file A generator whose yields are changed on the way. */

/**
 * @template Y
 * @template Z
 * @template R
 * @param {Generator<Y, R, void>} work Ended when the new generator is.
 * @param {(value: Y) => Z} change
 * @returns {Generator<Z, R, void>} Yields what `change` makes of the yields, returns the same.
 */
export function* mapYields(work, change) {
  try {
    for (;;) {
      const { done, value } = work.next();
      if (done) return value;
      yield change(value);
    }
  } finally {
    work.return(/** @type {R} */ (undefined));
  }
}
