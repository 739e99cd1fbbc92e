/** @file What the worker does for each call, as generators that pause after every decode step. */

import { decodeDefaults, forTextAlone } from '../arguments/decode-defaults.js';
import { dispose } from '../base/dispose.js';
import { quotaExceeded } from '../base/dom-exceptions.js';

/** @typedef {import('../model/model.js').Model} Model */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('../native/results.js').Translation} Translation */
/** @typedef {import('../arguments/texts.js').Text} Text */
/** @typedef {import('./protocol.js').StepReport} StepReport */
/** @typedef {import('./protocol.js').StepsMessage} StepsMessage */
/** @typedef {import('./protocol.js').Task} Task */
/** @typedef {import('./protocol.js').TranslateTask} TranslateTask */

// How much text is tokenized between two looks at the messages, in UTF-16 units: about a millisecond.
const SLICE = 8192;

// More tokens than a UTF-16 unit can become: NFKC makes 18 characters of U+FDFA, each of which is at
// most 3 bytes.
const MOST_TOKENS_PER_UNIT = 54;

/**
 * @param {string} text
 * @returns {Generator<string, void, void>} The text in parts, none of which ends within a character.
 */
function* slices(text) {
  for (let begin = 0; begin < text.length;) {
    const last = text.charCodeAt(begin + SLICE - 1);
    const isHalf = last >= 0xd800 && last < 0xdc00;
    const end = begin + SLICE + (isHalf ? 1 : 0);
    yield text.slice(begin, end);
    begin = end;
  }
}

/**
 * @param {Model} model
 * @param {string} text
 * @returns {Generator<TextEvent[], number, void>} The number of its source tokens, the model's start
 *   and end tokens included.
 */
function* measure(model, text) {
  const specials = model.tokenize('').ids.length;
  let total = specials;
  for (const slice of slices(text)) {
    total += model.tokenize(slice).ids.length - specials;
    yield [];
  }
  return total;
}

/**
 * @param {Model} model
 * @param {readonly Text[]} texts
 * @param {number} quota
 * @returns {Generator<TextEvent[], void, void>}
 * @throws {DOMException} `QuotaExceededError`.
 */
function* checkQuota(model, texts, quota) {
  for (const text of texts) {
    if (typeof text !== 'string' || text.length * MOST_TOKENS_PER_UNIT < quota) continue;
    const requested = yield* measure(model, text);
    if (requested > quota) {
      const message = `a text of ${requested} source tokens exceeds the quota of ${quota}`;
      throw quotaExceeded(message, requested, quota);
    }
  }
}

/**
 * @param {Model} model
 * @param {TranslateTask} task
 * @returns {Generator<unknown, Translation[], void>} The newly final text of each step, if wanted.
 */
function* translate(model, { method, texts, options, quota, wantsText }) {
  yield* checkQuota(model, Array.isArray(texts) ? texts : [texts], quota);
  const defaults = decodeDefaults(model.info.config);
  const wanted = method === 'translate' ? forTextAlone(options, defaults) : options;
  return yield* wantsText ? model.streamSteps(texts, wanted) : model.translateSteps(texts, wanted);
}

/**
 * Does what a `run` message asks for.
 *
 * @param {Model} model
 * @param {Task} task
 * @returns {Generator<unknown, unknown, void>} The newly final text of each step, if wanted, and the
 *   result.
 */
export function* run(model, task) {
  switch (task.method) {
    case 'alternatives':
      return model.alternatives(task.text, task.options);
    case 'score':
      // The overloads know no union of one text and several.
      return model.score(/** @type {any} */ (task.texts), /** @type {any} */ (task.translations), {
        ...task.options,
      });
    case 'tokenize':
      return model.tokenize(task.text);
    case 'sentences':
      return model.sentences(task.text);
    case 'save':
      return model.save(task.type);
    case 'measure':
      return yield* measure(model, task.text);
    default: {
      const translations = yield* translate(model, task);
      const results =
        task.method === 'results' ? translations : translations.map(({ text }) => text);
      return Array.isArray(task.texts) ? results : results[0];
    }
  }
}

/**
 * Does what a `steps` message asks for.
 *
 * @param {Model} model
 * @param {StepsMessage} message
 * @returns {Generator<StepReport[], Translation[], void>}
 */
export function* steps(model, { texts, options }) {
  const session = model.start(texts, options);
  try {
    while (!session.done) {
      const reports = session.step();
      const cacheBytes = session.cacheBytes();
      yield reports.map((report) => ({ ...report, cacheBytes }));
    }
    return session.results();
  } finally {
    session[dispose]();
  }
}
