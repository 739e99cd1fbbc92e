/** @file The translator in use: of the chosen language pair, or of a model of the user's own. */

import { ModelStore, Translator } from '../engine/index.js';
import { languageName } from './format.js';
import { openImport } from './import/kept-imports.js';
import { change } from './settings.js';
import { showBusy, showDownload, showFailed, showReady } from './status.js';

/** @typedef {import('../engine/index.js').Translator} TranslatorType */
/** @typedef {import('./import/kept-imports.js').ImportInfo} ImportInfo */

/** The models that the page comes with. */
export const store = new ModelStore({ manifest: new URL('models/models.json', document.baseURI) });

/** Tells of `change`: another translator came into use, or a model came to be kept. */
export const changes = new EventTarget();

/** @type {Promise<TranslatorType>} */
let current = new Promise(() => {});
let ending = new AbortController();
/** @type {ImportInfo | null} */
let own = null;

/** @returns {Promise<TranslatorType>} The translator in use, once its model is loaded. */
export const translator = () => current;

/**
 * @param {TranslatorType} translator
 * @returns {boolean} Whether its model can copy from the source what its vocabulary lacks, such as
 *   emoji, instead of leaving it out.
 */
export const canCopyUnknowns = ({ info }) => typeof info?.config.unk === 'number';

/**
 * @param {TranslatorType} translator
 * @returns {boolean} Whether its model has no tokenizer, so that it takes vocabulary pieces alone.
 */
export const takesPieces = ({ info }) => info?.input === 'pieces';

/**
 * @param {string} line
 * @returns {{pieces: string[]}} The pieces in it, separated by blanks.
 */
export const piecesOf = (line) => ({ pieces: line.split(/\s+/).filter((piece) => piece !== '') });

/** @returns {ImportInfo | null} The user's own model, when one is in use. */
export const ownModel = () => own;

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
  own = null;
  change({ ownModel: '' });
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
 * Uses a model of the user's own.
 *
 * @param {ImportInfo} info
 * @param {Blob | null} file The model, or null for the one that is kept.
 */
export function useOwn(info, file) {
  own = info;
  change({ ownModel: file ? '' : info.id });
  const { id, name, sourceLanguage, targetLanguage } = info;
  return use(async (signal) => {
    showBusy(`Loading ${name}`);
    const model = file ?? (await openImport(id));
    if (!model) throw new Error(`${name} is not kept in this browser any more`);
    return Translator.fromModel(model, { sourceLanguage, targetLanguage, signal });
  }, `Ready: ${name}`);
}

/** @returns {Promise<[string, string][]>} The language pairs that there are models for. */
export async function pairs() {
  const models = await store.models();
  return models.map(({ sourceLanguage, targetLanguage }) => [sourceLanguage, targetLanguage]);
}

/** @param {TranslatorType} of */
export const pairName = ({ sourceLanguage, targetLanguage }) =>
  `${languageName(sourceLanguage)} to ${languageName(targetLanguage)}`;
