/** @file A loaded translation model: texts in, translations out. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';
import { Handle } from '../native/handle.js';
import { KnownPieces } from '../native/translations.js';
import { decodeDefaults } from '../arguments/decode-defaults.js';
import { nativeOptions } from '../arguments/native.js';
import {
  alternativesOptions,
  scoreOptions,
  startOptions,
  translateOptions,
} from '../arguments/calls.js';
import { streamHere, translateHere } from './documents.js';
import { documentOptions } from '../document/formats.js';
import { Session } from './session.js';
import { toProtection } from '../arguments/protection.js';
import { checkIds, toPrefixes, toSources, toTargets } from '../arguments/texts.js';
import { RunningTranslation, stepWithEvents } from './running-translation.js';
import { targetTokensOf, tokenFor } from '../base/target-tokens.js';
import { encodeUtf8 } from '../base/utf8.js';

/** @typedef {import('../document/formats.js').DocumentOptions} DocumentOptions */
/** @typedef {import('../document/translate-blocks.js').BlockOptions} BlockOptions */
/** @typedef {import('../native/translations.js').NativeResult} NativeResult */
/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('../native/types.js').NativeModel} NativeModel */
/** @typedef {import('../native/types.js').NativeTranslation} NativeTranslation */
/** @typedef {import('../native/types.js').WeightType} WeightType */
/** @typedef {import('../arguments/decode-types.js').AlternativesOptions} AlternativesOptions */
/** @typedef {import('../arguments/decode-types.js').ScoreOptions} ScoreOptions */
/** @typedef {import('../arguments/decode-types.js').StartOptions} StartOptions */
/** @typedef {import('../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../native/results.js').Alternative} Alternative */
/** @typedef {import('../native/results.js').Range} Range */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('../arguments/texts.js').Text} Text */

/**
 * Options for documents; `onBlock` is called when a block is translated, and `signal` looked at between
 * batches of blocks.
 *
 * @typedef {TranslateOptions & DocumentOptions & Pick<BlockOptions, 'onBlock' | 'signal'> &
 *   {format: Exclude<DocumentOptions['format'], 'text'>}} ModelDocumentOptions
 */

/**
 * @param {unknown} text
 * @returns {Uint8Array} In UTF-8.
 */
function encodeString(text) {
  if (typeof text === 'string') return encodeUtf8(text);
  throw new StepglotError('invalid_argument', `text must be a string, not ${describe(text)}`);
}

/**
 * @param {Generator<TextEvent[], Translation[], void>} steps
 * @returns {Generator<TextEvent, Translation[], void>} The events one by one.
 */
function* flatten(steps) {
  try {
    let step = steps.next();
    for (; !step.done; step = steps.next()) yield* step.value;
    return step.value;
  } finally {
    steps.return([]);
  }
}

/**
 * @param {string} json What the module says of a model.
 * @returns {Readonly<ModelInfo>}
 */
function readInfo(json) {
  const info = JSON.parse(json);
  return Object.freeze({ ...info, targetTokens: targetTokensOf(info.targetTokens) });
}

/**
 * Made by `engine.loadModel()`. Sessions and streams that it started stay valid when it is freed.
 *
 * @extends {Handle<NativeModel>}
 */
export class Model extends Handle {
  #pieces = new KnownPieces();

  /**
   * @param {import('../native/runtime.js').Runtime} runtime
   * @param {NativeModel} native
   * @param {string} [targetLanguage] Named by the caller; may be empty.
   */
  constructor(runtime, native, targetLanguage = '') {
    super(runtime, native, 'model');
    /**
     * Languages, sizes, architecture and memory of the model.
     *
     * @readonly
     * @type {Readonly<ModelInfo>}
     */
    this.info = readInfo(this.run((model) => model.info()));
    /**
     * The target token of calls that name none: the one for the option `targetLanguage` of
     * `loadModel`, if the model has target tokens (`info.targetTokens`). It may be set.
     *
     * @type {string | undefined}
     */
    this.targetToken =
      targetLanguage === '' ? undefined : tokenFor(this.info.targetTokens, targetLanguage);
  }

  /**
   * Translates texts of any length. Each is split into sentences; the white space around them is
   * kept, so an empty or white-space text comes back as it is.
   *
   * @overload
   * @param {Text} text
   * @param {TranslateOptions} [options]
   * @returns {Translation}
   *
   * @overload
   * @param {readonly Text[]} texts
   * @param {TranslateOptions} [options]
   * @returns {Translation[]} One per text, in their order.
   *
   * With a `format` that is not `text`, texts are documents: their markup stays, with the words that it
   * is for. The promise is of their translations, written in the same format; meanwhile other work of
   * the thread gets its turn now and then.
   *
   * @overload
   * @param {string} text
   * @param {ModelDocumentOptions} options
   * @returns {Promise<string>}
   *
   * @overload
   * @param {readonly string[]} texts
   * @param {ModelDocumentOptions} options
   * @returns {Promise<string[]>}
   *
   * @param {any} texts
   * @param {any} [options]
   * @returns {any}
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `freed`; `unavailable` when a library
   *   for the format cannot be loaded.
   */
  translate(texts, options) {
    const { isDocument, options: checked } = documentOptions(options);
    if (isDocument) return translateHere(this, texts, checked);
    const translations = this.#prepare(texts, checked)().finish();
    return Array.isArray(texts) ? translations : translations[0];
  }

  /**
   * Translates as `translate` does and yields the text as it becomes final: with `beam` 1 and when
   * sampling token by token, else as soon as all hypotheses agree on it. The generator returns the
   * translations; leaving its loop early frees what it holds.
   *
   * @overload
   * @param {Text | readonly Text[]} texts One text or several.
   * @param {TranslateOptions} [options]
   * @returns {Generator<TextEvent, Translation[], void>} The events of one text come in order; those
   *   of several texts may alternate.
   *
   * Documents come part by part, as their blocks are translated.
   *
   * @overload
   * @param {string | readonly string[]} texts
   * @param {ModelDocumentOptions} options
   * @returns {AsyncGenerator<TextEvent, string[], void>}
   *
   * @param {any} texts
   * @param {any} [options]
   * @returns {any}
   * @throws {StepglotError} As `translate`: wrong arguments at once, the rest at the first `next()`.
   */
  stream(texts, options) {
    const { isDocument, options: checked } = documentOptions(options);
    if (isDocument) return streamHere(this, texts, checked);
    return flatten(this.streamSteps(texts, checked));
  }

  /**
   * Streams as `stream` does, for callers that want to do something between decode steps.
   *
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions} [options]
   * @returns {Generator<TextEvent[], Translation[], void>} The events of each step, often none.
   * @throws {StepglotError} As `stream`.
   */
  streamSteps(texts, options) {
    return this.#steps(texts, options, stepWithEvents);
  }

  /**
   * Translates as `translate` does, for callers that want to do something between decode steps.
   *
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions} [options]
   * @returns {Generator<unknown, Translation[], void>} Pauses after each step.
   * @throws {StepglotError} As `stream`.
   */
  translateSteps(texts, options) {
    return this.#steps(texts, options, (native) => native.step());
  }

  /**
   * @template T
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions | undefined} options
   * @param {(native: NativeTranslation) => T} take Takes a step.
   * @returns {Generator<T, Translation[], void>} What `take` returned for each step.
   */
  #steps(texts, options, take) {
    const begin = this.#prepare(texts, options);
    return (function* () {
      return yield* begin().steps(take);
    })();
  }

  /**
   * Checks the arguments of a translation.
   *
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions} [options]
   * @returns {() => RunningTranslation} Begins it.
   */
  #prepare(texts, options) {
    const sources = toSources(texts);
    const { prefix, protect, ...resolved } = translateOptions(
      options,
      this.#sizes(),
      this.#defaults(),
    );
    const prefixes = toPrefixes(prefix, texts);
    const native = nativeOptions(resolved, toProtection(protect, texts));
    return () =>
      new RunningTranslation(
        this.runtime,
        this.run((model) => model.translate(sources, prefixes, native)),
        this.#pieces,
      );
  }

  /**
   * Encodes sources and hands the decoding to the caller. A text is one sequence here: it is not
   * split into sentences.
   *
   * @param {Text | readonly Text[]} texts One text or several, each of at most
   *   `info.maxSourceLength` ids.
   * @param {StartOptions} [options]
   * @returns {Session} To be freed by the caller.
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `freed`.
   */
  start(texts, options) {
    const sources = toSources(texts);
    const { prefix, protect, ...resolved } = startOptions(options, this.#sizes(), this.#defaults());
    const prefixes = toPrefixes(prefix, texts);
    const native = nativeOptions(resolved, toProtection(protect, texts));
    return new Session(
      this.runtime,
      this.run((model) => model.start(sources, prefixes, native)),
      this.#pieces,
    );
  }

  /**
   * Asks how likely given translations are. A text is one sequence here: it is not split into
   * sentences.
   *
   * @overload
   * @param {Text} text
   * @param {Text} translation A string, or pieces or ids of the target vocabulary.
   * @param {ScoreOptions} [options]
   * @returns {Translation}
   *
   * @overload
   * @param {readonly Text[]} texts
   * @param {readonly Text[]} translations One per text.
   * @param {ScoreOptions} [options]
   * @returns {Translation[]} One per text, in their order.
   *
   * @param {Text | readonly Text[]} texts
   * @param {Text | readonly Text[]} translations
   * @param {ScoreOptions} [options]
   * @returns {Translation | Translation[]} The given translations as the model sees them, with the
   *   log-probability of each of their tokens and of the end after them.
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `freed`.
   */
  score(texts, translations, options) {
    const sources = toSources(texts);
    const targets = toTargets(translations, texts);
    const { protect, ...resolved } = scoreOptions(options, this.#sizes(), this.#defaults());
    const native = nativeOptions(resolved, toProtection(protect, texts));
    const results = this.#translations(this.run((model) => model.score(sources, targets, native)));
    return Array.isArray(texts) ? results : results[0];
  }

  /**
   * The most likely tokens after a prefix, each with the translation that
   * goes on from it. A text is one sequence here: it is not split into sentences.
   *
   * @param {Text} text
   * @param {AlternativesOptions} [options] `prefix` comes before the tokens (default: nothing).
   * @returns {Alternative[]} Best first.
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `freed`.
   */
  alternatives(text, options) {
    const [source] = toSources([text]);
    const { count, prefix, protect, ...resolved } = alternativesOptions(
      options,
      this.#sizes(),
      this.#defaults(),
    );
    const [start] = toPrefixes(prefix, text);
    const native = nativeOptions(resolved, toProtection(protect, text));
    const found = this.run((model) => model.alternatives(source, start, count, native));
    const translations = this.#translations(found.map(({ translation }) => translation));
    return found.map((alternative, i) => ({ ...alternative, translation: translations[i] }));
  }

  /**
   * Splits a text into source vocabulary pieces.
   *
   * @param {string} text
   * @returns {{ids: number[], pieces: string[]}} What the encoder would see of it, with the model's
   *   start and end tokens.
   */
  tokenize(text) {
    const utf8 = encodeString(text);
    return this.run((model) => {
      const ids = model.encode(utf8);
      return { ids, pieces: model.sourcePieces(ids) };
    });
  }

  /**
   * Finds the sentences that `translate` splits a text into, before it splits those that are too long.
   * They end at line breaks and tabs; after the full stops, question and exclamation marks of any
   * script, `.`, `?` and `!` only before a space and anything but a lower-case letter; and not after
   * the abbreviations of the model's source language, initials and marks of lists.
   *
   * @param {string} text
   * @returns {Range[]} In order, without the white space around them.
   */
  sentences(text) {
    const utf8 = encodeString(text);
    return this.run((model) => model.sentences(utf8));
  }

  /**
   * Joins target ids to text.
   *
   * @param {readonly number[] | Int32Array | Uint32Array} ids Ids below the target vocabulary's size.
   * @returns {string}
   */
  detokenize(ids) {
    const checked = checkIds(ids, 'ids', this.#sizes().vocabulary);
    return this.run((model) => model.decode(checked));
  }

  /**
   * Writes the model as a Stepglot container: weights, configuration, vocabularies and shortlist in
   * one safetensors file, whatever format it was loaded from.
   *
   * @param {WeightType} type How weight matrices are stored.
   * @returns {Uint8Array} The file's bytes, in a buffer that nobody else has.
   */
  save(type) {
    if (type !== 'float32' && type !== 'int8') {
      const found = describe(type);
      throw new StepglotError('invalid_argument', `type must be "float32" or "int8", not ${found}`);
    }
    return this.run((model) => model.save(type));
  }

  /** @param {NativeResult[]} results */
  #translations(results) {
    return this.#pieces.translations(results, (ids) =>
      this.run((model) => model.targetPieces(ids)),
    );
  }

  /** @returns {import('../arguments/decode-types.js').DecodeDefaults & {targetToken?: string}} */
  #defaults() {
    return { ...decodeDefaults(this.info.config), targetToken: this.targetToken };
  }

  /** @returns {import('../arguments/specs.js').Sizes} */
  #sizes() {
    const { target_vocab_size: vocabulary, decoder_layers: layers, heads } = this.info.config;
    return { vocabulary: Number(vocabulary), layers: Number(layers), heads: Number(heads) };
  }
}
