/** @file What a translator does by the W3C's draft; the work is done in a worker. */

import { domException } from '../base/dom-exceptions.js';
import { callOptions, toTexts } from './options.js';
import { TranslatorState } from './state.js';

/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../arguments/texts.js').Text} Text */
/** @typedef {import('../base/errors.js').StepglotError} StepglotError */
/** @typedef {import('../document/formats.js').DocumentOptions} DocumentOptions */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */

/**
 * @typedef {object} SignalOptions
 * @property {AbortSignal} [signal] Ends the call, which rejects with the signal's reason.
 */

/**
 * @typedef {object} TextOptions
 * @property {(event: TextEvent) => void} [onText] Called with text as it becomes final.
 */

/** @typedef {TranslateOptions & Partial<DocumentOptions> & SignalOptions & TextOptions} TextTranslateOptions */

/**
 * The instance members of the `Translator` of the Translator and Language Detector APIs
 * (https://webmachinelearning.github.io/translation-api).
 */
export class DraftTranslator {
  #state;

  /**
   * @param {unknown} [state]
   * @throws {TypeError} Always, but for the library itself: use `create`.
   */
  constructor(state) {
    if (!(state instanceof TranslatorState)) throw new TypeError('Illegal constructor');
    this.#state = state;
  }

  get [Symbol.toStringTag]() {
    return 'Translator';
  }

  /**
   * The language that the model translates from: the one that fits best what was asked for; empty for
   * a custom model that does not say it.
   */
  get sourceLanguage() {
    return this.#state.sourceLanguage;
  }

  /** The language that the model translates to; empty as above. */
  get targetLanguage() {
    return this.#state.targetLanguage;
  }

  /** Most source tokens that one text may have. */
  get inputQuota() {
    return this.#state.inputQuota;
  }

  /**
   * Translates a text of any length up to `inputQuota`. A text without letters and digits comes back
   * as it is. With a `format` that is not `text`, texts are documents of any length: their markup stays,
   * with the words that it is for, and they are translated block by block.
   *
   * @overload
   * @param {Text} text
   * @param {TextTranslateOptions} [options]
   * @returns {Promise<string>}
   *
   * @overload
   * @param {readonly Text[]} texts They are decoded side by side.
   * @param {TextTranslateOptions} [options]
   * @returns {Promise<string[]>} One per text, in their order.
   *
   * @param {Text | readonly Text[]} texts
   * @param {TextTranslateOptions} [options]
   * @returns {Promise<string | string[]>}
   * @throws The signal's reason.
   * @throws {DOMException} `QuotaExceededError` with `requested` and `quota`; `AbortError`.
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `crashed`.
   */
  async translate(texts, options) {
    return this.#state.translate('translate', toTexts(arguments), callOptions(options));
  }

  /**
   * Translates as `translate` does and hands out the text as it becomes final.
   *
   * @param {Text} text
   * @param {TranslateOptions & Partial<DocumentOptions> & SignalOptions} [options]
   * @returns {ReadableStream<string>} Chunks that join to the translation. Cancelling it ends the
   *   work.
   * @throws The signal's reason, when it is aborted already.
   */
  translateStreaming(text, options) {
    const { signal, rest } = callOptions(options);
    const given = toTexts(arguments);
    // As everywhere that the draft asks for one string.
    const texts = Array.isArray(given) ? `${given}` : given;
    this.#state.throwIfEnded(signal);
    const cancellation = new AbortController();
    return new ReadableStream({
      start: (controller) => {
        const onText = (/** @type {TextEvent} */ { text: chunk }) => controller.enqueue(chunk);
        this.#state.translate('translate', texts, { signal, rest, onText, cancellation }).then(
          () => controller.close(),
          (error) => cancellation.signal.aborted || controller.error(error),
        );
      },
      cancel: () => cancellation.abort(),
    });
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
    return this.#state.measure(`${text}`, signal);
  }

  /** Ends the translator and its calls, which reject with an `AbortError`, and frees the model. */
  destroy() {
    this.#state.destroy(domException('AbortError', 'the translator was destroyed'));
  }
}
