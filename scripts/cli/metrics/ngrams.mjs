/** @file N-grams of a hypothesis that are found in its reference, as BLEU and chrF count them. */

/**
 * @typedef {object} NgramCounts
 * @property {number} hypothesis N-grams in the hypothesis.
 * @property {number} reference N-grams in the reference.
 * @property {number} matches Those of the hypothesis that the reference has too, each at most as
 *   often as there.
 */

/**
 * @param {readonly string[]} symbols Words or characters.
 * @param {number} order Length of an n-gram.
 * @returns {Map<string, number>} How often each n-gram occurs.
 */
function countNgrams(symbols, order) {
  const counts = new Map();
  for (let end = order; end <= symbols.length; ++end) {
    // No word has a blank in it, so the joined n-grams stay distinct.
    const ngram = symbols.slice(end - order, end).join(' ');
    counts.set(ngram, (counts.get(ngram) ?? 0) + 1);
  }
  return counts;
}

/**
 * @param {readonly string[]} hypothesis Symbols without blanks.
 * @param {readonly string[]} reference
 * @param {number} order
 * @returns {NgramCounts}
 */
export function matchNgrams(hypothesis, reference, order) {
  const found = countNgrams(hypothesis, order);
  const wanted = countNgrams(reference, order);
  let matches = 0;
  for (const [ngram, count] of found) matches += Math.min(count, wanted.get(ngram) ?? 0);
  const total = (/** @type {readonly string[]} */ { length }) => Math.max(0, length - order + 1);
  return { hypothesis: total(hypothesis), reference: total(reference), matches };
}

/**
 * @param {NgramCounts} a
 * @param {NgramCounts} b
 * @returns {NgramCounts}
 */
export const addCounts = (a, b) => ({
  hypothesis: a.hypothesis + b.hypothesis,
  reference: a.reference + b.reference,
  matches: a.matches + b.matches,
});

/** @type {NgramCounts} */
export const noCounts = { hypothesis: 0, reference: 0, matches: 0 };
