/** @file The translator in use: of the chosen language pair, or of a model file of the user's own. */

import { ModelStore, Translator } from '../engine/index.js';
import { languageName } from './format.js';
import { showBusy, showDownload, showFailed, showReady } from './status.js';

/** @typedef {import('../engine/index.js').Translator} TranslatorType */

/** The models that the page comes with. */
export const store = new ModelStore({ manifest: new URL('models/models.json', document.baseURI) });

/** Tells of `change`: another translator came into use, or a model came to be kept. */
export const changes = new EventTarget();

/** @type {Promise<TranslatorType>} */
let current = new Promise(() => {});
let ending = new AbortController();
let readyText = '';
/** @type {File | null} */
let ownFile = null;

/** @returns {Promise<TranslatorType>} The translator in use, once its model is loaded. */
export const translator = () => current;

/**
 * @param {TranslatorType} translator
 * @returns {boolean} Whether its model can copy from the source what its vocabulary lacks, such as
 *   emoji, instead of leaving it out.
 */
export const canCopyUnknowns = ({ info }) => typeof info?.config.unk === 'number';

/** @returns {string | null} The name of the user's own model file, when one is in use. */
export const ownName = () => ownFile?.name ?? null;

/**
 * Puts a translator into use, in the place of the one before.
 *
 * @param {(signal: AbortSignal) => Promise<TranslatorType>} create
 * @param {string} ready What to say when it is ready.
 */
async function use(create, ready) {
  ending.abort(new DOMException('another model was chosen', 'AbortError'));
  ending = new AbortController();
  const { signal } = ending;
  const made = create(signal);
  current = made;
  try {
    await made;
    if (signal.aborted) return;
    readyText = ready;
    showReady(ready);
    changes.dispatchEvent(new Event('change'));
  } catch (error) {
    if (!signal.aborted) showFailed(error, 'Try again', () => use(create, ready));
  }
}

/**
 * Uses the model of a language pair, and downloads it if it is not kept.
 *
 * @param {string} sourceLanguage
 * @param {string} targetLanguage
 */
export function usePair(sourceLanguage, targetLanguage) {
  ownFile = null;
  return use(async (signal) => {
    showBusy('Looking for the model');
    const entry = await store.find(sourceLanguage, targetLanguage);
    showBusy('Loading the model');
    return Translator.create({
      sourceLanguage,
      targetLanguage,
      models: store,
      signal,
      monitor(monitor) {
        monitor.addEventListener('downloadprogress', (event) => {
          if (event.loaded < 1) showDownload(event.loaded, entry?.bytes ?? 0);
          else showBusy('Loading the model');
        });
      },
    });
  }, 'Ready');
}

/**
 * Uses a model file of the user's own. The translator before stays in use when that fails.
 *
 * @param {File} file
 * @returns {Promise<TranslatorType | null>} Null when the file could not be opened.
 */
export async function useFile(file) {
  showBusy(`Opening ${file.name}`);
  try {
    const opened = await Translator.fromModel(file);
    ownFile = file;
    await use(async (signal) => {
      signal.addEventListener('abort', () => opened.destroy());
      return opened;
    }, `Ready: ${file.name}`);
    return opened;
  } catch (error) {
    showFailed(error, 'Dismiss', () => showReady(readyText));
    return null;
  }
}

/** @returns {Promise<[string, string][]>} The language pairs that there are models for. */
export async function pairs() {
  const models = await store.models();
  return models.map(({ sourceLanguage, targetLanguage }) => [sourceLanguage, targetLanguage]);
}

/** @param {TranslatorType} of */
export const pairName = ({ sourceLanguage, targetLanguage }) =>
  `${languageName(sourceLanguage)} to ${languageName(targetLanguage)}`;
