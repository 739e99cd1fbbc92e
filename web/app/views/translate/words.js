/** @file The words of a translation, and where in the source each comes from. */

/** @typedef {import('../../../engine/index.js').Range} Range */
/** @typedef {import('../../../engine/index.js').TargetAlignment} TargetAlignment */
/** @typedef {import('../../../engine/index.js').Translation} Translation */

/**
 * @typedef {object} Word
 * @property {number} start Index into the sentence's text.
 * @property {number} end
 * @property {number} token Which of the sentence's tokens it begins with.
 * @property {Range[]} sources Of the source, the ranges that it comes from.
 */

/**
 * A translated sentence, as the page shows it.
 *
 * @typedef {object} Sentence
 * @property {Range} source Its range in the source.
 * @property {string} text The translation.
 * @property {number[]} ids The translation's tokens.
 * @property {Word[]} words
 * @property {boolean} isDoubtful Whether it may lack something that the source has.
 */

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

/**
 * @param {string} text
 * @param {string} language BCP 47.
 * @returns {Range[]} The words in it.
 */
function wordsOf(text, language) {
  let segmenter = segmenters.get(language);
  if (!segmenter) {
    segmenter = new Intl.Segmenter(language, { granularity: 'word' });
    segmenters.set(language, segmenter);
  }
  const words = [];
  for (const { segment, index, isWordLike } of segmenter.segment(text)) {
    if (isWordLike) words.push({ start: index, end: index + segment.length });
  }
  return words;
}

/**
 * @param {Range} range
 * @param {number} offset
 * @returns {Range}
 */
const moved = ({ start, end }, offset) => ({ start: start + offset, end: end + offset });

/**
 * @param {readonly TargetAlignment[]} tokens Those of one sentence.
 * @param {Range} word In the same text.
 * @returns {number[]} The source tokens that the word's tokens look at most, each once.
 */
function sourcesOf(tokens, word) {
  const chosen = tokens
    .filter((token) => token.end > word.start && token.start < word.end && token.source >= 0)
    .map((token) => token.source);
  return [...new Set(chosen)];
}

/**
 * @param {Translation} translation With its alignment.
 * @param {import('../../../engine/index.js').Sentence} sentence One of it.
 * @param {string} language Of the translation.
 * @param {number} offset Where the text that was translated begins in the source.
 * @returns {Sentence}
 */
function withWords(translation, { source, target, tokens, outcome }, language, offset) {
  const { alignment } = translation;
  const aligned = alignment?.target.slice(tokens.start, tokens.end) ?? [];
  const text = translation.text.slice(target.start, target.end);
  const words = wordsOf(text, language).map((range) => {
    const word = moved(range, target.start);
    return {
      ...range,
      token: aligned.findIndex((candidate) => candidate.end > word.start),
      sources: sourcesOf(aligned, word).map((index) =>
        moved(/** @type {Range} */ (alignment?.source[index]), offset),
      ),
    };
  });
  return {
    source: moved(source, offset),
    text,
    ids: translation.tokens.slice(tokens.start, tokens.end),
    words,
    isDoubtful: outcome === 'doubtful',
  };
}

/**
 * Takes a translation apart.
 *
 * @param {Translation} translation With its alignment.
 * @param {string} language Of the translation.
 * @param {number} offset Where the text that was translated begins in the source.
 * @returns {(string | Sentence)[]} Sentences and the text between them; joined, the translation.
 */
export function partsOf(translation, language, offset) {
  /** @type {(string | Sentence)[]} */
  const parts = [];
  let end = 0;
  for (const sentence of translation.sentences) {
    const { target } = sentence;
    if (target.start > end) parts.push(translation.text.slice(end, target.start));
    parts.push(withWords(translation, sentence, language, offset));
    ({ end } = target);
  }
  if (end < translation.text.length) parts.push(translation.text.slice(end));
  return parts;
}
