/** @file Writes lexical shortlists as Marian's files (`lex.*.s2t.bin`), and finds what to put into them. */

/**
 * @typedef {object} ShortlistSizes
 * @property {number} first So many of the lowest target ids are always candidates.
 * @property {number} best So many target ids at most for each source id.
 */

/**
 * Which target ids go with which source ids in translated sentences, by Dice's coefficient: twice the
 * sentences that both are in, over the sum of those that each is in.
 *
 * @param {{source: number[], target: number[]}[]} pairs Ids of both sides.
 * @param {number} vocabulary
 * @param {number} best
 * @returns {number[][]} For each source id its likeliest target ids, ascending.
 */
export function associatedIds(pairs, vocabulary, best) {
  const counts = { source: new Uint32Array(vocabulary), target: new Uint32Array(vocabulary) };
  /** @type {Map<number, number>[]} */
  const together = Array.from({ length: vocabulary }, () => new Map());
  for (const { source, target } of pairs) {
    const targets = new Set(target);
    for (const id of targets) counts.target[id]++;
    for (const id of new Set(source)) {
      counts.source[id]++;
      for (const other of targets) together[id].set(other, (together[id].get(other) ?? 0) + 1);
    }
  }
  return together.map((others, id) => {
    const dice = (/** @type {[number, number]} */ [other, both]) =>
      both / (counts.source[id] + counts.target[other]);
    const ranked = [...others].sort((a, b) => dice(b) - dice(a) || a[0] - b[0]);
    return ranked
      .slice(0, best)
      .map(([other]) => other)
      .sort((a, b) => a - b);
  });
}

/** @param {BigUint64Array} words @returns {bigint} The sum that Marian on 64-bit Linux checks. */
function checksum(words) {
  return words.reduce(
    (hash, word) => BigInt.asUintN(64, hash ^ (word + 0x9e3779b9n + (hash << 6n) + (hash >> 2n))),
    0n,
  );
}

/**
 * @param {number[][]} lists Target ids, ascending, for each source id.
 * @param {ShortlistSizes} sizes
 * @returns {Uint8Array} The file.
 */
export function writeShortlist(lists, { first, best }) {
  const offsets = [0];
  for (const list of lists) offsets.push(/** @type {number} */ (offsets.at(-1)) + list.length);
  const numbers = [first, best, offsets.length, offsets.at(-1) ?? 0, ...offsets];
  const ids = Uint32Array.from(lists.flat());
  const rest = Buffer.concat([
    new Uint8Array(new BigUint64Array(numbers.map(BigInt)).buffer),
    new Uint8Array(ids.buffer),
  ]);
  const summed = Uint8Array.from(rest.subarray(0, Math.floor(rest.length / 8) * 8));
  const head = BigUint64Array.of(0xf11a48d5013417f5n, checksum(new BigUint64Array(summed.buffer)));
  return Buffer.concat([new Uint8Array(head.buffer), rest]);
}
