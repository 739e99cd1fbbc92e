/** @file The tiny models in every file format, with what an independent program says of them. */

import { readdirSync } from 'node:fs';
import { engine, readFile, takingTextsRaw } from './fixtures.js';

/** @typedef {import('../../../web/engine/index.js').StartOptions} StartOptions */
/** @typedef {import('../../../web/engine/index.js').Text} Text */

/**
 * @typedef {object} Hypothesis
 * @property {number[]} ids With the end token when it came.
 * @property {number[]} logProbs
 * @property {number} score
 * @property {number} normalizedScore
 * @property {'eos' | 'length'} stop
 * @property {string} text
 */

/**
 * @typedef {object} Outputs
 * @property {Hypothesis} greedy
 * @property {Hypothesis[]} beam The four best of a beam of four.
 */

/**
 * @typedef {object} SentenceFields
 * @property {string} [text]
 * @property {string} [targetToken]
 * @property {string[]} pieces
 * @property {number[]} source What the encoder is fed.
 * @property {Outputs & {ids: number[]}} [shortlist] What is found among the shortlist's ids.
 */

/** @typedef {Outputs & SentenceFields} Sentence */

/**
 * @typedef {object} Reference
 * @property {string} name
 * @property {string} format
 * @property {string[]} files
 * @property {Record<string, unknown>} config
 * @property {StartOptions} search
 * @property {Sentence[]} sentences
 */

const folder = 'tests/data/formats';

/** @type {Reference[]} */
export const references = readdirSync(new URL(`../../../${folder}`, import.meta.url))
  .filter((name) => name.endsWith('.reference.json'))
  .map((file) => ({
    name: file.slice(0, -'.reference.json'.length),
    ...JSON.parse(readFile(`${folder}/${file}`).toString()),
  }));

/**
 * @param {string} name
 * @returns {Reference}
 */
export function referenceOf(name) {
  const found = references.find((reference) => reference.name === name);
  if (!found) throw new Error(`there is no model ${name}`);
  return found;
}

/**
 * @param {Pick<Reference, 'name' | 'files'>} reference
 * @returns {Record<string, Buffer>} The files by name.
 */
export const filesOf = ({ name, files }) =>
  Object.fromEntries(files.map((file) => [file, readFile(`${folder}/${name}/${file}`)]));

/** @param {Pick<Reference, 'name' | 'files'>} reference */
export const loadFormat = async (reference) =>
  takingTextsRaw(await engine.loadModel({ files: filesOf(reference) }));

/**
 * @param {Sentence} sentence
 * @returns {Text} As a user gives it.
 */
export const textOf = ({ text, pieces }) => text ?? { pieces };

/**
 * @param {Reference} reference
 * @returns {StartOptions} For the searches of the reference, which knows no models with a factor of
 *   their own.
 */
export const searchOf = ({ search }) => ({ maxLengthFactor: 3, ...search });
