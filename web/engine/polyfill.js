/** @file Installs the translator as `globalThis.Translator` where the browser has none of its own. */

import { Translator } from './translator/translator.js';

if (!('Translator' in globalThis)) {
  Object.defineProperty(globalThis, 'Translator', {
    value: Translator,
    configurable: true,
    writable: true,
  });
}
