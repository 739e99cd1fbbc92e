/** @file The public face of the library. */

export { StepglotError } from './errors.js';
export { Engine, loadEngine } from './engine.js';
export { buildLexicon } from './lexicon.js';
export { Model } from './model.js';
export { ModelStore } from './models/store.js';
export { Session } from './session.js';
export { Translator } from './translator.js';
export { TranslationWorker } from './worker/client.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./decode-options.js').DecodeOptions} DecodeOptions */
/** @typedef {import('./decode-options.js').Prefix} Prefix */
/** @typedef {import('./engine.js').EngineOptions} EngineOptions */
/** @typedef {import('./engine.js').ModelOptions} ModelOptions */
/** @typedef {import('./errors.js').ErrorCode} ErrorCode */
/** @typedef {import('./file-bytes.js').ByteSource} ByteSource */
/** @typedef {import('./model-files.js').FileContent} FileContent */
/** @typedef {import('./model-files.js').ModelFiles} ModelFiles */
/** @typedef {import('./model-files.js').ModelInput} ModelInput */
/** @typedef {import('./model-files.js').NamedContent} NamedContent */
/** @typedef {import('./model-files.js').Vocabulary} Vocabulary */
/** @typedef {import('./models/manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./models/manifest.js').ModelManifest} ModelManifest */
/** @typedef {import('./models/manifest.js').Score} Score */
/** @typedef {import('./models/shared-task.js').Progress} Progress */
/** @typedef {import('./models/store.js').KeptModel} KeptModel */
/** @typedef {import('./models/store.js').ModelState} ModelState */
/** @typedef {import('./models/store.js').OpenOptions} OpenOptions */
/** @typedef {import('./models/store.js').StoreOptions} StoreOptions */
/** @typedef {import('./native.js').ModelInfo} ModelInfo */
/** @typedef {import('./native.js').TensorInfo} TensorInfo */
/** @typedef {import('./native.js').WeightType} WeightType */
/** @typedef {import('./options.js').AlternativesOptions} AlternativesOptions */
/** @typedef {import('./options.js').ScoreOptions} ScoreOptions */
/** @typedef {import('./options.js').StartOptions} StartOptions */
/** @typedef {import('./options.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./results.js').AlignedToken} AlignedToken */
/** @typedef {import('./results.js').Alignment} Alignment */
/** @typedef {import('./results.js').Alternative} Alternative */
/** @typedef {import('./results.js').AttentionWeights} AttentionWeights */
/** @typedef {import('./results.js').CacheBytes} CacheBytes */
/** @typedef {import('./results.js').Candidate} Candidate */
/** @typedef {import('./results.js').Node} Node */
/** @typedef {import('./results.js').Report} Report */
/** @typedef {import('./results.js').TargetAlignment} TargetAlignment */
/** @typedef {import('./results.js').TextEvent} TextEvent */
/** @typedef {import('./results.js').Translation} Translation */
/** @typedef {import('./session.js').ForkOptions} ForkOptions */
/** @typedef {import('./sources.js').Text} Text */
/** @typedef {import('./translator.js').CreateOptions} CreateOptions */
/** @typedef {import('./translator.js').FromModelOptions} FromModelOptions */
/** @typedef {import('./worker/client.js').WorkerOptions} WorkerOptions */
/** @typedef {import('./worker/protocol.js').StepReport} StepReport */
