/** @file `stepglot translate`: texts from arguments, a file or standard input, line by line. */

import { specsOf } from '../../web/engine/internal.js';
import {
  checkDecodeOptions,
  decodeFlags,
  flagNames,
  readDecodeFlags,
  readFlag,
} from './decode-flags.mjs';
import { decodeHelp } from './decode-help.mjs';
import {
  formatAlternatives,
  formatHypotheses,
  formatPairs,
  formatScore,
  formatTranslation,
  jsonLine,
} from './format.mjs';
import { paragraphGroups, readLineGroups } from './lines.mjs';
import { mapYields } from './map-yields.mjs';
import { choiceHelp, choiceOptions, loadChosenModel } from './model-choice.mjs';
import { modelPathHelp } from './model-file.mjs';
import { write } from './output.mjs';
import { splitPieces } from './pieces.mjs';
import { lineCount, Progress } from './progress.mjs';
import { fileFlags, fileHelp, isFileTranslation, translateFile } from './translate-file.mjs';
import { translateHtml } from './translate-html.mjs';
import { tree } from './tree.mjs';
import { UsageError } from './usage-error.mjs';
import { runYielding } from './yielding.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Text} Text */
/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof commandFlags}>>['values']} CommandFlags */
/** @typedef {CommandFlags & import('./decode-flags.mjs').Flags} Flags */

// Enough lines to fill batches with sentences of similar length; few enough to answer steadily.
const GROUP_LINES = 32;

export const summary = 'translate text from arguments, a file or standard input';

const commandFlags = /** @type {const} */ ({
  ...choiceOptions,
  ...fileFlags,
  file: { type: 'string', short: 'f' },
  prefix: { type: 'string' },
  'n-best': { type: 'string' },
  align: { type: 'boolean' },
  pieces: { type: 'boolean' },
  json: { type: 'boolean' },
  stream: { type: 'boolean' },
  tree: { type: 'boolean' },
  alternatives: { type: 'string' },
  score: { type: 'boolean' },
  html: { type: 'boolean' },
  attributes: { type: 'boolean' },
});

export const options = { ...commandFlags, ...decodeFlags };

export const help = `\
usage: stepglot translate [options] [TEXT ...]

Translates each TEXT; without one each line of the file, or else of standard input. Writes one line
for each, in the same order. With --line-breaks paragraphs it reads paragraphs instead of lines, and
writes the line breaks that they keep.

${modelPathHelp}

${choiceHelp}
  -f, --file FILE         read lines from FILE; - is standard input. Either may be in UTF-8, in UTF-16
                          or, which standard error reports, Windows-1252; output is in UTF-8
      --help              show this text
Output:
      --prefix TEXT       how each translation begins
      --n-best N          write the N best translations of each text (at most --beam, or 64 with
                          --sample), each on a line: number ||| translation ||| normalised score,
                          the number being that of the text, from 0
      --align             append a tab and the alignment: pairs of token numbers from 0, source
                          before target, as in 0-0 2-1; --json and --pieces show the tokens
      --pieces            texts are vocabulary pieces separated by blanks, in and out; models without
                          a tokenizer need it
      --json              write a JSON object for each text: source, text, tokens, pieces, logProbs,
                          score, normalizedScore, stop, sentences; with --n-best hypotheses, with
                          --align alignment: character ranges and attention weights
      --stream            write the text as it is decoded
      --html              each TEXT, or the whole file, is HTML: elements stay with the words that they
                          surround, code and what is marked translate="no" stay as they are
      --attributes        with --html, translate the attributes that people read too: title, alt,
                          placeholder, label, aria-label, aria-description
${fileHelp}
Instead of translations:
      --tree              draw the search for each text, taken as one sentence: each token with its
                          probability and the score so far, what finished, what was dropped and why
      --alternatives N    write the N likeliest tokens after --prefix: probability, piece and the
                          translation that goes on from it, parted by tabs
      --score             texts are a source, a tab and its translation: write the sum of its tokens'
                          log-probabilities and the normalised score; with --json those of each token
${decodeHelp}

Examples:
  stepglot translate "Open the file."
  stepglot translate --from es --to ca "Abra el archivo."
  stepglot translate --json < sentences.txt
  stepglot translate --html --file page.html > translated.html
  stepglot translate --file film.srt --output film.ca.srt
  stepglot translate --tree --beam 2 "Open the file."
  stepglot translate --prefix "Die Datei" --alternatives 3 "The file could not be saved."`;

/**
 * @param {import('../../web/engine/internal.js').Call} call
 * @returns {string[]} Flags of options that the call does not have.
 */
const flagsWithout = (call) => flagNames(({ calls }) => !calls.includes(call));

/**
 * Flags that say what to write instead of translations, each with the flags that mean nothing then.
 *
 * @type {Record<'stream' | 'tree' | 'alternatives' | 'score', string[]>}
 */
const excluded = {
  stream: ['tree', 'alternatives', 'score', 'json', 'pieces', 'n-best', 'align'],
  tree: ['alternatives', 'score', 'json', 'align', 'no-scores', ...flagsWithout('start')],
  alternatives: ['score', 'align', ...flagsWithout('alternatives')],
  score: flagsWithout('score'),
};

const excludedByHtml = [
  'tree',
  'alternatives',
  'score',
  'json',
  'pieces',
  'n-best',
  'align',
  'prefix',
];

/**
 * What the lines are to be turned into, and how.
 *
 * @typedef {object} Job
 * @property {Model} model
 * @property {Flags} flags
 * @property {TranslateOptions} decode
 * @property {number} first Number of the first of the lines, from 0.
 */

/**
 * @param {Flags} flags
 * @returns {(line: string) => Text} What a line, or a part of it, means.
 */
const toText = ({ pieces }) => (pieces ? splitPieces : (line) => line);

/**
 * Says on standard error which sentences may lack something that their source has.
 *
 * @param {number} number The line's, from 1.
 * @param {string} line
 * @param {import('../../web/engine/index.js').Translation} result
 */
function warnOfDoubts(number, line, { sentences }) {
  for (const { source, outcome } of sentences) {
    if (outcome !== 'doubtful') continue;
    const start = line.slice(source.start, source.start + 40);
    console.error(`stepglot: line ${number}: the translation may lack a part of "${start}…"`);
  }
}

/**
 * @param {string[]} lines
 * @param {Job} job
 * @returns {Generator<string, void, void>} As do those below, yields the output, and empty strings
 *   where others may have their turn.
 */
function* translateLines(lines, { model, flags, decode, first }) {
  const results = yield* mapYields(model.stream(lines.map(toText(flags)), decode), () => '');
  for (const [i, result] of results.entries()) {
    warnOfDoubts(first + i + 1, lines[i], result);
    if (flags.json) yield jsonLine({ source: lines[i], ...result });
    else if (flags['n-best']) yield formatHypotheses(first + i, result, flags);
    else yield formatTranslation(result, flags);
  }
}

/**
 * @param {string[]} lines
 * @param {Job} job
 */
function* streamLines(lines, { model, decode }) {
  for (const line of lines) {
    yield* mapYields(model.stream(line, decode), (event) => event.text);
    yield '\n';
  }
}

/**
 * @param {string[]} lines
 * @param {Job} job
 */
function* drawTrees(lines, { model, flags, decode }) {
  for (const line of lines) yield* tree(model, toText(flags)(line), decode);
}

/**
 * @param {string[]} lines
 * @param {Job} job
 */
function* findAlternatives(lines, { model, flags, decode }) {
  const count = Number(flags.alternatives);
  for (const line of lines) {
    const alternatives = model.alternatives(toText(flags)(line), { ...decode, count });
    if (flags.json) yield jsonLine({ source: line, alternatives });
    else yield formatAlternatives(alternatives, flags);
  }
}

/**
 * @param {string[]} lines
 * @param {Job} job
 */
function* scoreLines(lines, { model, flags, decode, first }) {
  const parse = toText(flags);
  for (const [i, line] of lines.entries()) {
    const [source, translation, ...more] = line.split('\t');
    if (translation === undefined || more.length > 0) {
      throw new Error(`line ${first + i + 1} is not a source, a tab and its translation`);
    }
    const result = model.score(parse(source), parse(translation), decode);
    if (flags.json) {
      yield jsonLine({ source, ...result });
      continue;
    }
    const fields = [formatScore(result.score), formatScore(result.normalizedScore)];
    if (flags.align) fields.push(formatPairs(result.alignment));
    yield `${fields.join('\t')}\n`;
  }
}

const works = {
  stream: streamLines,
  tree: drawTrees,
  alternatives: findAlternatives,
  score: scoreLines,
};

/**
 * @param {Flags} flags
 * @returns {keyof typeof works | undefined} What is wanted instead of translations.
 */
function chooseWork(flags) {
  const given = /** @type {Record<string, unknown>} */ (flags);
  for (const work of /** @type {(keyof typeof works)[]} */ (Object.keys(works))) {
    if (!given[work]) continue;
    const wrong = excluded[work].find((name) => given[name] !== undefined);
    if (wrong) throw new UsageError(`--${work} excludes --${wrong}`);
    readFlag(flags, 'alternatives', specsOf('alternatives').count);
    return work;
  }
  return undefined;
}

/**
 * @param {Flags} flags
 * @param {string[]} texts
 * @throws {UsageError} For flags that exclude each other.
 */
function checkFlags(flags, texts) {
  if (flags.attributes && !flags.html && !isFileTranslation(flags)) {
    throw new UsageError('--attributes needs --html');
  }
  const wrong = flags.html && excludedByHtml.find((name) => flags[name] !== undefined);
  if (wrong) throw new UsageError(`--html excludes --${wrong}`);
  if (texts.length > 0 && flags.file !== undefined) {
    throw new UsageError('give either TEXT or --file');
  }
}

/**
 * @param {Flags} flags
 * @param {string[]} texts
 * @param {number} most Lines in a group at most.
 * @returns {AsyncIterable<string[]> | Iterable<string[]>} Lines in groups; paragraphs, where lines are
 *   only wrapped.
 */
function inputLines(flags, texts, most) {
  if (texts.length > 0) return [texts];
  const lines = readLineGroups(flags.file ?? '-', most);
  return flags['line-breaks'] === 'paragraphs' ? paragraphGroups(lines) : lines;
}

/**
 * @param {string} name Of the model.
 * @param {keyof typeof works | undefined} work
 * @throws {Error} Always: a model without a tokenizer takes pieces.
 */
function refuseText(name, work) {
  const cannot = work && excluded[work].includes('pieces');
  const advice = cannot
    ? `--${work} is not for it`
    : 'give pieces separated by blanks and --pieces';
  throw new Error(`${name} has no tokenizer, so it takes no text: ${advice}`);
}

/**
 * @param {Flags} flags
 * @param {string[]} texts
 */
export async function run(flags, texts) {
  checkFlags(flags, texts);
  const work = chooseWork(flags);
  const decode = readDecodeFlags(flags);
  if (isFileTranslation(flags)) return translateFile(flags, decode);
  if (flags.pieces && decode.lineBreaks === 'paragraphs') {
    throw new UsageError('--pieces excludes --line-breaks paragraphs');
  }
  if (flags.align) decode.alignment = true;
  // One text at a time where each is shown on its own.
  const input = inputLines(flags, texts, work ? 1 : GROUP_LINES);
  const { model, name } = await loadChosenModel(flags);
  if (!work || work === 'tree') checkDecodeOptions(decode, model);
  if (model.info.input === 'pieces' && !flags.pieces) refuseText(name, work);
  if (flags.html) {
    const settings = { ...decode, attributes: flags.attributes ?? false };
    return translateHtml(model, settings, texts, flags.file ?? '-');
  }
  // The output itself shows it in a terminal.
  const progress = new Progress(lineCount, !process.stdout.isTTY);
  let first = 0;
  for await (const lines of input) {
    const job = { model, flags, decode, first };
    await runYielding((work ? works[work] : translateLines)(lines, job), write);
    first += lines.length;
    progress.show(first);
  }
  progress.end();
}
