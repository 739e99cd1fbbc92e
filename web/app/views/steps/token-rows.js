/** @file The tokens of the source and of the translation so far. */

import { element } from '../../shell/dom.js';
import { percent, pieceText } from '../../shell/format.js';

/** @typedef {import('../../playback/history.js').History} History */

/**
 * @param {string} title
 * @param {HTMLElement[]} tokens
 * @param {string} language
 */
function row(title, tokens, language) {
  const items = tokens.map((token) => element('li', {}, token));
  return element(
    'div',
    { class: 'token-row' },
    element('h2', {}, title),
    element('ol', { class: 'tokens', lang: language }, ...items),
  );
}

/**
 * @param {History} history
 * @param {(position: number) => void} onChoose A step was clicked.
 * @returns {HTMLElement}
 */
export function tokenRows(history, onChoose) {
  const { translator, sourcePieces, steps, position } = history;
  const source = sourcePieces.map((piece) => element('span', { class: 'token' }, pieceText(piece)));
  const target = steps.map((report, index) => {
    const isShown = index === position - 1;
    const later = index >= position ? ' later' : '';
    const token = element(
      'button',
      { type: 'button', class: `token${later}`, 'aria-current': isShown ? 'step' : 'false' },
      pieceText(report.piece),
    );
    token.title = `Step ${index + 1}: ${percent(report.logProb)}`;
    token.addEventListener('click', () => onChoose(index + 1));
    return token;
  });
  return element(
    'div',
    { class: 'panel wide' },
    row('Source tokens', source, translator.sourceLanguage),
    row('Translation, token by token', target, translator.targetLanguage),
  );
}
