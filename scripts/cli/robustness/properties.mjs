/** @file The properties that a test line may ask of its translation, each a row. */

import { countOf, countOfWhole, digitRuns, loopIn, plainTypography } from './compare-text.mjs';

/** @typedef {string | {keep: string}} PlainPart Text to translate, or text that stays as it is. */
/** @typedef {string | PlainPart[]} PlainForm */

/**
 * What is known of a translation.
 *
 * @typedef {object} Observation
 * @property {string} text The source.
 * @property {string} translation
 * @property {string} targetLanguage A language tag; empty if unknown.
 * @property {number} sentences How many sentences the source was split into.
 * @property {(text: string) => string} translationOf Looks up the translation of a plain form.
 */

/**
 * @typedef {object} Property
 * @property {string} name The key in a test line.
 * @property {string} value What the documentation calls its value.
 * @property {string} doc What it asks of the translation.
 * @property {(value: unknown, text: string) => string} fault What is wrong with the value in a line
 *   with that text; empty for a usable one.
 * @property {(value: any, seen: Observation) => string} failure What is wrong with the translation;
 *   empty if it has the property.
 */

/** @param {string} text */
const quote = (text) => JSON.stringify(text);

/** @param {unknown} value */
const isText = (value) => typeof value === 'string' && value !== '';

/** @param {unknown} value */
const textFault = (value) => (isText(value) ? '' : 'must be a text that is not empty');

/** @param {unknown} value */
const stringFault = (value) => (typeof value === 'string' ? '' : 'must be a text');

/** @param {unknown} value */
const trueFault = (value) => (value === true ? '' : 'must be true');

/** @param {unknown} value */
const countFault = (value) =>
  Number.isInteger(value) && Number(value) >= 0 ? '' : 'must be a whole number from 0';

/** @param {unknown} value */
const ratioFault = (value) =>
  typeof value === 'number' && value > 0 ? '' : 'must be a number above 0';

/** @param {unknown} value */
const textsFault = (value) =>
  Array.isArray(value) && value.length > 0 && value.every(isText)
    ? ''
    : 'must be an array of texts that are not empty';

/**
 * @param {unknown} value
 * @param {string} text
 */
function spansFault(value, text) {
  const missing =
    Array.isArray(value) && value.find((span) => isText(span) && !text.includes(span));
  return textsFault(value) || (missing ? `${quote(missing)} is not in the text` : '');
}

/** @param {unknown} value */
function plainFault(value) {
  const isPart = (/** @type {any} */ part) => isText(part) || isText(part?.keep);
  const isForm = isText(value) || (Array.isArray(value) && value.length > 0 && value.every(isPart));
  return isForm ? '' : 'must be a text, or an array of texts and {"keep": text}';
}

/**
 * @param {PlainForm} form
 * @param {Observation} seen
 * @returns {string} The translation of the plain form.
 */
function plainTranslation(form, { translationOf }) {
  if (typeof form === 'string') return translationOf(form);
  return form.map((part) => (typeof part === 'string' ? translationOf(part) : part.keep)).join('');
}

/**
 * @param {string} translation
 * @param {string} expected
 */
const sameFailure = (translation, expected) =>
  plainTypography(translation) === plainTypography(expected)
    ? ''
    : `is not ${quote(expected)}, the translation of the plain form`;

/** @param {string} text */
const lengthOf = (text) => [...text].length;

/** @param {Observation} seen */
const ratioOf = ({ text, translation }) => lengthOf(translation) / Math.max(1, lengthOf(text));

/**
 * @param {string} text
 * @returns {string[]} The texts whose translation in capitals that of the text in capitals may equal.
 */
export const smallForms = (text) => [...new Set([text, text.toLowerCase()])];

/** @param {string} text */
const forMention = (text) => plainTypography(text).toLowerCase();

/** @type {readonly Property[]} */
export const properties = [
  {
    name: 'equals',
    value: 'text',
    doc: 'is exactly this text',
    fault: stringFault,
    failure: (value, { translation }) => (translation === value ? '' : `is not ${quote(value)}`),
  },
  {
    name: 'unchanged',
    value: 'true',
    doc: 'is exactly the source',
    fault: trueFault,
    failure: (_, { text, translation }) => (translation === text ? '' : 'differs from the source'),
  },
  {
    name: 'contains',
    value: 'texts',
    doc: 'has each of these parts of the source, exactly as often as the source',
    fault: spansFault,
    failure: (/** @type {string[]} */ value, { text, translation }) => {
      const wrong = value.find((part) => countOf(translation, part) !== countOf(text, part));
      return wrong === undefined
        ? ''
        : `has ${quote(wrong)} ${countOf(translation, wrong)} times, not ${countOf(text, wrong)}`;
    },
  },
  {
    name: 'keeps',
    value: 'texts',
    doc: 'has each of these parts of the source, at least as often, with no letter or digit joined to it',
    fault: spansFault,
    failure: (/** @type {string[]} */ value, { text, translation }) => {
      const lost = value.find(
        (span) => countOfWhole(translation, span) < Math.max(1, countOfWhole(text, span)),
      );
      return lost === undefined ? '' : `does not keep ${quote(lost)}`;
    },
  },
  {
    name: 'mentions',
    value: 'texts',
    doc: 'has each of these texts, or one of several separated by `|`; capitals do not matter',
    fault: textsFault,
    failure: (/** @type {string[]} */ value, { translation }) => {
      const found = forMention(translation);
      const lost = value.find(
        (some) => !some.split('|').some((one) => found.includes(forMention(one))),
      );
      return lost === undefined ? '' : `does not mention ${quote(lost)}`;
    },
  },
  {
    name: 'excludes',
    value: 'texts',
    doc: 'has none of these texts',
    fault: textsFault,
    failure: (/** @type {string[]} */ value, { translation }) => {
      const found = value.find((part) => translation.includes(part));
      return found === undefined ? '' : `has ${quote(found)}`;
    },
  },
  {
    name: 'starts',
    value: 'text',
    doc: 'starts with this text',
    fault: textFault,
    failure: (value, { translation }) =>
      translation.startsWith(value) ? '' : `does not start with ${quote(value)}`,
  },
  {
    name: 'ends',
    value: 'text',
    doc: 'ends with this text',
    fault: textFault,
    failure: (value, { translation }) =>
      translation.endsWith(value) ? '' : `does not end with ${quote(value)}`,
  },
  {
    name: 'sameDigits',
    value: 'true',
    doc: 'has the runs of digits of the source, in any order',
    fault: trueFault,
    failure: (_, { text, translation }) => {
      const [expected, found] = [text, translation].map((side) => digitRuns(side).join(' '));
      return expected === found ? '' : `has the digits ${quote(found)}, not ${quote(expected)}`;
    },
  },
  {
    name: 'sameAs',
    value: 'plain form',
    doc:
      'equals the translation of this plain form, apart from the shape of quotation marks, dashes ' +
      'and spaces. In an array each text is translated by itself and `{"keep": text}` stays',
    fault: plainFault,
    failure: (value, seen) => sameFailure(seen.translation, plainTranslation(value, seen)),
  },
  {
    name: 'sameAsUpper',
    value: 'text',
    doc: 'equals, in capitals, the translation of this text or of the text in small letters',
    fault: textFault,
    failure: (/** @type {string} */ value, seen) => {
      const upper = smallForms(value).map((form) =>
        seen.translationOf(form).toLocaleUpperCase(seen.targetLanguage || undefined),
      );
      const failures = upper.map((expected) => sameFailure(seen.translation, expected));
      return failures.includes('') ? '' : failures[0];
    },
  },
  {
    name: 'sentences',
    value: 'number',
    doc: 'is made of so many sentences of the source',
    fault: countFault,
    failure: (value, { sentences }) =>
      sentences === value ? '' : `has ${sentences} sentences, not ${value}`,
  },
  {
    name: 'lines',
    value: 'number',
    doc: 'has so many lines',
    fault: countFault,
    failure: (value, { translation }) => {
      const lines = translation.split('\n').length;
      return lines === value ? '' : `has ${lines} lines, not ${value}`;
    },
  },
  {
    name: 'minRatio',
    value: 'number',
    doc: 'is at least this many times as long as the source, in characters',
    fault: ratioFault,
    failure: (value, seen) =>
      ratioOf(seen) >= value ? '' : `is ${ratioOf(seen).toFixed(2)} times as long, not ${value}`,
  },
  {
    name: 'maxRatio',
    value: 'number',
    doc: 'is at most this many times as long as the source, in characters',
    fault: ratioFault,
    failure: (value, seen) =>
      ratioOf(seen) <= value ? '' : `is ${ratioOf(seen).toFixed(2)} times as long, not ${value}`,
  },
  {
    name: 'neverEmpty',
    value: 'true',
    doc: 'has a letter or digit',
    fault: trueFault,
    failure: (_, { translation }) =>
      /[\p{L}\p{N}]/u.test(translation) ? '' : 'has neither letters nor digits',
  },
  {
    name: 'neverReplacement',
    value: 'true',
    doc: 'has no U+FFFD, the sign for broken characters, beyond those of the source',
    fault: trueFault,
    failure: (_, { text, translation }) =>
      countOf(translation, '\uFFFD') > countOf(text, '\uFFFD') ? 'has U+FFFD' : '',
  },
  {
    name: 'neverLoops',
    value: 'true',
    doc: 'has no phrase three times in a row',
    fault: trueFault,
    failure: (_, { translation }) => {
      const phrase = loopIn(translation);
      return phrase === '' ? '' : `repeats ${quote(phrase)}`;
    },
  },
];
