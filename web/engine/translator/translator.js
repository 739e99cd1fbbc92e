/** @file The translator of the W3C draft, and what goes beyond it; the work is done in a worker. */

import { throwIfAborted, untilAborted } from '../base/abort.js';
import { domException } from '../base/dom-exceptions.js';
import { StepglotError, messageOf } from '../base/errors.js';
import { fit } from '../base/language-tags.js';
import { modelOptions } from '../arguments/load.js';
import { LocalModel, StoredModel, toSource } from './model-source.js';
import { ModelStore } from '../models/store.js';
import { Progress } from './monitor.js';
import { callOptions, createOptions, loadingOptions, toTexts } from './options.js';
import { TranslationWorker } from '../worker/client.js';

/** @typedef {import('../arguments/load.js').ModelOptions} ModelOptions */
/** @typedef {import('../files/model-files.js').ModelInput} ModelInput */
/** @typedef {import('./monitor.js').ProgressMonitor} ProgressMonitor */
/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('../native/types.js').WeightType} WeightType */
/** @typedef {import('../arguments/decode-types.js').AlternativesOptions} AlternativesOptions */
/** @typedef {import('../arguments/decode-types.js').ScoreOptions} ScoreOptions */
/** @typedef {import('../arguments/decode-types.js').StartOptions} StartOptions */
/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../native/results.js').Alternative} Alternative */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('../arguments/texts.js').Text} Text */
/** @typedef {import('../worker/lease.js').Lease} Lease */
/** @typedef {import('../worker/slots.js').ModelSource} ModelSource */
/** @typedef {import('../worker/protocol.js').StepReport} StepReport */
/** @typedef {import('../worker/protocol.js').Task} Task */

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

/** @typedef {LanguageOptions & LoadingOptions} CreateOptions Options of `create`. */
/** @typedef {LoadingOptions & Omit<ModelOptions, 'name' | 'onProgress'>} FromModelOptions Options of `fromModel`. */

/**
 * @typedef {object} SignalOptions
 * @property {AbortSignal} [signal] Ends the call, which rejects with the signal's reason.
 */

/**
 * @typedef {object} TextOptions
 * @property {(event: TextEvent) => void} [onText] Called with text as it becomes final.
 */

/** @typedef {'unavailable' | 'downloadable' | 'downloading' | 'available'} Availability */

/** Most source tokens of one text. More than a million would hold up a worker for many minutes. */
const INPUT_QUOTA = 2 ** 20;

/** @type {ModelStore | undefined} */
let ownModels;

/** The models that come with the library. */
function defaultModels() {
  ownModels ??= new ModelStore();
  return ownModels;
}

/**
 * @template T
 * @param {string} name What the draft calls this failure.
 * @param {Promise<T>} promise
 * @returns {Promise<T>} Rejects with a `DOMException` that has the error beneath as `cause`.
 */
async function orDomException(name, promise) {
  try {
    return await promise;
  } catch (error) {
    throw domException(name, messageOf(error), error);
  }
}

/**
 * What a translator is made of. Only this file can make one, so that nobody else can construct
 * translators.
 */
class Parts {
  /**
   * @param {string} sourceLanguage
   * @param {string} targetLanguage
   * @param {Lease | null} lease Null for the identity, which needs no model.
   * @param {ModelInfo | null} info
   */
  constructor(sourceLanguage, targetLanguage, lease, info) {
    this.sourceLanguage = sourceLanguage;
    this.targetLanguage = targetLanguage;
    this.lease = lease;
    this.info = info;
  }
}

/**
 * Gives back the models of translators that were dropped without `destroy()`.
 *
 * @type {FinalizationRegistry<Lease>}
 */
const forgotten = new FinalizationRegistry((lease) => lease.release());

/**
 * Translates between two languages, as the Translator of the W3C's Translator and Language Detector
 * APIs (https://webmachinelearning.github.io/translation-api) does, so that programs for one run on the
 * other. Unlike a browser's own, it asks for no user gesture before a download, and it works in workers
 * and in Node.js.
 *
 * Errors: those that the draft names are `DOMException`, `TypeError` and `RangeError`; an aborted call
 * rejects with its signal's reason, one of a destroyed translator with an `AbortError`; everything else
 * is a `StepglotError`.
 */
export class Translator {
  #parts;
  #destruction = new AbortController();

  /**
   * @param {unknown} [parts]
   * @throws {TypeError} Always, but for the library itself: use `create`.
   */
  constructor(parts) {
    if (!(parts instanceof Parts)) throw new TypeError('Illegal constructor');
    this.#parts = parts;
    if (parts.lease) forgotten.register(this, parts.lease, this);
  }

  get [Symbol.toStringTag]() {
    return 'Translator';
  }

  /**
   * Whether there is a model for two languages, and whether it is on this machine already.
   *
   * @param {LanguageOptions} options
   * @returns {Promise<Availability>}
   * @throws {TypeError} When a language is missing.
   * @throws {RangeError} When one is no BCP 47 tag.
   * @throws {DOMException} `UnknownError` when it cannot be told now.
   */
  static async availability(options) {
    const { sourceLanguage, targetLanguage, models } = createOptions(options);
    return orDomException(
      'UnknownError',
      findModel(models ?? defaultModels(), sourceLanguage, targetLanguage).then(
        ({ availability }) => availability,
      ),
    );
  }

  /**
   * Makes a translator, downloading its model when that is not kept yet.
   *
   * @param {CreateOptions} options
   * @returns {Promise<Translator>}
   * @throws The signal's reason.
   * @throws {TypeError} When a language is missing.
   * @throws {RangeError} When one is no BCP 47 tag.
   * @throws {DOMException} `NotSupportedError` when there is no model for the languages,
   *   `NetworkError` when it cannot be downloaded, `OperationError` when it cannot be loaded,
   *   `UnknownError` when it cannot be told which models there are; with the error beneath as `cause`.
   */
  static async create(options) {
    const {
      sourceLanguage,
      targetLanguage,
      models = defaultModels(),
      ...loading
    } = createOptions(options);
    return Translator.#build(loading, async (progress, share) => {
      const { entry, availability } = await orDomException(
        'UnknownError',
        findModel(models, sourceLanguage, targetLanguage),
      );
      if (availability === 'unavailable') {
        const message = `there is no model from ${sourceLanguage} to ${targetLanguage}`;
        throw domException('NotSupportedError', message);
      }
      await progress.begin();
      if (!entry) {
        await progress.finish();
        return new Parts(sourceLanguage, targetLanguage, null, null);
      }
      const lease = share(new StoredModel(models, entry));
      await orDomException(
        'NetworkError',
        lease.open((fraction) => progress.report(fraction)),
      );
      await progress.finish();
      const info = await orDomException('OperationError', lease.load());
      return new Parts(entry.sourceLanguage, entry.targetLanguage, lease, info);
    });
  }

  /**
   * Makes a translator from a model of the user's own, of any format that `engine.loadModel` takes; it
   * never leaves this machine. Bytes are copied into a `Blob`; files are read, in the worker, and an
   * address fetched, again when the worker starts afresh.
   *
   * @param {ModelInput | URL | string} model The model's one file, its bytes, `{files}`, or the address
   *   of its one file; a relative address is relative to the page, in Node.js to the current folder.
   * @param {FromModelOptions} [options]
   * @returns {Promise<Translator>}
   * @throws The signal's reason.
   * @throws {StepglotError} `invalid_argument`, `invalid_model`, `unsupported`, `out_of_memory`,
   *   `network`, `unavailable`.
   */
  static async fromModel(model, options) {
    const { vocabulary, sourceLanguage, targetLanguage } = options ?? {};
    return Translator.#build(loadingOptions(options), async (progress, share) => {
      const checked = modelOptions({ vocabulary, sourceLanguage, targetLanguage });
      const source = await toSource(model, checked);
      await progress.begin();
      const lease = share(source);
      const report = (/** @type {number} */ fraction) => progress.report(fraction);
      await lease.open(report);
      const info = await lease.load(source instanceof LocalModel ? report : undefined);
      await progress.finish();
      return new Parts(info.sourceLanguage, info.targetLanguage, lease, info);
    });
  }

  /**
   * The language that the model translates from: the one that fits best what was asked for; empty for
   * a model of the user's own of which it is not known.
   */
  get sourceLanguage() {
    return this.#parts.sourceLanguage;
  }

  /** The language that the model translates to; empty as above. */
  get targetLanguage() {
    return this.#parts.targetLanguage;
  }

  /** What is known of the model; null when the languages are one and text is copied. */
  get info() {
    return this.#parts.info;
  }

  /** Most source tokens that one text may have. */
  get inputQuota() {
    return this.#parts.lease ? INPUT_QUOTA : Infinity;
  }

  /**
   * Translates a text of any length up to `inputQuota`. A text without letters and digits comes back
   * as it is.
   *
   * @overload
   * @param {Text} text
   * @param {TranslateOptions & SignalOptions & TextOptions} [options]
   * @returns {Promise<string>}
   *
   * @overload
   * @param {readonly Text[]} texts They are decoded side by side.
   * @param {TranslateOptions & SignalOptions & TextOptions} [options]
   * @returns {Promise<string[]>} One per text, in their order.
   *
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions & SignalOptions & TextOptions} [options]
   * @returns {Promise<string | string[]>}
   * @throws The signal's reason.
   * @throws {DOMException} `QuotaExceededError` with `requested` and `quota`; `AbortError`.
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `crashed`.
   */
  async translate(texts, options) {
    return this.#translate('translate', toTexts(arguments), callOptions(options));
  }

  /**
   * Translates as `translate` does and hands out the text as it becomes final.
   *
   * @param {Text} text
   * @param {TranslateOptions & SignalOptions} [options]
   * @returns {ReadableStream<string>} Chunks that join to the translation. Cancelling it ends the
   *   work.
   * @throws The signal's reason, when it is aborted already.
   */
  translateStreaming(text, options) {
    const { signal, rest } = callOptions(options);
    const given = toTexts(arguments);
    // As everywhere that the draft asks for one string.
    const texts = Array.isArray(given) ? `${given}` : given;
    throwIfAborted(this.#signals(signal));
    const cancellation = new AbortController();
    return new ReadableStream({
      start: (controller) => {
        const onText = (/** @type {TextEvent} */ { text: chunk }) => controller.enqueue(chunk);
        this.#translate('translate', texts, { signal, rest, onText, cancellation }).then(
          () => controller.close(),
          (error) => cancellation.signal.aborted || controller.error(error),
        );
      },
      cancel: () => cancellation.abort(),
    });
  }

  /**
   * Translates as `translate` does and tells all that is known: scores, tokens, and if asked for
   * n-best hypotheses and alignment.
   *
   * @overload
   * @param {Text} text
   * @param {TranslateOptions & SignalOptions & TextOptions} [options]
   * @returns {Promise<Translation>}
   *
   * @overload
   * @param {readonly Text[]} texts
   * @param {TranslateOptions & SignalOptions & TextOptions} [options]
   * @returns {Promise<Translation[]>} One per text, in their order.
   *
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions & SignalOptions & TextOptions} [options]
   * @returns {Promise<Translation | Translation[]>}
   * @throws As `translate`.
   */
  async results(texts, options) {
    return this.#translate('results', toTexts(arguments), callOptions(options));
  }

  /**
   * Decodes step by step: each `next()` asks the worker for one step. A text is one sequence here: it
   * is not split into sentences. Leaving the loop frees what it holds.
   *
   * @param {Text | readonly Text[]} texts One text or several, each of at most
   *   `info.maxSourceLength` ids.
   * @param {StartOptions & SignalOptions} [options]
   * @returns {AsyncGenerator<StepReport[], Translation[], void>} For each step a report of every
   *   sequence that had not ended; at the end the translations.
   * @throws As `translate`, when first asked.
   */
  steps(texts, options) {
    const { signal, rest } = callOptions(options);
    const call = { signals: this.#signals(signal), owner: this };
    return this.#lease('steps').steps({ texts, options: rest }, call);
  }

  /**
   * What else could stand after a prefix, as `model.alternatives`.
   *
   * @param {Text} text
   * @param {AlternativesOptions & SignalOptions} [options]
   * @returns {Promise<Alternative[]>} Best first.
   * @throws As `translate`.
   */
  async alternatives(text, options) {
    const { signal, rest } = callOptions(options);
    return this.#run({ method: 'alternatives', text, options: rest }, { signal });
  }

  /**
   * Asks how likely given translations are, as `model.score`.
   *
   * @overload
   * @param {Text} texts
   * @param {Text} translations
   * @param {ScoreOptions & SignalOptions} [options]
   * @returns {Promise<Translation>}
   *
   * @overload
   * @param {readonly Text[]} texts
   * @param {readonly Text[]} translations One per text.
   * @param {ScoreOptions & SignalOptions} [options]
   * @returns {Promise<Translation[]>}
   *
   * @param {Text | readonly Text[]} texts
   * @param {Text | readonly Text[]} translations
   * @param {ScoreOptions & SignalOptions} [options]
   * @returns {Promise<Translation | Translation[]>}
   * @throws As `translate`.
   */
  async score(texts, translations, options) {
    const { signal, rest } = callOptions(options);
    return this.#run({ method: 'score', texts, translations, options: rest }, { signal });
  }

  /**
   * Splits a text into source vocabulary pieces, as `model.tokenize`.
   *
   * @param {string} text
   * @param {SignalOptions} [options]
   * @returns {Promise<{ids: number[], pieces: string[]}>}
   * @throws As `translate`.
   */
  async tokenize(text, options) {
    return this.#run({ method: 'tokenize', text }, callOptions(options));
  }

  /**
   * Writes the model as a Stepglot container, as `model.save`.
   *
   * @param {WeightType} type How weight matrices are stored.
   * @param {SignalOptions} [options]
   * @returns {Promise<Uint8Array>} The file's bytes, the caller's own.
   * @throws As `translate`.
   */
  async save(type, options) {
    return this.#run({ method: 'save', type }, callOptions(options));
  }

  /**
   * How much of `inputQuota` a text takes.
   *
   * @param {string} text
   * @param {SignalOptions} [options]
   * @returns {Promise<number>} Source tokens, the model's start and end tokens included; 0 when there
   *   is no quota.
   * @throws As `translate`.
   */
  async measureInputUsage(text, options) {
    if (arguments.length === 0) throw new TypeError('the text is missing');
    const { signal } = callOptions(options);
    const task = /** @type {const} */ ({ method: 'measure', text: `${text}` });
    throwIfAborted(this.#signals(signal));
    return this.#parts.lease ? this.#run(task, { signal }) : 0;
  }

  /** Ends the translator and its calls, which reject with an `AbortError`, and frees the model. */
  destroy() {
    this.#destroy(domException('AbortError', 'the translator was destroyed'));
  }

  /**
   * Destroys a translator when a signal is aborted, with the signal's reason.
   *
   * @param {Translator} translator
   * @param {AbortSignal} signal
   */
  static #bind(translator, signal) {
    signal.addEventListener('abort', () => translator.#destroy(signal.reason), {
      once: true,
      signal: translator.#destruction.signal,
    });
  }

  /** @param {unknown} reason */
  #destroy(reason) {
    this.#destruction.abort(reason);
    forgotten.unregister(this);
    this.#parts.lease?.release();
  }

  /** @param {(AbortSignal | undefined)[]} signals Of a call. */
  #signals(...signals) {
    return [this.#destruction.signal, ...signals];
  }

  /**
   * @param {string} call
   * @returns {Lease}
   * @throws {StepglotError} `unsupported` when there is no model.
   */
  #lease(call) {
    if (this.#parts.lease) return this.#parts.lease;
    const { sourceLanguage, targetLanguage } = this.#parts;
    const message = `${call} needs a model; from ${sourceLanguage} to ${targetLanguage} text is copied`;
    throw new StepglotError('unsupported', message);
  }

  /**
   * @param {Task} task
   * @param {{signal?: AbortSignal, onText?: (event: TextEvent) => void, cancellation?:
   *   AbortController}} options
   * @returns {Promise<any>}
   */
  async #run(task, { signal, onText, cancellation }) {
    const signals = this.#signals(signal, cancellation?.signal);
    throwIfAborted(signals);
    return this.#lease(task.method).run(task, { signals, onText, owner: this });
  }

  /**
   * @param {'translate' | 'results'} method
   * @param {Text | Text[]} texts
   * @param {{signal?: AbortSignal, onText?: (event: TextEvent) => void, rest: object, cancellation?:
   *   AbortController}} options
   * @returns {Promise<any>}
   */
  async #translate(method, texts, { rest, ...options }) {
    if (!this.#parts.lease && method === 'translate') return this.#copy(texts, options);
    const wantsText = options.onText !== undefined;
    return this.#run({ method, texts, options: rest, wantsText, quota: INPUT_QUOTA }, options);
  }

  /**
   * The translation of a language into itself.
   *
   * @param {Text | Text[]} texts
   * @param {{signal?: AbortSignal, onText?: (event: TextEvent) => void}} options
   */
  async #copy(texts, { signal, onText }) {
    throwIfAborted(this.#signals(signal));
    [texts].flat().forEach((text, index) => onText?.({ index, text: String(text) }));
    return texts;
  }

  /**
   * Follows the steps that all ways of making a translator have in common.
   *
   * @param {ReturnType<typeof loadingOptions>} options
   * @param {(progress: Progress, share: (source: ModelSource) => Lease) => Promise<Parts>} prepare
   * @returns {Promise<Translator>}
   */
  static async #build({ signal, monitor, worker = TranslationWorker.shared }, prepare) {
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
      const translator = new Translator(await untilAborted([signal], prepare(progress, share)));
      if (signal) Translator.#bind(translator, signal);
      return translator;
    } catch (error) {
      lease?.release();
      throw error;
    } finally {
      progress.close();
    }
  }
}

/**
 * @param {ModelStore} models
 * @param {string} sourceLanguage
 * @param {string} targetLanguage
 * @returns {Promise<{entry: import('../models/manifest.js').ModelEntry | null, availability:
 *   Availability}>} Without an entry the languages are one, or there is no model.
 */
async function findModel(models, sourceLanguage, targetLanguage) {
  const entry = await models.find(sourceLanguage, targetLanguage);
  if (entry) return { entry, availability: await models.state(entry.id) };
  const isIdentity = fit(sourceLanguage, targetLanguage) || fit(targetLanguage, sourceLanguage);
  return { entry: null, availability: isIdentity ? 'available' : 'unavailable' };
}
