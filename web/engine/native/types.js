/** @file The shapes that cross the boundary to the WebAssembly module: types only, no code. */

/** @typedef {import('../arguments/native.js').NativeOptions} NativeOptions */
/** @typedef {import('../arguments/texts.js').NativePrefix} NativePrefix */
/** @typedef {import('../arguments/texts.js').NativeSource} NativeSource */
/** @typedef {import('./results.js').Alternative} Alternative */
/** @typedef {import('./results.js').CacheBytes} CacheBytes */
/** @typedef {import('./results.js').Range} Range */
/** @typedef {import('./results.js').Report} Report */
/** @typedef {import('./translations.js').NativeResult} NativeResult */

/** @typedef {'float32' | 'int8'} WeightType */

/**
 * @typedef {object} TensorInfo
 * @property {string} name
 * @property {'F32' | 'I8'} dtype Element type, by its safetensors name.
 * @property {number[]} shape
 * @property {number} bytes Scales of an int8 matrix included.
 */

/** @typedef {import('../base/target-tokens.js').TargetToken} TargetToken */

/**
 * @typedef {object} ModelInfo
 * @property {string} format What it was loaded from, for people: `Stepglot container`, `Marian`…
 * @property {string} sourceLanguage BCP 47 tag; empty when neither files nor options say it.
 * @property {string} targetLanguage BCP 47 tag; empty when neither files nor options say it.
 * @property {'text' | 'pieces'} input Whether it takes texts, or has no tokenizer and takes
 *   `{pieces}` only; its `text` is the pieces joined then.
 * @property {boolean} shortlist Whether it comes with a lexical shortlist: for each source the target
 *   tokens worth considering.
 * @property {boolean} lexicon Whether it comes with the words of the target language, which keep
 *   searches from making up others.
 * @property {readonly TargetToken[]} targetTokens The pieces of a multilingual model's source vocabulary
 *   that name the target language; empty for other models.
 * @property {WeightType | 'mixed'} weightType How weight matrices are stored.
 * @property {number} parameters Number of weights.
 * @property {number} maxSourceLength Most source ids that one sequence may have.
 * @property {number} maxTargetLength Most target tokens that one sequence may get.
 * @property {{file: number, converted: number}} bytes Memory that the weights take: those used in
 *   place in the file, and those that had to be converted.
 * @property {Record<string, unknown>} config The architecture switches; `search` holds the options of
 *   decoding that the model was published with.
 * @property {TensorInfo[]} tensors The weights in use.
 */

/**
 * @typedef {object} NativeObject
 * @property {() => void} delete
 */

/**
 * @typedef {object} NativeModelMethods
 * @property {() => string} info JSON of `ModelInfo`, with the mere pieces of `targetTokens`.
 * @property {(text: Uint8Array) => number[]} encode
 * @property {(text: Uint8Array) => Range[]} sentences
 * @property {(ids: number[]) => string} decode
 * @property {(ids: number[]) => string[]} sourcePieces
 * @property {(ids: number[]) => string[]} targetPieces
 * @property {(sources: NativeSource[], prefixes: NativePrefix[], options: NativeOptions) =>
 *   NativeSession} start
 * @property {(sources: NativeSource[], prefixes: NativePrefix[], options: NativeOptions) =>
 *   NativeTranslation} translate
 * @property {(sources: NativeSource[], targets: NativeSource[], options: NativeOptions) =>
 *   NativeResult[]} score
 * @property {(source: NativeSource, prefix: NativePrefix, count: number, options: NativeOptions) =>
 *   (Omit<Alternative, 'translation'> & {translation: NativeResult})[]} alternatives
 * @property {(type: WeightType) => Uint8Array} save
 */

/**
 * @typedef {object} NativeSessionMethods
 * @property {() => Report[]} step
 * @property {() => boolean} done
 * @property {() => NativeResult[]} results
 * @property {(sequence: number) => NativeResult[]} nBest
 * @property {(ids: number[]) => string[]} targetPieces
 * @property {(sequence: number, node: number, id: number) => NativeSession} fork An id of -1 adds none.
 * @property {() => CacheBytes} cacheBytes
 */

/**
 * @typedef {object} NativeTranslationMethods
 * @property {() => number} step Decodes one step; returns how many texts have newly final text.
 * @property {(event: number) => number} eventIndex Which text an event of the last step is of.
 * @property {(event: number) => string} eventText What follows the text's earlier events.
 * @property {() => void} finish Takes all steps that are left.
 * @property {() => boolean} done
 * @property {() => NativeResult[]} results
 * @property {(ids: number[]) => string[]} targetPieces
 */

/** @typedef {NativeObject & NativeModelMethods} NativeModel */
/** @typedef {NativeObject & NativeSessionMethods} NativeSession */
/** @typedef {NativeObject & NativeTranslationMethods} NativeTranslation */

/** @typedef {import('../files/file-bytes.js').OpenedFile} NativeFile */

/** @typedef {'faithful' | 'fast'} Arithmetic */

/**
 * @typedef {object} LoadSettings
 * @property {string} sourceLanguage Empty for unknown, as is the other.
 * @property {string} targetLanguage
 * @property {Arithmetic} arithmetic
 */

/**
 * Emscripten's table of workers, in a module with threads.
 *
 * @typedef {object} WorkerTable
 * @property {any[]} unusedWorkers Those that the next threads are started in.
 * @property {(worker: any) => Promise<unknown>} loadWasmModuleToWorker Sets its `onerror`, too.
 * @property {() => void} terminateAllThreads
 */

/**
 * The instantiated module.
 *
 * @typedef {object} NativeModule
 * @property {WorkerTable} [PThread]
 * @property {(threads: number) => void} startThreads With the calling one, in workers that are loaded;
 *   for models that are loaded afterwards.
 * @property {() => number} heapBytes Size of the memory now.
 * @property {() => boolean} productsAreExact Whether products of whole numbers are right.
 * @property {(halves: boolean, calls: number) => void} runProducts Computes products in one of two
 *   forms, which stays in use.
 * @property {(files: NativeFile[], settings: LoadSettings) => NativeModel} loadModel Reads the files in
 *   parts, and not any more when it has returned.
 */

export {};
