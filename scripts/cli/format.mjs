/** @file Translations as lines of output: plain, n-best, with alignment, or JSON. */

/** @typedef {import('../../web/engine/index.js').Alignment} Alignment */
/** @typedef {import('../../web/engine/index.js').Alternative} Alternative */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */

const DECIMALS = 4;

/**
 * @param {number} logProb Natural logarithm of a probability, or a sum of such.
 * @returns {string}
 */
export const formatScore = (logProb) => logProb.toFixed(DECIMALS);

/**
 * @param {number} logProb
 * @returns {string} The probability, of a fixed width from 0 to 100 %.
 */
export const formatPercent = (logProb) => `${(100 * Math.exp(logProb)).toFixed(1).padStart(5)} %`;

/**
 * @param {object} value
 * @returns {string} A line of JSON, typed arrays as arrays.
 */
export function jsonLine(value) {
  const replacer = (/** @type {string} */ _, /** @type {unknown} */ item) =>
    item instanceof Float32Array ? [...item] : item;
  return `${JSON.stringify(value, replacer)}\n`;
}

/**
 * @param {Alignment | undefined} alignment
 * @returns {string} Pairs of token indices, source before target, such as `0-0 2-1`.
 */
export function formatPairs(alignment) {
  const pairs = alignment?.target.map(({ source }, i) => (source < 0 ? '' : `${source}-${i}`));
  return (pairs ?? []).filter((pair) => pair !== '').join(' ');
}

/**
 * @typedef {object} Format
 * @property {boolean} [pieces] Vocabulary pieces instead of text.
 * @property {boolean} [align] Append the alignment.
 */

/**
 * @param {Translation} translation
 * @param {Format} format
 * @returns {string} One line; the alignment after a tab.
 */
export function formatTranslation({ pieces, text, alignment }, format) {
  const shown = format.pieces ? pieces.join(' ') : text;
  return format.align ? `${shown}\t${formatPairs(alignment)}\n` : `${shown}\n`;
}

/**
 * @param {number} number Of the source, from 0.
 * @param {Translation} translation
 * @param {Format} format
 * @returns {string} A line for each hypothesis: number, text, normalised score, parted by `|||`.
 */
export function formatHypotheses(number, translation, format) {
  const { hypotheses = [translation] } = translation;
  const lines = hypotheses.map(({ pieces, text, normalizedScore, alignment }) => {
    const fields = [number, format.pieces ? pieces.join(' ') : text, formatScore(normalizedScore)];
    if (format.align) fields.push(formatPairs(alignment));
    return `${fields.join(' ||| ')}\n`;
  });
  return lines.join('');
}

/**
 * @param {readonly Alternative[]} alternatives
 * @param {Format} format
 * @returns {string} A line for each: probability, piece and translation, parted by tabs.
 */
export function formatAlternatives(alternatives, format) {
  const lines = alternatives.map(({ piece, logProb, translation: { pieces, text } }) => {
    const shown = format.pieces ? pieces.join(' ') : text;
    return `${[formatPercent(logProb).trimStart(), piece, shown].join('\t')}\n`;
  });
  return lines.join('');
}
