/** @file What the page must show: texts, and their translations by the library in Node.js. */

import { readFile } from 'node:fs/promises';
import { loadEngine } from '../../../../web/engine/index.js';

export const modelFile = new URL('../../../../web/models/en-de.int8.safetensors', import.meta.url);

export const sentence = 'Do you want to save your changes?';

/** A text that takes some hundred decode steps. */
export const longText = [
  'Open the file. The settings could not be saved because the disk is full.',
  'Close the window before you open another file, and save your changes first.',
  'Click the button to start the program. You can find more information in the manual.',
  'The password is wrong. Please enter your password again, or ask your administrator.',
]
  .join('\n')
  .concat('\n')
  .repeat(8);

/**
 * @param {string} text
 * @param {import('../../../../web/engine/index.js').TranslateOptions} [options]
 * @returns {Promise<string>} Its translation by the model from English to German.
 */
export async function translation(text, options) {
  const engine = await loadEngine();
  const model = await engine.loadModel(await readFile(modelFile));
  const { text: translated } = model.translate(text, options);
  engine.free();
  return translated;
}
