/** @file The text field, and the mirror of its text below it in which aligned words are marked. */

import { byId } from '../../shell/dom.js';
import { counted } from '../../shell/format.js';

/** @typedef {import('../../../engine/index.js').Range} Range */

export class SourceField {
  #field = byId('source', HTMLTextAreaElement);
  #count = byId('source-count', HTMLSpanElement);
  #clear = byId('clear', HTMLButtonElement);
  #mirror = document.createTextNode('');
  /** Marks are drawn by the browser, without a change of the page; older ones show none. */
  #marks = 'Highlight' in window ? new Highlight() : null;

  /**
   * @param {object} events
   * @param {() => void} events.onEdit Called after each change by the user.
   * @param {() => void} events.onEnter Called when the user asks for the translation from the keyboard.
   */
  constructor({ onEdit, onEnter }) {
    byId('source-mirror', HTMLDivElement).append(this.#mirror);
    if (this.#marks) CSS.highlights.set('aligned', this.#marks);
    const edited = () => {
      this.#update();
      onEdit();
    };
    this.#field.addEventListener('input', edited);
    this.#field.addEventListener('keydown', (event) => {
      if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
      event.preventDefault();
      onEnter();
    });
    this.#clear.addEventListener('click', () => {
      this.#field.value = '';
      edited();
      this.#field.focus();
    });
  }

  /** @returns {string} What is to be translated. */
  get text() {
    return this.#field.value;
  }

  /**
   * @param {string} value
   * @param {string} [language] BCP 47, when it changes.
   */
  set(value, language = this.#field.lang) {
    this.#field.value = value;
    this.#field.lang = language;
    this.#update();
  }

  /** @param {readonly Range[]} ranges What to mark, instead of what is marked. */
  mark(ranges) {
    this.#marks?.clear();
    for (const { start, end } of ranges) {
      if (end > this.#mirror.length) continue;
      const range = document.createRange();
      range.setStart(this.#mirror, start);
      range.setEnd(this.#mirror, end);
      this.#marks?.add(range);
    }
  }

  /** Fits the mirror, the count and the button to the text. */
  #update() {
    // The last line must be there even if it is empty.
    this.#mirror.data = `${this.text}\n`;
    const { length } = this.text;
    this.#count.textContent = length > 0 ? counted(length, 'character') : '';
    this.#clear.hidden = length === 0;
    this.#marks?.clear();
  }
}
