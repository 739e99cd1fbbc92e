/**
 * @file `stepglot evaluate`: how good translations are, as BLEU and chrF2 of a test set, or as the share
 * of difficult lines whose translations keep what they have to keep.
 */

import { bleuSignature, corpusBleu, formatBleuDetails } from './metrics/bleu.mjs';
import { chrfSignature, corpusChrf } from './metrics/chrf.mjs';
import { checkDecodeOptions, decodeFlags, readDecodeFlags } from './decode-flags.mjs';
import { decodeHelp } from './decode-help.mjs';
import { refuseExisting, writeWhole } from './files.mjs';
import { readLineGroups } from './lines.mjs';
import { choiceHelp, choiceOptions, loadChosenModel } from './model-choice.mjs';
import { write } from './output.mjs';
import { lineCount, Progress } from './progress.mjs';
import { formatFailures, formatKinds, readTestLines, scoreModel } from './robustness.mjs';
import { totalOf } from './robustness/score.mjs';
import { UsageError } from './usage-error.mjs';
import { version } from './version.mjs';
import { runYielding } from './yielding.mjs';

/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./metrics/bleu.mjs').Bleu} Bleu */
/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof commandFlags}>>['values']} CommandFlags */
/** @typedef {CommandFlags & import('./decode-flags.mjs').Flags} Flags */

/**
 * What a translation of the test set cost.
 *
 * @typedef {object} Speed
 * @property {number} seconds Of translating, after the model was loaded.
 * @property {number} tokens Generated, end tokens included.
 * @property {number} tokensPerSecond
 */

// Lines that are handed over at once: many fill the batches well, fewer show progress more often.
const GROUP_LINES = 64;

export const summary = 'score translations with BLEU and chrF2, or by what they have to keep';

const commandFlags = /** @type {const} */ ({
  ...choiceOptions,
  source: { type: 'string', short: 's' },
  reference: { type: 'string', short: 'r' },
  hypothesis: { type: 'string' },
  output: { type: 'string', short: 'o' },
  force: { type: 'boolean' },
  limit: { type: 'string' },
  robustness: { type: 'string' },
  failures: { type: 'boolean' },
  json: { type: 'boolean' },
});

export const options = { ...commandFlags, ...decodeFlags };

/** The flags that go with --hypothesis; all others are about translating. */
const scoringFlags = ['hypothesis', 'reference', 'limit', 'json', 'help'];

/** The flags that --robustness excludes. */
const testSetFlags = ['source', 'reference', 'hypothesis', 'output', 'force', 'limit'];

export const help = `\
usage: stepglot evaluate --source FILE --reference FILE [options]
       stepglot evaluate --hypothesis FILE --reference FILE [--limit N] [--json]
       stepglot evaluate --robustness PATH [--failures] [--json] [options]

Translates a test set and compares the translations with its reference: line i of one file is about
line i of the other. Writes corpus BLEU and chrF2 with their signatures, and how long it took. The
numbers are those of sacrebleu 2 with its defaults; the version in the signature says that Stepglot
computed them.

With --robustness, translates lines that each say what their translation must keep, and writes how
many do, per kind. docs/robustness.md in the repository lists what a line can ask for, and its folder
tests/data/real-text has lines for the models that come with Stepglot.

  -s, --source FILE       sentences to translate, one a line
  -r, --reference FILE    what they should become
      --hypothesis FILE   score these translations instead of making some; - is standard input
${choiceHelp}
  -o, --output FILE       write the translations to FILE
      --force             replace FILE where it exists
      --limit N           take the first N lines only
      --robustness PATH   test lines: a file with a JSON object per line, or a folder of such files,
                          named NAME.jsonl, each a kind
      --failures          write the lines that failed too, and why
      --json              write one JSON object
${decodeHelp}
      --help              show this text

Examples:
  stepglot evaluate -s test.en -r test.de --beam 4
  stepglot evaluate --from es --to ca -s test.es -r test.ca
  stepglot evaluate --from en --to de --robustness tests/data/real-text --failures`;

/**
 * @param {string} path A file; - is standard input.
 * @returns {Promise<string[]>} Its lines, at least one.
 */
async function readLines(path) {
  const lines = [];
  for await (const group of readLineGroups(path, GROUP_LINES)) lines.push(...group);
  if (lines.length === 0) throw new Error(`${path === '-' ? 'standard input' : path} is empty`);
  return lines;
}

/**
 * @param {string} path Source or hypotheses.
 * @param {string} reference
 * @param {string | undefined} limit As typed.
 * @returns {Promise<[string[], string[]]>} The lines of both, as many of one as of the other.
 */
async function readPairs(path, reference, limit) {
  if (limit !== undefined && !/^0*[1-9]\d*$/.test(limit)) {
    throw new UsageError(`--limit must be a whole number from 1, not ${JSON.stringify(limit)}`);
  }
  const [lines, references] = [await readLines(path), await readLines(reference)];
  if (lines.length !== references.length) {
    const count = (/** @type {string[]} */ { length }) =>
      `${length} line${length === 1 ? '' : 's'}`;
    throw new Error(
      `${path} has ${count(lines)} but ${reference} has ${count(references)}: they must be as many`,
    );
  }
  const end = limit === undefined ? undefined : Number(limit);
  return [lines.slice(0, end), references.slice(0, end)];
}

/**
 * Translates while Ctrl-C works and the count on the terminal goes up.
 *
 * @param {Flags} flags
 * @param {TranslateOptions} decode
 * @param {string[]} sources
 * @returns {Promise<{hypotheses: string[], speed: Speed}>}
 */
async function translate(flags, decode, sources) {
  const { model, name } = await loadChosenModel(flags);
  checkDecodeOptions(decode, model);
  console.error(`translating ${sources.length} lines with ${name}`);
  const progress = new Progress(lineCount);
  const hypotheses = [];
  let tokens = 0;
  const start = performance.now();
  for (let begin = 0; begin < sources.length; begin += GROUP_LINES) {
    const group = sources.slice(begin, begin + GROUP_LINES);
    const results = await runYielding(model.stream(group, decode));
    // Without scores the tokens that end sentences are not counted.
    for (const { text, tokens: ids, logProbs = ids } of results) {
      // A vocabulary with byte pieces can generate line ends.
      hypotheses.push(text.replace(/[\r\n]+/g, ' '));
      tokens += logProbs.length;
    }
    progress.show(hypotheses.length);
  }
  const seconds = (performance.now() - start) / 1000;
  progress.end();
  return { hypotheses, speed: { seconds, tokens, tokensPerSecond: tokens / seconds } };
}

/**
 * @param {string[]} hypotheses
 * @param {string[]} references
 */
function score(hypotheses, references) {
  const signed = (/** @type {string} */ signature) => `${signature}|version:stepglot-${version()}`;
  return {
    lines: hypotheses.length,
    bleu: { ...corpusBleu(hypotheses, references), signature: signed(bleuSignature) },
    chrf: { score: corpusChrf(hypotheses, references), signature: signed(chrfSignature) },
  };
}

/**
 * @param {ReturnType<typeof score>} scores
 * @param {Speed} [speed]
 * @returns {string} The scores in sacrebleu's form, and a line about speed.
 */
function formatScores({ lines, bleu, chrf }, speed) {
  const rows = [
    `BLEU|${bleu.signature} = ${bleu.score.toFixed(2)} ${formatBleuDetails(bleu)}`,
    `chrF2|${chrf.signature} = ${chrf.score.toFixed(2)}`,
  ];
  if (speed) {
    const { seconds, tokens, tokensPerSecond } = speed;
    rows.push(
      `${lines} lines in ${seconds.toFixed(1)} s: ` +
        `${tokens} tokens, ${tokensPerSecond.toFixed(0)} tokens/s`,
    );
  }
  return `${rows.join('\n')}\n`;
}

/**
 * @param {Flags} flags
 * @param {string} hypothesis
 * @param {string} reference
 */
async function scoreFile(flags, hypothesis, reference) {
  const other = Object.keys(flags).find((name) => !scoringFlags.includes(name));
  if (other) throw new UsageError(`--hypothesis excludes --${other}: nothing is translated`);
  const scores = score(...(await readPairs(hypothesis, reference, flags.limit)));
  await write(flags.json ? `${JSON.stringify(scores)}\n` : formatScores(scores));
}

/**
 * @param {Flags} flags
 * @param {string} source
 * @param {string} reference
 */
async function translateAndScore(flags, source, reference) {
  const decode = readDecodeFlags(flags);
  const { output, force = false } = flags;
  // Said before the work, not after it.
  if (output !== undefined) refuseExisting(output, force);
  const [sources, references] = await readPairs(source, reference, flags.limit);
  const { hypotheses, speed } = await translate(flags, decode, sources);
  if (output !== undefined) {
    await writeWhole(output, Buffer.from(`${hypotheses.join('\n')}\n`), force);
  }
  const scores = score(hypotheses, references);
  const all = { ...scores, options: decode, ...speed };
  await write(flags.json ? `${JSON.stringify(all)}\n` : formatScores(scores, speed));
}

/**
 * @param {Flags} flags
 * @param {string} path Of the test lines.
 */
async function testRobustness(flags, path) {
  const other = testSetFlags.find((name) => name in flags);
  if (other) throw new UsageError(`--robustness excludes --${other}`);
  const decode = readDecodeFlags(flags);
  const lines = await readTestLines(path);
  const chosen = await loadChosenModel(flags);
  checkDecodeOptions(decode, chosen.model);
  console.error(`translating with ${chosen.name}`);
  const kinds = await scoreModel(lines, chosen, decode);
  if (flags.json)
    return write(`${JSON.stringify({ ...totalOf(kinds), kinds, options: decode })}\n`);
  await write(formatKinds(kinds) + (flags.failures ? formatFailures(kinds) : ''));
}

/**
 * @param {Flags} flags
 * @param {string[]} paths
 */
export async function run(flags, paths) {
  const { source, reference, hypothesis, robustness, failures } = flags;
  if (paths.length > 0) throw new UsageError(`unexpected argument ${JSON.stringify(paths[0])}`);
  if (robustness !== undefined) return testRobustness(flags, robustness);
  if (failures) throw new UsageError('--failures needs --robustness');
  if (reference === undefined) throw new UsageError('give --reference FILE');
  if (hypothesis !== undefined) return scoreFile(flags, hypothesis, reference);
  if (source === undefined) throw new UsageError('give --source FILE or --hypothesis FILE');
  return translateAndScore(flags, source, reference);
}
