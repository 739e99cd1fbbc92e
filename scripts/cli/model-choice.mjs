/** @file Which model a command works with: one that the user names, or that of a language pair. */

import { resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { ModelStore } from '../../web/engine/index.js';
import { bestFitting, serves, tagOfName, tokenFor } from '../../web/engine/internal.js';
import {
  loadFiles,
  loadModelFile,
  readLexicon,
  readVocabulary,
  vocabularyHelp,
  vocabularyOptions,
} from './model-file.mjs';
import { percentOf, Progress } from './progress.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').Model} Model */
/** @typedef {import('../../web/engine/index.js').ModelEntry} ModelEntry */
/** @typedef {import('./model-file.mjs').VocabularyFlags} VocabularyFlags */
/** @typedef {{from?: string, to?: string}} PairFlags Language tags, as typed. */
/** @typedef {{manifest?: string}} ManifestFlags */
/** @typedef {{model?: string, arithmetic?: string, threads?: string}} ModelFlags */
/** @typedef {VocabularyFlags & PairFlags & ManifestFlags & ModelFlags} ChoiceFlags */
/** @typedef {{from?: string, to?: string}} Pair Canonical tags. */

/** What is used when the user names neither a model nor a language. */
const DEFAULT_PAIR = { from: 'es', to: 'ca' };

/** For `parseArgs`: where the models to choose from are listed. */
export const manifestOptions = /** @type {const} */ ({ manifest: { type: 'string' } });

export const manifestHelp = `\
      --manifest PLACE    choose among the models of this manifest, a file or an address (default:
                          those that come with Stepglot); what is not on this machine is downloaded,
                          checked and kept`;

/** For `parseArgs`: all that says which model to use. */
export const choiceOptions = /** @type {const} */ ({
  ...vocabularyOptions,
  ...manifestOptions,
  from: { type: 'string' },
  to: { type: 'string' },
  model: { type: 'string', short: 'm' },
  arithmetic: { type: 'string' },
  threads: { type: 'string' },
});

export const choiceHelp = `\
      --from TAG          language to translate from, and ...
      --to TAG            ... to translate to, such as es or pt-BR: choose the model that comes with
                          Stepglot (\`stepglot models\` lists them) and fits; one of the two is enough
                          where one model fits (default: Spanish to Catalan)
${manifestHelp}
  -m, --model PATH        use this model instead, a file or a folder; --from and --to have to agree
                          with its languages, and name them where it does not say; --to also
                          chooses among the target tokens of a multilingual model
      --arithmetic WHICH  faithful or fast: round activations to 14 bits, or to 7 (default: faithful)
      --threads N         translate with N threads, 1 to 32 (default: one for each core, at most 4);
                          translations are the same with any number
${vocabularyHelp}`;

/** @param {ManifestFlags} flags */
export function openStore({ manifest }) {
  if (manifest === undefined) return new ModelStore();
  const isAddress = /^https?:\/\//i.test(manifest);
  return new ModelStore({ manifest: isAddress ? manifest : pathToFileURL(resolve(manifest)) });
}

/**
 * @param {PairFlags} flags
 * @returns {Pair}
 * @throws {UsageError} When one is no language tag.
 */
function readPair(flags) {
  /** @type {Pair} */
  const pair = {};
  for (const side of /** @type {const} */ (['from', 'to'])) {
    const tag = flags[side];
    if (tag === undefined) continue;
    try {
      pair[side] = tagOfName(tag);
    } catch {
      throw new UsageError(
        `--${side} must be a language tag such as es or pt-BR, not ${JSON.stringify(tag)}`,
      );
    }
  }
  return pair;
}

/** @param {Pair} pair */
const describePair = ({ from, to }) =>
  [from && `from ${from}`, to && `to ${to}`].filter(Boolean).join(' ');

/** @param {readonly ModelEntry[]} models */
const listModels = (models) => models.map(({ id, name }) => `${id} (${name})`).join(', ') || 'none';

/**
 * @param {ModelStore} store
 * @param {Pair} pair
 * @returns {Promise<ModelEntry>}
 * @throws {UsageError} When models of several pairs fit, or none.
 */
async function chooseEntry(store, pair) {
  const wanted = describePair(pair);
  const models = await store.models();
  const standard = wanted === '' ? await store.find(DEFAULT_PAIR.from, DEFAULT_PAIR.to) : null;
  const languages = { sourceLanguage: pair.from, targetLanguage: pair.to };
  const fitting = standard ? [standard] : bestFitting(models, languages);
  const [first] = fitting;
  if (!first) {
    const known = listModels(models);
    throw new UsageError(`there is no model ${wanted}`.trimEnd() + `; the models are ${known}`);
  }
  const isSamePair = (/** @type {ModelEntry} */ { sourceLanguage, targetLanguage }) =>
    sourceLanguage === first.sourceLanguage && targetLanguage === first.targetLanguage;
  if (fitting.every(isSamePair)) return first;
  const missing = ['from', 'to'].filter((side) => !(side in pair)).map((side) => `--${side}`);
  throw new UsageError(
    `several models fit${wanted && ` ${wanted}`}: ${listModels(fitting)}; add ${missing.join(' and ')}`,
  );
}

/**
 * A model with what the user and its manifest say of it.
 *
 * @typedef {object} ChosenModel
 * @property {Model} model
 * @property {string} name What messages call it.
 * @property {string} sourceLanguage Empty when nobody says it.
 * @property {string} targetLanguage
 */

/**
 * @param {ModelEntry} entry
 * @returns {string} The path of a file of this machine, else the address.
 */
const placeOf = ({ url }) => (url.startsWith('file:') ? fileURLToPath(url) : url);

/**
 * @param {ChoiceFlags} flags
 * @returns {'faithful' | 'fast' | undefined}
 */
function arithmeticOf({ arithmetic }) {
  if (arithmetic === undefined || arithmetic === 'faithful' || arithmetic === 'fast') {
    return arithmetic;
  }
  throw new UsageError(`--arithmetic must be faithful or fast, not ${arithmetic}`);
}

/**
 * @param {ChoiceFlags} flags
 * @returns {number | undefined}
 */
function threadsOf({ threads }) {
  if (threads === undefined) return undefined;
  const number = Number(threads);
  if (/^\d+$/.test(threads) && number >= 1 && number <= 32) return number;
  throw new UsageError(`--threads must be an integer from 1 to 32, not ${threads}`);
}

/** @param {ChoiceFlags} flags How the model is to compute. */
const howOf = (flags) => ({ arithmetic: arithmeticOf(flags), threads: threadsOf(flags) });

/**
 * Loads the model of a pair. Its length and SHA-256 are checked first.
 *
 * @param {ChoiceFlags} flags
 * @param {Pair} pair
 * @returns {Promise<ChosenModel>}
 */
async function loadEntry(flags, pair) {
  const vocabulary = await readVocabulary(flags);
  const lexicon = await readLexicon(flags);
  const store = openStore(flags);
  const entry = await chooseEntry(store, pair);
  const progress = new Progress(
    percentOf(`downloading ${entry.id}`),
    !entry.url.startsWith('file:'),
  );
  const bytes = await store
    .open(entry.id, { onProgress: ({ loaded, total }) => progress.show(loaded / total) })
    .finally(() => progress.clear());
  const { sourceLanguage, targetLanguage } = entry;
  const name = placeOf(entry);
  const options = { vocabulary, sourceLanguage, targetLanguage, ...howOf(flags) };
  const model = await loadFiles(name, [{ name, bytes }, ...lexicon], options);
  return { model, name, sourceLanguage, targetLanguage };
}

/**
 * @param {string} said What the model says; empty when it does not.
 * @param {string} wanted
 * @param {'source' | 'target'} side
 */
function agree(said, wanted, side) {
  try {
    return said === '' || serves(tagOfName(said), wanted, side);
  } catch {
    // A file may say anything.
    return said === wanted;
  }
}

/**
 * Loads a model that the user names.
 *
 * @param {ChoiceFlags} flags
 * @param {string} path
 * @param {Pair} pair
 * @returns {Promise<ChosenModel>}
 * @throws {UsageError} When its languages are others.
 */
async function loadNamed(flags, path, { from, to }) {
  if (flags.manifest !== undefined) throw new UsageError(`--manifest excludes the model ${path}`);
  const model = await loadModelFile(path, flags, howOf(flags));
  const { sourceLanguage, targetLanguage, targetTokens } = model.info;
  if (to !== undefined) model.targetToken = tokenFor(targetTokens, to);
  if (from !== undefined && !agree(sourceLanguage, from, 'source')) {
    throw new UsageError(`--from ${from}: ${path} translates from ${sourceLanguage}`);
  }
  const isChosen = model.targetToken !== undefined;
  if (to !== undefined && !isChosen && !agree(targetLanguage, to, 'target')) {
    throw new UsageError(`--to ${to}: ${path} translates to ${targetLanguage}`);
  }
  return {
    model,
    name: path,
    sourceLanguage: sourceLanguage || (from ?? ''),
    targetLanguage: (isChosen && to) || targetLanguage || (to ?? ''),
  };
}

/**
 * Loads the model that the flags ask for.
 *
 * @param {ChoiceFlags} flags
 * @returns {Promise<ChosenModel>}
 * @throws {UsageError} When they do not fit one model.
 * @throws {Error} When it cannot be loaded.
 */
export async function loadChosenModel(flags) {
  const pair = readPair(flags);
  return flags.model === undefined ? loadEntry(flags, pair) : loadNamed(flags, flags.model, pair);
}
