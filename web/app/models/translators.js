/** @file The translator in use: of the chosen language pair, or of a model of the user's own. */

import { ModelStore, Translator } from '../../engine/index.js';
import { openImport } from './kept-imports.js';
import { change } from '../shell/settings.js';
import { showBusy, showDownload, showFailed, showOffer, showReady } from '../shell/status.js';

/** @typedef {import('../../engine/index.js').Translator} TranslatorType */
/** @typedef {import('./kept-imports.js').ImportInfo} ImportInfo */

/** The models that the page comes with. */
export const store = new ModelStore({ manifest: new URL('models/models.json', document.baseURI) });

/**
 * Tells of `leave`: the translator in use is given up for another one; and of `change`: another one is
 * loaded.
 */
export const changes = new EventTarget();

/** @type {Promise<TranslatorType>} */
let current = new Promise(() => {});
let ending = new AbortController();
/** Says that the model is wanted, whatever it takes to get it. */
let want = () => {};
/** @type {ImportInfo | null} */
let own = null;

/**
 * @returns {Promise<TranslatorType>} The translator in use, once its model is loaded; asking for it
 *   begins a download that waits for that.
 */
export function translator() {
  want();
  return current;
}

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
    if (signal.aborted) return;
    showReady(plan.ready);
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
  own = null;
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
 * Uses a model of the user's own.
 *
 * @param {ImportInfo} info
 * @param {Blob | null} file The model, or null for the one that is kept.
 */
export function useOwn(info, file) {
  own = info;
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

/** @returns {Promise<import('./language-pair.js').Pair[]>} The language pairs that there are models for. */
export async function pairs() {
  const models = await store.models();
  return models.map(({ sourceLanguage, targetLanguage }) => [sourceLanguage, targetLanguage]);
}
