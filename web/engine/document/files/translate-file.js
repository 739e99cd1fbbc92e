/** @file Translates whole files: read, translated block by block, written again in their format. */

import { isNode } from '../../base/environment.js';
import { describe } from '../../base/describe.js';
import { StepglotError, messageOf } from '../../base/errors.js';
import { asBytes } from '../../files/bytes.js';
import { translateBlocks } from '../translate-blocks.js';
import { openFile } from './open-file.js';

/** @typedef {import('../../files/bytes.js').Bytes} Bytes */
/** @typedef {import('../../arguments/decode-types.js').TranslateOptions} TranslateOptions */
/** @typedef {import('../translate-blocks.js').BlockOptions} BlockOptions */
/** @typedef {import('../translate-blocks.js').TranslateTexts} TranslateTexts */
/** @typedef {import('./formats.js').FileFormat} FileFormat */
/** @typedef {import('./open-file.js').NamedFile} NamedFile */

/**
 * How a file is translated.
 *
 * @typedef {object} OwnFileOptions
 * @property {FileFormat} [format] What the file is; if missing, the ending of its name says it, or
 *   what is in it.
 * @property {string} [name] The name of a file that is given as bytes, for messages and its format.
 * @property {boolean} [attributes] HTML: whether attributes that people read are translated (false).
 * @property {boolean} [flagFuzzy] PO: whether translations are flagged `fuzzy` (true).
 * @property {(notice: string) => void} [onNotice] Called with what is to be said of the file: an
 *   encoding that was guessed, messages that are left as they are.
 */

/** @typedef {TranslateOptions & OwnFileOptions & Omit<BlockOptions, 'decode'>} FileOptions */

/** @typedef {Blob | Bytes | string | URL} FileInput A path or an address of a file counts in Node.js. */

// A name that bundlers for browsers leave alone.
const files = 'node:fs/promises';

/**
 * @param {string | URL} path
 * @returns {Promise<NamedFile>}
 */
async function readPath(path) {
  if (!isNode) {
    const message = 'a path can be read in Node.js only: pass the file as a Blob or its bytes';
    throw new StepglotError('invalid_argument', message);
  }
  const { readFile } = await import(/* @vite-ignore */ files);
  try {
    return { bytes: await readFile(path), name: String(path) };
  } catch (cause) {
    throw new StepglotError('unavailable', `cannot read ${path}: ${messageOf(cause)}`, { cause });
  }
}

/**
 * @param {FileInput} file
 * @param {string} name For bytes.
 * @returns {Promise<NamedFile>}
 */
async function readInput(file, name) {
  if (typeof file === 'string' || file instanceof URL) return readPath(file);
  if (file instanceof Blob) {
    const own = 'name' in file ? String(file.name) : '';
    return { bytes: new Uint8Array(await file.arrayBuffer()), name: name || own, type: file.type };
  }
  return { bytes: asBytes(file, 'file'), name };
}

/** @type {(value: unknown, option: string, type: string) => void} */
function checkType(value, option, type) {
  if (value === undefined || typeof value === type) return;
  const message = `option ${option} must be a ${type}, not ${describe(value)}`;
  throw new StepglotError('invalid_argument', message);
}

/**
 * @template {FileInput} T
 * @param {T} input
 * @param {TranslateTexts | null} translateTexts None when the languages are one.
 * @param {{sourceLanguage: string, targetLanguage: string}} languages
 * @param {FileOptions} [options]
 * @returns {Promise<T extends Blob ? Blob : Uint8Array<ArrayBuffer>>} A blob for a blob, else bytes.
 * @throws The signal's reason, and what the translator throws.
 * @throws {StepglotError} `invalid_argument`, `invalid_document`, `unsupported`, `unavailable`.
 */
export async function translateFile(input, translateTexts, languages, options = {}) {
  const { format, name = '', attributes, flagFuzzy, onNotice, ...rest } = options;
  checkType(name, 'name', 'string');
  checkType(attributes, 'attributes', 'boolean');
  checkType(flagFuzzy, 'flagFuzzy', 'boolean');
  checkType(onNotice, 'onNotice', 'function');
  const { onBlock, onProgress, signal, ...decode } = rest;
  const file = await readInput(input, name);
  const reading = { ...languages, format, attributes, flagFuzzy };
  const { blocks, notices, write } = await openFile(file, reading);
  for (const notice of notices) onNotice?.(notice);
  const document = { blocks: [...blocks], write };
  const work = { decode, onBlock, onProgress, signal };
  const bytes = translateTexts
    ? await translateBlocks(document, translateTexts, work)
    : new Uint8Array(file.bytes);
  const isBlob = input instanceof Blob;
  const output = isBlob ? new Blob([/** @type {any} */ (bytes)], { type: input.type }) : bytes;
  return /** @type {any} */ (output);
}
