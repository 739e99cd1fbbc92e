/** @file Ways to compare texts: the forms of a character, parts of a text, its digits, what it repeats. */

/** Characters that typography exchanges, each with its plain form. */
const plainForms = new Map(
  Object.entries({
    '‘’‚‛′ʼ': "'",
    '“”„‟″«»': '"',
    '‐‑‒–—―−': '-',
    ẞ: 'SS',
  }).flatMap(([forms, plain]) => [...forms].map((form) => /** @type {const} */ ([form, plain]))),
);

/**
 * @param {string} text
 * @returns {string} The text in Unicode's compatibility form, with straight quotation marks, hyphens
 *   for dashes and single spaces. Line breaks and tabs stay.
 */
export const plainTypography = (text) =>
  [...text.normalize('NFKC')]
    .map((character) => plainForms.get(character) ?? character)
    .join('')
    .replace(/ {2,}/g, ' ');

/**
 * @param {string} text
 * @param {string} part Not empty.
 * @returns {number} How often the text has the part.
 */
export const countOf = (text, part) => text.split(part).length - 1;

const WORD_CHARACTER = /^[\p{L}\p{M}\p{N}]$/u;

/**
 * @param {string} text
 * @param {string} span Not empty.
 * @returns {number} How often the span stands by itself: no letter or digit continues its edges.
 */
export function countOfWhole(text, span) {
  const isWord = (/** @type {string | undefined} */ character) =>
    character !== undefined && WORD_CHARACTER.test(character);
  const characters = [...span];
  const [opensWord, closesWord] = [isWord(characters[0]), isWord(characters.at(-1))];
  let count = 0;
  for (let at = text.indexOf(span); at >= 0; at = text.indexOf(span, at + span.length)) {
    const before = [...text.slice(0, at)].at(-1);
    const [after] = text.slice(at + span.length);
    if (!(opensWord && isWord(before)) && !(closesWord && isWord(after))) count++;
  }
  return count;
}

/**
 * @param {string} text
 * @returns {string[]} Its runs of digits, sorted; digits of other scripts are what they stand for.
 */
export const digitRuns = (text) => (text.normalize('NFKC').match(/\p{Nd}+/gu) ?? []).sort();

// A phrase of up to eight words, three times in a row.
const LOOP = /(?:^|[^\p{L}\p{N}])([\p{L}\p{N}][^\s]*(?:\s+\S+){0,7}?)(?:\s+\1(?![\p{L}\p{N}])){2}/u;

/**
 * @param {string} text
 * @returns {string} A phrase that the text has three times in a row; empty if there is none.
 */
export const loopIn = (text) => LOOP.exec(text)?.[1] ?? '';
