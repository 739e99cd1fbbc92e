/** @file `npm run bench -- arithmetics`: what the two arithmetics cost in quality, and gain in speed. */

import { readFileSync, writeFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { corpusBleu } from '../cli/metrics/bleu.mjs';
import { corpusChrf } from '../cli/metrics/chrf.mjs';
import { figureTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { agreement } from '../judge/comparison.mjs';
import { writeSection } from './document.mjs';
import { machine, ownVersion, today, versionList } from './machine.mjs';
import { compare, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */

/**
 * What one way to calculate makes of a test set.
 *
 * @typedef {object} Quality
 * @property {string[]} lines
 * @property {number} bleu
 * @property {number} chrf2
 */

/**
 * @typedef {object} Row
 * @property {string} pair
 * @property {Record<'float32' | 'faithful' | 'fast', Quality>} ways
 * @property {Record<'faithful' | 'fast', number>} asFloat32 The share of lines that are the same.
 * @property {number} faster How many times as fast as `faithful` `fast` is, batches, greedy.
 */

/** Model, test set, source, target. */
const pairs = [
  ['es-ca', 'es-ca', 'es', 'ca'],
  ['ca-es', 'es-ca', 'ca', 'es'],
  ['en-de', 'en-de', 'en', 'de'],
];

const GROUP_LINES = 64;
const SPEED_LINES = 32;
const RUNS = 5;

const help = `usage: npm run bench -- arithmetics [options]

Translates the test sets of the models that come with Stepglot with float32 weights, with int8
weights in the faithful arithmetic and in the fast one. Prints BLEU, chrF2, how many lines are as
with float32, and how many times as fast as faithful the fast one is here.

  --beam N     of the translations that are scored (default: 1, greedy)
  --limit N    only so many lines of each test set
  --json FILE  also write the figures to FILE
  --write      write the table into docs/benchmarks.md; not with other options but --json
  --help       show this text
`;

const place = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);

/** @param {string} name @param {number} [limit] */
const readLines = (name, limit) =>
  readFileSync(place(`tests/data/${name}`), 'utf8')
    .trimEnd()
    .split('\n')
    .slice(0, limit);

/**
 * @param {Model} model
 * @param {readonly string[]} sources
 * @param {number} beam
 * @returns {string[]}
 */
function translateAll(model, sources, beam) {
  const lines = [];
  for (let begin = 0; begin < sources.length; begin += GROUP_LINES) {
    const group = sources.slice(begin, begin + GROUP_LINES);
    lines.push(
      ...model.translate(group, { beam }).map(({ text }) => text.replace(/[\r\n]+/g, ' ')),
    );
  }
  return lines;
}

/**
 * @param {[model: string, test: string, source: string, target: string]} pair
 * @param {{beam: number, limit?: number}} load
 * @returns {Promise<Row>}
 */
async function measurePair([name, test, source, target], { beam, limit }) {
  const bytes = readFileSync(place(`web/models/${name}.int8.safetensors`));
  const sources = readLines(`${test}.test.${source}`, limit);
  const references = readLines(`${test}.test.${target}`, limit);
  const engine = await loadEngine({ threads: 1 });
  const faithful = await engine.loadModel(bytes, { arithmetic: 'faithful' });
  const models = {
    float32: await engine.loadModel(faithful.save('float32')),
    faithful,
    fast: await engine.loadModel(bytes, { arithmetic: 'fast' }),
  };
  const few = sources.slice(0, SPEED_LINES);
  const pass = (/** @type {'faithful' | 'fast'} */ way) => () =>
    milliseconds(() => models[way].translate(few, { beam: 1 }));
  for (const way of /** @type {const} */ (['faithful', 'fast'])) warmUp(pass(way));
  const faster = compare(RUNS, pass('fast'), pass('faithful')).ratio;
  const quality = (/** @type {keyof typeof models} */ way) => {
    process.stderr.write(`translating ${sources.length} lines: ${name}, ${way}\n`);
    const lines = translateAll(models[way], sources, beam);
    return {
      lines,
      bleu: corpusBleu(lines, references).score,
      chrf2: corpusChrf(lines, references),
    };
  };
  const ways = {
    float32: quality('float32'),
    faithful: quality('faithful'),
    fast: quality('fast'),
  };
  engine.free();
  const share = (/** @type {'faithful' | 'fast'} */ way) =>
    agreement(ways[way].lines, ways.float32.lines);
  return {
    pair: name,
    ways,
    asFloat32: { faithful: share('faithful'), fast: share('fast') },
    faster,
  };
}

/** @param {number} share */
const percent = (share) => `${(share * 100).toFixed(1)} %`;

/**
 * @param {Row[]} rows
 * @param {number} beam
 * @returns {string} Markdown.
 */
function reportOf(rows, beam) {
  const table = figureTable(
    [
      'model',
      'float32: BLEU, chrF2',
      'faithful: BLEU, chrF2',
      'lines as float32',
      'fast: BLEU, chrF2',
      'lines as float32',
      'fast against faithful, time',
    ],
    rows.map(({ pair, ways, asFloat32, faster }) => {
      const scores = (/** @type {Quality} */ { bleu, chrf2 }) =>
        `${bleu.toFixed(2)}, ${chrf2.toFixed(2)}`;
      return [
        pair,
        scores(ways.float32),
        scores(ways.faithful),
        percent(asFloat32.faithful),
        scores(ways.fast),
        percent(asFloat32.fast),
        `${faster.toFixed(2)}x as fast`,
      ];
    }),
  );
  const { cpu, node } = machine();
  const versions = versionList({ Stepglot: ownVersion(), 'Node.js': node });
  return [
    `Measured on ${today()}: ${cpu}, one thread. ${versions}.`,
    table,
    `Translations with a beam of ${beam}; times of ${SPEED_LINES} lines in one call, greedily, in turn.`,
  ].join('\n\n');
}

/**
 * @param {string | undefined} text
 * @param {string} flag
 */
function countOf(text, flag) {
  if (text === undefined) return undefined;
  const count = Number(text);
  if (!Number.isInteger(count) || count < 1) {
    throw new UsageError(`${flag} must be a whole number from 1`);
  }
  return count;
}

/** @param {{beam?: string, limit?: string, json?: string, write?: boolean}} flags */
async function run({ beam: beamText, limit: limitText, json, write = false }) {
  if (write && (beamText ?? limitText) !== undefined) {
    throw new UsageError('--write takes the whole test sets, greedily');
  }
  const beam = countOf(beamText, '--beam') ?? 1;
  const limit = countOf(limitText, '--limit');
  const rows = [];
  for (const pair of pairs) {
    rows.push(
      await measurePair(/** @type {[string, string, string, string]} */ (pair), { beam, limit }),
    );
  }
  const text = reportOf(rows, beam);
  process.stdout.write(`${text}\n`);
  if (json) writeFileSync(json, `${JSON.stringify(rows, null, 2)}\n`);
  if (write) writeSection('arithmetics', text);
}

/** The command, for `main`. */
export const arithmetics = {
  name: 'bench arithmetics',
  help,
  options: {
    beam: { type: 'string' },
    limit: { type: 'string' },
    json: { type: 'string' },
    write: { type: 'boolean' },
  },
  run,
};
