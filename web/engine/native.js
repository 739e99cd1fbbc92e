/** @file The shapes that cross the boundary to the WebAssembly module: types only, no code. */

/** @typedef {import('./results.js').Alternative} Alternative */
/** @typedef {import('./results.js').CacheBytes} CacheBytes */
/** @typedef {import('./results.js').Report} Report */
/** @typedef {import('./results.js').TextEvent} TextEvent */
/** @typedef {import('./results.js').Translation} Translation */

/** @typedef {'float32' | 'int8'} WeightType */

/**
 * @typedef {object} TensorInfo
 * @property {string} name
 * @property {'F32' | 'I8'} dtype Element type, by its safetensors name.
 * @property {number[]} shape
 * @property {number} bytes Scales of an int8 matrix included.
 */

/**
 * @typedef {object} ModelInfo
 * @property {string} sourceLanguage BCP 47 tag.
 * @property {string} targetLanguage BCP 47 tag.
 * @property {WeightType | 'mixed'} weightType How weight matrices are stored.
 * @property {number} parameters Number of weights.
 * @property {number} maxSourceLength Most source ids that one sequence may have.
 * @property {number} maxTargetLength Most target tokens that one sequence may get.
 * @property {{file: number, converted: number}} bytes Memory that the model takes: its file, whose
 *   weights are used in place, and weights that had to be converted.
 * @property {Record<string, unknown>} config The architecture switches.
 * @property {TensorInfo[]} tensors The weights in use.
 */

/** @typedef {Uint8Array | {ids: number[]} | {pieces: string[]}} NativeSource UTF-8 text, or past the tokenizer. */
/** @typedef {NativeSource | null} NativePrefix */

/**
 * All options at once; each call looks at its own.
 *
 * @typedef {object} NativeOptions
 * @property {boolean} cache
 * @property {number} maxLength
 * @property {number} maxLengthFactor
 * @property {number} minLength
 * @property {number} beam
 * @property {number} nBest
 * @property {'gnmt' | 'power'} lengthNormalization
 * @property {number} lengthPenalty
 * @property {boolean} stopEarly
 * @property {number} coveragePenalty
 * @property {number} repetitionPenalty
 * @property {number} noRepeatNgram
 * @property {NativeSource[]} suppress Of the target vocabulary.
 * @property {boolean} replaceUnknowns
 * @property {boolean} sample
 * @property {number} temperature
 * @property {number} topK
 * @property {number} topP
 * @property {number} seed
 * @property {string} targetToken Empty for none.
 * @property {boolean} alignment
 * @property {number[]} alignmentLayers Empty for all.
 * @property {number[]} alignmentHeads Empty for all.
 * @property {number} candidates
 * @property {boolean} attention
 * @property {number} batchSize
 */

/**
 * @typedef {object} NativeObject
 * @property {() => void} delete
 */

/**
 * @typedef {object} NativeModelMethods
 * @property {() => string} info JSON of `ModelInfo`.
 * @property {(text: Uint8Array) => number[]} encode
 * @property {(ids: number[]) => string} decode
 * @property {(ids: number[]) => string[]} sourcePieces
 * @property {(ids: number[]) => string[]} targetPieces
 * @property {(sources: NativeSource[], prefixes: NativePrefix[], options: NativeOptions) =>
 *   NativeSession} start
 * @property {(sources: NativeSource[], prefixes: NativePrefix[], options: NativeOptions) =>
 *   NativeStream} translate
 * @property {(sources: NativeSource[], targets: NativeSource[], options: NativeOptions) =>
 *   Translation[]} score
 * @property {(source: NativeSource, prefix: NativePrefix, count: number, options: NativeOptions) =>
 *   Alternative[]} alternatives
 * @property {(type: WeightType) => Uint8Array} save
 */

/**
 * @typedef {object} NativeSessionMethods
 * @property {() => Report[]} step
 * @property {() => boolean} done
 * @property {() => Translation[]} results
 * @property {(sequence: number) => Translation[]} nBest
 * @property {(sequence: number, node: number, id: number) => NativeSession} fork An id of -1 adds none.
 * @property {() => CacheBytes} cacheBytes
 */

/**
 * @typedef {object} NativeStreamMethods
 * @property {() => TextEvent[]} step
 * @property {() => boolean} done
 * @property {() => Translation[]} results
 */

/** @typedef {NativeObject & NativeModelMethods} NativeModel */
/** @typedef {NativeObject & NativeSessionMethods} NativeSession */
/** @typedef {NativeObject & NativeStreamMethods} NativeStream */

/**
 * The instantiated module. Pointers may lie above 2 GB, so they are read as unsigned; `HEAPU8` is
 * another view after each growth of the memory.
 *
 * @typedef {object} NativeModule
 * @property {Uint8Array} HEAPU8
 * @property {(bytes: number) => number} _malloc
 * @property {(pointer: number) => void} _free
 * @property {(pointer: number, bytes: number, sourceSpm: Uint8Array, targetSpm: Uint8Array,
 *   name: string) => NativeModel} loadModel Takes ownership of the pointer, also when it throws.
 */

export {};
