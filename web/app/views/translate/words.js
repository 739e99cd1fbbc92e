/** @file The words of a translation, and where in the source each comes from. */

/** @typedef {import('../../../engine/index.js').Alignment} Alignment */
/** @typedef {import('../../../engine/index.js').TargetAlignment} TargetAlignment */
/** @typedef {import('../../../engine/index.js').Translation} Translation */

/** @typedef {{start: number, end: number}} Range */

/**
 * @typedef {object} Word
 * @property {number} start Index into the sentence's text.
 * @property {number} end
 * @property {number} token Which of the sentence's tokens it begins with.
 * @property {Range[]} sources Indices into the source that it comes from.
 */

/**
 * @typedef {object} Sentence
 * @property {Range} source Where it stands in the source.
 * @property {string} text The translation.
 * @property {number[]} ids The translation's tokens.
 * @property {Word[]} words
 */

/** @type {Map<string, Intl.Segmenter>} */
const segmenters = new Map();

/**
 * @param {string} text
 * @param {string} language BCP 47.
 * @returns {Range[]} The words in it.
 */
export function wordsOf(text, language) {
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
 * @param {TargetAlignment[]} tokens Those of one sentence.
 * @param {Range} word In the same text.
 * @param {Alignment['source']} sources
 * @returns {Range[]} Source tokens that the word's tokens look at most, each once.
 */
function sourcesOf(tokens, word, sources) {
  const chosen = tokens
    .filter((token) => token.end > word.start && token.start < word.end && token.source >= 0)
    .map((token) => token.source);
  return [...new Set(chosen)].map((index) => ({
    start: sources[index].start,
    end: sources[index].end,
  }));
}

/**
 * @param {Translation} translation
 * @param {TargetAlignment[]} tokens Those of one sentence.
 * @param {string} language Of the translation.
 * @returns {Sentence & {target: Range}}
 */
function sentenceOf(translation, tokens, language) {
  const { source: sources } = /** @type {Alignment} */ (translation.alignment);
  const { first, weights } = tokens[0];
  // Special tokens stand for no text: their range is empty.
  const read = sources.slice(first, first + weights.length).filter(({ start, end }) => end > start);
  const target = { start: tokens[0].start, end: /** @type {Range} */ (tokens.at(-1)).end };
  const text = translation.text.slice(target.start, target.end);
  const words = wordsOf(text, language).map(({ start, end }) => {
    const word = { start: start + target.start, end: end + target.start };
    const token = tokens.findIndex((candidate) => candidate.end > word.start);
    return { start, end, token, sources: sourcesOf(tokens, word, sources) };
  });
  return {
    source: { start: read.at(0)?.start ?? 0, end: read.at(-1)?.end ?? 0 },
    target,
    text,
    ids: tokens.map(({ id }) => id),
    words,
  };
}

/**
 * Takes a translation apart.
 *
 * @param {Translation} translation With its alignment.
 * @param {string} language Of the translation.
 * @returns {(string | Sentence)[]} Sentences and the text between them; joined, the translation.
 */
export function sentencesOf(translation, language) {
  const target = translation.alignment?.target ?? [];
  /** @type {TargetAlignment[][]} */
  const groups = [];
  for (const token of target) {
    // All tokens of a sentence are aligned with the same row of source tokens.
    const last = groups.at(-1);
    if (last?.[0].first === token.first) last.push(token);
    else groups.push([token]);
  }
  /** @type {(string | Sentence)[]} */
  const parts = [];
  let end = 0;
  for (const tokens of groups) {
    const sentence = sentenceOf(translation, tokens, language);
    if (sentence.target.start > end) parts.push(translation.text.slice(end, sentence.target.start));
    parts.push(sentence);
    end = sentence.target.end;
  }
  if (end < translation.text.length) parts.push(translation.text.slice(end));
  return parts;
}

/**
 * @param {Sentence} sentence
 * @param {number} offset
 * @returns {Sentence} With all that points into the source moved.
 */
export function moved(sentence, offset) {
  const move = (/** @type {Range} */ { start, end }) => ({
    start: start + offset,
    end: end + offset,
  });
  return {
    ...sentence,
    source: move(sentence.source),
    words: sentence.words.map((word) => ({ ...word, sources: word.sources.map(move) })),
  };
}
