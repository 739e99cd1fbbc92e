/**
 * @file The translator under the types that programs for a browser's own one are written with: the
 * type checker refuses this file when they do not agree.
 */

/// <reference types="dom-chromium-ai" />

import { Translator as Ours } from '../../../../web/engine/index.js';

/** @type {typeof Translator} Our class where a program expects the browser's. */
export const declared = Ours;

/**
 * A program for the browser's class, with all that the draft has.
 *
 * @param {typeof Translator} Class
 * @param {AbortSignal} signal
 */
export async function program(Class, signal) {
  const options = { sourceLanguage: 'en', targetLanguage: 'de' };
  /** @type {Availability} */
  const availability = await Class.availability(options);
  const translator = await Class.create({
    ...options,
    signal,
    monitor(monitor) {
      monitor.addEventListener('downloadprogress', ({ loaded, total }) => loaded / total);
    },
  });
  /** @type {string} */
  const text = await translator.translate('Open the file.', { signal });
  /** @type {ReadableStream<string>} */
  const stream = translator.translateStreaming('Open the file.', { signal });
  const usage = await translator.measureInputUsage('Open the file.', { signal });
  /** @type {[number, string, string]} */
  const [quota, ...languages] = [
    translator.inputQuota,
    translator.sourceLanguage,
    translator.targetLanguage,
  ];
  translator.destroy();
  return { availability, text, stream, isTooLong: usage > quota, languages };
}

program(Ours, AbortSignal.timeout(1));
