/** @file What samples say: medians and the ratio of two interleaved series. */

/**
 * @param {readonly number[]} samples Not empty.
 * @returns {number} The middle one, or the mean of the middle two.
 */
export function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * @typedef {object} Comparison
 * @property {number} a The median of one series.
 * @property {number} b The median of the other.
 * @property {number} ratio The median of the ratios b / a of pairs.
 * @property {number} least The least of these ratios.
 * @property {number} most The greatest.
 */

/**
 * @param {readonly [number, number][]} pairs Not empty.
 * @returns {Comparison}
 */
export function comparisonOf(pairs) {
  const ratios = pairs.map(([x, y]) => y / x);
  return {
    a: median(pairs.map(([x]) => x)),
    b: median(pairs.map(([, y]) => y)),
    ratio: median(ratios),
    least: Math.min(...ratios),
    most: Math.max(...ratios),
  };
}

/**
 * Runs two things in turn, A B A B ..., so that a change of the machine's speed meets both.
 *
 * @param {number} runs Pairs.
 * @param {() => number} a Returns its own measure, such as milliseconds.
 * @param {() => number} b
 * @returns {Comparison}
 */
export function compare(runs, a, b) {
  return comparisonOf(Array.from({ length: runs }, () => [a(), b()]));
}

/**
 * @param {() => void} work
 * @returns {number} Milliseconds that one call took.
 */
export function milliseconds(work) {
  const start = performance.now();
  work();
  return performance.now() - start;
}

/**
 * Repeats until the JavaScript engine has compiled what is hot to its best machine code.
 *
 * @param {() => void} work
 * @param {number} [duration] Milliseconds.
 */
export function warmUp(work, duration = 1500) {
  const end = performance.now() + duration;
  while (performance.now() < end) work();
}
