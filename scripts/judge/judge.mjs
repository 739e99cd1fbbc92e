#!/usr/bin/env node
/** @file Has Bergamot, Firefox' engine, judge how Stepglot translates with Marian's models. */

import { readFileSync } from 'node:fs';
import { Bergamot } from './bergamot.mjs';
import { agreement, Judge, quantizedBin } from './comparison.mjs';
import { writeMarianBin } from './marian-bin.mjs';
import { makeSubjects } from './subjects.mjs';
import { loadEngine } from '../../web/engine/index.js';
import { corpusBleu } from '../cli/metrics/bleu.mjs';
import { figureTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { main } from '../tools/main.mjs';

/** @typedef {import('./comparison.mjs').Difference} Difference */
/** @typedef {import('./comparison.mjs').Outputs} Outputs */
/** @typedef {import('./subjects.mjs').Subject} Subject */

/**
 * A model's translations, with a shortlist or with the whole vocabulary.
 *
 * @typedef {object} Comparison
 * @property {string} name
 * @property {boolean} isTrained
 * @property {Outputs} float32
 * @property {Outputs} int8 In the faithful arithmetic.
 * @property {string[]} fast Stepglot's in the fast one.
 * @property {Difference[]} differences Those of float32.
 */

const help = `usage: npm run judge -- [options]

Writes Marian model files, with trained and with random weights, and translates the test set with both
Stepglot and Bergamot from the same bytes, greedily. Prints how often they agree, and exits with 1
unless

  - with float32 weights at least 99.5 % of the translations are equal,
  - each other one hangs on two tokens less than 0.0001 apart in log-probability,
  - with int8 weights Stepglot agrees with its float32 translations at least as often as Bergamot does,
    in the faithful arithmetic (how often in the fast one is shown too),
  - and its BLEU is not below Bergamot's.

  -n, --sentences N  compare on N sentences spread over the test set (default: all 1000, which take
                     about half an hour)
      --help         show this text
`;

/** Log-probabilities that are nearer to each other than this may change places by rounding. */
const nearTie = 1e-4;
const equalShare = 0.995;

/** @param {string} name */
function readLines(name) {
  const file = new URL(`../../tests/data/${name}`, import.meta.url);
  return readFileSync(file, 'utf8').trimEnd().split('\n');
}

/**
 * @param {number} count
 * @returns {{sources: string[], references: string[]}} So many sentences, spread over the test set.
 */
function testSet(count) {
  const [sources, references] = ['en-de.test.en', 'en-de.test.de'].map(readLines);
  if (count > sources.length) {
    throw new UsageError(`--sentences must be at most ${sources.length}`);
  }
  const chosen = Array.from({ length: count }, (_, i) => Math.floor((i * sources.length) / count));
  return { sources: chosen.map((i) => sources[i]), references: chosen.map((i) => references[i]) };
}

/**
 * @param {string} what
 * @param {number} done
 * @param {number} all
 */
function showProgress(what, done, all) {
  if (done === all) process.stderr.write(`${what}: ${done}\n`);
  else if (process.stderr.isTTY) process.stderr.write(`${what}: ${done}\r`);
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`;

/**
 * @param {string[][]} outputs Translations by each.
 * @param {string[]} references
 * @returns {number[]} To two decimals, as they are shown.
 */
const bleus = (outputs, references) =>
  outputs.map((lines) => Number(corpusBleu(lines, references).score.toFixed(2)));

/** One comparison in figures. */
class Verdict {
  /**
   * @param {Comparison} comparison
   * @param {string[]} references
   */
  constructor({ name, isTrained, float32, int8, fast, differences }, references) {
    this.name = name;
    this.differences = differences;
    this.equal = agreement(float32.stepglot, float32.bergamot);
    this.stepglot = agreement(int8.stepglot, float32.stepglot);
    this.fast = agreement(fast, float32.stepglot);
    this.bergamot = agreement(int8.bergamot, float32.stepglot);
    this.bleu = isTrained
      ? {
          float32: bleus([float32.stepglot, float32.bergamot], references),
          int8: bleus([int8.stepglot, fast, int8.bergamot], references),
        }
      : undefined;
  }

  /** @returns {string[]} */
  row() {
    const bleu = this.bleu
      ? [this.bleu.float32, this.bleu.int8].map((scores) => scores.join(' / '))
      : ['', ''];
    const margin = Math.max(...this.differences.map((difference) => difference.margin));
    return [
      this.name,
      percent(this.equal),
      this.differences.length > 0 ? margin.toExponential(1) : 'none',
      [this.stepglot, this.fast, this.bergamot].map(percent).join(' / '),
      ...bleu,
    ];
  }

  /** @returns {string[]} The targets that are missed. */
  failures() {
    const missed = [];
    if (this.equal < equalShare) missed.push('float32 translations differ too often');
    if (this.differences.some(({ margin }) => margin >= nearTie)) {
      missed.push('a float32 difference is no near-tie');
    }
    if (this.stepglot < this.bergamot) missed.push('int8 agrees with float32 less often');
    if (this.bleu && this.bleu.int8[0] < this.bleu.int8[2]) {
      missed.push("int8 BLEU is below Bergamot's");
    }
    return missed.map((what) => `${this.name}: ${what}`);
  }
}

/** @param {Verdict[]} verdicts */
function print(verdicts) {
  const rows = verdicts.map((verdict) => verdict.row());
  const head = [
    'model',
    'float32 equal',
    'largest margin',
    'int8 as float32: faithful / fast / Bergamot',
    'float32 BLEU: Stepglot / Bergamot',
    'int8 BLEU: faithful / fast / Bergamot',
  ];
  console.log(figureTable(head, rows));
  for (const { name, differences } of verdicts) {
    for (const { sentence, stepglot, bergamot, margin } of differences) {
      console.log(`\n${name}; margin ${margin.toExponential(1)}\n  source    ${sentence}`);
      console.log(`  Stepglot  ${stepglot}\n  Bergamot  ${bergamot}`);
    }
  }
}

/**
 * @param {Judge} panel
 * @param {Subject} subject
 * @returns {AsyncGenerator<Comparison, void, void>} With the whole vocabulary, then with a shortlist.
 */
async function* compare(panel, subject) {
  const { isTrained, vocabulary } = subject;
  const pairs = await panel.typicalPairs(subject);
  const bins = { float32: writeMarianBin(subject.model), int8: quantizedBin(subject, pairs) };
  for (const shortlist of [undefined, subject.shortlist(pairs)]) {
    const name = `${subject.name}${shortlist ? ', shortlist' : ''}`;
    const files = { model: bins.float32, vocabulary, shortlist };
    const float32 = await panel.outputs({ name, files, type: 'float32' });
    const differences = await panel.differences(files, float32);
    const small = { ...files, model: bins.int8 };
    const contest = /** @type {const} */ ({ name, files: small, type: 'int8' });
    const int8 = await panel.outputs(contest);
    const fast = await panel.translations(contest, 'fast');
    yield { name, isTrained, float32, int8, fast, differences };
  }
}

/**
 * @param {ReturnType<typeof testSet>} pairs
 * @returns {Promise<boolean>} Whether all targets are met.
 */
async function judge({ sources, references }) {
  const engine = await loadEngine({ threads: 1 });
  const bergamot = await Bergamot.load();
  const panel = new Judge(engine, bergamot, sources, (what, done) =>
    showProgress(what, done, sources.length),
  );
  const verdicts = [];
  for (const subject of makeSubjects()) {
    for await (const comparison of compare(panel, subject)) {
      const verdict = new Verdict(comparison, references);
      process.stderr.write(`${verdict.row().join(' | ')}\n`);
      verdicts.push(verdict);
    }
  }
  engine.free();
  print(verdicts);
  const failures = verdicts.flatMap((verdict) => verdict.failures());
  for (const failure of failures) process.stderr.write(`judge: ${failure}\n`);
  return failures.length === 0;
}

/** @param {{sentences: string}} options */
async function run({ sentences }) {
  const count = Number(sentences);
  if (!Number.isInteger(count) || count < 1) {
    throw new UsageError('--sentences must be a whole number from 1');
  }
  if (!(await judge(testSet(count)))) process.exitCode = 1;
}

await main({
  name: 'judge',
  help,
  options: { sentences: { type: 'string', short: 'n', default: '1000' } },
  run,
});
