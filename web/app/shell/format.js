/** @file Numbers and names as the page shows them. */

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const short = new Intl.NumberFormat('en', { maximumSignificantDigits: 3 });

/** @param {number} value */
export const count = (value) => whole.format(value);

/** @param {number} value */
export const brief = (value) => short.format(value);

/**
 * @param {number} value
 * @param {string} unit
 */
export const counted = (value, unit) => `${count(value)} ${unit}${value === 1 ? '' : 's'}`;

/**
 * @param {number} bytes
 * @returns {string} In units of 1000.
 */
export function size(bytes) {
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${brief(bytes / 1e3)} KB`;
  return bytes < 1e9 ? `${brief(bytes / 1e6)} MB` : `${brief(bytes / 1e9)} GB`;
}

/**
 * @param {number} milliseconds
 * @returns {string}
 */
export const seconds = (milliseconds) => `${(milliseconds / 1000).toFixed(2)} s`;

/**
 * @param {number} logProb Natural logarithm.
 * @returns {string} The probability in percent.
 */
export function percent(logProb) {
  const value = 100 * Math.exp(logProb);
  return value >= 10 ? `${value.toFixed(0)} %` : `${value.toFixed(value >= 0.1 ? 1 : 2)} %`;
}

/**
 * @param {number} value
 * @returns {string} With a letter for thousands (K), millions (M) and billions (G).
 */
export function scaled(value) {
  if (value < 1e3) return String(value);
  if (value < 1e6) return `${brief(value / 1e3)} K`;
  return value < 1e9 ? `${brief(value / 1e6)} M` : `${brief(value / 1e9)} G`;
}

const languages = new Intl.DisplayNames('en', { type: 'language' });

/**
 * @param {string} tag BCP 47.
 * @returns {string} Its English name, or the tag.
 */
export function languageName(tag) {
  try {
    return languages.of(tag) ?? tag;
  } catch {
    return tag;
  }
}

/**
 * @param {{sourceLanguage: string, targetLanguage: string}} pair
 * @returns {string} Such as `English to German`.
 */
export const pairName = ({ sourceLanguage, targetLanguage }) =>
  `${languageName(sourceLanguage)} to ${languageName(targetLanguage)}`;

/**
 * @param {string} piece Of a SentencePiece vocabulary, where ▁ stands for a space.
 * @returns {string}
 */
export const pieceText = (piece) => piece.replaceAll('▁', '␣');
