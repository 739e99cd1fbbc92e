/** @file The most likely next tokens of a step, with their probabilities as bars. */

import { element } from '../../shell/dom.js';
import { percent, pieceText } from '../../shell/format.js';

/** @typedef {import('../../../engine/index.js').Report} Report */

/**
 * @param {Report} report
 * @param {string} language Of the translation.
 * @returns {HTMLElement}
 */
export function candidateBars(report, language) {
  const rows = (report.candidates ?? []).map(({ id, piece, logProb, misspells }) => {
    const bar = element('span', { class: 'bar' });
    bar.style.setProperty('--share', String(Math.exp(logProb)));
    const notes = misspells ? [element('span', { class: 'note', lang: 'en' }, 'not a word')] : [];
    return element(
      'tr',
      { class: id === report.id ? 'chosen' : '' },
      element('th', { scope: 'row', lang: language }, pieceText(piece), ...notes),
      element('td', { class: 'bar-cell', 'aria-hidden': 'true' }, bar),
      element('td', { class: 'number' }, percent(logProb)),
    );
  });
  const head = ['Token', 'Probability'].map((name) => element('th', { scope: 'col' }, name));
  const table = element(
    'table',
    { class: 'candidates' },
    element('caption', { class: 'visually-hidden' }, 'Most likely next tokens'),
    element('thead', { class: 'visually-hidden' }, element('tr', {}, ...head)),
    element('tbody', {}, ...rows),
  );
  return element(
    'section',
    { class: 'panel' },
    element('h2', {}, 'Most likely next tokens'),
    table,
  );
}
