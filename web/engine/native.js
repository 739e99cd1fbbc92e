/** @file The shapes that cross the boundary to the WebAssembly module: types only, no code. */

/**
 * A translated text.
 *
 * @typedef {object} Translation
 * @property {string} text The translation.
 * @property {number[]} tokens Target ids, without end-of-sentence ids.
 * @property {string[]} pieces The ids' vocabulary pieces, one per token.
 * @property {number[]} logProbs Natural logarithm of the probability of every token decoded, the
 *   end-of-sentence tokens included.
 * @property {number} score Sum of `logProbs`.
 * @property {null | 'eos' | 'length'} stop Whether the model ended every sentence by itself, or the
 *   length limit cut one; null while decoding goes on.
 * @property {number} sentences Sequences that were decoded for it.
 */

/**
 * Newly final text of one of the texts in translation.
 *
 * @typedef {object} TextEvent
 * @property {number} index Which text, from 0.
 * @property {string} text What follows the text's earlier events.
 */

/**
 * @typedef {object} Candidate
 * @property {number} id Target id.
 * @property {string} piece Its vocabulary piece.
 * @property {number} logProb Natural logarithm of its probability at this step.
 */

/**
 * Attention weights of one decoder step, for each layer and head over `keys` positions.
 *
 * @typedef {object} AttentionWeights
 * @property {[number, number, number]} shape `[layers, heads, keys]`.
 * @property {Float32Array} data Row-major; each row of `keys` weights sums to 1.
 */

/**
 * What one decoder step did to one sequence.
 *
 * @typedef {object} Report
 * @property {number} sequence Which source, from 0.
 * @property {number} id The chosen target id.
 * @property {string} piece Its vocabulary piece.
 * @property {string} text Newly final text; over all steps it joins to the result's text.
 * @property {number} logProb Natural logarithm of the chosen id's probability.
 * @property {null | 'eos' | 'length'} stop Why the sequence ended at this step, or null.
 * @property {Candidate[]} [candidates] The `topK` best, best first, when asked for.
 * @property {{self: AttentionWeights, cross: AttentionWeights}} [attention] Over the target so far
 *   and over the source, when asked for.
 */

/**
 * @typedef {object} CacheBytes
 * @property {number} used Bytes of the key/value cache that hold keys and values now.
 * @property {number} reserved Bytes set aside for it.
 */

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
/** @typedef {Required<import('./options.js').StartOptions>} NativeStartOptions */
/** @typedef {NativeStartOptions & {batchSize: number}} NativeTranslateOptions */

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
 * @property {(sources: NativeSource[], options: NativeStartOptions) => NativeSession} start
 * @property {(sources: NativeSource[], options: NativeTranslateOptions) => NativeStream} translate
 * @property {(type: WeightType) => Uint8Array} save
 */

/**
 * @typedef {object} NativeSessionMethods
 * @property {() => Report[]} step
 * @property {() => boolean} done
 * @property {() => Translation[]} results
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
