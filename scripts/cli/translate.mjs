/** @file `stepglot translate`: texts from arguments, a file or standard input, line by line. */

import { readPieces } from './files.mjs';
import { defaultModel, loadModelFile, vocabularyHelp, vocabularyOptions } from './model-file.mjs';
import { lineGroups } from './lines.mjs';
import { write } from './output.mjs';
import { Progress } from './progress.mjs';
import { runInTurns } from './turns.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Text} Text */
/** @typedef {import('../../web/engine/index.js').Translation} Translation */
/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */

// Enough lines to fill batches with sentences of similar length; few enough to answer steadily.
const GROUP_LINES = 32;

export const summary = 'translate text from arguments, a file or standard input';

export const options = /** @type {const} */ ({
  ...vocabularyOptions,
  model: { type: 'string', short: 'm' },
  file: { type: 'string', short: 'f' },
  'max-length': { type: 'string' },
  batch: { type: 'string' },
  'no-cache': { type: 'boolean' },
  pieces: { type: 'boolean' },
  json: { type: 'boolean' },
  stream: { type: 'boolean' },
});

export const help = `\
usage: stepglot translate [options] [TEXT ...]

Translates each TEXT; without one each line of the file, or else of standard input. Writes one line
for each, in the same order.

  -m, --model FILE        model to use (default: the English-German one that comes with Stepglot)
  -f, --file FILE         read lines from FILE; - is standard input
      --max-length N      most tokens of a translated sentence, 1 to 4096 (default 256)
      --batch N           sentences decoded side by side, 1 to 64 (default 8)
      --no-cache          decode without the key/value cache: the same result, far slower
      --pieces            texts are vocabulary pieces separated by blanks, in and out
      --json              write a JSON object for each text: source, text, tokens, pieces, logProbs,
                          score, stop, sentences
      --stream            write the text as it is decoded
${vocabularyHelp}
      --help              show this text

Examples:
  stepglot translate "Open the file."
  stepglot translate --json < sentences.txt`;

/**
 * @param {string} name
 * @param {string | undefined} value
 * @returns {number | undefined}
 */
function wholeNumber(name, value) {
  if (value === undefined) return undefined;
  if (/^\d+$/.test(value)) return Number(value);
  throw new UsageError(`--${name} must be a whole number, not ${JSON.stringify(value)}`);
}

/**
 * @param {Flags} flags
 * @returns {TranslateOptions}
 */
function translateOptions(flags) {
  const maxLength = wholeNumber('max-length', flags['max-length']);
  const batchSize = wholeNumber('batch', flags.batch);
  if (maxLength !== undefined && (maxLength < 1 || maxLength > 4096)) {
    throw new UsageError(`--max-length must be from 1 to 4096, not ${maxLength}`);
  }
  if (batchSize !== undefined && (batchSize < 1 || batchSize > 64)) {
    throw new UsageError(`--batch must be from 1 to 64, not ${batchSize}`);
  }
  return { cache: !flags['no-cache'], maxLength, batchSize };
}

/**
 * @param {Flags} flags
 * @param {string[]} texts
 * @returns {AsyncIterable<string[]> | Iterable<string[]>} Lines in groups.
 */
function inputLines(flags, texts) {
  if (texts.length > 0) {
    if (flags.file !== undefined) throw new UsageError('give either TEXT or --file');
    return [texts];
  }
  // One text at a time where each is to be shown while it is decoded.
  const most = flags.stream ? 1 : GROUP_LINES;
  const { file = '-' } = flags;
  return lineGroups(file === '-' ? process.stdin : readPieces(file), most);
}

/**
 * @param {string} line
 * @returns {Text} The pieces in a line; one without any is a blank text, which stays as it is.
 */
function splitPieces(line) {
  const pieces = line.split(/[ \t]+/).filter((piece) => piece !== '');
  return pieces.length > 0 ? { pieces } : '';
}

/**
 * @param {string} source The input line.
 * @param {Translation} result
 * @param {Flags} flags
 * @returns {string} The output line.
 */
function formatResult(source, result, flags) {
  if (flags.json) return `${JSON.stringify({ source, ...result })}\n`;
  return `${flags.pieces ? result.pieces.join(' ') : result.text}\n`;
}

/**
 * Translates the lines of one group and writes their results.
 *
 * @param {Model} model
 * @param {string[]} lines
 * @param {TranslateOptions} decode
 * @param {Flags} flags
 */
async function translateGroup(model, lines, decode, flags) {
  if (flags.stream) {
    for (const line of lines) {
      await runInTurns(model.stream(line, decode), (event) => write(event.text));
      await write('\n');
    }
    return;
  }
  /** @type {Text[]} */
  const texts = flags.pieces ? lines.map(splitPieces) : lines;
  const results = await runInTurns(model.stream(texts, decode));
  for (const [i, result] of results.entries()) await write(formatResult(lines[i], result, flags));
}

/**
 * @param {Flags} flags
 * @param {string[]} texts
 */
export async function run(flags, texts) {
  if (flags.stream && (flags.json || flags.pieces)) {
    throw new UsageError('--stream writes plain text: it excludes --json and --pieces');
  }
  const decode = translateOptions(flags);
  const input = inputLines(flags, texts);
  const { model } = await loadModelFile(flags.model ?? defaultModel, flags);
  const progress = new Progress();
  for await (const lines of input) {
    await translateGroup(model, lines, decode, flags);
    progress.add(lines.length);
  }
  progress.end();
}
