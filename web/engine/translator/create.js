/** @file How translators are made: their model is found, opened and loaded, and its progress reported. */

import { modelOptions } from '../arguments/load.js';
import { untilAborted } from '../base/abort.js';
import { domException } from '../base/dom-exceptions.js';
import { messageOf } from '../base/errors.js';
import { serves } from '../base/language-tags.js';
import { ModelStore } from '../models/store.js';
import { TranslationWorker } from '../worker/client.js';
import { LocalModel, StoredModel, toSource } from './model-source.js';
import { Progress } from './monitor.js';
import { createOptions, loadingOptions } from './options.js';
import { TranslatorState } from './state.js';

/** @typedef {import('../arguments/load.js').ModelOptions} ModelOptions */
/** @typedef {import('../files/model-files.js').ModelInput} ModelInput */
/** @typedef {import('../models/manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('../worker/lease.js').Lease} Lease */
/** @typedef {import('../worker/slots.js').ModelSource} ModelSource */
/** @typedef {import('./monitor.js').ProgressMonitor} ProgressMonitor */
/** @typedef {import('./state.js').Parts} Parts */

/**
 * @typedef {object} LanguageOptions
 * @property {string} sourceLanguage A BCP 47 tag.
 * @property {string} targetLanguage A BCP 47 tag.
 * @property {ModelStore} [models] Where models come from (default: those that come with the library).
 */

/**
 * @typedef {object} LoadingOptions
 * @property {(monitor: ProgressMonitor) => void} [monitor] Gets an `EventTarget` that tells of
 *   `downloadprogress`, with `loaded` from 0 to 1.
 * @property {AbortSignal} [signal] Ends the creation, and destroys the translator afterwards.
 * @property {TranslationWorker} [worker] Where to translate (default `TranslationWorker.shared`).
 */

/** @typedef {LanguageOptions & LoadingOptions & Pick<ModelOptions, 'arithmetic'>} CreateOptions Options of `create`. */
/** @typedef {LoadingOptions & Omit<ModelOptions, 'name' | 'onProgress'>} FromModelOptions Options of `fromModel`. */

/** @typedef {'unavailable' | 'downloadable' | 'downloading' | 'available'} Availability */

/** @type {ModelStore | undefined} */
let shippedModels;

/** The models that come with the library. */
function defaultModels() {
  shippedModels ??= new ModelStore();
  return shippedModels;
}

/**
 * @template T
 * @param {string} name What the draft calls this failure.
 * @param {Promise<T>} promise
 * @returns {Promise<T>} Rejects with a `DOMException` that has the original error as `cause`.
 */
async function orDomException(name, promise) {
  try {
    return await promise;
  } catch (error) {
    throw domException(name, messageOf(error), error);
  }
}

/**
 * @param {ModelStore} models
 * @param {string} sourceLanguage
 * @param {string} targetLanguage
 * @returns {Promise<{entry: ModelEntry | null, availability: Availability}>} Without an entry the
 *   languages are one, or there is no model.
 */
async function findModel(models, sourceLanguage, targetLanguage) {
  const entry = await models.find(sourceLanguage, targetLanguage);
  if (entry) return { entry, availability: await models.state(entry.id) };
  const isIdentity =
    serves(sourceLanguage, targetLanguage, 'target') ||
    serves(targetLanguage, sourceLanguage, 'target');
  return { entry: null, availability: isIdentity ? 'available' : 'unavailable' };
}

/**
 * @param {LanguageOptions} options
 * @returns {Promise<Availability>}
 * @throws As `Translator.availability`.
 */
export async function availability(options) {
  const { sourceLanguage, targetLanguage, models = defaultModels() } = createOptions(options);
  const found = findModel(models, sourceLanguage, targetLanguage);
  return (await orDomException('UnknownError', found)).availability;
}

/**
 * Follows the steps that all ways of making a translator have in common.
 *
 * @param {ReturnType<typeof loadingOptions>} options
 * @param {(progress: Progress, share: (source: ModelSource) => Lease) => Promise<Parts>} prepare
 * @returns {Promise<TranslatorState>}
 */
async function build({ signal, monitor, worker = TranslationWorker.shared }, prepare) {
  signal?.throwIfAborted();
  const progress = new Progress(monitor);
  /** @type {Lease | undefined} */
  let lease;
  const share = (/** @type {ModelSource} */ source) => {
    signal?.throwIfAborted();
    lease = worker.lease(source);
    return lease;
  };
  try {
    const state = new TranslatorState(await untilAborted([signal], prepare(progress, share)));
    if (signal) state.destroyWith(signal);
    return state;
  } catch (error) {
    lease?.release();
    throw error;
  } finally {
    progress.close();
  }
}

/**
 * @param {CreateOptions} options
 * @returns {Promise<TranslatorState>} For a translator between two languages.
 * @throws As `Translator.create`.
 */
export async function fromLanguages(options) {
  const {
    sourceLanguage,
    targetLanguage,
    models = defaultModels(),
    arithmetic,
    ...loading
  } = createOptions(options);
  return build(loading, async (progress, share) => {
    const found = await orDomException(
      'UnknownError',
      findModel(models, sourceLanguage, targetLanguage),
    );
    if (found.availability === 'unavailable') {
      const message = `there is no model from ${sourceLanguage} to ${targetLanguage}`;
      throw domException('NotSupportedError', message);
    }
    await progress.begin();
    const { entry } = found;
    if (!entry) {
      await progress.finish();
      return { sourceLanguage, targetLanguage, lease: null, info: null };
    }
    const lease = share(new StoredModel(models, entry, arithmetic));
    await orDomException(
      'NetworkError',
      lease.open((fraction) => progress.report(fraction)),
    );
    await progress.finish();
    const info = await orDomException('OperationError', lease.load());
    const { sourceLanguage: source, targetLanguage: target } = entry;
    return { sourceLanguage: source, targetLanguage: target, lease, info };
  });
}

/**
 * @param {ModelInput | URL | string} model
 * @param {FromModelOptions} [options]
 * @returns {Promise<TranslatorState>} For a translator with a model of the caller's.
 * @throws As `Translator.fromModel`.
 */
export async function fromModel(model, options) {
  const { vocabulary, sourceLanguage, targetLanguage, arithmetic } = options ?? {};
  return build(loadingOptions(options), async (progress, share) => {
    const checked = modelOptions({ vocabulary, sourceLanguage, targetLanguage, arithmetic });
    const source = await toSource(model, checked);
    await progress.begin();
    const lease = share(source);
    const report = (/** @type {number} */ fraction) => progress.report(fraction);
    await lease.open(report);
    const info = await lease.load(source instanceof LocalModel ? report : undefined);
    await progress.finish();
    const { sourceLanguage: from, targetLanguage: to } = info;
    return { sourceLanguage: from, targetLanguage: to, lease, info };
  });
}
