/** @file The translation on the page: text as it comes, words once a part is complete. */

import { byId, element } from '../../shell/dom.js';

/** @typedef {import('./sentences.js').Sentence} Sentence */
/** @typedef {import('./sentences.js').Word} Word */

/**
 * A word on the page.
 *
 * @typedef {object} Place
 * @property {Sentence} sentence
 * @property {Word} word
 */

const output = byId('output', HTMLDivElement);
const hint = byId('output-hint', HTMLParagraphElement);

/** @type {WeakMap<Element, Place>} */
let places = new WeakMap();

/**
 * @param {Sentence} sentence
 * @returns {HTMLSpanElement} Its text, each word an element of its own.
 */
function renderSentence(sentence) {
  const line = element('span');
  let end = 0;
  for (const word of sentence.words) {
    // One stop for the tabulator; arrow keys go from word to word.
    const button = element(
      'span',
      { class: 'word', role: 'button', tabindex: '-1', 'aria-haspopup': 'menu' },
      sentence.text.slice(word.start, word.end),
    );
    places.set(button, { sentence, word });
    line.append(sentence.text.slice(end, word.start), button);
    ({ end } = word);
  }
  line.append(sentence.text.slice(end));
  return line;
}

/** @returns {HTMLElement[]} */
const words = () => [...output.querySelectorAll('.word')].map((word) => /** @type {any} */ (word));

/** Sees to it that one of the words can be reached by the tabulator. */
function offerFocus() {
  if (!output.querySelector('.word[tabindex="0"]')) {
    output.querySelector('.word')?.setAttribute('tabindex', '0');
  }
}

/** @param {HTMLElement} word */
function focusWord(word) {
  output.querySelector('.word[tabindex="0"]')?.setAttribute('tabindex', '-1');
  word.tabIndex = 0;
  word.focus();
}

/** A part of the translation: first plain text, then sentences. */
export class OutputPart {
  #element = element('span');

  constructor() {
    output.append(this.#element);
  }

  /** @param {string} text What comes next. */
  append(text) {
    this.#element.append(text);
  }

  /** @param {(string | Sentence)[]} parts What stands there instead. */
  complete(parts) {
    const nodes = parts.map((part) => (typeof part === 'string' ? part : renderSentence(part)));
    this.#element.replaceChildren(...nodes);
    offerFocus();
  }
}

/** @param {string} language Of the translation to come, BCP 47. */
export function clearOutput(language) {
  output.replaceChildren();
  output.lang = language;
  places = new WeakMap();
  hint.hidden = false;
}

/** @param {boolean} isBusy Whether more text will come. */
export function setBusy(isBusy) {
  output.setAttribute('aria-busy', String(isBusy));
  hint.hidden = isBusy || output.textContent !== '';
}

/** @returns {string} The translation as it stands. */
export const outputText = () => output.textContent ?? '';

/**
 * @param {Element} word
 * @param {Sentence} sentence What stands instead of the sentence that the word is in.
 * @param {number} index Which word of it gets the focus.
 */
export function replaceSentence(word, sentence, index) {
  const line = renderSentence(sentence);
  word.parentElement?.replaceWith(line);
  const buttons = line.querySelectorAll('.word');
  const next = buttons[Math.min(index, buttons.length - 1)];
  if (next instanceof HTMLElement) focusWord(next);
}

/**
 * @param {EventTarget | null} target Of an event.
 * @returns {{element: HTMLElement, place: Place} | null} The word that it happened at.
 */
function wordAt(target) {
  const found = target instanceof HTMLElement ? target.closest('.word') : null;
  const place = found && places.get(found);
  return place ? { element: /** @type {HTMLElement} */ (found), place } : null;
}

/** @param {KeyboardEvent} event @param {HTMLElement} current */
function moveFocus(event, current) {
  const all = words();
  const index = all.indexOf(current);
  const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: all.length - 1 };
  const next = all[to[/** @type {keyof typeof to} */ (event.key)] ?? -1];
  if (!next) return;
  event.preventDefault();
  focusWord(next);
}

/**
 * @typedef {object} WordEvents
 * @property {(place: Place | null) => void} onPoint A word is pointed at or has the focus, or none.
 * @property {(element: HTMLElement, place: Place) => void} onChoose A word was clicked.
 */

/** @param {WordEvents} events */
export function startOutput({ onPoint, onChoose }) {
  for (const type of ['pointerover', 'focusin']) {
    output.addEventListener(type, (event) => onPoint(wordAt(event.target)?.place ?? null));
  }
  for (const type of ['pointerleave', 'focusout'])
    output.addEventListener(type, () => onPoint(null));
  output.addEventListener('click', (event) => {
    const word = wordAt(event.target);
    if (!word) return;
    focusWord(word.element);
    onChoose(word.element, word.place);
  });
  output.addEventListener('keydown', (event) => {
    const word = wordAt(event.target);
    if (!word) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onChoose(word.element, word.place);
    } else moveFocus(event, word.element);
  });
}
