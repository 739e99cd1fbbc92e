/** @file The figures of `npm run bench -- peers` as text, for the terminal and the documentation. */

import { figureTable } from '../cli/table.mjs';
import { versionList } from './machine.mjs';

/** @typedef {import('./statistics.mjs').Comparison} Comparison */

/**
 * Tokens a second, medians, of Stepglot in either arithmetic and of the other engine.
 *
 * @typedef {object} Speeds
 * @property {Comparison & {stepglot: number}} fast
 * @property {Comparison & {stepglot: number}} faithful
 * @property {number} peer
 */

/** @typedef {{name: string, title: string, one: Speeds, many: Speeds}} BergamotRow */
/** @typedef {{name: string, title: string, speeds: Speeds}} TransformersRow */

/**
 * @typedef {object} PeerFigures
 * @property {string} date
 * @property {{cpu: string, cores: number, node: string}} machine
 * @property {Record<string, string | undefined>} versions
 * @property {number} runs Passes of each engine.
 * @property {number} sentences That Bergamot and Stepglot are given in one call.
 * @property {number} length Tokens of each of them, and of its translation.
 * @property {BergamotRow[]} bergamot
 * @property {TransformersRow[]} transformers
 * @property {string[]} missing What could not be compared with, and why.
 */

/** @param {number} speed Tokens a second. */
const tokens = (speed) => (speed < 100 ? speed.toFixed(1) : speed.toFixed(0));

/** @param {Speeds} speeds @returns {string[]} Four cells. */
const cells = ({ fast, faithful, peer }) => [
  tokens(fast.stepglot),
  tokens(peer),
  `${fast.ratio.toFixed(2)}x (${fast.least.toFixed(2)} to ${fast.most.toFixed(2)})`,
  `${faithful.ratio.toFixed(2)}x`,
];

/** @param {PeerFigures['bergamot']} rows */
const bergamotTable = (rows) =>
  figureTable(
    [
      'tokens a second, random weights, vocabulary 32,000',
      'one sentence a call: Stepglot',
      'Bergamot',
      'ratio',
      'faithful',
      'many sentences a call: Stepglot',
      'Bergamot',
      'ratio',
      'faithful',
    ],
    rows.map(({ title, one, many }) => [title, ...cells(one), ...cells(many)]),
  );

/** @param {PeerFigures['transformers']} rows */
const transformersTable = (rows) =>
  figureTable(
    [
      'tokens a second, the same in Chromium, self-attention',
      'Stepglot',
      'Transformers.js',
      'ratio',
      'faithful',
    ],
    rows.map(({ title, speeds }) => [title, ...cells(speeds)]),
  );

/**
 * @param {PeerFigures} figures
 * @returns {string} Markdown without a newline at the end.
 */
export function peersReport(figures) {
  const { date, machine, versions, runs, sentences, length, bergamot, transformers, missing } =
    figures;
  const head =
    `Measured on ${date}: ${machine.cpu}, ${machine.cores} cores, one thread.\n` +
    `${versionList(versions)}.\n` +
    `Medians of ${runs} passes in turn; ratios are medians, with the least and the greatest.\n` +
    'Stepglot calculates in the fast arithmetic; the last column is the ratio in the faithful one.';
  const many = `Sentences and translations of ${length} tokens; many are ${sentences} in one call.`;
  return [
    head,
    ...(bergamot.length > 0 ? [bergamotTable(bergamot), many] : []),
    ...(transformers.length > 0 ? [transformersTable(transformers)] : []),
    ...missing.map((why) => `Not compared: ${why}.`),
  ].join('\n\n');
}
