/** @file The menu of what else could stand in a word's place. */

import { messageOf } from '../../../engine/internal.js';
import { byId, element } from '../../shell/dom.js';
import { percent } from '../../shell/format.js';
import { canCopyUnknowns } from '../../models/translators.js';
import { moved, sentencesOf } from './sentences.js';

/** @typedef {import('../../../engine/index.js').Alternative} Alternative */
/** @typedef {import('../../../engine/index.js').Translator} Translator */
/** @typedef {import('./output.js').Place} Place */
/** @typedef {import('./sentences.js').Sentence} Sentence */

/**
 * @typedef {object} Choice
 * @property {string} word
 * @property {string} rest What follows it.
 * @property {number} logProb
 * @property {boolean} isCurrent
 * @property {Sentence} sentence
 */

const menu = byId('alternatives', HTMLDivElement);
const COUNT = 6;
const MARGIN = 12;

/** @type {HTMLElement | null} */
let opener = null;
let asking = new AbortController();

/**
 * @param {Alternative} alternative
 * @param {Place} place
 * @param {string} language
 * @returns {Choice | null} None when it ends the sentence, or only joins on to the word before.
 */
function choiceOf({ translation, logProb }, { sentence, word }, language) {
  const found = sentencesOf(translation, language).find((part) => typeof part !== 'string');
  if (!found) return null;
  const next = found.words.find(({ token }) => token >= word.token);
  if (!next) return null;
  return {
    word: found.text.slice(next.start, next.end),
    rest: found.text.slice(next.end).trim(),
    logProb,
    isCurrent: found.text === sentence.text,
    sentence: moved(found, sentence.source.start),
  };
}

/**
 * @param {Translator} translator
 * @param {string} source The sentence that was translated.
 * @param {Place} place
 * @param {{beam?: number}} search
 * @param {AbortSignal} signal
 * @returns {Promise<Choice[]>} Likeliest first.
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

/** @param {HTMLElement} anchor The menu is shown below it, or above where there is more room. */
function position(anchor) {
  const word = anchor.getBoundingClientRect();
  // Where it is now would limit its width.
  menu.style.left = `${MARGIN}px`;
  const { offsetWidth: width, offsetHeight: height } = menu;
  const left = Math.min(word.left, innerWidth - width - MARGIN);
  const below = word.bottom + 6;
  const isBelow = below + height < innerHeight - MARGIN || word.top < innerHeight / 2;
  menu.style.left = `${Math.max(MARGIN, left)}px`;
  menu.style.top = `${isBelow ? below : Math.max(MARGIN, word.top - height - 6)}px`;
}

/** @param {boolean} isFocusReturned Whether the word has the focus again. */
export function closeMenu(isFocusReturned = false) {
  asking.abort();
  if (!opener) return;
  opener.setAttribute('aria-expanded', 'false');
  if (isFocusReturned) opener.focus();
  opener = null;
  menu.hidePopover();
}

/** @param {string} text Shown instead of choices. */
function showNote(text) {
  const note = {
    class: 'menu-note quiet',
    role: 'menuitem',
    'aria-disabled': 'true',
    tabindex: '-1',
  };
  menu.replaceChildren(element('div', note, text));
}

/** @param {Choice} choice @param {() => void} onClick */
function menuItem({ word, rest, logProb, isCurrent }, onClick) {
  const item = element(
    'button',
    {
      class: 'menu-item',
      type: 'button',
      role: 'menuitemradio',
      'aria-checked': isCurrent,
      tabindex: '-1',
    },
    element('span', { class: 'menu-word' }, word),
    element('span', { class: 'quiet' }, percent(logProb)),
    element('span', { class: 'menu-rest' }, rest),
  );
  item.setAttribute('aria-checked', String(isCurrent));
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

/**
 * Opens the menu at a word.
 *
 * @param {HTMLElement} word
 * @param {Place} place
 * @param {Request} request
 */
export async function openMenu(word, place, { translator, source, search, onChoose }) {
  closeMenu();
  opener = word;
  asking = new AbortController();
  const { signal } = asking;
  word.setAttribute('aria-expanded', 'true');
  menu.setAttribute('aria-label', `Alternatives to ${word.textContent}`);
  menu.lang = translator.targetLanguage;
  showNote('Looking for alternatives …');
  menu.showPopover();
  position(word);
  try {
    const found = await choices(translator, source, place, search, signal);
    if (found.length === 0) showNote('There is none.');
    else {
      const items = found.map((choice) =>
        menuItem(choice, () => {
          closeMenu(true);
          if (!choice.isCurrent) onChoose(choice.sentence);
        }),
      );
      menu.replaceChildren(...items);
    }
  } catch (error) {
    if (signal.aborted) return;
    showNote(messageOf(error));
  }
  position(word);
  /** @type {HTMLElement | null} */ (menu.firstElementChild)?.focus();
}

/** @param {KeyboardEvent} event */
function onKey(event) {
  const items = /** @type {HTMLElement[]} */ ([...menu.children]);
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
  else if (event.key === 'Escape' || event.key === 'Tab') closeMenu(true);
  else return;
  event.preventDefault();
}

menu.addEventListener('keydown', onKey);
document.addEventListener('keydown', (event) => {
  if (event.key === 'Escape' && opener) closeMenu(true);
});
document.addEventListener('pointerdown', (event) => {
  const target = /** @type {Node} */ (event.target);
  if (opener && !menu.contains(target) && !opener.contains(target)) closeMenu();
});
window.addEventListener('resize', () => closeMenu());
window.addEventListener('hashchange', () => closeMenu());
