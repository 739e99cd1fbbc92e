/** @file The step-through view: one translation, looked into step by step. */

import { messageOf } from '../../../engine/internal.js';
import { announce } from '../../shell/announcer.js';
import { byId, element } from '../../shell/dom.js';
import { percent, pieceText } from '../../shell/format.js';
import { change, settings } from '../../shell/settings.js';
import { changes, translator as currentTranslator } from '../../models/translators.js';
import { cacheGrid } from './cache-grid.js';
import { candidateBars } from './candidate-bars.js';
import { exampleIn, isExample } from './examples.js';
import { heatMap } from './heat-map.js';
import { History } from './history.js';
import { tokenRows } from './token-rows.js';
import { Transport } from './transport.js';
import { workPanel } from './work-panel.js';

/** @typedef {import('./heat-map.js').Choice} Choice */
/** @typedef {import('./transport.js').Move} Move */

const body = byId('steps-body', HTMLDivElement);
const field = byId('steps-source', HTMLInputElement);
const message = byId('steps-message', HTMLParagraphElement);
const panels = element('div', { class: 'panels' });
const transport = new Transport((move) => go(move));

/** @type {History | null} */
let history = null;
/** @type {Choice} */
let attention = { layer: null, head: null };
let isMoving = false;

/** Shows the step that the history is at. */
function show() {
  if (!history?.current || !history.translator.info) return;
  const shown = history;
  const { config } = history.translator.info;
  transport.show(shown);
  panels.replaceChildren(
    tokenRows(shown, (position) => {
      shown.show(position);
      refresh();
    }),
    candidateBars(history.current, shown.translator.targetLanguage),
    heatMap(shown, attention, (choice) => {
      attention = choice;
      refresh();
    }),
    cacheGrid(shown, config),
    workPanel(shown, config),
  );
  body.hidden = false;
}

/** Shows the step again, with the focus where it was: the panels are made anew. */
function refresh() {
  const focused = document.activeElement;
  const kind = focused instanceof HTMLElement ? focused.dataset.choice : undefined;
  const isToken = focused?.classList.contains('token');
  show();
  const selector = kind ? `[data-choice="${kind}"]` : isToken ? '.token[aria-current="step"]' : '';
  if (selector) /** @type {HTMLElement | null} */ (panels.querySelector(selector))?.focus();
}

/** @param {Move} move */
async function go(move) {
  if (!history || isMoving) return;
  const moved = history;
  isMoving = true;
  try {
    if (move === 'first') moved.show(1);
    else if (move === 'back') moved.show(moved.position - 1);
    else if (move === 'forward') await moved.forward();
    else await moved.finish();
    if (moved !== history) return;
    show();
    const report = moved.current;
    if (report) {
      announce(`Step ${moved.position}: ${pieceText(report.piece)}, ${percent(report.logProb)}`);
    }
  } catch (error) {
    if (moved === history) message.textContent = messageOf(error);
  } finally {
    isMoving = false;
  }
}

/** Leaves the translation that is being stepped through. */
function end() {
  history?.end();
  history = null;
  body.hidden = true;
  message.textContent = '';
}

/**
 * Starts a sentence, and takes its first step.
 *
 * @param {string} text
 */
export async function stepThrough(text) {
  end();
  field.value = text;
  change({ stepsSource: text });
  if (text.trim() === '') return;
  message.textContent = 'Waiting for the model';
  try {
    const translator = await currentTranslator();
    const started = await History.start(translator, text);
    history = started;
    attention = { layer: null, head: null };
    message.textContent = '';
    await go('forward');
  } catch (error) {
    message.textContent = messageOf(error);
  }
}

/**
 * Fits the view to another source language.
 *
 * @param {string} language BCP 47
 */
export function setStepsLanguage(language) {
  field.lang = language;
  if (field.value === '' || isExample(field.value)) field.value = exampleIn(language);
}

export function startStepsView() {
  body.append(transport.element, panels);
  field.value = settings.stepsSource;
  byId('steps-form', HTMLFormElement).addEventListener('submit', (event) => {
    event.preventDefault();
    stepThrough(field.value);
  });
  body.addEventListener('keydown', (event) => {
    if (event.target instanceof HTMLSelectElement) return;
    if (event.key === 'ArrowRight') go('forward');
    else if (event.key === 'ArrowLeft') go('back');
    else return;
    event.preventDefault();
  });
  changes.addEventListener('leave', end);
}
