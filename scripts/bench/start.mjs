/** @file `npm run bench -- start`: what a user waits for before sentences come at full speed. */

import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { figureTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { launch } from '../tools/chromium.mjs';
import { writeSection } from './document.mjs';
import { heapAfterSentence } from './loading.mjs';
import { machine, ownVersion, packageVersion, today, versionList } from './machine.mjs';
import { endlessModel, int8Files, sizes } from './peers/random-files.mjs';
import { startPages } from './start/chromium.mjs';
import { comparisonOf, median } from './statistics.mjs';
import { megabytes } from './units.mjs';

/** @typedef {import('./start/chromium.mjs').Start} Start */
/** @typedef {Awaited<ReturnType<typeof measure>>} Figures */

const help = `usage: npm run bench -- start [options]

Measures what comes before full speed, and reports medians:

  - in Chromium, with fresh profiles: the time until a translator is there, and its first sentence beside
    later ones
  - in Node.js: loading a model beside Bergamot, from the same file in memory
  - in Node.js: the WebAssembly memory after a sentence

  --runs N     of everything (default 5)
  --json FILE  also write the figures to FILE
  --write      write the tables into docs/benchmarks.md
  --help       show this text
`;

// Twice as many sentences as bring the code to its best; the second half counts as warm.
const SENTENCES = 80;

const englishGerman = new URL('../../web/models/en-de.int8.safetensors', import.meta.url);

/** @param {readonly Start[]} starts */
function summary(starts) {
  const pairs = starts.map(({ ready, times }) => {
    const warm = median(times.slice(times.length / 2));
    return { ready, first: times[0], warm, ratio: times[0] / warm };
  });
  const middle = (/** @type {keyof (typeof pairs)[0]} */ key) =>
    median(pairs.map((one) => one[key]));
  return {
    ready: middle('ready'),
    first: middle('first'),
    warm: middle('warm'),
    ratio: middle('ratio'),
  };
}

/** @param {number} runs */
async function measureStarts(runs) {
  const browser = await launch();
  try {
    const { atOnce, later, again } = await startPages(browser, { runs, sentences: SENTENCES });
    return {
      chromium: browser.version(),
      atOnce: summary(atOnce),
      later: summary(later),
      again: summary(again),
    };
  } finally {
    await browser.close();
  }
}

/** @param {number} runs */
function compareLoading(runs) {
  const { model, vocabulary } = int8Files(endlessModel('ssru', sizes.tiny), false);
  const folder = mkdtempSync(join(tmpdir(), 'stepglot-start-'));
  try {
    const paths = ['model.bin', 'vocab.spm'].map((name) => join(folder, name));
    writeFileSync(paths[0], model);
    writeFileSync(paths[1], vocabulary);
    const script = fileURLToPath(new URL('start/loading.mjs', import.meta.url));
    const pairs = Array.from({ length: runs }, () => {
      const times = execFileSync(process.execPath, [script, ...paths], { encoding: 'utf8' });
      const { stepglot, peer } = JSON.parse(times);
      return /** @type {[number, number]} */ ([peer, stepglot]);
    });
    const { a, b, ratio, least, most } = comparisonOf(pairs);
    return { bytes: model.length, peer: a, stepglot: b, ratio, least, most };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** @param {number} runs */
async function measure(runs) {
  const report = (/** @type {string} */ what) => process.stderr.write(`measuring ${what}\n`);
  report('first sentences');
  const starts = await measureStarts(runs);
  report('loading');
  const loading = compareLoading(runs);
  report('memory');
  const memory = await heapAfterSentence(readFileSync(englishGerman));
  return {
    date: today(),
    machine: machine(),
    versions: /** @type {Record<string, string | undefined>} */ ({
      Stepglot: ownVersion(),
      'Node.js': process.version,
      Bergamot: packageVersion('@browsermt/bergamot-translator'),
      Chromium: starts.chromium,
    }),
    runs,
    starts,
    loading,
    memory,
  };
}

/** @param {number} ms */
const milliseconds = (ms) => `${ms.toFixed(ms < 100 ? 1 : 0)} ms`;

/** @param {Figures['starts']} starts */
const startTable = ({ atOnce, later, again }) =>
  figureTable(
    ['a fresh page in Chromium', 'translator ready', 'first sentence', 'a later one', 'ratio'],
    Object.entries({
      'used at once': atOnce,
      'used after a second': later,
      'the same, at the second visit': again,
    }).map(([title, { ready, first, warm, ratio }]) => [
      title,
      milliseconds(ready),
      milliseconds(first),
      milliseconds(warm),
      `${ratio.toFixed(1)}x`,
    ]),
  );

/**
 * @param {Figures} figures
 * @returns {string} Markdown without a newline at the end.
 */
export function startReport({ date, machine: { cpu, cores }, versions, runs, ...figures }) {
  const { starts, loading, memory } = figures;
  const { ratio, least, most } = loading;
  return [
    `Measured on ${date}: ${cpu}, ${cores} cores.\n${versionList(versions)}.\nMedians of ${runs} runs.`,
    startTable(starts),
    figureTable(
      [
        `loading ${megabytes(loading.bytes)} of a tiny model from memory`,
        'Stepglot',
        'Bergamot',
        'ratio',
      ],
      [
        [
          'in Node.js',
          milliseconds(loading.stepglot),
          milliseconds(loading.peer),
          `${ratio.toFixed(2)}x (${least.toFixed(2)} to ${most.toFixed(2)})`,
        ],
      ],
    ),
    `After a sentence the WebAssembly memory has ${megabytes(memory.heapBytes)}, of which the model's file ` +
      `is ${megabytes(memory.modelBytes)}.`,
  ].join('\n\n');
}

/** @param {{json?: string, runs: string, write?: boolean}} flags */
async function run({ json, runs: text, write }) {
  const runs = Number(text);
  if (!Number.isInteger(runs) || runs < 1) {
    throw new UsageError('--runs must be a whole number from 1');
  }
  const figures = await measure(runs);
  const report = startReport(figures);
  process.stdout.write(`${report}\n`);
  if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  if (write) writeSection('start', report);
}

/** The command, for `main`. */
export const start = {
  name: 'bench start',
  help,
  options: /** @type {const} */ ({
    json: { type: 'string' },
    runs: { type: 'string', default: '5' },
    write: { type: 'boolean' },
  }),
  run,
};
