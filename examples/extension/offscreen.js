/** @file The engine's document: translates what content scripts ask for. */

import { Translator } from './engine/index.js';

const translator = Translator.fromModel(new URL('es-ca.int8.safetensors', location.href), {
  sourceLanguage: 'es',
  targetLanguage: 'ca',
});

/** Messages are JSON, which has no typed arrays. */
const plain = (key, value) => (ArrayBuffer.isView(value) ? Array.from(value) : value);

/** @param {{method: 'translate' | 'results', texts: string[], options: object}} message */
async function answer({ method, texts, options }) {
  try {
    const value = await (await translator)[method](texts, options);
    return { value: JSON.parse(JSON.stringify(value, plain)) };
  } catch (error) {
    return { error: String(error) };
  }
}

chrome.runtime.onMessage.addListener((message, sender, respond) => {
  if (message.to !== 'engine') return false;
  answer(message).then(respond);
  return true;
});
