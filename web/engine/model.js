/** @file A loaded translation model: texts in, translations out. */

import { describe } from './describe.js';
import { StepglotError } from './errors.js';
import { Handle } from './handle.js';
import { startOptions, translateOptions } from './options.js';
import { Session } from './session.js';
import { checkIds, toSources } from './sources.js';
import { Stream } from './stream.js';
import { encodeUtf8 } from './utf8.js';

/** @typedef {import('./native.js').ModelInfo} ModelInfo */
/** @typedef {import('./native.js').NativeModel} NativeModel */
/** @typedef {import('./native.js').NativeSource} NativeSource */
/** @typedef {import('./native.js').TextEvent} TextEvent */
/** @typedef {import('./native.js').Translation} Translation */
/** @typedef {import('./native.js').WeightType} WeightType */
/** @typedef {import('./options.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./options.js').StartOptions} StartOptions */
/** @typedef {import('./sources.js').Text} Text */

/**
 * Made by `engine.loadModel()`. Sessions and streams that it started stay valid when it is freed.
 *
 * @extends {Handle<NativeModel>}
 */
export class Model extends Handle {
  /**
   * @param {import('./runtime.js').Runtime} runtime
   * @param {NativeModel} native
   */
  constructor(runtime, native) {
    super(runtime, native, 'model');
    /**
     * Languages, sizes, architecture and memory of the model.
     *
     * @readonly
     * @type {Readonly<ModelInfo>}
     */
    this.info = Object.freeze(JSON.parse(this.run((model) => model.info())));
  }

  /**
   * Translates texts of any length. Each is split into sentences; the white space around them is
   * kept, so an empty or blank text comes back as it is.
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
   * @param {Text | readonly Text[]} texts
   * @param {TranslateOptions} [options]
   * @returns {Translation | Translation[]}
   * @throws {StepglotError} `invalid_argument`, `out_of_memory`, `freed`.
   */
  translate(texts, options) {
    const events = this.stream(texts, options);
    let event = events.next();
    while (!event.done) event = events.next();
    return Array.isArray(texts) ? event.value : event.value[0];
  }

  /**
   * Translates as `translate` does and yields the text as it becomes final. The generator returns
   * the translations; leaving its loop early frees what it holds.
   *
   * @param {Text | readonly Text[]} texts One text or several.
   * @param {TranslateOptions} [options]
   * @returns {Generator<TextEvent, Translation[], void>} The events of one text come in order; those
   *   of several texts may alternate.
   * @throws {StepglotError} As `translate`: wrong arguments at once, the rest at the first `next()`.
   */
  stream(texts, options) {
    return this.#events(toSources(texts), translateOptions(options));
  }

  /**
   * @param {NativeSource[]} sources
   * @param {Required<TranslateOptions>} options
   * @returns {Generator<TextEvent, Translation[], void>}
   */
  *#events(sources, options) {
    const native = this.run((model) =>
      model.translate(sources, { ...options, topK: 0, attention: false }),
    );
    return yield* new Stream(this.runtime, native).events();
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
    const resolved = startOptions(options, this.#targetVocabularySize());
    return new Session(
      this.runtime,
      this.run((model) => model.start(sources, resolved)),
    );
  }

  /**
   * Splits a text into source vocabulary pieces.
   *
   * @param {string} text
   * @returns {{ids: number[], pieces: string[]}} What the encoder would see of it, with the model's
   *   start and end tokens.
   */
  tokenize(text) {
    if (typeof text !== 'string') {
      const found = describe(text);
      throw new StepglotError('invalid_argument', `text must be a string, not ${found}`);
    }
    return this.run((model) => {
      const ids = model.encode(encodeUtf8(text));
      return { ids, pieces: model.sourcePieces(ids) };
    });
  }

  /**
   * Joins target ids to text.
   *
   * @param {readonly number[] | Int32Array | Uint32Array} ids Ids below the target vocabulary's size.
   * @returns {string}
   */
  detokenize(ids) {
    const checked = checkIds(ids, 'ids', this.#targetVocabularySize());
    return this.run((model) => model.decode(checked));
  }

  /**
   * Writes the model as a Stepglot container: weights, configuration and SentencePiece models in one
   * safetensors file.
   *
   * @param {WeightType} type How weight matrices are stored.
   * @returns {Uint8Array} The file's bytes, a copy of the caller's own.
   */
  save(type) {
    if (type !== 'float32' && type !== 'int8') {
      const found = describe(type);
      throw new StepglotError('invalid_argument', `type must be "float32" or "int8", not ${found}`);
    }
    return this.run((model) => model.save(type));
  }

  #targetVocabularySize() {
    const { config } = this.info;
    return Number(config.target_vocab_size);
  }
}
