/** @file The translator in use: of the chosen language pair, or of a custom model. */

import { ModelStore, Translator } from '../../engine/index.js';
import { change } from '../shell/settings.js';
import { showBusy, showDownload, showFailed, showOffer, showReady } from '../shell/status.js';
import { openImport } from './kept-imports.js';

/** @typedef {import('../../engine/index.js').Translator} TranslatorType */
/** @typedef {import('./kept-imports.js').ImportInfo} ImportInfo */

/** The models that the page comes with. */
export const store = new ModelStore({ manifest: new URL('models/models.json', document.baseURI) });

/** Sends `leave` when the translator in use is given up for another one, `change` when that is loaded. */
export const changes = new EventTarget();

/** @type {Promise<TranslatorType>} */
let current = new Promise(() => {});
let ending = new AbortController();
/** Starts the download that waits until the model is wanted, if one does. */
let want = () => {};
/** @type {ImportInfo | null} */
let custom = null;
/** @type {Blob | null} Of the custom model, where it is not kept. */
let customFile = null;

/**
 * @returns {Promise<TranslatorType>} The translator in use, once its model is loaded; asking for it
 *   begins a download that waits for that.
 */
export function translator() {
  want();
  return current;
}

/** @returns {ImportInfo | null} The custom model in use, if it is one. */
export const customModel = () => custom;

/**
 * Uses the custom model in use for another of its target languages.
 *
 * @param {string} targetLanguage
 * @returns {Promise<void> | undefined} Nothing without a custom model.
 */
export const retarget = (targetLanguage) =>
  custom ? useCustom({ ...custom, targetLanguage }, customFile) : undefined;

/**
 * A translator to be put into use.
 *
 * @typedef {object} Plan
 * @property {(signal: AbortSignal) => Promise<TranslatorType>} create
 * @property {string} ready What to say when it is ready.
 * @property {() => Promise<number | undefined>} [waiting] Bytes to be downloaded first, if that has to
 *   wait until the translator is asked for.
 */

/**
 * @param {Plan} plan
 * @param {AbortSignal} signal
 */
async function make({ create, waiting }, signal) {
  const wanted = new Promise((resolve, reject) => {
    want = () => resolve(undefined);
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  const bytes = await Promise.race([waiting?.(), wanted]);
  if (bytes !== undefined) {
    showOffer(bytes, want);
    await wanted;
  }
  return create(signal);
}

/**
 * Puts a translator into use, in the place of the one before.
 *
 * @param {Plan} plan
 */
async function use(plan) {
  ending.abort(new DOMException('another model was chosen', 'AbortError'));
  ending = new AbortController();
  const { signal } = ending;
  const made = make(plan, signal);
  current = made;
  changes.dispatchEvent(new Event('leave'));
  try {
    await made;
    const unkept = await store.whyTransient();
    if (signal.aborted) return;
    showReady(unkept === '' ? plan.ready : `${plan.ready}; ${unkept}`);
    changes.dispatchEvent(new Event('change'));
  } catch (error) {
    const again = () => use({ ...plan, waiting: undefined });
    if (!signal.aborted) showFailed(error, 'Try again', again);
  }
}

/**
 * @param {string} sourceLanguage
 * @param {string} targetLanguage
 * @returns {Promise<number | undefined>} Bytes of the pair's model when its download has to wait: the
 *   first model comes with the page, a further one when it is wanted.
 */
async function waitingBytes(sourceLanguage, targetLanguage) {
  const entry = await store.find(sourceLanguage, targetLanguage);
  if (!entry) return undefined;
  const [state, kept] = await Promise.all([store.state(entry.id), store.kept()]);
  // What is kept of this one is another version, or a part: it was wanted before.
  const isFurther = kept.length > 0 && kept.every(({ id }) => id !== entry.id);
  return state === 'downloadable' && isFurther ? entry.bytes : undefined;
}

/**
 * Uses the model of a language pair. It is downloaded if it is not kept: the first one at once, a
 * further one when the translator is asked for.
 *
 * @param {string} sourceLanguage
 * @param {string} targetLanguage
 */
export function usePair(sourceLanguage, targetLanguage) {
  custom = customFile = null;
  change({ ownModel: '' });
  showBusy('Looking for the model');
  return use({
    ready: 'Ready',
    waiting: () => waitingBytes(sourceLanguage, targetLanguage),
    async create(signal) {
      showBusy('Loading the model');
      const entry = await store.find(sourceLanguage, targetLanguage);
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
    },
  });
}

/**
 * Uses a custom model.
 *
 * @param {ImportInfo} info
 * @param {Blob | null} file The model, or null for the one that is kept.
 */
export function useCustom(info, file) {
  custom = info;
  customFile = file;
  change({ ownModel: file ? '' : info.id });
  const { id, name, sourceLanguage, targetLanguage } = info;
  return use({
    ready: `Ready: ${name}`,
    async create(signal) {
      showBusy(`Loading ${name}`);
      const model = file ?? (await openImport(id));
      if (!model) throw new Error(`${name} is not kept in this browser any more`);
      return Translator.fromModel(model, { sourceLanguage, targetLanguage, signal });
    },
  });
}
