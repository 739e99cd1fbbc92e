/** @file The part of the models view where the user opens models of his own. */

import { messageOf } from '../../../../engine/internal.js';
import { announce } from '../../../shell/announcer.js';
import { byId } from '../../../shell/dom.js';
import { size } from '../../../shell/format.js';
import { convert } from './conversion.js';
import { guessLanguages } from './language-guess.js';
import { keepImport } from '../../../models/kept-imports.js';

/** @typedef {import('./conversion.js').Languages} Languages */
/** @typedef {import('../../../shell/dropped-files.js').Selection} Selection */
/** @typedef {import('../../../models/kept-imports.js').ImportInfo} ImportInfo */

/**
 * A model that was opened: `file` where it could not be kept.
 *
 * @typedef {{info: ImportInfo, file: Blob | null}} Imported
 */

const progress = byId('import-progress', HTMLDivElement);
const status = byId('import-status', HTMLParagraphElement);
const bar = byId('import-bar', HTMLProgressElement);
const cancel = byId('import-cancel', HTMLButtonElement);
const failure = byId('import-error', HTMLDivElement);
const form = byId('import-languages', HTMLFormElement);
const formNote = byId('import-languages-note', HTMLParagraphElement);
const source = byId('import-source', HTMLInputElement);
const target = byId('import-target', HTMLInputElement);

/** What went wrong, in plain words; the library's message says where. @type {Record<string, string>} */
const headlines = {
  invalid_model: 'These files are no whole model that Stepglot can read.',
  invalid_argument: 'These files are no whole model that Stepglot can read.',
  unsupported: 'Stepglot does not know this kind of model.',
  out_of_memory: 'There is not enough memory to open this model.',
  unavailable: 'The files could not be read.',
};

let running = new AbortController();

/** @param {string} text @param {number} [fraction] Of the work; without it there is no telling. */
function showProgress(text, fraction) {
  // The bar tells the progress; the text stays, so that it is read out once.
  if (status.textContent !== text) status.textContent = text;
  if (fraction === undefined) bar.removeAttribute('value');
  else bar.value = fraction;
  progress.hidden = false;
}

/** @param {string} headline @param {string} details */
function showFailure(headline, details) {
  const [first, second] = failure.children;
  first.textContent = headline;
  second.textContent = details;
  failure.hidden = false;
}

/** @param {unknown} error */
function explain(error) {
  const { code } = /** @type {{code?: unknown}} */ (Object(error));
  const known = typeof code === 'string' ? headlines[code] : undefined;
  showFailure(known ?? 'The model could not be opened.', messageOf(error));
}

/** @param {HTMLInputElement} input @returns {string | null} The tag; null, and said, when it is none. */
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

/**
 * Asks for the languages of a model whose files do not say them.
 *
 * @param {Selection} selection
 * @param {Languages} found What the files say.
 * @param {AbortSignal} signal
 * @returns {Promise<Languages>}
 */
function askLanguages({ name, files }, found, signal) {
  const guess = [name, ...files.map((file) => file.name)].map(guessLanguages).find(Boolean) ?? [];
  source.value = found.sourceLanguage || (guess[0] ?? '');
  target.value = found.targetLanguage || (guess[1] ?? '');
  formNote.textContent = `The files of ${name} do not say which languages it is for.`;
  form.hidden = false;
  progress.hidden = true;
  status.textContent = '';
  source.focus();
  return new Promise((resolve, reject) => {
    form.onsubmit = (event) => {
      event.preventDefault();
      const [sourceLanguage, targetLanguage] = [readTag(source), readTag(target)];
      if (sourceLanguage && targetLanguage) resolve({ sourceLanguage, targetLanguage });
      else /** @type {HTMLElement | null} */ (form.querySelector('[aria-invalid]'))?.focus();
    };
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
}

/**
 * @param {ImportInfo} info
 * @param {Blob} file
 * @returns {Promise<boolean>} Whether the model is kept; if not, that is said.
 */
async function keep(info, file) {
  try {
    await keepImport(info, file);
    return true;
  } catch (error) {
    const isFull = Object(error).name === 'QuotaExceededError';
    const why = isFull ? 'there is no room for it' : 'this browser does not let the page keep it';
    showFailure(
      `${info.name} can be used now, but not at the next visit: ${why}.`,
      `It takes ${size(info.bytes)}. ${messageOf(error)}`,
    );
    return false;
  }
}

/**
 * Opens and converts a model, and keeps it for the next visit.
 *
 * @param {Selection} selection
 * @returns {Promise<Imported | null>} Null when it failed, which is said, or was cancelled.
 */
export async function importModel(selection) {
  running.abort(new DOMException('another model was chosen', 'AbortError'));
  running = new AbortController();
  const { signal } = running;
  failure.hidden = true;
  form.hidden = true;
  const total = size(selection.files.reduce((sum, file) => sum + file.size, 0));
  const reading = `Reading ${selection.name}, ${total}`;
  showProgress(reading, 0);
  try {
    const { info, file } = await convert(selection, {
      signal,
      onRead: (fraction) => signal.aborted || showProgress(reading, fraction),
      onConvert: () => {
        form.hidden = true;
        showProgress(`Converting ${selection.name}`);
      },
      askLanguages: (found) => askLanguages(selection, found, signal),
    });
    signal.throwIfAborted();
    const isKept = await keep(info, file);
    return { info, file: isKept ? null : file };
  } catch (error) {
    if (signal === running.signal) {
      if (signal.aborted) announce('Cancelled');
      else explain(error);
    }
    return null;
  } finally {
    if (signal === running.signal) {
      form.hidden = true;
      progress.hidden = true;
      status.textContent = '';
    }
  }
}

export function startImportView() {
  const stop = () => running.abort(new DOMException('cancelled', 'AbortError'));
  cancel.addEventListener('click', stop);
  byId('import-languages-cancel', HTMLButtonElement).addEventListener('click', stop);
  byId('open-folder', HTMLButtonElement).hidden = !(
    'webkitdirectory' in HTMLInputElement.prototype
  );
}
