/** @file The part of the models view in which custom models are opened. */

import { messageOf } from '../../../../engine/internal.js';
import { keepImport } from '../../../models/kept-imports.js';
import { byId } from '../../../shell/dom.js';
import { size } from '../../../shell/format.js';
import { convert } from './conversion.js';
import { LanguageForm } from './language-form.js';

/** @typedef {import('../../../shell/dropped-files.js').Selection} Selection */
/** @typedef {import('../../../models/kept-imports.js').ImportInfo} ImportInfo */

/**
 * A model that was opened: `file` if it could not be kept.
 *
 * @typedef {{info: ImportInfo, file: Blob | null}} Imported
 */

/** What went wrong, in plain words; the library's message says where. @type {Record<string, string>} */
const headlines = {
  invalid_model: 'These files are not a complete model in a supported format.',
  invalid_argument: 'These files are not a complete model in a supported format.',
  unsupported: 'Stepglot does not know this kind of model.',
  out_of_memory: 'There is not enough memory to open this model.',
  unavailable: 'The files could not be read.',
};

export class ImportPanel {
  #announce;
  #progress = byId('import-progress', HTMLDivElement);
  #status = byId('import-status', HTMLParagraphElement);
  #bar = byId('import-bar', HTMLProgressElement);
  #failure = byId('import-error', HTMLDivElement);
  #languages = new LanguageForm();
  #running = new AbortController();

  /** @param {(message: string) => void} announce Tells screen readers. */
  constructor(announce) {
    this.#announce = announce;
    for (const id of ['import-cancel', 'import-languages-cancel']) {
      byId(id, HTMLButtonElement).addEventListener('click', () =>
        this.#running.abort(new DOMException('cancelled', 'AbortError')),
      );
    }
    byId('open-folder', HTMLButtonElement).hidden = !(
      'webkitdirectory' in HTMLInputElement.prototype
    );
  }

  /**
   * Opens and converts a model, and keeps it for the next visit.
   *
   * @param {Selection} selection
   * @returns {Promise<Imported | null>} Null when it failed, which the page shows, or was cancelled.
   */
  async open(selection) {
    this.#running.abort(new DOMException('another model was chosen', 'AbortError'));
    this.#running = new AbortController();
    const { signal } = this.#running;
    this.#failure.hidden = true;
    this.#languages.hide();
    try {
      const { info, file } = await this.#convert(selection, signal);
      signal.throwIfAborted();
      const isKept = await this.#keep(info, file);
      return { info, file: isKept ? null : file };
    } catch (error) {
      if (signal === this.#running.signal) {
        if (signal.aborted) this.#announce('Cancelled');
        else this.#explain(error);
      }
      return null;
    } finally {
      if (signal === this.#running.signal) {
        this.#languages.hide();
        this.#hideProgress();
      }
    }
  }

  /** @param {Selection} selection @param {AbortSignal} signal */
  #convert(selection, signal) {
    const total = size(selection.files.reduce((sum, file) => sum + file.size, 0));
    const reading = `Reading ${selection.name}, ${total}`;
    this.#showProgress(reading, 0);
    return convert(selection, {
      signal,
      onRead: (fraction) => signal.aborted || this.#showProgress(reading, fraction),
      onConvert: () => {
        this.#languages.hide();
        this.#showProgress(`Converting ${selection.name}`);
      },
      askLanguages: (found) => {
        this.#hideProgress();
        return this.#languages.ask(selection, found, signal);
      },
    });
  }

  /**
   * @param {ImportInfo} info
   * @param {Blob} file
   * @returns {Promise<boolean>} Whether the model is kept; if not, the page says so.
   */
  async #keep(info, file) {
    try {
      await keepImport(info, file);
      return true;
    } catch (error) {
      const isFull = Object(error).name === 'QuotaExceededError';
      const why = isFull ? 'there is no room for it' : 'this browser does not let the page keep it';
      this.#showFailure(
        `${info.name} can be used now, but not at the next visit: ${why}.`,
        `It takes ${size(info.bytes)}. ${messageOf(error)}`,
      );
      return false;
    }
  }

  /** @param {string} text @param {number} [fraction] Of the work, where it is known. */
  #showProgress(text, fraction) {
    // The bar tells the progress; the text stays, so that it is read out once.
    if (this.#status.textContent !== text) this.#status.textContent = text;
    if (fraction === undefined) this.#bar.removeAttribute('value');
    else this.#bar.value = fraction;
    this.#progress.hidden = false;
  }

  #hideProgress() {
    this.#progress.hidden = true;
    this.#status.textContent = '';
  }

  /** @param {string} headline @param {string} details */
  #showFailure(headline, details) {
    const [first, second] = this.#failure.children;
    first.textContent = headline;
    second.textContent = details;
    this.#failure.hidden = false;
  }

  /** @param {unknown} error */
  #explain(error) {
    const { code } = /** @type {{code?: unknown}} */ (Object(error));
    const known = typeof code === 'string' ? headlines[code] : undefined;
    this.#showFailure(known ?? 'The model could not be opened.', messageOf(error));
  }
}
