/** @file Atoms: the parts of a text that no mark divides, words and signs. */

/**
 * @typedef {object} Atom
 * @property {number} start Index into the text.
 * @property {number} end Index after it.
 * @property {boolean} isWord Whether it has letters or digits; else it is a sign.
 */

const WORD = '[\\p{L}\\p{N}\\p{M}_\\u00ad\\u200c\\u200d]';
const HYPHEN = '[-\\u2010\\u2011]';

// What holds letters together: the dot of "col·lecció", the apostrophe of "dog's" (not that of
// "l'home", which ends a word), and what numbers have within.
const JOINT = [
  '\\u00b7(?=\\p{L})',
  `['\\u2019](?=${WORD}{1,2}(?!${WORD}))`,
  '(?<=\\p{N})[.,:](?=\\p{N})',
];

/** @param {string[]} joints */
const pattern = (joints) =>
  new RegExp(
    `(${WORD}+(?:(?:${joints.join('|')})${WORD}+)*(?:['\\u2019](?=${WORD}))?)` +
      '|[.!?]{2,}|[^\\s](?:[\\p{M}\\p{Emoji_Modifier}]|\\u200d[^\\s])*',
    'gu',
  );

const whole = pattern([...JOINT, `${HYPHEN}(?=${WORD})`]);
const divided = pattern(JOINT);

// Scripts that write words without spaces between them; there each token is an atom.
const spaceless =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/**
 * @param {number} count
 * @param {(i: number) => boolean} holds For the first numbers only.
 * @returns {number} For how many numbers from 0 on it holds, below `count`.
 */
export function countWhile(count, holds) {
  let low = 0;
  let high = count;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (holds(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * @param {readonly {end: number}[]} ranges In order, apart from each other.
 * @param {number} place
 * @returns {number} The first that ends after the place, or how many there are.
 */
export const firstAfter = (ranges, place) =>
  countWhile(ranges.length, (i) => ranges[i].end <= place);

/**
 * @param {readonly number[]} places In order.
 * @param {number} start
 * @param {number} end
 * @returns {number[]} Those between the two, without them.
 */
export const placesWithin = (places, start, end) =>
  places.slice(
    countWhile(places.length, (i) => places[i] <= start),
    countWhile(places.length, (i) => places[i] < end),
  );

/**
 * @param {readonly Atom[]} atoms
 * @param {readonly number[]} cuts In order.
 * @returns {Atom[]} The atoms, divided at the cuts within them.
 */
export function divideAt(atoms, cuts) {
  let next = 0;
  return atoms.flatMap((atom) => {
    while (cuts[next] <= atom.start) next++;
    if (!(cuts[next] < atom.end)) return [atom];
    const places = [atom.start];
    for (; cuts[next] < atom.end; next++) places.push(cuts[next]);
    return places.map((start, i) => ({ ...atom, start, end: places[i + 1] ?? atom.end }));
  });
}

/**
 * @typedef {object} AtomOptions
 * @property {readonly number[]} tokenStarts In order.
 * @property {boolean} dividesHyphens Whether what hyphens join is several words.
 */

/**
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {AtomOptions} options
 * @returns {Atom[]} Those of a part of the text, in order. Only white space is outside of them.
 */
export function atomsOf(text, start, end, { tokenStarts, dividesHyphens }) {
  const matches = text.slice(start, end).matchAll(dividesHyphens ? divided : whole);
  const atoms = Array.from(matches, ({ index, 0: match, 1: word }) => ({
    start: start + index,
    end: start + index + match.length,
    isWord: word !== undefined,
  }));
  if (!spaceless.test(text.slice(start, end))) return atoms;
  const isCut = (/** @type {number} */ place) =>
    spaceless.test(text.slice(Math.max(0, place - 1), place + 1));
  return divideAt(atoms, placesWithin(tokenStarts, start, end).filter(isCut));
}
