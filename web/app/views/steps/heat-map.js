/** @file Cross-attention as a table: how much each target token looked at each source token. */

import { element, unseen } from '../../shell/dom.js';
import { pieceText } from '../../shell/format.js';

/** @typedef {import('../../../engine/index.js').AttentionWeights} AttentionWeights */
/** @typedef {import('../../playback/history.js').History} History */

/**
 * Which attention is shown; `null` stands for the mean of all.
 *
 * @typedef {{layer: number | null, head: number | null}} Choice
 */

/**
 * The mean over the chosen layers and heads, as `core/search/alignment.cc` takes it for alignments.
 *
 * @param {AttentionWeights} weights
 * @param {Choice} choice
 * @returns {number[]} One weight for each source token; they sum to 1.
 */
export function chosenWeights({ shape: [layers, heads, keys], data }, { layer, head }) {
  const sums = new Array(keys).fill(0);
  let rows = 0;
  for (let l = 0; l < layers; l++) {
    for (let h = 0; h < heads; h++) {
      if ((layer ?? l) !== l || (head ?? h) !== h) continue;
      rows++;
      const start = (l * heads + h) * keys;
      for (let k = 0; k < keys; k++) sums[k] += data[start + k];
    }
  }
  return sums.map((sum) => sum / rows);
}

/** @param {number} weight */
function cell(weight) {
  const share = Math.round(100 * weight);
  const made = element('td', { class: 'heat', title: `${share} %` }, unseen(`${share} %`));
  made.style.setProperty('--weight', weight.toFixed(3));
  return made;
}

/**
 * @param {History} history
 * @param {Choice} choice
 */
function table({ steps, position, sourcePieces, translator }, choice) {
  const columns = sourcePieces.map((piece) =>
    element('th', { scope: 'col' }, element('span', {}, pieceText(piece))),
  );
  const rows = steps.slice(0, position).map((report, index) => {
    const weights = report.attention ? chosenWeights(report.attention.cross, choice) : [];
    const attributes = { scope: 'row', lang: translator.targetLanguage };
    return element(
      'tr',
      { class: index === position - 1 ? 'chosen' : '' },
      element('th', attributes, pieceText(report.piece)),
      ...weights.map(cell),
    );
  });
  return element(
    'table',
    { class: 'heat-map' },
    element(
      'caption',
      { class: 'visually-hidden' },
      'Attention of each target token (row) to each source token (column)',
    ),
    element(
      'thead',
      { lang: translator.sourceLanguage },
      element('tr', {}, element('td', {}), ...columns),
    ),
    element('tbody', {}, ...rows),
  );
}

/**
 * @param {string} label
 * @param {string} all What the mean is called.
 * @param {number} count
 * @param {number | null} chosen
 * @param {(chosen: number | null) => void} onChange
 */
function select(label, all, count, chosen, onChange) {
  const names = [all, ...Array.from({ length: count }, (_, index) => String(index + 1))];
  const options = names.map((name, index) => {
    const value = index === 0 ? '' : String(index - 1);
    return element('option', { value, selected: value === String(chosen ?? '') }, name);
  });
  const made = element('select', { 'data-choice': label.toLowerCase() }, ...options);
  made.addEventListener('change', () => onChange(made.value === '' ? null : Number(made.value)));
  return element('label', { class: 'field' }, label, made);
}

/**
 * @param {History} history With at least one step.
 * @param {Choice} choice
 * @param {(choice: Choice) => void} onChoose
 * @returns {HTMLElement}
 */
export function heatMap(history, choice, onChoose) {
  const [layers, heads] = history.steps[0].attention?.cross.shape ?? [0, 0];
  const { layer, head } = choice;
  return element(
    'section',
    { class: 'panel' },
    element(
      'div',
      { class: 'panel-head' },
      element('h2', {}, 'Cross-attention'),
      select('Layer', 'mean', layers, layer, (chosen) => onChoose({ layer: chosen, head })),
      select('Head', 'mean', heads, head, (chosen) => onChoose({ layer, head: chosen })),
    ),
    element(
      'div',
      { class: 'scroll', tabindex: '0', role: 'group', 'aria-label': 'Attention' },
      table(history, choice),
    ),
  );
}
