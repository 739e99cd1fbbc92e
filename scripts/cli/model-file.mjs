/** @file A model for a command, loaded from its file or folder, with the vocabulary that flags name. */

import { buildLexicon, loadEngine, StepglotError } from '../../web/engine/index.js';
import { readWhole } from './files.mjs';
import { openModelPath } from './model-path.mjs';
import { percentOf, Progress } from './progress.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').EngineOptions} EngineOptions */
/** @typedef {import('../../web/engine/index.js').ModelOptions} ModelOptions */
/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').NamedContent} NamedContent */
/** @typedef {{spm?: string, 'source-spm'?: string, 'target-spm'?: string, lexicon?: string,
 *   'source-lexicon'?: string}} VocabularyFlags */

/** Command-line options that name files of pieces and words, for `parseArgs`. */
export const vocabularyOptions = /** @type {const} */ ({
  spm: { type: 'string' },
  'source-spm': { type: 'string' },
  'target-spm': { type: 'string' },
  lexicon: { type: 'string' },
  'source-lexicon': { type: 'string' },
});

export const vocabularyHelp = `\
      --spm FILE          SentencePiece model of both languages, for models without one inside
      --source-spm FILE   the same for the source language only ...
      --target-spm FILE   ... and for the target language
      --lexicon FILE      words of the target language, all their forms, one or more a line: searches
                          make up no others (see --lexicon-penalty), and copy names and the like
      --source-lexicon FILE
                          the same of the other language: words that are never copied`;

/**
 * @param {VocabularyFlags} flags
 * @returns {Promise<import('../../web/engine/index.js').Vocabulary | undefined>}
 */
export async function readVocabulary({ spm, 'source-spm': source, 'target-spm': target }) {
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

/** @param {string} path @returns {Promise<string[]>} */
const readLines = async (path) => new TextDecoder().decode(await readWhole(path)).split('\n');

/**
 * @param {VocabularyFlags} flags
 * @returns {Promise<NamedContent[]>} The lexicon as a file of the model, if there is one.
 * @throws {Error} That names a file without words.
 */
export async function readLexicon({ lexicon: path, 'source-lexicon': sourcePath }) {
  if (path === undefined) {
    if (sourcePath !== undefined) throw new UsageError('--source-lexicon needs --lexicon');
    return [];
  }
  const words = await readLines(path);
  const sourceWords = sourcePath === undefined ? [] : await readLines(sourcePath);
  try {
    return [{ name: path, bytes: buildLexicon(words, sourceWords) }];
  } catch (error) {
    if (!(error instanceof StepglotError)) throw error;
    throw new Error(`cannot use ${path}: ${error.message}`, { cause: error });
  }
}

/** How `--model` and its like are explained. */
export const modelPathHelp = `\
A model is a file or a folder of any of these formats, recognised by what is in it: a Stepglot model
file, Hugging Face Marian (OPUS-MT), Marian (.npz, .bin), Firefox Translations, CTranslate2, and Argos
Translate (.argosmodel); archives (.zip) and compressed files (.gz) need not be unpacked.`;

// Smaller models are there at once.
const SHOWN_FROM_BYTES = 2 ** 25;

/** @param {NamedContent} file @returns {number} Bytes. */
const lengthOf = ({ bytes }) => ('byteLength' in bytes ? bytes.byteLength : 0);

/**
 * @param {string} name What messages call the model.
 * @param {readonly NamedContent[]} files
 * @param {ModelOptions & Pick<EngineOptions, 'threads'>} options
 * @returns {Promise<Model>}
 * @throws {Error} That names the model.
 */
export async function loadFiles(name, files, { threads, ...options }) {
  const bytes = files.reduce((sum, file) => sum + lengthOf(file), 0);
  const progress = new Progress(percentOf(`loading ${name}`), bytes >= SHOWN_FROM_BYTES);
  try {
    const engine = await loadEngine({ threads });
    const onProgress = (/** @type {number} */ fraction) => progress.show(fraction);
    return await engine.loadModel({ files }, { ...options, onProgress });
  } catch (error) {
    if (!(error instanceof StepglotError)) throw error;
    const reason = error.message.startsWith(name) ? error.message : `${name}: ${error.message}`;
    throw new Error(`cannot load ${reason}`, { cause: error });
  } finally {
    progress.clear();
  }
}

/**
 * @param {string} path A model file or folder.
 * @param {VocabularyFlags} [flags] Files of pieces and words, where the model has none inside.
 * @param {Pick<ModelOptions, 'sourceLanguage' | 'targetLanguage' | 'arithmetic'> &
 *   Pick<EngineOptions, 'threads'>} [options]
 * @returns {Promise<Model>}
 */
export async function loadModelFile(path, flags = {}, options = {}) {
  const vocabulary = await readVocabulary(flags);
  const lexicon = await readLexicon(flags);
  const { files, close } = await openModelPath(path);
  try {
    return await loadFiles(path, [...files, ...lexicon], { ...options, vocabulary });
  } finally {
    close();
  }
}
