/** @file `npm run bench -- peers`: Stepglot beside Bergamot and Transformers.js, in turn in one run. */

import { writeFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { UsageError } from '../cli/usage-error.mjs';
import { launch } from '../tools/chromium.mjs';
import { findChromium } from '../tools/setup/chromium.mjs';
import { ToolError } from '../tools/setup/process.mjs';
import { writeSection } from './document.mjs';
import { machine, ownVersion, packageVersion, today } from './machine.mjs';
import { peersReport } from './peers-report.mjs';
import { bergamotContests, openContest } from './peers/bergamot.mjs';
import { runContests, transformersContests } from './peers/transformers.mjs';
import { comparisonOf, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('./peers/bergamot.mjs').BergamotContest} BergamotContest */
/** @typedef {import('./peers/bergamot.mjs').Pass} Pass */
/** @typedef {import('./peers/transformers.mjs').Times} Times */
/** @typedef {import('./peers/transformers.mjs').TransformersContest} TransformersContest */
/** @typedef {import('./peers-report.mjs').BergamotRow} BergamotRow */
/** @typedef {import('./peers-report.mjs').PeerFigures} PeerFigures */
/** @typedef {import('./peers-report.mjs').Speeds} Speeds */
/** @typedef {import('./peers-report.mjs').TransformersRow} TransformersRow */

const names = [
  ...bergamotContests.map(({ name }) => `bergamot-${name}`),
  ...transformersContests.map(({ name }) => `transformers-${name}`),
];

const usualLength = 25;

/** What Bergamot takes without dividing a sentence, and a decoder has positions for. */
const longest = 500;

const help = `usage: npm run bench -- peers [options]

Compares Stepglot with two other engines in one run, and reports medians:

  - Bergamot, Firefox' engine, in Node.js: the same files in Marian's format, with int8 weights
  - Transformers.js in Chromium: the same weights as ONNX, dynamically quantized, its wasm back end

All run on one thread, in turn: a pass of each, and of either arithmetic of Stepglot. Weights are random and the end token
is banned, so that all make the same number of tokens. What is missing is named and left out.

  --only NAME  only this comparison, or those whose names begin so; may be repeated
  --length N   tokens of each sentence and of its translation in the comparisons with Bergamot
               (default: ${usualLength}; that matters, as Bergamot computes earlier keys anew in each step)
  --quick      few passes and small batches, for a first impression in a few minutes
  --json FILE  also write the figures to FILE
  --write      write the tables into docs/benchmarks.md; not with other options but --json
  --help       show this text

Names: ${names.slice(0, 4).join(', ')},
${names.slice(4, 8).join(', ')},
${names.slice(8).join(', ')}
`;

/**
 * @typedef {object} Effort
 * @property {number} runs Passes of each engine.
 * @property {number} warmUp Milliseconds before them, for each engine.
 * @property {number} sentences That are translated in one call.
 * @property {number} length Tokens of each, and of its translation.
 */

/** @type {Record<'full' | 'quick', Omit<Effort, 'length'>>} */
const efforts = {
  full: { runs: 7, warmUp: 2000, sentences: 32 },
  quick: { runs: 3, warmUp: 500, sentences: 8 },
};

/** @param {string} what */
const report = (what) => process.stderr.write(`measuring ${what}\n`);

/**
 * @param {Times} times Of passes in turn.
 * @returns {Speeds}
 */
function speedsOf({ tokens, fast, faithful, peer }) {
  const against = (/** @type {number[]} */ ours) => {
    const times = comparisonOf(ours.map((time, i) => [time, peer[i]]));
    return { ...times, stepglot: (tokens / times.a) * 1000 };
  };
  const whole = against(fast);
  return { fast: whole, faithful: against(faithful), peer: (tokens / whole.b) * 1000 };
}

/**
 * @param {Pass} pass
 * @param {Effort} effort
 */
function measurePass({ tokens, ...work }, effort) {
  const ways = /** @type {const} */ (['fast', 'faithful', 'peer']);
  /** @type {Times} */
  const times = { tokens, fast: [], faithful: [], peer: [] };
  for (const way of ways) warmUp(work[way], effort.warmUp);
  for (let pass = 0; pass < effort.runs; ++pass) {
    for (const way of ways) times[way].push(milliseconds(work[way]));
  }
  return speedsOf(times);
}

/**
 * @param {readonly BergamotContest[]} contests
 * @param {Effort} effort
 * @returns {Promise<BergamotRow[]>}
 */
async function measureBergamot(contests, effort) {
  // Imported here because the module looks for the package.
  const { Bergamot } = await import('../judge/bergamot.mjs');
  const rows = [];
  for (const contest of contests) {
    const { name, title } = contest;
    report(`Bergamot: ${title}`);
    // Fresh memories, so that a contest does not hang on those before it.
    const engines = { engine: await loadEngine({ threads: 1 }), bergamot: await Bergamot.load() };
    const { one, many, free } = await openContest(contest, engines, effort);
    rows.push({ name, title, one: measurePass(one, effort), many: measurePass(many, effort) });
    free();
    engines.engine.free();
  }
  return rows;
}

/**
 * @param {readonly TransformersContest[]} contests
 * @param {Effort} effort
 * @returns {Promise<{rows: TransformersRow[], chromium: string}>}
 */
async function measureTransformers(contests, effort) {
  const browser = await launch();
  try {
    const rows = [];
    report('Transformers.js: opening the page');
    for await (const result of runContests(browser, contests, effort)) {
      const { name, title } = result;
      report(`Transformers.js: ${title}, done`);
      rows.push({ name, title, speeds: speedsOf(result) });
    }
    return { rows, chromium: browser.version() };
  } finally {
    await browser.close();
  }
}

/**
 * @param {string} name
 * @param {string} asked A name, or the beginning of names.
 */
const isMeant = (name, asked) => (names.includes(asked) ? name === asked : name.startsWith(asked));

/**
 * @template {{name: string}} C
 * @param {readonly C[]} contests
 * @param {string} peer
 * @param {readonly string[]} only None for all.
 */
const chosen = (contests, peer, only) =>
  contests.filter(
    ({ name }) => only.length === 0 || only.some((asked) => isMeant(`${peer}-${name}`, asked)),
  );

const packages = {
  Bergamot: '@browsermt/bergamot-translator',
  'Transformers.js': '@huggingface/transformers',
  'ONNX Runtime': 'onnxruntime-web',
};

/** @returns {Record<'bergamot' | 'transformers', string | undefined>} Why an engine is missing. */
function obstacles() {
  const lacks = (/** @type {keyof typeof packages} */ peer) =>
    packageVersion(packages[peer]) === undefined
      ? `${peer} is missing: npm ci installs it`
      : undefined;
  const noBrowser = findChromium()
    ? undefined
    : 'Transformers.js needs Chromium: node scripts/tools/setup.mjs --browser installs it';
  return { bergamot: lacks('Bergamot'), transformers: lacks('Transformers.js') ?? noBrowser };
}

/**
 * @param {readonly string[]} only
 * @param {Effort} effort
 * @returns {Promise<PeerFigures>}
 */
async function measure(only, effort) {
  const without = obstacles();
  const ofBergamot = chosen(bergamotContests, 'bergamot', only);
  const ofTransformers = chosen(transformersContests, 'transformers', only);
  /** @type {(string | undefined)[]} */
  const missing = [];
  /** @type {BergamotRow[]} */
  let bergamot = [];
  /** @type {{rows: TransformersRow[], chromium?: string}} */
  let transformers = { rows: [] };
  if (ofBergamot.length > 0) {
    missing.push(without.bergamot);
    if (!without.bergamot) bergamot = await measureBergamot(ofBergamot, effort);
  }
  if (ofTransformers.length > 0) {
    missing.push(without.transformers);
    if (!without.transformers) transformers = await measureTransformers(ofTransformers, effort);
  }
  const versions = Object.entries(packages).map(([name, path]) => [name, packageVersion(path)]);
  return {
    date: today(),
    machine: machine(),
    versions: {
      Stepglot: ownVersion(),
      'Node.js': process.version,
      ...Object.fromEntries(versions),
      Chromium: transformers.chromium,
    },
    runs: effort.runs,
    sentences: effort.sentences,
    length: effort.length,
    bergamot,
    transformers: transformers.rows,
    missing: missing.flatMap((why) => why ?? []),
  };
}

/**
 * @typedef {object} Flags
 * @property {string} [json]
 * @property {string} length
 * @property {string[]} [only]
 * @property {boolean} [quick]
 * @property {boolean} [write]
 */

/**
 * @param {Flags} flags
 * @returns {{only: string[], effort: Effort}}
 * @throws {UsageError}
 */
function choice({ length: text, only = [], quick = false, write = false }) {
  const unknown = only.find((asked) => !names.some((name) => isMeant(name, asked)));
  if (unknown !== undefined) throw new UsageError(`no comparison is named ${unknown}`);
  const length = Number(text);
  if (!Number.isInteger(length) || length < 2 || length > longest) {
    throw new UsageError(`--length must be a whole number from 2 to ${longest}`);
  }
  if (write && (quick || only.length > 0 || length !== usualLength)) {
    throw new UsageError(
      '--write takes all comparisons as they are, not --only, --quick or --length',
    );
  }
  return { only, effort: { ...efforts[quick ? 'quick' : 'full'], length } };
}

/** @param {Flags} flags */
async function run(flags) {
  const { only, effort } = choice(flags);
  const figures = await measure(only, effort);
  const text = peersReport(figures);
  process.stdout.write(`${text}\n`);
  if (flags.json) writeFileSync(flags.json, `${JSON.stringify(figures, null, 2)}\n`);
  if (!flags.write) return;
  if (figures.missing.length > 0) throw new ToolError('not written, as an engine is missing');
  writeSection('peers', text);
}

/** The command, for `main`. */
export const peers = {
  name: 'bench peers',
  help,
  options: {
    json: { type: 'string' },
    length: { type: 'string', default: String(usualLength) },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean' },
    write: { type: 'boolean' },
  },
  run,
};
