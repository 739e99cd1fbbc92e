/** @file The menu of alternatives to a word. */

import { messageOf } from '../../../engine/internal.js';
import { canCopyUnknowns } from '../../models/input.js';
import { byId, element } from '../../shell/dom.js';
import { percent } from '../../shell/format.js';
import { partsOf } from './words.js';

/** @typedef {import('../../../engine/index.js').Alternative} Alternative */
/** @typedef {import('../../../engine/index.js').Translator} Translator */
/** @typedef {import('./output.js').Place} Place */
/** @typedef {import('./words.js').Sentence} Sentence */

/**
 * @typedef {object} Choice
 * @property {string} word
 * @property {string} rest What follows it.
 * @property {number} logProb
 * @property {boolean} isCurrent
 * @property {Sentence} sentence
 */

const COUNT = 6;
const MARGIN = 12;

/**
 * @param {Alternative} alternative
 * @param {Place} place
 * @param {string} language
 * @returns {Choice | null} None when it ends the sentence, or only joins on to the word before.
 */
function choiceOf({ translation, logProb }, { sentence, word }, language) {
  const parts = partsOf(translation, language, sentence.source.start);
  const found = parts.find((part) => typeof part !== 'string');
  if (!found) return null;
  const next = found.words.find(({ token }) => token >= word.token);
  if (!next) return null;
  return {
    word: found.text.slice(next.start, next.end),
    rest: found.text.slice(next.end).trim(),
    logProb,
    isCurrent: found.text === sentence.text,
    sentence: found,
  };
}

/**
 * @param {Translator} translator
 * @param {string} source The sentence that was translated.
 * @param {Place} place
 * @param {{beam?: number}} search
 * @param {AbortSignal} signal
 * @returns {Promise<Choice[]>} Most likely first.
 */
async function choices(translator, source, place, search, signal) {
  const prefix = { ids: place.sentence.ids.slice(0, place.word.token) };
  const replaceUnknowns = canCopyUnknowns(translator);
  const options = { prefix, count: COUNT, ...search, alignment: true, replaceUnknowns, signal };
  const found = await translator.alternatives(source, options);
  /** @type {Map<string, Choice>} */
  const unique = new Map();
  for (const alternative of found) {
    const choice = choiceOf(alternative, place, translator.targetLanguage);
    const key = choice?.sentence.text ?? '';
    if (!choice || (alternative.misspells && !choice.isCurrent)) continue;
    if (!unique.has(key)) unique.set(key, choice);
  }
  return [...unique.values()];
}

/** @param {Choice} choice @param {() => void} onClick */
function menuItem({ word, rest, logProb, isCurrent }, onClick) {
  const item = element(
    'button',
    {
      class: 'menu-item',
      type: 'button',
      role: 'menuitemradio',
      'aria-checked': String(isCurrent),
      tabindex: '-1',
    },
    element('span', { class: 'menu-word' }, word),
    element('span', { class: 'quiet' }, percent(logProb)),
    element('span', { class: 'menu-rest' }, rest),
  );
  item.addEventListener('click', onClick);
  return item;
}

/**
 * @typedef {object} Request
 * @property {Translator} translator
 * @property {string} source The sentence that was translated.
 * @property {{beam?: number}} search
 * @property {(sentence: Sentence) => void} onChoose
 */

export class AlternativesMenu {
  #root = byId('alternatives', HTMLDivElement);
  /** The word that it is open at. @type {HTMLElement | null} */
  #opener = null;
  #asking = new AbortController();

  constructor() {
    this.#root.addEventListener('keydown', (event) => this.#onKey(event));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && this.#opener) this.close(true);
    });
    document.addEventListener('pointerdown', (event) => {
      const target = /** @type {Node} */ (event.target);
      const isInside = this.#root.contains(target) || this.#opener?.contains(target);
      if (this.#opener && !isInside) this.close();
    });
    window.addEventListener('resize', () => this.close());
    window.addEventListener('hashchange', () => this.close());
  }

  /**
   * Opens the menu at a word.
   *
   * @param {HTMLElement} word
   * @param {Place} place
   * @param {Request} request
   */
  async open(word, place, { translator, source, search, onChoose }) {
    this.close();
    this.#opener = word;
    this.#asking = new AbortController();
    const { signal } = this.#asking;
    word.setAttribute('aria-expanded', 'true');
    this.#root.setAttribute('aria-label', `Alternatives to ${word.textContent}`);
    this.#root.lang = translator.targetLanguage;
    this.#showNote('Looking for alternatives …');
    this.#root.showPopover();
    this.#moveTo(word);
    try {
      const found = await choices(translator, source, place, search, signal);
      if (found.length === 0) this.#showNote('No alternatives.');
      else this.#showChoices(found, onChoose);
    } catch (error) {
      if (signal.aborted) return;
      this.#showNote(messageOf(error));
    }
    this.#moveTo(word);
    /** @type {HTMLElement | null} */ (this.#root.firstElementChild)?.focus();
  }

  /** @param {boolean} isFocusReturned Whether the word gets the focus back. */
  close(isFocusReturned = false) {
    this.#asking.abort();
    if (!this.#opener) return;
    this.#opener.setAttribute('aria-expanded', 'false');
    if (isFocusReturned) this.#opener.focus();
    this.#opener = null;
    this.#root.hidePopover();
  }

  /** @param {HTMLElement} word The menu is shown below it, or above where there is more room. */
  #moveTo(word) {
    const { style } = this.#root;
    const anchor = word.getBoundingClientRect();
    // Where it is now would limit its width.
    style.left = `${MARGIN}px`;
    const { offsetWidth: width, offsetHeight: height } = this.#root;
    const left = Math.min(anchor.left, innerWidth - width - MARGIN);
    const below = anchor.bottom + 6;
    const isBelow = below + height < innerHeight - MARGIN || anchor.top < innerHeight / 2;
    style.left = `${Math.max(MARGIN, left)}px`;
    style.top = `${isBelow ? below : Math.max(MARGIN, anchor.top - height - 6)}px`;
  }

  /** @param {string} text Shown instead of choices. */
  #showNote(text) {
    const note = {
      class: 'menu-note quiet',
      role: 'menuitem',
      'aria-disabled': 'true',
      tabindex: '-1',
    };
    this.#root.replaceChildren(element('div', note, text));
  }

  /**
   * @param {readonly Choice[]} found
   * @param {(sentence: Sentence) => void} onChoose
   */
  #showChoices(found, onChoose) {
    const items = found.map((choice) =>
      menuItem(choice, () => {
        this.close(true);
        if (!choice.isCurrent) onChoose(choice.sentence);
      }),
    );
    this.#root.replaceChildren(...items);
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const items = /** @type {HTMLElement[]} */ ([...this.#root.children]);
    const index = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
    const { length } = items;
    const to = {
      ArrowDown: (index + 1) % length,
      ArrowUp: (index - 1 + length) % length,
      Home: 0,
      End: length - 1,
    };
    const next = to[/** @type {keyof typeof to} */ (event.key)];
    if (next !== undefined) items[next].focus();
    else if (event.key === 'Escape' || event.key === 'Tab') this.close(true);
    else return;
    event.preventDefault();
  }
}
