/** @file The model that a command works with, loaded from its file or folder. */

import { fileURLToPath } from 'node:url';
import { loadEngine, StepglotError } from '../../web/engine/index.js';
import { readWhole } from './files.mjs';
import { openModelPath } from './model-path.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').Engine} Engine */
/** @typedef {{spm?: string, 'source-spm'?: string, 'target-spm'?: string}} VocabularyFlags */

/** The model that comes with Stepglot. */
export const defaultModel = fileURLToPath(
  new URL('../../web/models/en-de.int8.safetensors', import.meta.url),
);

/** Command-line options that name SentencePiece files, for `parseArgs`. */
export const vocabularyOptions = /** @type {const} */ ({
  spm: { type: 'string' },
  'source-spm': { type: 'string' },
  'target-spm': { type: 'string' },
});

export const vocabularyHelp = `\
  --spm FILE              SentencePiece model of both languages, for models without one inside
  --source-spm FILE       the same for the source language only ...
  --target-spm FILE       ... and for the target language`;

/**
 * @param {VocabularyFlags} flags
 * @returns {Promise<import('../../web/engine/index.js').Vocabulary | undefined>}
 */
async function readVocabulary({ spm, 'source-spm': source, 'target-spm': target }) {
  if (spm !== undefined) {
    if (source !== undefined || target !== undefined) {
      throw new UsageError('--spm excludes --source-spm and --target-spm');
    }
    return { shared: await readWhole(spm) };
  }
  if (source === undefined && target === undefined) return undefined;
  if (source === undefined || target === undefined) {
    throw new UsageError('--source-spm and --target-spm go together');
  }
  return { source: await readWhole(source), target: await readWhole(target) };
}

/** How `--model` and its like are explained. */
export const modelPathHelp = `\
A model is a file or a folder of any of these formats, recognised by what is in it: a Stepglot model
file, Hugging Face Marian (OPUS-MT), Marian (.npz, .bin), Firefox Translations, CTranslate2, and Argos
Translate (.argosmodel); archives (.zip) and compressed files (.gz) need not be unpacked.`;

// Smaller models are there at once.
const SHOWN_FROM_BYTES = 2 ** 25;

/**
 * @param {string} path
 * @param {readonly import('../../web/engine/index.js').NamedContent[]} files
 * @returns {{show: (fraction: number) => void, clear: () => void}} How far loading is, on the terminal.
 */
function loadingLine(path, files) {
  const sizes = files.map(({ bytes }) => ('byteLength' in bytes ? bytes.byteLength : 0));
  const isShown = process.stderr.isTTY && sizes.reduce((a, b) => a + b) >= SHOWN_FROM_BYTES;
  let shown = -1;
  return {
    show(fraction) {
      const percent = Math.floor(100 * fraction);
      if (!isShown || percent === shown) return;
      shown = percent;
      process.stderr.write(`\rloading ${path} ${percent} %`);
    },
    clear() {
      if (shown >= 0) process.stderr.write('\r\x1b[K');
    },
  };
}

/**
 * @param {string} path A model file or folder.
 * @param {VocabularyFlags} [flags] SentencePiece files, where the model has none inside.
 * @param {{sourceLanguage?: string, targetLanguage?: string}} [languages]
 * @returns {Promise<{engine: Engine, model: Model}>}
 */
export async function loadModelFile(path, flags = {}, languages = {}) {
  const vocabulary = await readVocabulary(flags);
  const { files, close } = await openModelPath(path);
  const line = loadingLine(path, files);
  try {
    const engine = await loadEngine();
    const options = { ...languages, vocabulary, onProgress: line.show };
    return { engine, model: await engine.loadModel({ files }, options) };
  } catch (error) {
    if (!(error instanceof StepglotError)) throw error;
    const reason = error.message.includes(path) ? error.message : `${path}: ${error.message}`;
    throw new Error(`cannot load ${reason}`, { cause: error });
  } finally {
    line.clear();
    close();
  }
}
