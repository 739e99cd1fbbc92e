/** @file Bergamot, Marian's port to WebAssembly, from its npm package: the engine to compare with. */

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { compileFunction } from 'node:vm';

/**
 * A model's files as Marian lays them out.
 *
 * @typedef {object} MarianFiles
 * @property {Uint8Array} model `.bin`.
 * @property {Uint8Array} vocabulary `.spm`, for both languages.
 * @property {Uint8Array} [shortlist] `lex.*.s2t.bin`.
 */

/** Bergamot's eight-bit products, each under the name that a browser could supply it by. */
const products = {
  int8_prepare_a: 'int8PrepareAFallback',
  int8_prepare_b: 'int8PrepareBFallback',
  int8_prepare_b_from_transposed: 'int8PrepareBFromTransposedFallback',
  int8_prepare_b_from_quantized_transposed: 'int8PrepareBFromQuantizedTransposedFallback',
  int8_prepare_bias: 'int8PrepareBiasFallback',
  int8_multiply_and_add_bias: 'int8MultiplyAndAddBiasFallback',
  int8_select_columns_of_b: 'int8SelectColumnsOfBFallback',
};

// The package's main file starts a worker that fetches; the engine itself lies beside it.
const folder = join(
  dirname(createRequire(import.meta.url).resolve('@browsermt/bergamot-translator/package.json')),
  'worker',
);

/**
 * Instantiates the engine. Its products come from itself, as in a browser that offers none.
 *
 * @returns {Promise<any>} The Emscripten module.
 */
function loadModule() {
  const wasm = new WebAssembly.Module(
    readFileSync(join(folder, 'bergamot-translator-worker.wasm')),
  );
  const glue = readFileSync(join(folder, 'bergamot-translator-worker.js'), 'utf8');
  return new Promise((resolve) => {
    /** @type {string[]} */
    const complaints = [];
    /** @type {any} */
    const module = {
      printErr: (/** @type {string} */ line) => complaints.push(line),
      onAbort: () => {
        throw new Error(`Bergamot gave up:\n${complaints.join('\n')}`);
      },
      instantiateWasm: (/** @type {any} */ imports, /** @type {Function} */ accept) => {
        const own = Object.entries(products).map(([name, fallback]) => [
          name,
          (/** @type {number[]} */ ...args) => module.asm[fallback](...args),
        ]);
        const instance = new WebAssembly.Instance(wasm, {
          ...imports,
          wasm_gemm: Object.fromEntries(own),
        });
        accept(instance);
        return instance.exports;
      },
      onRuntimeInitialized: () => resolve(module),
    };
    compileFunction(glue, ['Module'])(module);
  });
}

/**
 * How a model is opened.
 *
 * @typedef {object} Settings
 * @property {'float32' | 'int8'} type How to multiply.
 * @property {number} [beam] 1 without it: greedy search, as in Firefox.
 * @property {number} [maxLengthFactor] Most tokens of a translation for each token of the longest
 *   sentence in its batch, end tokens included; 2 without it.
 */

/**
 * Search as Firefox configures it, but that each text is one sentence of any length.
 *
 * @param {Settings} settings
 * @param {boolean} hasShortlist
 */
function configText({ type, beam = 1, maxLengthFactor = 2 }, hasShortlist) {
  const options = {
    'beam-size': beam,
    normalize: '1.0',
    'word-penalty': 0,
    'cpu-threads': 0,
    'gemm-precision': type === 'int8' ? 'int8shiftAlphaAll' : 'float32',
    'skip-cost': true,
    alignment: 'soft',
    quiet: true,
    'quiet-translation': true,
    'max-length-break': 1000,
    'mini-batch-words': 2000,
    workspace: 128,
    'max-length-factor': maxLengthFactor.toFixed(4),
    'ssplit-mode': 'sentence',
    // The check of a shortlist's sum differs between processors.
    ...(hasShortlist ? { shortlist: '\n  - lex.s2t.bin\n  - false' } : {}),
  };
  return Object.entries(options)
    .map(([key, value]) => `${key}: ${value}\n`)
    .join('');
}

/** A model in the engine. */
export class BergamotModel {
  #module;
  #service;
  #model;
  #vocabularies;

  /**
   * @param {any} module
   * @param {any} service
   * @param {MarianFiles} files
   * @param {Settings} settings
   */
  constructor(module, service, files, settings) {
    this.#module = module;
    this.#service = service;
    this.#vocabularies = new module.AlignedMemoryList();
    this.#vocabularies.push_back(this.#aligned(files.vocabulary, 64));
    this.#model = new module.TranslationModel(
      configText(settings, files.shortlist !== undefined),
      this.#aligned(files.model, 256),
      this.#aligned(files.shortlist, 64),
      this.#vocabularies,
      null,
    );
  }

  /**
   * @param {Uint8Array | undefined} bytes None for an optional file that is not there.
   * @param {number} alignment
   */
  #aligned(bytes, alignment) {
    const memory = new this.#module.AlignedMemory(bytes?.length ?? 0, alignment);
    if (bytes) memory.getByteArrayView().set(bytes);
    return memory;
  }

  /**
   * @param {readonly string[]} sentences Translated together. A shortlist depends on all of them.
   * @returns {string[]}
   */
  translate(sentences) {
    const texts = new this.#module.VectorString();
    const options = new this.#module.VectorResponseOptions();
    for (const sentence of sentences) {
      texts.push_back(sentence);
      options.push_back({ alignment: false, html: false, qualityScores: false });
    }
    const responses = this.#service.translate(this.#model, texts, options);
    const translations = sentences.map((_, i) => responses.get(i).getTranslatedText());
    for (const used of [responses, options, texts]) used.delete();
    return translations;
  }

  free() {
    this.#model.delete();
    this.#vocabularies.delete();
  }
}

/** One instance of the engine; models go into it one after another. */
export class Bergamot {
  #module;
  #service;

  /** @param {any} module */
  constructor(module) {
    this.#module = module;
    this.#service = new module.BlockingService({ cacheSize: 0 });
  }

  static async load() {
    return new Bergamot(await loadModule());
  }

  /**
   * @param {MarianFiles} files
   * @param {Settings} settings
   * @returns {BergamotModel} To be freed.
   */
  open(files, settings) {
    return new BergamotModel(this.#module, this.#service, files, settings);
  }

  /**
   * @param {MarianFiles} files
   * @param {'float32' | 'int8'} type How to multiply.
   * @param {readonly string[]} sentences Each is one batch, as a shortlist depends on its whole batch.
   * @param {(done: number) => void} [progress] Called after each sentence.
   * @returns {string[]} Greedy translations.
   */
  translate(files, type, sentences, progress) {
    const model = this.open(files, { type });
    try {
      return sentences.map((sentence, i) => {
        const [translation] = model.translate([sentence]);
        progress?.(i + 1);
        return translation;
      });
    } finally {
      model.free();
    }
  }
}
