/**
 * @file The messages between a page (or Node.js program) and its worker: types only, no code.
 *
 * A conversation begins with the page's `start`, answered by `ready` as soon as the worker runs. Then
 * the page asks with `load`, `run` and `steps`, each under a call number that is never used again, and
 * gets one `result` or `error` for each, in any order; `progress`, `text` and `step` may come before it. After
 * `abort` nothing more comes for that call. After `crash` nothing more comes at all.
 */

/** @typedef {import('../native/types.js').ModelInfo} ModelInfo */
/** @typedef {import('../native/results.js').CacheBytes} CacheBytes */
/** @typedef {import('../native/results.js').Report} Report */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../arguments/texts.js').Text} Text */

/**
 * The first message: where the WebAssembly binary is. It is fetched when the first model is loaded.
 *
 * @typedef {object} StartMessage
 * @property {'start'} type
 * @property {import('../arguments/load.js').EngineOptions} engine
 */

/**
 * Loads a model; the result is its `ModelInfo`.
 *
 * @typedef {object} LoadMessage
 * @property {'load'} type
 * @property {number} call
 * @property {number} model What the page calls the model from now on.
 * @property {LoadedFile[]} files
 * @property {ModelSettings} settings
 */

/**
 * A file of a model. Bytes are transferred: the page's buffer is empty afterwards. A `Blob` is read by
 * the worker, so that the page never holds its bytes.
 *
 * @typedef {{name: string, bytes: Uint8Array | Blob}} LoadedFile
 */

/**
 * What a model's user says of it, whatever its files do.
 *
 * @typedef {Pick<import('../arguments/load.js').ModelOptions, 'sourceLanguage' | 'targetLanguage' |
 *   'arithmetic'>} ModelSettings
 */

/**
 * Frees a model, also one that is being loaded. What it does already goes on. It has no answer.
 *
 * @typedef {object} UnloadMessage
 * @property {'unload'} type
 * @property {number} model
 */

/**
 * Does something with a model and answers with what comes of it.
 *
 * @typedef {object} RunMessage
 * @property {'run'} type
 * @property {number} call
 * @property {number} model
 * @property {Task} task
 */

/**
 * What `run` can do, with its arguments:
 * - `translate`: texts to strings;
 * - `results`: texts to translations with all that is known of them;
 * - `alternatives`, `score`, `tokenize`, `sentences`: as the model's methods of those names;
 * - `measure`: the number of source tokens of a text;
 * - `save`: the model as a container's bytes.
 *
 * @typedef {object} TranslateTask
 * @property {'translate' | 'results'} method
 * @property {Text | readonly Text[]} texts
 * @property {object} options `TranslateOptions`, not checked yet.
 * @property {boolean} wantsText Whether to send newly final text as `text` messages.
 * @property {number} quota Most source tokens that a text may have.
 *
 * @typedef {object} AlternativesTask
 * @property {'alternatives'} method
 * @property {Text} text
 * @property {object} options `AlternativesOptions`, not checked yet.
 *
 * @typedef {object} ScoreTask
 * @property {'score'} method
 * @property {Text | readonly Text[]} texts
 * @property {Text | readonly Text[]} translations
 * @property {object} options `ScoreOptions`, not checked yet.
 *
 * @typedef {object} TextTask
 * @property {'tokenize' | 'sentences' | 'measure'} method
 * @property {string} text
 *
 * @typedef {object} SaveTask
 * @property {'save'} method
 * @property {import('../native/types.js').WeightType} type
 *
 * @typedef {TranslateTask | AlternativesTask | ScoreTask | TextTask | SaveTask} Task
 */

/**
 * Encodes texts for step-by-step decoding and waits for `next` messages.
 *
 * @typedef {object} StepsMessage
 * @property {'steps'} type
 * @property {number} call
 * @property {number} model
 * @property {Text | readonly Text[]} texts
 * @property {object} options `StartOptions`, not checked yet.
 */

/**
 * Asks a `steps` call for one step; `step` answers it, or `result` with the translations at the end.
 *
 * @typedef {object} NextMessage
 * @property {'next'} type
 * @property {number} call
 */

/**
 * Ends a call before its next decode step, whatever it is at, and frees what it holds.
 *
 * @typedef {object} AbortMessage
 * @property {'abort'} type
 * @property {number} call
 */

/**
 * @typedef {StartMessage | LoadMessage | UnloadMessage | RunMessage | StepsMessage | NextMessage |
 *   AbortMessage} Request A message from the page to the worker.
 */

/**
 * @typedef {object} ReadyMessage The worker's script runs.
 * @property {'ready'} type
 */

/**
 * @typedef {object} ProgressMessage How much a `load` call has read of the files.
 * @property {'progress'} type
 * @property {number} call
 * @property {number} fraction
 */

/**
 * @typedef {object} TextMessage Newly final text, that of several decode steps if they are short.
 * @property {'text'} type
 * @property {number} call
 * @property {TextEvent[]} events
 */

/**
 * @typedef {Report & {cacheBytes: CacheBytes}} StepReport What a step did to one sequence, and the
 *   size of the key/value cache of all sequences after it.
 */

/**
 * @typedef {object} StepMessage
 * @property {'step'} type
 * @property {number} call
 * @property {StepReport[]} reports One for each sequence that had not ended.
 */

/**
 * @typedef {object} ResultMessage
 * @property {'result'} type
 * @property {number} call
 * @property {any} value
 */

/**
 * @typedef {object} ErrorMessage
 * @property {'error'} type
 * @property {number} call
 * @property {Failure} error
 */

/**
 * The worker cannot go on, after a trap or when memory ran out: the page is to end it and to reject
 * what is still pending.
 *
 * @typedef {object} CrashMessage
 * @property {'crash'} type
 * @property {Failure} error
 */

/**
 * @typedef {ProgressMessage | TextMessage | StepMessage | ResultMessage | ErrorMessage} Answer A message
 *   of one call from the worker to the page.
 */

/** @typedef {ReadyMessage | CrashMessage | Answer} Response A message from the worker to the page. */

/**
 * An error on its way; structured cloning would lose classes and codes.
 *
 * @typedef {object} Failure
 * @property {string} kind Its class: `StepglotError`, `DOMException`, `TypeError`…
 * @property {string} name
 * @property {string} message
 * @property {string} [stack]
 * @property {string} [code] A `StepglotError`'s.
 * @property {number} [requested] A `QuotaExceededError`'s.
 * @property {number} [quota] A `QuotaExceededError`'s.
 * @property {Failure} [cause]
 */

export {};
