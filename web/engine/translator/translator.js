/** @file The translator: the draft's, with its static members and all that goes beyond the draft. */

import { availability, fromLanguages, fromModel } from './create.js';
import { DraftTranslator } from './draft-translator.js';
import { callOptions, toTexts } from './options.js';
import { translateFile } from '../document/files/translate-file.js';

/** @typedef {import('../arguments/decode-types.js').AlternativesOptions} AlternativesOptions */
/** @typedef {import('../arguments/decode-types.js').ScoreOptions} ScoreOptions */
/** @typedef {import('../arguments/decode-types.js').StartOptions} StartOptions */
/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../arguments/texts.js').Text} Text */
/** @typedef {import('../base/errors.js').StepglotError} StepglotError */
/** @typedef {import('../document/files/translate-file.js').FileInput} FileInput */
/** @typedef {import('../document/files/translate-file.js').FileOptions} FileOptions */
/** @typedef {import('../files/model-files.js').ModelInput} ModelInput */
/** @typedef {import('../native/results.js').Alternative} Alternative */
/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('../native/types.js').WeightType} WeightType */
/** @typedef {import('../worker/protocol.js').StepReport} StepReport */
/** @typedef {import('./create.js').Availability} Availability */
/** @typedef {import('./create.js').CreateOptions} CreateOptions */
/** @typedef {import('./create.js').FromModelOptions} FromModelOptions */
/** @typedef {import('./create.js').LanguageOptions} LanguageOptions */
/** @typedef {import('./draft-translator.js').SignalOptions} SignalOptions */
/** @typedef {import('./draft-translator.js').TextOptions} TextOptions */

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
export class Translator extends DraftTranslator {
  #state;

  /**
   * @param {unknown} [state]
   * @throws {TypeError} Always, but for the library itself: use `create`.
   */
  constructor(state) {
    super(state);
    this.#state = /** @type {import('./state.js').TranslatorState} */ (state);
  }

  /**
   * Whether there is a model for two languages, and whether it is on this machine already.
   *
   * @param {LanguageOptions} options
   * @returns {Promise<Availability>}
   * @throws {TypeError} When a language is missing.
   * @throws {RangeError} When a language is not a BCP 47 tag.
   * @throws {DOMException} `UnknownError` when the manifest of models cannot be read now.
   */
  static async availability(options) {
    return availability(options);
  }

  /**
   * Makes a translator, downloading its model when that is not kept yet.
   *
   * @param {CreateOptions} options
   * @returns {Promise<Translator>}
   * @throws The signal's reason.
   * @throws {TypeError} When a language is missing.
   * @throws {RangeError} When a language is not a BCP 47 tag.
   * @throws {DOMException} `NotSupportedError` when there is no model for the languages,
   *   `NetworkError` when it cannot be downloaded, `OperationError` when it cannot be loaded,
   *   `UnknownError` when the manifest of models cannot be read; with the original error as `cause`.
   */
  static async create(options) {
    return new Translator(await fromLanguages(options));
  }

  /**
   * Makes a translator from a custom model, of any format that `engine.loadModel` takes; it never
   * leaves this machine. Bytes are copied into a `Blob`; files are read, in the worker, and an address
   * fetched, again when the worker starts afresh.
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
    return new Translator(await fromModel(model, options));
  }

  /** What is known of the model; null when the languages are one and text is copied. */
  get info() {
    return this.#state.info;
  }

  /**
   * Translates as `translate` does and returns all that is known: scores, tokens, and if asked for
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
    return this.#state.translate('results', toTexts(arguments), callOptions(options));
  }

  /**
   * Translates a file block by block and writes it again in its format; what is not text keeps its
   * bytes. Formats: `text`, `html`, `markdown`, `srt`, `vtt`, `json`, `po`, `xliff`, `odt` and `docx`, told by the ending of
   * the file's name, by what is in it, or by the option `format`.
   *
   * @template {FileInput} T
   * @param {T} file A `Blob` or `File`, its bytes, or in Node.js a path.
   * @param {FileOptions} [options]
   * @returns {Promise<T extends Blob ? Blob : Uint8Array<ArrayBuffer>>} A blob for a blob, else bytes.
   * @throws As `translate`.
   * @throws {StepglotError} `invalid_document` for a damaged file, with `line` and `column`;
   *   `unsupported` for one of another format; `unavailable` when a path cannot be read.
   */
  async translateFile(file, options) {
    const { signal, rest } = callOptions(options);
    /** @type {import('../document/translate-blocks.js').TranslateTexts} */
    const translate = (texts, decode) => this.results(texts, { ...decode, signal });
    const { sourceLanguage, targetLanguage } = this;
    const languages = { sourceLanguage, targetLanguage };
    return translateFile(file, this.info && translate, languages, { ...rest, signal });
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
    return this.#state.steps({ texts, options: rest }, signal);
  }

  /**
   * The most likely tokens after a prefix, as `model.alternatives`.
   *
   * @param {Text} text
   * @param {AlternativesOptions & SignalOptions} [options]
   * @returns {Promise<Alternative[]>} Best first.
   * @throws As `translate`.
   */
  async alternatives(text, options) {
    const { signal, rest } = callOptions(options);
    return this.#state.run({ method: 'alternatives', text, options: rest }, { signal });
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
    return this.#state.run({ method: 'score', texts, translations, options: rest }, { signal });
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
    return this.#state.run({ method: 'tokenize', text }, callOptions(options));
  }

  /**
   * Finds the sentences of a text, as `model.sentences`.
   *
   * @param {string} text
   * @param {SignalOptions} [options]
   * @returns {Promise<Range[]>}
   * @throws As `translate`.
   */
  async sentences(text, options) {
    return this.#state.run({ method: 'sentences', text }, callOptions(options));
  }

  /**
   * Writes the model as a Stepglot container, as `model.save`.
   *
   * @param {WeightType} type How weight matrices are stored.
   * @param {SignalOptions} [options]
   * @returns {Promise<Uint8Array>} The file's bytes, in a buffer that nobody else has.
   * @throws As `translate`.
   */
  async save(type, options) {
    return this.#state.run({ method: 'save', type }, callOptions(options));
  }
}
