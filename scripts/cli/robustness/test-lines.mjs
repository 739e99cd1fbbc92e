/** @file The lines of a robustness test: a text, and what is asked of its translation. */

import { properties, smallForms } from './properties.mjs';

/** @typedef {import('./properties.mjs').Observation} Observation */
/** @typedef {import('./properties.mjs').PlainForm} PlainForm */

/**
 * @typedef {object} TestLine
 * @property {string} id Names the line, once in a test.
 * @property {string} kind What it is counted with.
 * @property {string[]} pairs Language pairs such as `es-ca`; empty for a line that fits all.
 * @property {string} text The source.
 * @property {Record<string, unknown>} asked The values of its properties, by their names.
 */

/** @param {string} reason @returns {never} */
function refuse(reason) {
  throw new Error(reason);
}

/** @param {unknown} value */
const isName = (value) => typeof value === 'string' && value !== '';

/**
 * @param {unknown} pair As in the file.
 * @returns {string[]}
 */
function pairsOf(pair) {
  const pairs = pair === undefined ? [] : [pair].flat();
  if (!pairs.every(isName)) refuse('pair must be a language pair such as "es-ca", or several');
  return /** @type {string[]} */ (pairs);
}

/**
 * @param {Record<string, unknown>} asked
 * @param {string} text
 */
function checkProperties(asked, text) {
  for (const [name, value] of Object.entries(asked)) {
    const property = properties.find((known) => known.name === name);
    const fault = property ? property.fault(value, text) : 'is not a property';
    if (fault !== '') refuse(`${name} ${fault}`);
  }
  if (Object.keys(asked).length === 0) refuse('the line asks for no property');
}

/**
 * @param {string} json
 * @param {string} kind Of a line that names none.
 * @returns {TestLine}
 */
function parseLine(json, kind) {
  const value = JSON.parse(json);
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    refuse('the line must be a JSON object');
  const { id, pair, text, kind: ownKind = kind, ...asked } = value;
  if (!isName(id)) refuse('id must be a text that is not empty');
  if (typeof text !== 'string') refuse('text must be a text');
  if (!isName(ownKind)) refuse('kind must be a text that is not empty');
  checkProperties(asked, text);
  return { id, kind: ownKind, pairs: pairsOf(pair), text, asked };
}

/**
 * @param {string} contents Of a file: one JSON object per line; empty lines are skipped.
 * @param {string} place Names the file in errors.
 * @param {string} kind Of the lines that name none.
 * @returns {TestLine[]}
 * @throws {Error} With the place of a line that is malformed.
 */
export function parseTestLines(contents, place, kind) {
  return contents.split('\n').flatMap((line, i) => {
    if (line.trim() === '') return [];
    try {
      return [parseLine(line, kind)];
    } catch (cause) {
      const reason = cause instanceof Error ? cause.message : String(cause);
      throw new Error(`${place}:${i + 1}: ${reason}`, { cause });
    }
  });
}

/**
 * @param {TestLine} line
 * @param {string} sourceLanguage A language tag.
 * @param {string} targetLanguage
 * @returns {boolean} Whether the line is for this pair, or for all.
 */
export function isForPair({ pairs }, sourceLanguage, targetLanguage) {
  const base = (/** @type {string} */ tag) => tag.split('-')[0];
  const names = [
    `${sourceLanguage}-${targetLanguage}`,
    `${base(sourceLanguage)}-${base(targetLanguage)}`,
  ];
  return pairs.length === 0 || pairs.some((pair) => names.includes(pair));
}

/**
 * @param {TestLine} line
 * @returns {string[]} The texts whose translations it is compared with.
 */
export function plainTexts({ asked }) {
  const { sameAs = [], sameAsUpper } = /** @type {{sameAs?: PlainForm, sameAsUpper?: string}} */ (
    asked
  );
  const parts = [sameAs].flat().filter((part) => typeof part === 'string');
  return sameAsUpper === undefined ? parts : [...parts, ...smallForms(sameAsUpper)];
}

/**
 * @param {TestLine} line
 * @param {Observation} seen What became of it.
 * @returns {string[]} What is wrong with the translation, each with the property's name.
 */
export function failuresOf({ asked }, seen) {
  return properties.flatMap(({ name, failure }) => {
    const reason = name in asked ? failure(asked[name], seen) : '';
    return reason === '' ? [] : [`${name}: ${reason}`];
  });
}
