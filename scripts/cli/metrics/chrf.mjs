/**
 * @file Corpus chrF2 (Popovic 2015, https://aclanthology.org/W15-3049): the F-score of character
 * n-grams, recall counting twice as much as precision, with the defaults of sacrebleu 2; a
 * deliberate second opinion beside scripts/train/trainer/metrics.py.
 *
 * Own code for the same reason as BLEU: npm has none that agrees with sacrebleu.
 */

import { addCounts, matchNgrams, noCounts } from './ngrams.mjs';
import { splitWords } from './white-space.mjs';

/** @typedef {import('./ngrams.mjs').NgramCounts} NgramCounts */

const orders = [1, 2, 3, 4, 5, 6];
const beta = 2;

/** One reference, case kept, orders that occur in both, 6 characters, no words, no white space. */
export const chrfSignature = 'nrefs:1|case:mixed|eff:yes|nc:6|nw:0|space:no';

/**
 * @param {string} text
 * @returns {string[]} Its characters (code points) without white space.
 */
const charactersOf = (text) => Array.from(splitWords(text).join(''));

/**
 * @param {NgramCounts[]} sums For each order.
 * @returns {number} 0 to 100.
 */
function fScore(sums) {
  // Means over the orders that both sides are long enough for (sacrebleu's "effective order").
  const effective = sums.filter(({ hypothesis, reference }) => hypothesis > 0 && reference > 0);
  const mean = (/** @type {(counts: NgramCounts) => number} */ share) =>
    effective.reduce((sum, counts) => sum + share(counts), 0) / effective.length;
  const precision = mean(({ matches, hypothesis }) => matches / hypothesis);
  const recall = mean(({ matches, reference }) => matches / reference);
  // Also where no order is effective and both are NaN.
  if (!(precision + recall > 0)) return 0;
  return (100 * (1 + beta ** 2) * precision * recall) / (beta ** 2 * precision + recall);
}

/**
 * @param {readonly string[]} hypotheses Translations, as people read them.
 * @param {readonly string[]} references As many.
 * @returns {number} 0 to 100.
 */
export function corpusChrf(hypotheses, references) {
  const sums = orders.map(() => noCounts);
  for (const [i, line] of hypotheses.entries()) {
    const [hypothesis, reference] = [charactersOf(line), charactersOf(references[i])];
    for (const [k, order] of orders.entries()) {
      const counts = matchNgrams(hypothesis, reference, order);
      // A reference too short for this order says nothing about the hypothesis' n-grams.
      const { hypothesis: found, ...rest } = counts;
      sums[k] = addCounts(sums[k], { ...rest, hypothesis: counts.reference > 0 ? found : 0 });
    }
  }
  return fScore(sums);
}
