/** @file Dotted version numbers. */

/**
 * Orders two of them, as a function for Array.sort.
 *
 * @param {string} a
 * @param {string} b
 * @returns {number} Negative, zero or positive.
 */
export function compareVersions(a, b) {
  const left = a.split('.').map(Number);
  const right = b.split('.').map(Number);
  for (let i = 0; i < Math.max(left.length, right.length); i++) {
    const difference = (left[i] ?? 0) - (right[i] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
