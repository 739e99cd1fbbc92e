/** @file The panels of the step-through view, in their order; each draws the step that is shown. */

import { cacheGrid } from './cache-grid.js';
import { candidateBars } from './candidate-bars.js';
import { heatMap } from './heat-map.js';
import { tokenRows } from './token-rows.js';
import { workPanel } from './work-panel.js';

/**
 * What a panel draws.
 *
 * @typedef {object} Shown
 * @property {import('../../playback/history.js').History} history With at least one step.
 * @property {import('../../playback/history.js').Step} step The one that is shown.
 * @property {import('../../../engine/index.js').ModelInfo} info Of the model.
 * @property {import('./heat-map.js').Choice} attention Which attention is shown.
 * @property {(position: number) => void} onStep Called when a step is chosen.
 * @property {(attention: import('./heat-map.js').Choice) => void} onAttention Called when another
 *   attention is chosen.
 */

/** @type {((shown: Shown) => HTMLElement)[]} */
export const panels = [
  ({ history, onStep }) => tokenRows(history, onStep),
  ({ step, history }) => candidateBars(step, history.translator.targetLanguage),
  ({ history, attention, onAttention }) => heatMap(history, attention, onAttention),
  ({ history, info }) => cacheGrid(history, info.config),
  ({ history, info }) => workPanel(history, info),
];
