/** @file The buttons that step back and forth. */

import { element, svg } from '../shell/dom.js';

/** @typedef {import('./history.js').History} History */
/** @typedef {import('./history.js').Move} Move */

/** @type {[Move, string, string][]} */
const moves = [
  ['first', 'First step', 'M6 5v14M19 5l-9 7 9 7z'],
  ['back', 'Step back', 'M16 5l-9 7 9 7z'],
  ['forward', 'Step forward', 'M8 5l9 7-9 7z'],
  ['last', 'To the end', 'M18 5v14M5 5l9 7-9 7z'],
];

/** @param {string} path */
const icon = (path) =>
  svg('svg', { viewBox: '0 0 24 24', 'aria-hidden': 'true' }, svg('path', { d: path }));

/** A row of buttons, and which step is shown. */
export class Transport {
  #buttons = new Map();
  #place = element('p', { class: 'quiet grow' });

  /** @param {(move: Move) => void} onMove */
  constructor(onMove) {
    const buttons = moves.map(([move, name, path]) => {
      const button = element('button', { type: 'button', class: 'icon-button', title: name });
      button.setAttribute('aria-label', name);
      button.append(icon(path));
      button.addEventListener('click', () => {
        // Not `disabled`, which would take the focus from the keyboard at the last step.
        if (button.getAttribute('aria-disabled') !== 'true') onMove(move);
      });
      this.#buttons.set(move, button);
      return button;
    });
    this.element = element('div', { class: 'transport' }, ...buttons, this.#place);
  }

  /** @param {History} history What to fit the buttons to. */
  show({ position, steps, isDone }) {
    const isLast = isDone && position === steps.length;
    const off = { first: position <= 1, back: position <= 1, forward: isLast, last: isLast };
    for (const [move, button] of this.#buttons) {
      button.setAttribute('aria-disabled', String(off[/** @type {Move} */ (move)]));
    }
    const ended = isDone ? ` of ${steps.length}` : '';
    this.#place.textContent = `Step ${position}${ended}`;
  }
}
