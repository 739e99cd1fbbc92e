/** @file The attributes that name the language of a page and its direction. */

/** @typedef {import('./memory.js').Memory} Memory */

/** Languages that are written from right to left, where the platform cannot tell. */
const fromRight = new Set(['ar', 'ckb', 'dv', 'fa', 'he', 'iw', 'ps', 'sd', 'ug', 'ur', 'yi']);

/** @typedef {Intl.Locale & {getTextInfo?: () => {direction: string}}} LocaleWithText */

/** @param {string} language @returns {string} */
function directionOf(language) {
  const locale = /** @type {LocaleWithText} */ (new Intl.Locale(language));
  return locale.getTextInfo?.().direction ?? (fromRight.has(locale.language) ? 'rtl' : 'ltr');
}

/** `lang` and `dir` of one element. */
export class LanguageMark {
  #element;
  #memory;

  /**
   * @param {Element} element
   * @param {Memory} memory
   */
  constructor(element, memory) {
    this.#element = element;
    this.#memory = memory;
  }

  /** @param {string} language */
  write(language) {
    const values = { lang: language, dir: directionOf(language) };
    for (const [name, text] of Object.entries(values)) {
      const source = this.#element.getAttribute(name);
      this.#memory.writeAttribute(this.#element, name, { source, text, owner: this });
    }
    this.#memory.add(this);
  }

  /** Puts back what the page wrote, unless it has written since. */
  undo() {
    for (const name of ['lang', 'dir']) this.#memory.undoAttribute(this.#element, name);
  }
}
