/** @file What the scenarios of the translator have in common: their environment and its helpers. */

/** @typedef {import('../../../web/engine/index.js').Translator} Translator */

/**
 * @typedef {object} Environment
 * @property {typeof import('../../../web/engine/index.js')} engine The library.
 * @property {string} base Where this repository is served by HTTP.
 * @property {() => import('../../../web/engine/index.js').ModelStore} emptyStore A store of the default
 *   models that keeps none yet.
 * @property {import('../../../web/engine/index.js').ModelStore} store One that keeps the English-German model.
 * @property {() => Promise<void>} collectGarbage
 */

export const sentence = 'Do you want to save your changes before you close the window?';
export const languages = { sourceLanguage: 'en', targetLanguage: 'de' };

/** So long that it takes half a minute, so that no scenario may wait for it. */
export const endless = `${sentence} `.repeat(2000);

/** @param {Environment} environment */
export const create = ({ engine, store }, options = {}) =>
  engine.Translator.create({ ...languages, models: store, ...options });

/** @param {string} url */
export const fetchBytes = async (url) => new Uint8Array(await (await fetch(url)).arrayBuffer());

/** @param {ReadableStream<string>} stream */
export async function readAll(stream) {
  const chunks = [];
  const reader = stream.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return chunks;
    chunks.push(value);
  }
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** @param {() => boolean} condition */
export async function until(condition) {
  while (!condition()) await pause(5);
}

/**
 * The calls that take a signal, each of which takes long.
 *
 * @param {Translator} translator
 * @returns {Record<string, (signal: AbortSignal) => Promise<unknown>>}
 */
export const longCalls = (translator) => ({
  translate: (signal) => translator.translate(endless, { signal }),
  'translate of an array': (signal) => translator.translate([endless, sentence], { signal }),
  translateStreaming: async (signal) => readAll(translator.translateStreaming(endless, { signal })),
  measureInputUsage: (signal) => translator.measureInputUsage(endless, { signal }),
  results: (signal) => translator.results(endless, { signal }),
  alternatives: (signal) => translator.alternatives(sentence, { signal }),
  score: (signal) => translator.score(sentence, sentence, { signal }),
  tokenize: (signal) => translator.tokenize(endless, { signal }),
  sentences: (signal) => translator.sentences(endless, { signal }),
  steps: (signal) => translator.steps(sentence, { signal }).next(),
});

/** @typedef {Record<string, (environment: Environment) => Promise<void>>} Scenarios By name. */
