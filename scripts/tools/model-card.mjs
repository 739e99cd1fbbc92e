#!/usr/bin/env node
/** @file Prints the measured part of a model card: scores of both kinds of weights, and translations. */

import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { promisify } from 'node:util';
import { markdownTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { main } from './main.mjs';
import { root } from './setup/prefix.mjs';
import { ToolError } from './setup/process.mjs';

const help = `usage: npm run --silent card -- --int8 MODEL --float32 MODEL -s FILE -r FILE [options]

Translates a test set with both models, greedily and with a beam of 4, and prints Markdown: a table of
BLEU and chrF2, how close the translations are to those of another system, and translations at even
distances through the set, so that nobody has picked them.

  -s, --source FILE       sentences to translate, one a line
  -r, --reference FILE    what they should become
      --int8 MODEL        the model that is shipped
      --float32 MODEL     the one it was made from
      --baseline FILE     translations of the source by another system, to be scored too
      --baseline-name N   what the table calls that system; default: the file's name
      --examples N        translations to show; default: 20
      --help              show this text

Exit code: 0, 1 when something failed, 2 for a bad argument.
`;

const options = /** @type {const} */ ({
  source: { type: 'string', short: 's' },
  reference: { type: 'string', short: 'r' },
  int8: { type: 'string' },
  float32: { type: 'string' },
  baseline: { type: 'string' },
  'baseline-name': { type: 'string' },
  examples: { type: 'string', default: '20' },
});

/** @typedef {ReturnType<typeof import('node:util').parseArgs<{options: typeof options}>>['values']} Flags */
/** @typedef {{name: string, weights: string, bleu: number, chrf: number}} Row */

/** @param {string[]} args Of `stepglot evaluate`. */
async function evaluate(args) {
  const command = [join(root, 'scripts', 'stepglot.mjs'), 'evaluate', '--json', ...args];
  try {
    const { stdout } = await promisify(execFile)(process.execPath, command);
    return JSON.parse(stdout);
  } catch (cause) {
    const { stderr, message } = /** @type {any} */ (cause);
    throw new ToolError(String(stderr || message).trimEnd(), { cause });
  }
}

/** @param {string} path */
const linesOf = (path) => readFileSync(path, 'utf8').replace(/\n$/, '').split('\n');

/** @param {Row[]} rows */
function scoreTable(rows) {
  const cells = rows.map(({ name, weights, bleu, chrf }) => [
    name,
    weights,
    bleu.toFixed(2),
    chrf.toFixed(2),
  ]);
  return markdownTable(['search', 'weights', 'BLEU', 'chrF2'], cells, [
    'left',
    'left',
    'right',
    'right',
  ]);
}

/**
 * How close the translations are to those of the other system.
 *
 * @param {Flags} flags With a baseline.
 * @param {string} output Path of the translations.
 */
async function closeness(flags, output) {
  const baseline = String(flags.baseline);
  const { bleu, chrf } = await evaluate(['--hypothesis', output, '--reference', baseline]);
  const [ours, theirs] = [output, baseline].map(linesOf);
  const same = ours.filter((line, i) => line === theirs[i]).length;
  const scores = `${bleu.score.toFixed(2)} BLEU and ${chrf.score.toFixed(2)} chrF2`;
  return (
    `Of the ${ours.length} translations with int8 weights and beam 4, ${same} are the same as those of ` +
    `${baselineName(flags)}; with those as references, they have ${scores}.`
  );
}

/** @param {Flags} flags With a baseline. */
const baselineName = (flags) => flags['baseline-name'] ?? basename(String(flags.baseline));

/**
 * @param {string[][]} columns Source, translation and reference, line by line.
 * @param {number} count
 */
function exampleTable(columns, count) {
  const total = columns[0].length;
  const shown = Math.min(count, total);
  const rows = Array.from({ length: shown }, (_, i) => {
    const line = Math.floor(((i + 0.5) * total) / shown);
    return [String(line + 1), ...columns.map((lines) => lines[line])];
  });
  return markdownTable(['line', 'source', 'translation', 'reference'], rows, [
    'right',
    'left',
    'left',
    'left',
  ]);
}

/**
 * @param {Flags} flags
 * @throws {UsageError} When one is missing or makes no sense.
 */
function check(flags) {
  for (const name of /** @type {const} */ (['source', 'reference', 'int8', 'float32'])) {
    if (flags[name] === undefined) throw new UsageError(`--${name} is missing`);
  }
  if (!/^[1-9]\d*$/.test(flags.examples)) {
    throw new UsageError(`--examples must be a whole number from 1, not ${flags.examples}`);
  }
}

/**
 * @param {Flags} flags
 * @param {string} output Where the int8 model's translations by beam 4 go.
 * @returns {Promise<Row[]>}
 */
async function measure(flags, output) {
  const test = ['--source', String(flags.source), '--reference', String(flags.reference)];
  /** @type {Row[]} */
  const rows = [];
  for (const [beam, name] of /** @type {const} */ ([
    ['1', 'greedy (`--beam 1`)'],
    ['4', 'beam 4, the default'],
  ])) {
    for (const weights of /** @type {const} */ (['int8', 'float32'])) {
      console.error(`model-card: ${weights}, beam ${beam}`);
      const kept = weights === 'int8' && beam === '4' ? ['--output', output] : [];
      const args = [...test, '--model', String(flags[weights]), '--beam', beam, ...kept];
      const { bleu, chrf } = await evaluate(args);
      rows.push({ name, weights, bleu: bleu.score, chrf: chrf.score });
    }
  }
  if (flags.baseline !== undefined) {
    const args = ['--hypothesis', flags.baseline, '--reference', String(flags.reference)];
    const { bleu, chrf } = await evaluate(args);
    rows.push({ name: baselineName(flags), weights: '', bleu: bleu.score, chrf: chrf.score });
  }
  return rows;
}

/** @param {Flags} flags */
async function print(flags) {
  check(flags);
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-card-'));
  try {
    const output = join(folder, 'translations.txt');
    console.log(scoreTable(await measure(flags, output)));
    if (flags.baseline !== undefined) console.log(`\n${await closeness(flags, output)}`);
    const columns = [String(flags.source), output, String(flags.reference)].map(linesOf);
    console.log(`\n${exampleTable(columns, Number(flags.examples))}`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

await main({ name: 'model-card', help, options, run: print });
