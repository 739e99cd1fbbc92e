/** @file The text field, and the mirror of its text below it in which aligned words are marked. */

import { byId } from '../../shell/dom.js';
import { counted } from '../../shell/format.js';

/** @typedef {import('./sentences.js').Range} Range */

const field = byId('source', HTMLTextAreaElement);
const mirror = byId('source-mirror', HTMLDivElement);
const count = byId('source-count', HTMLSpanElement);
const clear = byId('clear', HTMLButtonElement);

const text = document.createTextNode('');
mirror.append(text);

/** Marks are drawn by the browser, without a change of the page; older ones show none. */
const mark = 'Highlight' in window ? new Highlight() : null;
if (mark) CSS.highlights.set('aligned', mark);

function mirrorText() {
  // The last line must be there even if it is empty.
  text.data = `${field.value}\n`;
  const { length } = field.value;
  count.textContent = length > 0 ? counted(length, 'character') : '';
  clear.hidden = length === 0;
  mark?.clear();
}

/** @returns {string} What is to be translated. */
export const sourceText = () => field.value;

/**
 * @param {string} value
 * @param {string} [language] BCP 47, when it changes.
 */
export function setSource(value, language = field.lang) {
  field.value = value;
  field.lang = language;
  mirrorText();
}

/** @param {readonly Range[]} ranges What to mark, instead of what is marked. */
export function markSource(ranges) {
  if (!mark) return;
  mark.clear();
  for (const { start, end } of ranges) {
    if (end > text.length) continue;
    const range = document.createRange();
    range.setStart(text, start);
    range.setEnd(text, end);
    mark.add(range);
  }
}

/** @param {() => void} onEdit Called after each change by the user. */
export function startSourceField(onEdit) {
  const edited = () => {
    mirrorText();
    onEdit();
  };
  field.addEventListener('input', edited);
  clear.addEventListener('click', () => {
    field.value = '';
    edited();
    field.focus();
  });
}
