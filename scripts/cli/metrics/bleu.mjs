/**
 * @file Corpus BLEU (Papineni et al. 2002, https://aclanthology.org/P02-1040) with the defaults of
 * sacrebleu (Post 2018, https://aclanthology.org/W18-6319), so that figures can be compared; a
 * deliberate second opinion beside scripts/train/trainer/metrics.py.
 *
 * It is our own code since npm has no such thing: its packages score single sentences with other
 * tokenizers and smoothing, whose figures compare with nobody's.
 */

import { addCounts, matchNgrams, noCounts } from './ngrams.mjs';
import { tokenize13a } from './tokenizer13a.mjs';

const orders = [1, 2, 3, 4];

/** One reference, case kept, all four orders always counted, 13a tokens, exponential smoothing. */
export const bleuSignature = 'nrefs:1|case:mixed|eff:no|tok:13a|smooth:exp';

/**
 * @typedef {object} Bleu
 * @property {number} score 0 to 100.
 * @property {number[]} precisions Of n-grams of order 1 to 4, smoothed, 0 to 100.
 * @property {number[]} matches N-grams of the hypotheses that were found, for each order.
 * @property {number[]} totals N-grams of the hypotheses, for each order.
 * @property {number} brevityPenalty 0 to 1.
 * @property {number} hypothesisLength Tokens.
 * @property {number} referenceLength Tokens.
 */

/**
 * Modified n-gram precisions. An order without a match counts as half a match, the next such
 * order as a quarter, and so on (method 3 of Chen and Cherry 2014, https://aclanthology.org/W14-3346),
 * but where nothing at all was found there is nothing to smooth.
 *
 * @param {number[]} matches
 * @param {number[]} totals
 * @returns {number[]} 0 to 100.
 */
function smoothedPrecisions(matches, totals) {
  if (matches.every((count) => count === 0)) return matches;
  let smoothed = 1;
  return totals.map((total, i) => {
    if (total === 0) return 0;
    if (matches[i] > 0) return (100 * matches[i]) / total;
    smoothed /= 2;
    return (100 * smoothed) / total;
  });
}

/**
 * @param {number} hypothesisLength
 * @param {number} referenceLength
 * @returns {number}
 */
function brevityPenaltyOf(hypothesisLength, referenceLength) {
  if (hypothesisLength >= referenceLength) return 1;
  return hypothesisLength === 0 ? 0 : Math.exp(1 - referenceLength / hypothesisLength);
}

/**
 * @param {number[]} matches For each order.
 * @param {number[]} totals For each order.
 * @param {number} hypothesisLength Tokens.
 * @param {number} referenceLength Tokens.
 * @returns {Bleu}
 */
export function bleuOfCounts(matches, totals, hypothesisLength, referenceLength) {
  const precisions = smoothedPrecisions(matches, totals);
  const brevityPenalty = brevityPenaltyOf(hypothesisLength, referenceLength);
  // A precision of 0 makes the geometric mean 0: the logarithm is minus infinity.
  const meanLog = precisions.reduce((sum, p) => sum + Math.log(p), 0) / precisions.length;
  const score = brevityPenalty * Math.exp(meanLog);
  return {
    score,
    precisions,
    matches,
    totals,
    brevityPenalty,
    hypothesisLength,
    referenceLength,
  };
}

/**
 * @param {readonly string[]} hypotheses Translations, as people read them.
 * @param {readonly string[]} references As many.
 * @returns {Bleu}
 */
export function corpusBleu(hypotheses, references) {
  const sums = orders.map(() => noCounts);
  let [hypothesisLength, referenceLength] = [0, 0];
  for (const [i, line] of hypotheses.entries()) {
    const [hypothesis, reference] = [tokenize13a(line), tokenize13a(references[i])];
    hypothesisLength += hypothesis.length;
    referenceLength += reference.length;
    for (const [k, order] of orders.entries()) {
      sums[k] = addCounts(sums[k], matchNgrams(hypothesis, reference, order));
    }
  }
  const matches = sums.map((counts) => counts.matches);
  const totals = sums.map((counts) => counts.hypothesis);
  return bleuOfCounts(matches, totals, hypothesisLength, referenceLength);
}

/**
 * @param {Bleu} bleu
 * @returns {string} The details as sacrebleu writes them.
 */
export function formatBleuDetails(bleu) {
  const { precisions, brevityPenalty, hypothesisLength, referenceLength } = bleu;
  const ratio = referenceLength === 0 ? 0 : hypothesisLength / referenceLength;
  const lengths = `hyp_len = ${hypothesisLength} ref_len = ${referenceLength}`;
  return (
    `${precisions.map((p) => p.toFixed(1)).join('/')} ` +
    `(BP = ${brevityPenalty.toFixed(3)} ratio = ${ratio.toFixed(3)} ${lengths})`
  );
}
