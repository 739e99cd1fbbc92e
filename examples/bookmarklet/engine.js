/** @file The engine's document, in a frame of the page: translates what it asks for. */

import { Translator } from './engine/index.js';

const translator = Translator.fromModel(new URL('es-ca.int8.safetensors', location.href), {
  sourceLanguage: 'es',
  targetLanguage: 'ca',
});

/** @param {MessagePort} port */
function serve(port) {
  port.onmessage = async ({ data: { call, method, texts, options } }) => {
    try {
      if (method !== 'translate' && method !== 'results')
        throw new TypeError(`no method ${method}`);
      port.postMessage({ call, value: await (await translator)[method](texts, options) });
    } catch (error) {
      port.postMessage({ call, error: String(error) });
    }
  };
}

addEventListener('message', ({ data, ports }) => {
  if (data === 'stepglot' && ports[0]) serve(ports[0]);
});
