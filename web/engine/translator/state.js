/** @file What a translator has: languages, a share in a model, and an end, after which it does nothing. */

import { decodeDefaults, forTextAlone } from '../arguments/decode-defaults.js';
import { throwIfAborted } from '../base/abort.js';
import { StepglotError } from '../base/errors.js';
import { documentOptions } from '../document/formats.js';
import { translateDocuments } from '../document/translate-document.js';

/** @typedef {import('../arguments/texts.js').Text} Text */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('../worker/lease.js').Lease} Lease */
/** @typedef {import('../worker/protocol.js').StepReport} StepReport */
/** @typedef {import('../worker/protocol.js').Task} Task */

/**
 * What a translator is made of.
 *
 * @typedef {object} Parts
 * @property {string} sourceLanguage
 * @property {string} targetLanguage
 * @property {Lease | null} lease Null for the identity, which needs no model.
 * @property {ModelInfo | null} info
 */

/**
 * @typedef {object} TaskOptions
 * @property {AbortSignal} [signal] The caller's.
 * @property {AbortController} [cancellation] Ends the task too.
 * @property {(event: TextEvent) => void} [onText]
 */

/** Most source tokens of one text. More than a million would hold up a worker for many minutes. */
const INPUT_QUOTA = 2 ** 20;

/**
 * Gives back the models of translators that were dropped without `destroy()`.
 *
 * @type {FinalizationRegistry<Lease>}
 */
const forgotten = new FinalizationRegistry((lease) => lease.release());

/** The state of one translator. Only the library can make one, so nobody else constructs translators. */
export class TranslatorState {
  #lease;
  #destruction = new AbortController();

  /** @param {Parts} parts */
  constructor({ sourceLanguage, targetLanguage, lease, info }) {
    this.sourceLanguage = sourceLanguage;
    this.targetLanguage = targetLanguage;
    this.info = info;
    this.#lease = lease;
    if (lease) forgotten.register(this, lease, this);
  }

  /** Most source tokens that one text may have. */
  get inputQuota() {
    return this.#lease ? INPUT_QUOTA : Infinity;
  }

  /**
   * Ends the calls with a reason, which later ones get too, and gives the model back.
   *
   * @param {unknown} reason
   */
  destroy(reason) {
    this.#destruction.abort(reason);
    forgotten.unregister(this);
    this.#lease?.release();
  }

  /**
   * Destroys the state when a signal is aborted, with the signal's reason.
   *
   * @param {AbortSignal} signal
   */
  destroyWith(signal) {
    signal.addEventListener('abort', () => this.destroy(signal.reason), {
      once: true,
      signal: this.#destruction.signal,
    });
  }

  /**
   * @param {AbortSignal} [signal] Of a call.
   * @throws The reason of the call's end or the translator's.
   */
  throwIfEnded(signal) {
    throwIfAborted(this.#signals(signal));
  }

  /**
   * Runs a task in the worker.
   *
   * @param {Task} task
   * @param {TaskOptions} options
   * @returns {Promise<any>}
   * @throws The reason of the call's end or the translator's.
   * @throws {StepglotError} `unsupported` when there is no model; what the worker throws.
   */
  async run(task, { signal, cancellation, onText }) {
    const signals = this.#signals(signal, cancellation?.signal);
    throwIfAborted(signals);
    return this.#leaseFor(task.method).run(task, { signals, onText, owner: this });
  }

  /**
   * Translates; without a model the translation is the text itself.
   *
   * @param {'translate' | 'results'} method
   * @param {Text | Text[]} texts
   * @param {TaskOptions & {rest: object}} options The rest goes to the worker.
   * @returns {Promise<any>}
   */
  async translate(method, texts, { rest, ...options }) {
    const { isDocument, options: checked } = documentOptions(rest);
    if (!this.#lease && method === 'translate') return this.#copy(texts, options);
    if (isDocument) return this.#translateDocuments(method, texts, { ...options, rest: checked });
    const wantsText = options.onText !== undefined;
    return this.run({ method, texts, options: checked, wantsText, quota: INPUT_QUOTA }, options);
  }

  /**
   * @param {'translate' | 'results'} method
   * @param {Text | Text[]} texts
   * @param {TaskOptions & {rest: any}} options
   * @returns {Promise<string | string[]>}
   */
  async #translateDocuments(method, texts, { rest, onText, ...options }) {
    if (method === 'results') {
      throw new StepglotError('invalid_argument', 'results takes texts alone, no other format');
    }
    this.throwIfEnded(options.signal);
    const list = /** @type {string[]} */ (Array.isArray(texts) ? texts : [texts]);
    const wanted = forTextAlone(rest, decodeDefaults(this.info?.config ?? {}));
    const written = await translateDocuments(
      list,
      (parts, decode) => this.translate('results', parts, { ...options, rest: decode }),
      { ...wanted, onText },
    );
    return Array.isArray(texts) ? written : written[0];
  }

  /**
   * Decodes step by step, as the caller asks for it.
   *
   * @param {{texts: any, options: object}} request
   * @param {AbortSignal} [signal]
   * @returns {AsyncGenerator<StepReport[], Translation[], void>}
   */
  steps(request, signal) {
    const call = { signals: this.#signals(signal), owner: this };
    return this.#leaseFor('steps').steps(request, call);
  }

  /**
   * @param {string} text
   * @param {AbortSignal} [signal]
   * @returns {Promise<number>} The text's source tokens; 0 without a model.
   */
  async measure(text, signal) {
    this.throwIfEnded(signal);
    return this.#lease ? this.run({ method: 'measure', text }, { signal }) : 0;
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
  #leaseFor(call) {
    if (this.#lease) return this.#lease;
    const pair = `from ${this.sourceLanguage} to ${this.targetLanguage}`;
    throw new StepglotError('unsupported', `${call} needs a model; ${pair} text is copied`);
  }

  /**
   * The translation of a language into itself.
   *
   * @param {Text | Text[]} texts
   * @param {TaskOptions} options
   */
  async #copy(texts, { signal, onText }) {
    this.throwIfEnded(signal);
    [texts].flat().forEach((text, index) => onText?.({ index, text: String(text) }));
    return texts;
  }
}
