/** @file Documents translated by a model of the calling thread. */

import { throwIfAborted } from '../base/abort.js';
import { decodeDefaults, forTextAlone } from '../arguments/decode-defaults.js';
import { streamDocuments, translateDocuments } from '../document/translate-document.js';

/** @typedef {import('../document/translate-blocks.js').TranslateTexts} TranslateTexts */
/** @typedef {import('../document/translate-document.js').Options} Options */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('./model.js').Model} Model */

/**
 * @param {Model} model
 * @param {Options} options
 * @returns {Options} Without scores, which documents do not have, where the search needs none.
 */
const forDocument = ({ info }, options) => forTextAlone(options, decodeDefaults(info.config));

// Other work of the thread gets its turn this often; more often would cost time.
const TURN_MILLISECONDS = 100;

/**
 * @param {Model} model
 * @returns {TranslateTexts}
 */
const translatorOf = (model) => async (texts, options, signal) => {
  const steps = model.translateSteps(texts, options);
  try {
    for (let start = performance.now(); ;) {
      const { done, value } = steps.next();
      if (done) return value;
      if (performance.now() - start < TURN_MILLISECONDS) continue;
      await new Promise((resolve) => setTimeout(resolve));
      throwIfAborted([signal]);
      start = performance.now();
    }
  } finally {
    steps.return([]);
  }
};

/**
 * @param {Model} model
 * @param {string | readonly string[]} texts
 * @param {Options} options
 * @returns {Promise<string | string[]>}
 */
export async function translateHere(model, texts, options) {
  const list = Array.isArray(texts) ? texts : [texts];
  const written = await translateDocuments(list, translatorOf(model), forDocument(model, options));
  return Array.isArray(texts) ? written : written[0];
}

/**
 * @param {Model} model
 * @param {string | readonly string[]} texts
 * @param {Options} options
 * @returns {AsyncGenerator<TextEvent, string[], void>}
 */
export function streamHere(model, texts, options) {
  const list = Array.isArray(texts) ? texts : [/** @type {string} */ (texts)];
  return streamDocuments(list, translatorOf(model), forDocument(model, options));
}
