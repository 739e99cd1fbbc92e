/** @file The translation on the page: text as it comes, words once a part is complete. */

import { byId, element } from '../../shell/dom.js';

/** @typedef {import('./words.js').Sentence} Sentence */
/** @typedef {import('./words.js').Word} Word */

/**
 * A word on the page.
 *
 * @typedef {object} Place
 * @property {Sentence} sentence
 * @property {Word} word
 */

/**
 * @typedef {object} WordEvents
 * @property {(place: Place | null) => void} onPoint A word is pointed at or has the focus, or none.
 * @property {(element: HTMLElement, place: Place) => void} onChoose A word was clicked.
 */

export class Output {
  #root = byId('output', HTMLDivElement);
  #hint = byId('output-hint', HTMLParagraphElement);
  /** @type {WeakMap<Element, Place>} */
  #places = new WeakMap();
  #events;

  /** @param {WordEvents} events */
  constructor(events) {
    this.#events = events;
    const { onPoint } = events;
    for (const type of ['pointerover', 'focusin']) {
      this.#root.addEventListener(type, ({ target }) =>
        onPoint(this.#wordAt(target)?.place ?? null),
      );
    }
    for (const type of ['pointerleave', 'focusout']) {
      this.#root.addEventListener(type, () => onPoint(null));
    }
    this.#root.addEventListener('click', ({ target }) => this.#choose(target));
    this.#root.addEventListener('keydown', (event) => this.#onKey(event));
  }

  /** @returns {string} The translation so far. */
  get text() {
    return this.#root.textContent ?? '';
  }

  /** @param {string} language Of the translation to come, BCP 47. */
  clear(language) {
    this.#root.replaceChildren();
    this.#root.lang = language;
    this.#places = new WeakMap();
    this.#hint.hidden = false;
  }

  /** @param {boolean} isBusy Whether more text will come. */
  setBusy(isBusy) {
    this.#root.setAttribute('aria-busy', String(isBusy));
    this.#hint.hidden = isBusy || this.text !== '';
  }

  /** @returns {OutputPart} A part at the end, empty for now. */
  addPart() {
    const part = element('span');
    this.#root.append(part);
    return {
      append: (text) => part.append(text),
      complete: (parts) => {
        const nodes = parts.map((one) => (typeof one === 'string' ? one : this.#render(one)));
        part.replaceChildren(...nodes);
        this.#offerFocus();
      },
    };
  }

  /**
   * @param {Element} word
   * @param {Sentence} sentence Replaces the sentence that the word is in.
   * @param {number} index Which word of it gets the focus.
   */
  replaceSentence(word, sentence, index) {
    const line = this.#render(sentence);
    word.parentElement?.replaceWith(line);
    const buttons = line.querySelectorAll('.word');
    const next = buttons[Math.min(index, buttons.length - 1)];
    if (next instanceof HTMLElement) this.#focus(next);
  }

  /**
   * @param {Sentence} sentence
   * @returns {HTMLSpanElement} Its text, each word an element of its own.
   */
  #render(sentence) {
    const doubt = { class: 'doubtful', title: 'This sentence may lack a part of the source.' };
    const line = element('span', sentence.isDoubtful ? doubt : {});
    let end = 0;
    for (const word of sentence.words) {
      // One stop for the tabulator; arrow keys go from word to word.
      const button = element(
        'span',
        { class: 'word', role: 'button', tabindex: '-1', 'aria-haspopup': 'menu' },
        sentence.text.slice(word.start, word.end),
      );
      this.#places.set(button, { sentence, word });
      line.append(sentence.text.slice(end, word.start), button);
      ({ end } = word);
    }
    line.append(sentence.text.slice(end));
    return line;
  }

  /** @returns {HTMLElement[]} The words, in order. */
  get #words() {
    return [...this.#root.querySelectorAll('.word')].map((word) => /** @type {any} */ (word));
  }

  /** Makes sure that the tabulator reaches one of the words. */
  #offerFocus() {
    if (!this.#root.querySelector('.word[tabindex="0"]')) {
      this.#root.querySelector('.word')?.setAttribute('tabindex', '0');
    }
  }

  /** @param {HTMLElement} word */
  #focus(word) {
    this.#root.querySelector('.word[tabindex="0"]')?.setAttribute('tabindex', '-1');
    word.tabIndex = 0;
    word.focus();
  }

  /**
   * @param {EventTarget | null} target Of an event.
   * @returns {{element: HTMLElement, place: Place} | null} The word that it happened at.
   */
  #wordAt(target) {
    const found = target instanceof HTMLElement ? target.closest('.word') : null;
    const place = found && this.#places.get(found);
    return place ? { element: /** @type {HTMLElement} */ (found), place } : null;
  }

  /** @param {EventTarget | null} target */
  #choose(target) {
    const word = this.#wordAt(target);
    if (!word) return;
    this.#focus(word.element);
    this.#events.onChoose(word.element, word.place);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const word = this.#wordAt(event.target);
    if (!word) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      this.#events.onChoose(word.element, word.place);
    } else this.#moveFocus(event, word.element);
  }

  /** @param {KeyboardEvent} event @param {HTMLElement} current */
  #moveFocus(event, current) {
    const words = this.#words;
    const index = words.indexOf(current);
    const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: words.length - 1 };
    const next = words[to[/** @type {keyof typeof to} */ (event.key)] ?? -1];
    if (!next) return;
    event.preventDefault();
    this.#focus(next);
  }
}

/**
 * A part of the translation: first plain text, then sentences.
 *
 * @typedef {object} OutputPart
 * @property {(text: string) => void} append Adds what comes next.
 * @property {(parts: (string | Sentence)[]) => void} complete Shows these instead.
 */
