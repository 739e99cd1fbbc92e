/** @file `npm run bench -- page`: whether a page stays usable while it is translated in place. */

import { writeFileSync } from 'node:fs';
import { figureTable } from '../cli/table.mjs';
import { UsageError } from '../cli/usage-error.mjs';
import { launch } from '../tools/chromium.mjs';
import { machine, today } from './machine.mjs';
import { translateLongPage } from './page/chromium.mjs';

/** @typedef {import('./page/chromium.mjs').LongTasks} LongTasks */
/** @typedef {import('./page/chromium.mjs').PageFigures} PageFigures */

const help = `usage: npm run bench -- page [options]

Translates a long page in place in Chromium, from Spanish to Catalan, and reports how long it takes and the
longest task of the main thread, by the browser's own long-task entries: those of 50 ms and more.

  --nodes N    text nodes of the page (default 5000)
  --json FILE  also write the figures to FILE
  --help       show this text
`;

/** @param {number} ms */
const seconds = (ms) => `${(ms / 1000).toFixed(1)} s`;

/** @param {LongTasks} tasks */
const longest = ({ number, longest: ms, at, total }) =>
  number === 0
    ? 'none of 50 ms'
    : `${ms.toFixed(0)} ms, after ${seconds(at)} (${number} of 50 ms and more, ${total.toFixed(0)} ms in all)`;

/**
 * @param {PageFigures} figures
 * @returns {string}
 */
export const pageTable = ({ found, first, time, translating, restoreTime, restoring }) =>
  figureTable(
    ['a page translated in place', 'value'],
    [
      ['texts', String(found)],
      ['what is in view first, one batch', seconds(first)],
      ['all of it', seconds(time)],
      ['longest task meanwhile', longest(translating)],
      ['restored in', seconds(restoreTime)],
      ['longest task meanwhile', longest(restoring)],
    ],
  );

/** @param {{json?: string, nodes: string}} flags */
async function run({ json, nodes: text }) {
  const nodes = Number(text);
  if (!Number.isInteger(nodes) || nodes < 1) {
    throw new UsageError('--nodes must be a whole number from 1');
  }
  const browser = await launch();
  try {
    const figures = await translateLongPage(browser, nodes);
    const { cpu, cores } = machine();
    const chromium = browser.version();
    console.log(`${today()}: ${cpu}, ${cores} cores, Chromium ${chromium}, ${nodes} text nodes\n`);
    console.log(pageTable(figures));
    if (json) writeFileSync(json, `${JSON.stringify({ nodes, chromium, ...figures }, null, 2)}\n`);
  } finally {
    await browser.close();
  }
}

/** The command, for `main`. */
export const page = {
  name: 'bench page',
  help,
  options: /** @type {const} */ ({
    json: { type: 'string' },
    nodes: { type: 'string', default: '5000' },
  }),
  run,
};
