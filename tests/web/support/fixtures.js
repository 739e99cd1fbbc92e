/** @file The models and reference numbers that the tests work with. */

import { readFileSync } from 'node:fs';
import { loadEngine } from '../../../web/engine/index.js';
import { readSafetensors } from '../../../scripts/judge/safetensors.mjs';

/** The tiny models with random weights; between them they cover the architecture switches. */
export const tinyNames = ['tiny-pre', 'tiny-post', 'tiny-marian', 'tiny-t5'];

/** One engine for all tests of a file. */
export const engine = await loadEngine();

/**
 * @param {string} path Relative to the repository.
 * @returns {Buffer}
 */
export const readFile = (path) => readFileSync(new URL(`../../../${path}`, import.meta.url));

/** @param {string} name One of `tinyNames`. */
export const tinyBytes = (name) => readFile(`tests/data/${name}.safetensors`);

/** @typedef {import('../../../web/engine/index.js').Model} Model */

/**
 * Has a model take texts as they are unless a call says otherwise: the numbers that tests compare
 * with are those of a tokenizer and a network, which know nothing of clean-up and kept spans.
 *
 * @param {Model} model
 * @returns {Model} The same.
 */
export function takingTextsRaw(model) {
  const methods = /** @type {Record<string, Function>} */ (/** @type {unknown} */ (model));
  for (const name of ['stream', 'streamSteps', 'start', 'alternatives', 'translate', 'score']) {
    const method = methods[name].bind(model);
    const place = name === 'score' ? 2 : 1;
    methods[name] = (/** @type {unknown[]} */ ...given) => {
      const options = given[place];
      const isReadable = options === undefined || (typeof options === 'object' && options !== null);
      if (isReadable) given[place] = { protect: false, .../** @type {object} */ (options) };
      return method(...given);
    };
  }
  return model;
}

/** @param {string} name One of `tinyNames`. */
export const loadTiny = async (name) => takingTextsRaw(await engine.loadModel(tinyBytes(name)));

/** The English-German model that comes with Stepglot. */
export const loadEnglishGerman = async () =>
  takingTextsRaw(await engine.loadModel(readFile('web/models/en-de.int8.safetensors')));

/** @param {string} name One of `tinyNames`. */
export const readReference = (name) =>
  readSafetensors(readFile(`tests/data/${name}.reference.safetensors`));

/**
 * @param {import('../../../web/engine/index.js').ErrorCode} code
 * @param {RegExp} message
 * @returns {(error: unknown) => boolean} For `assert.throws` and `assert.rejects`.
 */
export const failure = (code, message) => (error) => {
  const { name, code: found, message: text } = /** @type {any} */ (error);
  if (name === 'StepglotError' && found === code && message.test(text)) return true;
  throw error;
};
