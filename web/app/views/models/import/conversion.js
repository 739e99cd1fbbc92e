/** @file From the files of a model of any format to one file that this page keeps and uses. */

import { Translator, TranslationWorker } from '../../../../engine/index.js';
import { modelFilesAmong } from '../../../../engine/internal.js';

/** @typedef {import('../../../shell/dropped-files.js').Selection} Selection */
/** @typedef {import('../../../models/kept-imports.js').ImportInfo} ImportInfo */
/** @typedef {{sourceLanguage: string, targetLanguage: string}} Languages */

/** What messages call a Stepglot model file: it needs no conversion. */
const NATIVE = /^Stepglot/;

/**
 * @typedef {object} ConversionOptions
 * @property {AbortSignal} signal
 * @property {(fraction: number) => void} onRead Called with the share of the files that is read.
 * @property {() => void} onConvert Called when the model is open and gets converted.
 * @property {(found: Languages) => Promise<Languages>} askLanguages Called when the files do not say
 *   them all.
 */

/**
 * Opens a model in a worker of its own, whose memory is given back at the end, and converts it.
 *
 * @param {Selection} selection
 * @param {ConversionOptions} options
 * @returns {Promise<{info: ImportInfo, file: Blob}>}
 * @throws The signal's reason; what `Translator.fromModel` throws.
 */
export async function convert({ name, files }, { signal, onRead, onConvert, askLanguages }) {
  const worker = new TranslationWorker();
  const stop = () => worker.terminate();
  signal.addEventListener('abort', stop, { once: true });
  try {
    const wanted = modelFilesAmong(files, (file) => file.name);
    const opened = await Translator.fromModel(
      { files: wanted },
      {
        worker,
        signal,
        monitor: (monitor) =>
          monitor.addEventListener('downloadprogress', ({ loaded }) => onRead(loaded)),
      },
    );
    const { format, sourceLanguage, targetLanguage } =
      /** @type {import('../../../../engine/index.js').ModelInfo} */ (opened.info);
    const found = { sourceLanguage, targetLanguage };
    const isKnown = sourceLanguage !== '' && targetLanguage !== '';
    const languages = isKnown ? found : await askLanguages(found);
    signal.throwIfAborted();
    onConvert();
    const isNative = NATIVE.test(format) && wanted.length === 1;
    const file = isNative
      ? wanted[0]
      : new Blob([/** @type {Uint8Array<ArrayBuffer>} */ (await opened.save('int8', { signal }))]);
    const id = `${name}.${Date.now()}`;
    return { info: { id, name, format, ...languages, bytes: file.size }, file };
  } finally {
    signal.removeEventListener('abort', stop);
    worker.terminate();
  }
}
