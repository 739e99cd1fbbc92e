/** @file The model that a command works with, loaded from its file. */

import { fileURLToPath } from 'node:url';
import { loadEngine, StepglotError } from '../../web/engine/index.js';
import { readWhole } from './files.mjs';
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
  --spm FILE              SentencePiece model of both languages, for weights without one inside
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

/**
 * @param {string} path A model file.
 * @param {VocabularyFlags} [flags] SentencePiece files, where the model has none inside.
 * @returns {Promise<{engine: Engine, model: Model}>}
 */
export async function loadModelFile(path, flags = {}) {
  const vocabulary = await readVocabulary(flags);
  const bytes = await readWhole(path);
  const engine = await loadEngine();
  try {
    return { engine, model: await engine.loadModel(bytes, { vocabulary, name: path }) };
  } catch (error) {
    if (!(error instanceof StepglotError)) throw error;
    const reason = error.message.includes(path) ? error.message : `${path}: ${error.message}`;
    throw new Error(`cannot load ${reason}`, { cause: error });
  }
}
