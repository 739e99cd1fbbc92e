/** @file What the page of the benchmark does: the first sentence of a fresh translator, then many more. */

import { ModelStore, Translator } from '../../../web/engine/index.js';

// Different ones, but each of a dozen tokens, so that a first one can be compared with later ones.
const sentences = [
  'Do you want to save your changes before you close the window?',
  'The file could not be opened, because the disk is full.',
  'Please enter your password and click the button to continue.',
  'You can find more information about the settings in the manual.',
];

/** @param {number} ms */
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {() => Promise<unknown>} work @returns {Promise<number>} Milliseconds. */
async function timed(work) {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

/**
 * @param {import('./chromium.mjs').Plan} plan
 * @returns {Promise<import('./chromium.mjs').Start>}
 */
export async function start({ wait, sentences: count }) {
  const models = new ModelStore({
    manifest: new URL('../../../web/models/models.json', import.meta.url),
  });
  /** @type {Translator | undefined} */
  let translator;
  const ready = await timed(async () => {
    translator = await Translator.create({ sourceLanguage: 'en', targetLanguage: 'de', models });
  });
  await pause(wait);
  const times = [];
  for (let i = 0; i < count; i++) {
    const sentence = sentences[i % sentences.length];
    times.push(await timed(async () => translator?.translate(sentence, { beam: 1 })));
  }
  return { ready, times };
}
