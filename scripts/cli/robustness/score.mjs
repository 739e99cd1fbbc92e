/** @file The score of a robustness test: per kind, how many lines have all they ask for. */

import { failuresOf, plainTexts } from './test-lines.mjs';

/** @typedef {import('./test-lines.mjs').TestLine} TestLine */

/**
 * A line whose translation lacks what is asked for.
 *
 * @typedef {object} FailedLine
 * @property {string} id
 * @property {string} text
 * @property {string} translation
 * @property {string[]} reasons
 */

/**
 * @typedef {object} KindScore
 * @property {string} kind
 * @property {number} lines
 * @property {number} passed
 * @property {FailedLine[]} failures
 */

/**
 * What a model made of the texts.
 *
 * @typedef {object} Outcome
 * @property {string} targetLanguage
 * @property {Map<string, string>} translations Of all texts that `textsOf` names.
 * @property {(text: string) => number} countSentences
 */

/**
 * @param {readonly TestLine[]} lines
 * @returns {string[]} What has to be translated: sources and plain forms, each once.
 */
export const textsOf = (lines) => [
  ...new Set(lines.flatMap((line) => [line.text, ...plainTexts(line)])),
];

/**
 * @param {readonly TestLine[]} lines
 * @param {Outcome} outcome
 * @returns {KindScore[]} In the order in which the kinds first occur.
 */
export function scoreLines(lines, { targetLanguage, translations, countSentences }) {
  const translationOf = (/** @type {string} */ text) => translations.get(text) ?? '';
  /** @type {Map<string, KindScore>} */
  const kinds = new Map();
  for (const line of lines) {
    const { id, kind, text } = line;
    const score = kinds.get(kind) ?? { kind, lines: 0, passed: 0, failures: [] };
    kinds.set(kind, score);
    const translation = translationOf(text);
    const sentences = countSentences(text);
    const reasons = failuresOf(line, {
      text,
      translation,
      targetLanguage,
      sentences,
      translationOf,
    });
    score.lines++;
    if (reasons.length === 0) score.passed++;
    else score.failures.push({ id, text, translation, reasons });
  }
  return [...kinds.values()];
}

/**
 * @param {readonly {lines: number, passed: number}[]} kinds
 * @returns {{lines: number, passed: number}} Their sums.
 */
export const totalOf = (kinds) => ({
  lines: kinds.reduce((sum, { lines }) => sum + lines, 0),
  passed: kinds.reduce((sum, { passed }) => sum + passed, 0),
});

/**
 * @param {{lines: number, passed: number}} score
 * @returns {string} For example `75.0 %`.
 */
export const percentOfScore = ({ lines, passed }) => `${((100 * passed) / lines).toFixed(1)} %`;
