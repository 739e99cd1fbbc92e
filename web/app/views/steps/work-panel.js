/** @file The work of the steps with and without the cache, in numbers and as a chart. */

import { element, svg } from '../../shell/dom.js';
import { brief, count, scaled } from '../../shell/format.js';
import { encoderWork, sizesOf, workOfSteps } from './work.js';

/** @typedef {import('../../playback/history.js').History} History */
/** @typedef {import('./work.js').StepWork} StepWork */

const WIDTH = 400;
const HEIGHT = 96;

/** @param {StepWork[]} work @param {number} position */
function chart(work, position) {
  const highest = Math.max(...work.map(({ uncached }) => uncached));
  const slot = WIDTH / Math.max(work.length, 12);
  const bars = work.flatMap(({ cached, uncached }, index) =>
    [uncached, cached].map((value, kind) => {
      const height = Math.max(1, (HEIGHT * value) / highest);
      const state = index < position ? '' : ' later';
      return svg('rect', {
        class: `${kind === 0 ? 'uncached' : 'cached'}${state}`,
        x: (index + 0.12 + 0.4 * kind) * slot,
        y: HEIGHT - height,
        width: 0.36 * slot,
        height,
        rx: 1,
      });
    }),
  );
  const frame = { viewBox: `0 0 ${WIDTH} ${HEIGHT}`, preserveAspectRatio: 'none' };
  return svg('svg', { class: 'work-chart', ...frame, 'aria-hidden': 'true' }, ...bars);
}

/** @param {string} name @param {StepWork} work */
function row(name, { cached, uncached }) {
  return element(
    'tr',
    {},
    element('th', { scope: 'row' }, name),
    element('td', { class: 'number' }, scaled(cached)),
    element('td', { class: 'number' }, scaled(uncached)),
    element('td', { class: 'number' }, `${brief(uncached / cached)}×`),
  );
}

/** @param {StepWork[]} work */
const sum = (work) => ({
  cached: work.reduce((total, { cached }) => total + cached, 0),
  uncached: work.reduce((total, { uncached }) => total + uncached, 0),
});

/**
 * @param {string} name
 * @param {string} [key] Class of its colour in the chart.
 */
function column(name, key) {
  const swatch = key ? [element('span', { class: `swatch ${key}`, 'aria-hidden': 'true' })] : [];
  return element('th', { scope: 'col' }, ...swatch, name);
}

/** @param {number} outputs @param {number} vocabulary */
function shortlistNote(outputs, vocabulary) {
  const text = `The output layer weighs ${count(outputs)} of ${count(vocabulary)} tokens: those that the
    model's lexical shortlist has for this source.`;
  return element('p', { class: 'quiet' }, text);
}

/**
 * @param {History} history With at least one step.
 * @param {import('../../../engine/index.js').ModelInfo} info Of the model.
 * @returns {HTMLElement}
 */
export function workPanel({ steps, position, sourcePieces, outputs }, info) {
  const sizes = sizesOf(info, outputs);
  const work = workOfSteps(sizes, sourcePieces.length, steps.length);
  const encoder = encoderWork(sizes, sourcePieces.length);
  const head = [element('td', {}), column('Cached', 'cached'), column('Uncached', 'uncached')];
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, 'Work in multiply-adds'),
    element(
      'table',
      { class: 'work' },
      element('caption', { class: 'visually-hidden' }, 'Multiply-adds with and without the cache'),
      element('thead', {}, element('tr', {}, ...head, column('Saved'))),
      element(
        'tbody',
        {},
        row('This step', work[position - 1]),
        row('Steps so far', sum(work.slice(0, position))),
      ),
    ),
    chart(work, position),
    element('p', { class: 'quiet' }, `The encoder, once either way: ${scaled(encoder)}`),
    ...(outputs === undefined
      ? []
      : [shortlistNote(outputs, Number(info.config.target_vocab_size))]),
  );
}
