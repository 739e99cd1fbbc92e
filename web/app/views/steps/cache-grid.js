/**
 * @file The key/value cache as it fills: a cell for each layer's keys and values at each position. Of a
 * recurrent decoder, the state of each layer after each position.
 */

import { element } from '../../shell/dom.js';
import { counted, size } from '../../shell/format.js';

/** @typedef {import('../../playback/history.js').History} History */

/**
 * @typedef {object} Grid
 * @property {string} title
 * @property {string[]} names What each layer has.
 * @property {number} layers
 * @property {number} length Positions, filled or not.
 * @property {number} filled
 * @property {number} [fresh] Which position this step has filled, from 1.
 */

/** @param {Grid} grid */
function drawGrid({ title, names, layers, length, filled, fresh }) {
  const rows = Array.from({ length: layers }, (_, layer) =>
    names.map((name) => {
      const cells = Array.from({ length }, (_cell, index) => {
        const state = index + 1 === fresh ? 'fresh' : index < filled ? 'filled' : '';
        return element('span', { class: `cache-cell ${state}` });
      });
      const label = element('span', { class: 'cache-label' }, `${name}${layer + 1}`);
      return element('div', { class: 'cache-line' }, label, ...cells);
    }),
  ).flat();
  return element(
    'div',
    { class: 'cache-block' },
    element('p', { class: 'quiet' }, title),
    element('div', { class: 'cache-lines', 'aria-hidden': 'true' }, ...rows),
  );
}

/**
 * @param {History} history
 * @returns {string} How the bytes in use came to be what they are.
 */
function changeOf({ steps, position }) {
  const { done, cacheBytes } = steps[position - 1];
  if (done) return 'as the sequence has ended';
  if (position === 1) return 'the source included';
  const before = steps[position - 2].cacheBytes.used;
  return `${size(cacheBytes.used - before)} more than a step before`;
}

/**
 * @param {History} history
 * @param {number} layers
 * @param {boolean} isRecurrent
 */
function targetGrid({ steps, position }, layers, isRecurrent) {
  const length = Math.max(steps.length, 12);
  const shape = { layers, length, filled: position, fresh: position };
  if (isRecurrent) {
    const title =
      'Translation: this decoder has no self-attention. Each layer sums up the tokens so far in one ' +
      'state (SSRU): a step reads the state before it and adds its own.';
    return drawGrid({ title, names: ['S'], ...shape });
  }
  const title = `Translation: ${counted(position, 'position')}, one more each step`;
  return drawGrid({ title, names: ['K', 'V'], ...shape });
}

/**
 * @param {History} history With at least one step.
 * @param {Record<string, unknown>} config Of the model.
 * @returns {HTMLElement}
 */
export function cacheGrid(history, config) {
  const layers = Number(config.decoder_layers);
  const isRecurrent = config.decoder_cell === 'ssru';
  const { steps, position, sourcePieces } = history;
  const { used, reserved } = steps[position - 1].cacheBytes;
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, isRecurrent ? 'State and key/value cache' : 'Key/value cache'),
    element(
      'p',
      { class: 'figure' },
      element('strong', {}, size(used)),
      ` in use, ${changeOf(history)}; ${size(reserved)} set aside`,
    ),
    targetGrid(history, layers, isRecurrent),
    drawGrid({
      title: `Source: ${counted(sourcePieces.length, 'position')}, computed once`,
      names: ['K', 'V'],
      layers,
      length: sourcePieces.length,
      filled: sourcePieces.length,
    }),
  );
}
