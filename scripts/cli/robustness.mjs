/** @file Runs a robustness test on a model: reads its lines, translates them at once, shows the score. */

import { readdir, stat } from 'node:fs/promises';
import { basename, extname, join } from 'node:path';
import { fileError, readWhole } from './files.mjs';
import { percentOfScore, scoreLines, textsOf, totalOf } from './robustness/score.mjs';
import { isForPair, parseTestLines } from './robustness/test-lines.mjs';
import { figureTable } from './table.mjs';
import { runYielding } from './yielding.mjs';

/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./model-choice.mjs').ChosenModel} ChosenModel */
/** @typedef {import('./robustness/score.mjs').KindScore} KindScore */
/** @typedef {import('./robustness/test-lines.mjs').TestLine} TestLine */

const EXTENSION = '.jsonl';

/**
 * @param {string} path A file or a folder.
 * @returns {Promise<string[]>} The file, or the test files in the folder, sorted.
 */
async function testFilesAt(path) {
  try {
    if (!(await stat(path)).isDirectory()) return [path];
    const names = (await readdir(path)).filter((name) => name.endsWith(EXTENSION));
    return names.sort().map((name) => join(path, name));
  } catch (cause) {
    throw fileError('read', path, cause);
  }
}

/**
 * @param {string} path A file of test lines, or a folder of such files.
 * @returns {Promise<TestLine[]>} All lines, at least one; the kind of each is the file's name unless
 *   the line says another.
 * @throws {Error} When there are none, one is malformed, or two have one id.
 */
export async function readTestLines(path) {
  const lines = [];
  for (const file of await testFilesAt(path)) {
    const contents = (await readWhole(file)).toString().replace(/^\uFEFF/, '');
    lines.push(...parseTestLines(contents, file, basename(file, extname(file))));
  }
  if (lines.length === 0) throw new Error(`${path} has no test lines`);
  const ids = new Set();
  for (const { id } of lines) {
    if (ids.has(id)) throw new Error(`${path} has two lines with the id ${JSON.stringify(id)}`);
    ids.add(id);
  }
  return lines;
}

/**
 * @param {readonly TestLine[]} lines Of any pairs.
 * @param {ChosenModel} chosen
 * @param {TranslateOptions} decode
 * @returns {Promise<KindScore[]>} Of the lines that are for the model's pair.
 * @throws {Error} When none is.
 */
export async function scoreModel(lines, chosen, decode) {
  const { model, sourceLanguage, targetLanguage, name } = chosen;
  const fitting = lines.filter((line) => isForPair(line, sourceLanguage, targetLanguage));
  if (fitting.length === 0) {
    const pair = `${sourceLanguage || 'unknown'} to ${targetLanguage || 'unknown'}`;
    throw new Error(`no test line is for the languages of ${name}, ${pair}`);
  }
  const texts = textsOf(fitting);
  const results = await runYielding(model.stream(texts, decode));
  return scoreLines(fitting, {
    targetLanguage,
    translations: new Map(texts.map((text, i) => [text, results[i].text])),
    countSentences: (text) => model.sentences(text).length,
  });
}

/**
 * @param {readonly KindScore[]} kinds
 * @returns {string} A table with a row for each kind, and their sum.
 */
export function formatKinds(kinds) {
  const rows = [...kinds, { kind: 'all', ...totalOf(kinds) }].map((score) => [
    score.kind,
    String(score.lines),
    String(score.passed),
    percentOfScore(score),
  ]);
  return `${figureTable(['kind', 'lines', 'passed', 'share'], rows)}\n`;
}

/**
 * @param {readonly KindScore[]} kinds
 * @returns {string} Each failing line: its text, its translation, and what is wrong with it.
 */
export const formatFailures = (kinds) =>
  kinds
    .flatMap(({ kind, failures }) =>
      failures.map(
        ({ id, text, translation, reasons }) =>
          `\n${kind}, ${id}\n  text         ${JSON.stringify(text)}\n` +
          `  translation  ${JSON.stringify(translation)}\n` +
          reasons.map((reason) => `  ${reason}\n`).join(''),
      ),
    )
    .join('');
