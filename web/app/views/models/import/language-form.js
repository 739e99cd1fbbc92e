/** @file The form that asks for the languages of a model whose files do not say them. */

import { untilAborted } from '../../../../engine/internal.js';
import { byId } from '../../../shell/dom.js';
import { guessLanguages } from './language-guess.js';

/** @typedef {import('../../../shell/dropped-files.js').Selection} Selection */
/** @typedef {import('./conversion.js').Languages} Languages */

/** @param {HTMLInputElement} input @returns {string | null} The tag; null, and marked in the page, if it is not one. */
function readTag(input) {
  try {
    const [tag] = Intl.getCanonicalLocales(input.value.trim());
    input.removeAttribute('aria-invalid');
    return tag ?? null;
  } catch {
    input.setAttribute('aria-invalid', 'true');
    return null;
  }
}

export class LanguageForm {
  #form = byId('import-languages', HTMLFormElement);
  #note = byId('import-languages-note', HTMLParagraphElement);
  #source = byId('import-source', HTMLInputElement);
  #target = byId('import-target', HTMLInputElement);

  /**
   * Shows the form.
   *
   * @param {Selection} selection
   * @param {Languages} found What the files say.
   * @param {AbortSignal} signal
   * @returns {Promise<Languages>} The answer.
   * @throws The signal's reason.
   */
  ask({ name, files }, found, signal) {
    const guess = [name, ...files.map((file) => file.name)].map(guessLanguages).find(Boolean) ?? [];
    this.#source.value = found.sourceLanguage || (guess[0] ?? '');
    this.#target.value = found.targetLanguage || (guess[1] ?? '');
    this.#note.textContent = `The files of ${name} do not say which languages it is for.`;
    this.#form.hidden = false;
    this.#source.focus();
    const answer = new Promise((resolve) => {
      this.#form.onsubmit = (event) => {
        event.preventDefault();
        const languages = this.#read();
        if (languages) resolve(languages);
      };
    });
    return untilAborted([signal], answer);
  }

  hide() {
    this.#form.hidden = true;
  }

  /** @returns {Languages | null} The answer; null if a tag is wrong, which then gets the focus. */
  #read() {
    const [sourceLanguage, targetLanguage] = [readTag(this.#source), readTag(this.#target)];
    if (sourceLanguage && targetLanguage) return { sourceLanguage, targetLanguage };
    /** @type {HTMLElement | null} */ (this.#form.querySelector('[aria-invalid]'))?.focus();
    return null;
  }
}
