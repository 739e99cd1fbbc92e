/** @file `npm run bench -- roofline`: what the products allow, beside what translating reaches. */

import { loadEngine } from '../../web/engine/index.js';
import { figureTable } from '../cli/table.mjs';
import { openMarian } from '../judge/stepglot.mjs';
import { writeSection } from './document.mjs';
import { timeShapes } from './kernels.mjs';
import { machine, ownVersion, today, versionList } from './machine.mjs';
import {
  endlessModel,
  int8Files,
  randomSentences,
  sizes,
  textOf,
  VOCABULARY,
} from './peers/random-files.mjs';
import { median, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('../judge/random-model.mjs').Size} Size */
/** @typedef {import('./kernels.mjs').KernelTiming} KernelTiming */

/**
 * @typedef {object} Subject
 * @property {string} title
 * @property {keyof typeof sizes} size
 * @property {'self-attention' | 'ssru'} decoder
 * @property {number} beam
 */

/** @type {readonly Subject[]} */
const subjects = [
  { title: 'tiny SSRU', size: 'tiny', decoder: 'ssru', beam: 1 },
  { title: 'tiny with self-attention', size: 'tiny', decoder: 'self-attention', beam: 1 },
  { title: 'base', size: 'base', decoder: 'self-attention', beam: 1 },
  { title: 'tiny SSRU, beam 4', size: 'tiny', decoder: 'ssru', beam: 4 },
];

/** Sentences in a call, one and many, and tokens of each of them and of its translation. */
const calls = [1, 32];
const LENGTH = 25;
const RUNS = 3;

const help = `usage: npm run bench -- roofline [options]

For the models of the comparisons with Bergamot, with the whole vocabulary and the fast arithmetic:
how many multiply-adds with weights a token of the translation takes, the encoder's share included,
and how many bytes of weights; what the kernels alone need for these products here, in the same run;
and how much of the speed that they allow translating reaches.

  --write      write the table into docs/benchmarks.md
  --help       show this text
`;

/**
 * The products of a translation of LENGTH tokens, by shape.
 *
 * @typedef {object} Product
 * @property {number} outputs
 * @property {number} depth
 * @property {number} rows That are multiplied together.
 * @property {number} times
 */

/**
 * @param {Subject} subject
 * @param {number} sentences
 * @returns {Product[]} For all sentences of a call.
 */
function productsOf({ size, decoder, beam }, sentences) {
  const { width, ffn, encoderDepth, decoderDepth } = sizes[size];
  const rows = sentences * beam;
  const words = sentences * LENGTH;
  const square = { outputs: width, depth: width };
  // Self-attention has four projections, a recurrent cell two; cross-attention two in each step.
  const perStep = (decoder === 'ssru' ? 2 : 4) + 2;
  return [
    { ...square, rows: words, times: encoderDepth * 4 + decoderDepth * 2 },
    { outputs: ffn, depth: width, rows: words, times: encoderDepth },
    { outputs: width, depth: ffn, rows: words, times: encoderDepth },
    { ...square, rows, times: LENGTH * decoderDepth * perStep },
    { outputs: ffn, depth: width, rows, times: LENGTH * decoderDepth },
    { outputs: width, depth: ffn, rows, times: LENGTH * decoderDepth },
    { outputs: VOCABULARY, depth: width, rows, times: LENGTH },
  ];
}

/** @param {Pick<Product, 'outputs' | 'depth' | 'rows'>} product */
const shapeOf = ({ outputs, depth, rows }) => `${outputs}x${depth}x${rows}`;

/**
 * @param {readonly Product[]} products
 * @returns {number} Microseconds that the kernels alone take for all of them.
 */
function kernelTime(products) {
  const timings = timeShapes(['fast', ...products.map(shapeOf)]);
  return products.reduce((sum, product) => {
    const timing = timings.find((one) => shapeOf(one) === shapeOf(product));
    return sum + product.times * (timing?.microseconds ?? NaN);
  }, 0);
}

/**
 * @param {Subject} subject
 * @param {number} sentences
 */
async function measureCall(subject, sentences) {
  const { title, size, decoder, beam } = subject;
  process.stderr.write(`measuring ${title}, ${sentences} at once\n`);
  const engine = await loadEngine({ threads: 1 });
  const files = int8Files(endlessModel(decoder, sizes[size]), false);
  const model = await openMarian(engine, files, { arithmetic: 'fast' });
  const texts = randomSentences(sentences, LENGTH - 1).map(textOf);
  const options = {
    beam,
    minLength: LENGTH,
    maxLength: LENGTH,
    protect: false,
    batchSize: sentences,
  };
  const translate = () => model.translate(texts, options);
  warmUp(translate, 2000);
  const products = productsOf(subject, sentences);
  // In turn, so that a change of the machine's speed meets both.
  const rounds = Array.from({ length: RUNS }, () => ({
    whole: milliseconds(translate) * 1000,
    products: kernelTime(products),
  }));
  engine.free();
  const tokens = sentences * LENGTH;
  const sumOf = (/** @type {(product: Product) => number} */ cost) =>
    products.reduce((sum, product) => sum + product.times * cost(product), 0) / tokens;
  const whole = median(rounds.map((round) => round.whole));
  const least = median(rounds.map((round) => round.products));
  return {
    title: sentences === 1 ? `${title}, one sentence` : `${title}, ${sentences} sentences`,
    products: sumOf(({ outputs, depth, rows }) => outputs * depth * rows),
    bytes: sumOf(({ outputs, depth }) => outputs * depth),
    giga: (sumOf(({ outputs, depth, rows }) => outputs * depth * rows) * tokens) / least / 1000,
    possible: (tokens / least) * 1e6,
    reached: (tokens / whole) * 1e6,
    share: median(rounds.map((round) => round.products / round.whole)),
  };
}

/** @typedef {Awaited<ReturnType<typeof measureCall>>} Row */

/** @param {Row[]} rows @returns {string} Markdown. */
function reportOf(rows) {
  const { cpu, node } = machine();
  const million = (/** @type {number} */ value) => (value / 1e6).toFixed(1);
  return [
    `Measured on ${today()}: ${cpu}, one thread. ${versionList({ Stepglot: ownVersion(), 'Node.js': node })}.`,
    figureTable(
      [
        'model, fast arithmetic',
        'multiply-adds a token, millions',
        'bytes of weights a token, millions',
        'multiply-adds a second of the kernels, billions',
        'tokens a second that they allow',
        'reached',
        'share',
      ],
      rows.map((row) => [
        row.title,
        million(row.products),
        million(row.bytes),
        row.giga.toFixed(1),
        row.possible.toFixed(0),
        row.reached.toFixed(0),
        `${(row.share * 100).toFixed(0)} %`,
      ]),
    ),
    `Sentences and translations of ${LENGTH} tokens, vocabulary 32,000.`,
  ].join('\n\n');
}

/** @param {{write?: boolean}} flags */
async function run({ write = false }) {
  const rows = [];
  for (const subject of subjects) {
    for (const sentences of calls) rows.push(await measureCall(subject, sentences));
  }
  const text = reportOf(rows);
  process.stdout.write(`${text}\n`);
  if (write) writeSection('roofline', text);
}

/** The command, for `main`. */
export const roofline = {
  name: 'bench roofline',
  help,
  options: { write: { type: 'boolean' } },
  run,
};
