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
 * Runs two things in turn, A B A B ..., so that a change of the machine's speed meets both.
 *
 * @param {number} runs Pairs.
 * @param {() => number} a Returns its own measure, such as milliseconds.
 * @param {() => number} b
 * @returns {{a: number, b: number, ratio: number}} Medians of both and of the ratios b / a by pairs.
 */
export function compare(runs, a, b) {
  const pairs = Array.from({ length: runs }, () => [a(), b()]);
  return {
    a: median(pairs.map(([x]) => x)),
    b: median(pairs.map(([, y]) => y)),
    ratio: median(pairs.map(([x, y]) => y / x)),
  };
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
