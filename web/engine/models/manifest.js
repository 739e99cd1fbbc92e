/** @file The manifest: the available models, with every field checked. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';
import { tagOfName } from '../base/language-tags.js';

/**
 * What a translation of a test set scored.
 *
 * @typedef {object} Score
 * @property {string} test The test set and how it was translated, for people.
 * @property {string} metric `BLEU` or `chrF2`, say.
 * @property {number} value
 */

/**
 * One model of the manifest.
 *
 * @typedef {object} ModelEntry
 * @property {string} id Unique in the manifest: small letters, digits, `.`, `_` and `-`.
 * @property {string} name For people.
 * @property {string} sourceLanguage A canonical BCP 47 tag.
 * @property {string} targetLanguage A canonical BCP 47 tag.
 * @property {string} url Where the file is: the manifest's `file`, made absolute.
 * @property {number} bytes Length of the file.
 * @property {string} sha256 Hash of the file, 64 small hexadecimal digits.
 * @property {string} licence
 * @property {readonly Readonly<Score>[]} scores None when not measured.
 */

/**
 * A manifest as it is written: an entry's `file` is an address relative to the manifest's own, and its
 * languages may be written with underscores, as in `zh_hant`.
 *
 * @typedef {object} ModelManifest
 * @property {1} version
 * @property {(Omit<ModelEntry, 'url' | 'scores'> & {file: string, scores?: Score[]})[]} models
 */

/** @typedef {Record<string, unknown>} Fields */

// WebAssembly memory holds no more, so that no larger model could be loaded.
const MOST_BYTES = 2 ** 32 - 1;

const MOST_CHARACTERS = 300;

/** @type {(value: unknown) => value is Fields} */
const isObject = (value) => typeof value === 'object' && value !== null && !Array.isArray(value);

/** @type {(message: string, cause?: unknown) => StepglotError} */
const fault = (message, cause) =>
  new StepglotError('invalid_manifest', message, cause === undefined ? undefined : { cause });

/**
 * @param {unknown} value
 * @param {string} what Its place, for messages.
 * @param {string[]} required Names that it must have.
 * @param {string[]} [optional] Names that it may have; others are refused, since nobody
 *   would notice a misspelled one.
 * @returns {Fields}
 */
function fields(value, what, required, optional = []) {
  if (!isObject(value)) throw fault(`${what} must be an object, not ${describe(value)}`);
  for (const name of required) {
    if (!Object.hasOwn(value, name)) throw fault(`${what} lacks ${name}`);
  }
  for (const name of Object.keys(value)) {
    if (required.includes(name) || optional.includes(name)) continue;
    throw fault(`${what} has an unknown field ${describe(name)}`);
  }
  return value;
}

/** @param {unknown} value @param {string} what @returns {string} One line for people. */
function line(value, what) {
  const isLine =
    typeof value === 'string' &&
    value.trim() !== '' &&
    value.length <= MOST_CHARACTERS &&
    !/\p{Cc}/u.test(value);
  if (isLine) return value;
  throw fault(
    `${what} must be one line of 1 to ${MOST_CHARACTERS} characters, not ${describe(value)}`,
  );
}

/** @param {unknown} value @param {string} what @param {RegExp} form @param {string} expected */
function matching(value, what, form, expected) {
  if (typeof value === 'string' && form.test(value)) return value;
  throw fault(`${what} must be ${expected}, not ${describe(value)}`);
}

/** @param {unknown} value @param {string} what @returns {string} */
function language(value, what) {
  try {
    if (typeof value === 'string') return tagOfName(value);
  } catch (cause) {
    throw fault(`${what} must be a BCP 47 language tag, not ${describe(value)}`, cause);
  }
  throw fault(`${what} must be a BCP 47 language tag, not ${describe(value)}`);
}

/**
 * @param {unknown} file
 * @param {URL} base
 * @param {string} what
 * @returns {string} The absolute address.
 */
function address(file, base, what) {
  if (typeof file !== 'string' || file === '') {
    throw fault(`${what} must be an address, not ${describe(file)}`);
  }
  let url;
  try {
    url = new URL(file, base);
  } catch (cause) {
    throw fault(`${what} must be an address, not ${describe(file)}`, cause);
  }
  // A manifest from the net has no say over files of this machine.
  const schemes = base.protocol === 'file:' ? ['http:', 'https:', 'file:'] : ['http:', 'https:'];
  if (!schemes.includes(url.protocol)) {
    throw fault(`${what} must be an address of ${schemes.join(' or ')}, not ${describe(url.href)}`);
  }
  if (url.username || url.password) throw fault(`${what} must not hold a user's name or password`);
  url.hash = '';
  return url.href;
}

/** @param {unknown} value @param {string} what @returns {number} */
function length(value, what) {
  if (Number.isSafeInteger(value) && Number(value) >= 1 && Number(value) <= MOST_BYTES) {
    return Number(value);
  }
  throw fault(`${what} must be an integer from 1 to ${MOST_BYTES}, not ${describe(value)}`);
}

/** @param {unknown} value @param {string} what @returns {Readonly<Score>[]} */
function scores(value, what) {
  if (value === undefined) return [];
  if (!Array.isArray(value)) throw fault(`${what} must be an array, not ${describe(value)}`);
  return value.map((element, index) => {
    const place = `${what}[${index}]`;
    const score = fields(element, place, ['test', 'metric', 'value']);
    if (!Number.isFinite(score.value)) {
      throw fault(`${place}.value must be a number, not ${describe(score.value)}`);
    }
    return Object.freeze({
      test: line(score.test, `${place}.test`),
      metric: line(score.metric, `${place}.metric`),
      value: Number(score.value),
    });
  });
}

const ENTRY = [
  'id',
  'name',
  'sourceLanguage',
  'targetLanguage',
  'file',
  'bytes',
  'sha256',
  'licence',
];

/**
 * @param {unknown} value
 * @param {number} index
 * @param {URL} base
 * @param {string} source Where the manifest is from.
 * @returns {Readonly<ModelEntry>}
 */
function entry(value, index, base, source) {
  const given = isObject(value) ? value.id : undefined;
  const called = typeof given === 'string' ? `model ${describe(given)}` : `models[${index}]`;
  const what = `${source}: ${called}`;
  const model = fields(value, what, ENTRY, ['scores']);
  const sourceLanguage = language(model.sourceLanguage, `${what}: sourceLanguage`);
  const targetLanguage = language(model.targetLanguage, `${what}: targetLanguage`);
  if (sourceLanguage === targetLanguage) {
    throw fault(`${what} translates ${describe(sourceLanguage)} into itself`);
  }
  return Object.freeze({
    id: matching(
      model.id,
      `${what}: id`,
      /^[a-z0-9][a-z0-9._-]{0,63}$/,
      '1 to 64 of a-z, 0-9, ".", "_" and "-", a letter or digit first',
    ),
    name: line(model.name, `${what}: name`),
    sourceLanguage,
    targetLanguage,
    url: address(model.file, base, `${what}: file`),
    bytes: length(model.bytes, `${what}: bytes`),
    sha256: matching(
      model.sha256,
      `${what}: sha256`,
      /^[0-9a-f]{64}$/,
      '64 hexadecimal digits in small letters',
    ),
    licence: line(model.licence, `${what}: licence`),
    scores: Object.freeze(scores(model.scores, `${what}: scores`)),
  });
}

/**
 * Checks a manifest, which may come from anywhere.
 *
 * @param {unknown} value The parsed JSON.
 * @param {URL} base What relative addresses are relative to.
 * @param {string} source What messages call the manifest.
 * @returns {readonly Readonly<ModelEntry>[]}
 * @throws {StepglotError} `invalid_manifest` with the entry and the field.
 */
export function readManifest(value, base, source) {
  // First, since a later version may well have other fields.
  if (isObject(value) && Object.hasOwn(value, 'version') && value.version !== 1) {
    throw fault(`${source}: version must be 1, not ${describe(value.version)}`);
  }
  const { models } = fields(value, source, ['version', 'models']);
  if (!Array.isArray(models)) {
    throw fault(`${source}: models must be an array, not ${describe(models)}`);
  }
  const entries = models.map((model, index) => entry(model, index, base, source));
  const ids = new Set();
  for (const { id } of entries) {
    if (ids.has(id)) throw fault(`${source}: model ${describe(id)} is listed twice`);
    ids.add(id);
  }
  return Object.freeze(entries);
}
