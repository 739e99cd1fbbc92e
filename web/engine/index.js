/** @file The public face of the library. */

export { StepglotError } from './base/errors.js';
export { Engine, loadEngine } from './model/engine.js';
export { buildLexicon } from './files/lexicon.js';
export { Model } from './model/model.js';
export { ModelStore } from './models/store.js';
export { Session } from './model/session.js';
export { LivePage } from './page/live-page.js';
export { translatePage } from './page/translate-page.js';
export { Translator } from './translator/translator.js';
export { TranslationWorker } from './worker/client.js';

/** @typedef {import('./files/bytes.js').Bytes} Bytes */
/** @typedef {import('./arguments/decode-types.js').DecodeOptions} DecodeOptions */
/** @typedef {import('./arguments/decode-types.js').Prefix} Prefix */
/** @typedef {import('./arguments/load.js').EngineOptions} EngineOptions */
/** @typedef {import('./arguments/load.js').ModelOptions} ModelOptions */
/** @typedef {import('./base/errors.js').ErrorCode} ErrorCode */
/** @typedef {import('./document/blocks.js').Piece} Piece */
/** @typedef {import('./document/base/document-error.js').DocumentError} DocumentError */
/** @typedef {import('./document/files/formats.js').FileFormat} FileFormat */
/** @typedef {import('./document/files/translate-file.js').FileInput} FileInput */
/** @typedef {import('./document/files/translate-file.js').FileOptions} FileOptions */
/** @typedef {import('./document/formats.js').DocumentOptions} DocumentOptions */
/** @typedef {import('./document/translate-blocks.js').BlockEvent} BlockEvent */
/** @typedef {import('./document/translate-blocks.js').BlockProgress} BlockProgress */
/** @typedef {import('./files/file-bytes.js').ByteSource} ByteSource */
/** @typedef {import('./files/model-files.js').FileContent} FileContent */
/** @typedef {import('./files/model-files.js').ModelFiles} ModelFiles */
/** @typedef {import('./files/model-files.js').ModelInput} ModelInput */
/** @typedef {import('./files/model-files.js').NamedContent} NamedContent */
/** @typedef {import('./files/model-files.js').Vocabulary} Vocabulary */
/** @typedef {import('./models/manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./models/manifest.js').ModelManifest} ModelManifest */
/** @typedef {import('./models/manifest.js').Score} Score */
/** @typedef {import('./models/shared-task.js').Progress} Progress */
/** @typedef {import('./models/store.js').KeptModel} KeptModel */
/** @typedef {import('./models/store.js').ModelState} ModelState */
/** @typedef {import('./models/store.js').OpenOptions} OpenOptions */
/** @typedef {import('./models/store.js').StoreOptions} StoreOptions */
/** @typedef {import('./base/target-tokens.js').TargetToken} TargetToken */
/** @typedef {import('./native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('./native/types.js').TensorInfo} TensorInfo */
/** @typedef {import('./native/types.js').WeightType} WeightType */
/** @typedef {import('./arguments/decode-types.js').AlternativesOptions} AlternativesOptions */
/** @typedef {import('./arguments/decode-types.js').ScoreOptions} ScoreOptions */
/** @typedef {import('./arguments/decode-types.js').StartOptions} StartOptions */
/** @typedef {import('./arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('./native/results.js').AlignedToken} AlignedToken */
/** @typedef {import('./native/results.js').Alignment} Alignment */
/** @typedef {import('./native/results.js').Alternative} Alternative */
/** @typedef {import('./native/results.js').AttentionWeights} AttentionWeights */
/** @typedef {import('./native/results.js').CacheBytes} CacheBytes */
/** @typedef {import('./native/results.js').Candidate} Candidate */
/** @typedef {import('./native/results.js').Node} Node */
/** @typedef {import('./native/results.js').Range} Range */
/** @typedef {import('./native/results.js').Report} Report */
/** @typedef {import('./native/results.js').Sentence} Sentence */
/** @typedef {import('./native/results.js').TargetAlignment} TargetAlignment */
/** @typedef {import('./native/results.js').TextEvent} TextEvent */
/** @typedef {import('./native/results.js').Translation} Translation */
/** @typedef {import('./model/session.js').ForkOptions} ForkOptions */
/** @typedef {import('./arguments/texts.js').Text} Text */
/** @typedef {import('./page/options.js').PageOptions} PageOptions */
/** @typedef {import('./page/options.js').PageProgress} PageProgress */
/** @typedef {import('./page/requests.js').PageTranslator} PageTranslator */
/** @typedef {import('./translator/create.js').CreateOptions} CreateOptions */
/** @typedef {import('./translator/create.js').FromModelOptions} FromModelOptions */
/** @typedef {import('./worker/client.js').WorkerOptions} WorkerOptions */
/** @typedef {import('./worker/protocol.js').StepReport} StepReport */
