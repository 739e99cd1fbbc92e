/** @file The public face of the library. */

export { StepglotError } from './errors.js';
export { Engine, loadEngine } from './engine.js';
export { Model } from './model.js';
export { Session } from './session.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./engine.js').EngineOptions} EngineOptions */
/** @typedef {import('./engine.js').ModelOptions} ModelOptions */
/** @typedef {import('./engine.js').Vocabulary} Vocabulary */
/** @typedef {import('./errors.js').ErrorCode} ErrorCode */
/** @typedef {import('./native.js').AttentionWeights} AttentionWeights */
/** @typedef {import('./native.js').CacheBytes} CacheBytes */
/** @typedef {import('./native.js').Candidate} Candidate */
/** @typedef {import('./native.js').ModelInfo} ModelInfo */
/** @typedef {import('./native.js').Report} Report */
/** @typedef {import('./native.js').TensorInfo} TensorInfo */
/** @typedef {import('./native.js').TextEvent} TextEvent */
/** @typedef {import('./native.js').Translation} Translation */
/** @typedef {import('./native.js').WeightType} WeightType */
/** @typedef {import('./options.js').StartOptions} StartOptions */
/** @typedef {import('./options.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./sources.js').Text} Text */
