/** @file `npm run bench -- scaling`: tokens a second against length, batch, beam, threads and model size. */

import { writeFileSync } from 'node:fs';
import { figureTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { writeSection } from './document.mjs';
import { machine, ownVersion, today, versionList } from './machine.mjs';
import { panelPlot } from './plot/panels.mjs';
import { Subjects, usual, WORDS } from './scaling-axes.mjs';
import { median, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('./scaling-axes.mjs').Axis} Axis */
/** @typedef {import('./scaling-axes.mjs').Work} Work */

const axisNames = ['length', 'batch', 'beam', 'threads', 'threads-batch', 'size'];

const help = `usage: npm run bench -- scaling [options]

Shows how many tokens a second Stepglot makes as one thing changes:
${axisNames.join(', ')}. Models are of random weights (SSRU decoder, int8, a vocabulary of 32,000) and never end a translation by themselves.
All points of an axis are measured in turn, in several rounds; figures are medians.

  --only AXIS  only this axis; may be repeated
  --quick      few rounds
  --plot FILE  write the plot to FILE, as SVG
  --json FILE  also write the figures to FILE
  --write      write table and plot into docs/; not with --only or --quick
  --help       show this text
`;

const plotFile = new URL('../../docs/scaling.svg', import.meta.url);

/** @type {Record<'full' | 'quick', {rounds: number, warmUp: number, least: number}>} */
const efforts = {
  full: { rounds: 9, warmUp: 1500, least: 300 },
  quick: { rounds: 3, warmUp: 200, least: 50 },
};

/** @typedef {{value: number, label: string, speed: number, relative: number}} Point */

/**
 * @typedef {object} ScalingFigures
 * @property {string} date
 * @property {{cpu: string, cores: number, node: string}} machine
 * @property {Record<string, string>} versions
 * @property {number} rounds
 * @property {{name: string, title: string, unit: string, points: Point[]}[]} axes Speeds are tokens a
 *   second; relative ones are to the first point of the axis.
 */

/**
 * @param {Subjects} subjects
 * @param {Partial<Work>} work
 * @param {number} least Milliseconds that are measured, at least.
 * @returns {number} Tokens a second, encoder included.
 */
function speedOf(subjects, work, least) {
  let [tokens, ms] = [0, 0];
  while (ms < least) ms += milliseconds(() => (tokens += subjects.translate(work)));
  return (tokens / ms) * 1000;
}

/**
 * @param {Subjects} subjects
 * @param {Axis} axis
 * @param {typeof efforts.full} effort
 */
function measureAxis(subjects, { name, title, unit, points }, effort) {
  process.stderr.write(`measuring ${title.toLowerCase()}\n`);
  for (const { work } of points) warmUp(() => subjects.translate(work), effort.warmUp);
  const rounds = Array.from({ length: effort.rounds }, () =>
    points.map(({ work }) => speedOf(subjects, work, effort.least)),
  );
  const measured = points.map(({ value, label }, i) => ({
    value,
    label,
    speed: median(rounds.map((round) => round[i])),
    relative: median(rounds.map((round) => round[i] / round[0])),
  }));
  return { name, title, unit, points: measured };
}

/**
 * @param {readonly string[]} only Names of axes; none for all.
 * @param {typeof efforts.full} effort
 * @returns {Promise<ScalingFigures>}
 */
async function measure(only, effort) {
  process.stderr.write('making models\n');
  const subjects = await Subjects.load();
  const axes = subjects.axes
    .filter(({ name }) => only.length === 0 || only.includes(name))
    .map((axis) => measureAxis(subjects, axis, effort));
  subjects.free();
  return {
    date: today(),
    machine: machine(),
    versions: { Stepglot: ownVersion(), 'Node.js': process.version },
    rounds: effort.rounds,
    axes,
  };
}

/** @param {ScalingFigures['axes'][number]} axis */
const axisTable = ({ title, unit, points }) =>
  figureTable(
    [`${title}, ${unit}`, 'tokens a second', 'relative'],
    points.map(({ label, speed, relative }) => [
      label,
      speed.toFixed(0),
      `${relative.toFixed(2)}x`,
    ]),
  );

/** @param {ScalingFigures} figures @returns {string} */
const circumstances = ({ date, machine: { cpu, cores }, versions }) =>
  `${date}: ${cpu}, ${cores} cores. ${versionList(versions)}`;

/** @param {ScalingFigures} figures @returns {string} Markdown without a newline at the end. */
function scalingReport(figures) {
  const { length, batch, beam } = usual;
  const head =
    `Measured on ${circumstances(figures)}.\n` +
    `Medians of ${figures.rounds} rounds. Sources of ${WORDS} words; where a table does not say otherwise, ` +
    `translations of\n${length} tokens, a batch of ${batch}, a beam of ${beam}, one thread, the tiny model.`;
  return [head, ...figures.axes.map(axisTable)].join('\n\n');
}

/** @param {ScalingFigures} figures @returns {string} SVG. */
const scalingPlot = (figures) =>
  panelPlot({
    title: 'Tokens a second',
    caption: circumstances(figures),
    panels: figures.axes.map(({ title, unit, points }) => ({
      title,
      x: unit,
      points: points.map(({ value, label, speed }) => ({ x: value, y: speed, label })),
    })),
  });

/**
 * @typedef {object} Flags
 * @property {string} [json]
 * @property {string} [plot]
 * @property {string[]} [only]
 * @property {boolean} [quick]
 * @property {boolean} [write]
 */

/** @param {Flags} flags */
async function run({ json, plot, only = [], quick = false, write = false }) {
  const unknown = only.find((name) => !axisNames.includes(name));
  if (unknown !== undefined) throw new UsageError(`no axis is named ${unknown}`);
  if (write && (quick || only.length > 0)) {
    throw new UsageError('--write takes all axes, not --only or --quick');
  }
  const figures = await measure(only, efforts[quick ? 'quick' : 'full']);
  const text = scalingReport(figures);
  process.stdout.write(`${text}\n`);
  if (json) writeFileSync(json, `${JSON.stringify(figures, null, 2)}\n`);
  if (plot) writeFileSync(plot, scalingPlot(figures));
  if (write) {
    writeFileSync(plotFile, scalingPlot(figures));
    writeSection('scaling', `${text}\n\n![Tokens a second against each of these](scaling.svg)`);
  }
}

/** The command, for `main`. */
export const scaling = {
  name: 'bench scaling',
  help,
  options: {
    json: { type: 'string' },
    plot: { type: 'string' },
    only: { type: 'string', multiple: true },
    quick: { type: 'boolean' },
    write: { type: 'boolean' },
  },
  run,
};
