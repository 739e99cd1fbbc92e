/** @file Times searches that keep to the words of a lexicon against those that do not. */

import { readFileSync } from 'node:fs';
import { loadEngine } from '../../web/engine/index.js';
import { median, milliseconds, warmUp } from './statistics.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */

const place = (/** @type {string} */ path) => new URL(`../../${path}`, import.meta.url);

const SENTENCES = 20;

/**
 * @param {Model} model
 * @param {readonly string[]} texts
 * @param {{beam: number, lexiconPenalty: number}} options
 * @returns {number} Milliseconds for each token, encoder included.
 */
function tokenTime(model, texts, options) {
  let tokens = 0;
  const ms = milliseconds(() => {
    for (const text of texts) tokens += model.translate(text, options).logProbs.length;
  });
  return ms / tokens;
}

/**
 * Translates everyday sentences one by one, with the lexicon of the model and without, in turns.
 *
 * @param {number} runs
 */
export async function compareLexicon(runs) {
  const engine = await loadEngine({ threads: 1 });
  const model = await engine.loadModel(readFileSync(place('web/models/es-ca.int8.safetensors')));
  const lines = readFileSync(place('tests/data/es-ca.everyday.es'), 'utf8').split('\n');
  const texts = lines.slice(0, SENTENCES);
  const rows = [1, 4].map((beam) => {
    const time = (/** @type {number} */ lexiconPenalty) =>
      tokenTime(model, texts, { beam, lexiconPenalty });
    warmUp(() => time(5));
    const pairs = Array.from({ length: runs }, () => ({ withMs: time(5), withoutMs: time(0) }));
    return {
      beam,
      withMs: median(pairs.map(({ withMs }) => withMs)),
      withoutMs: median(pairs.map(({ withoutMs }) => withoutMs)),
      ratio: median(pairs.map(({ withMs, withoutMs }) => withMs / withoutMs)),
    };
  });
  engine.free();
  return rows;
}
