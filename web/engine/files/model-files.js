/** @file The files of a model, in whatever form the caller has them. */

import { asBytes } from './bytes.js';
import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';
import { PartwiseBytes, blobBytes, isByteSource } from './file-bytes.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./file-bytes.js').ByteSource} ByteSource */

/** @typedef {Bytes | Blob | ByteSource} FileContent A file's bytes, or where to read them. */

/** @typedef {{name: string, bytes: FileContent}} NamedContent A file by its name. */

/**
 * The files of one model: by their names; or one by one, such as those of a file input or of a
 * folder, a `File` having a name of its own.
 *
 * @typedef {Record<string, FileContent> | Iterable<File | NamedContent> |
 *   AsyncIterable<File | NamedContent>} ModelFiles
 */

/**
 * A model: the one file that it is, or `{files}` for all its files. Formats are recognised by what
 * is in the files. One file may also be an archive (`.zip`, `.argosmodel`), and any may be
 * compressed (`.gz`).
 *
 * @typedef {FileContent | {files: ModelFiles}} ModelInput
 */

/**
 * SentencePiece models for weights whose files hold none.
 *
 * @typedef {{shared: FileContent} | {source: FileContent, target: FileContent}} Vocabulary
 */

/** @typedef {{name: string, bytes: Uint8Array | Blob | ByteSource}} LocalFile A file, checked. */

/** @type {(message: string) => StepglotError} */
const wrong = (message) => new StepglotError('invalid_argument', message);

/** @type {(value: unknown) => value is Blob} */
const isBlob = (value) => value instanceof Blob;

/**
 * @param {unknown} content
 * @param {string} what Name of the value in messages.
 * @returns {LocalFile['bytes']}
 * @throws {StepglotError} `invalid_argument`
 */
const toContent = (content, what) =>
  isBlob(content) || isByteSource(content) ? content : asBytes(content, what);

/**
 * @param {unknown} file One of an iterable.
 * @param {string} where
 * @returns {LocalFile}
 */
function toFile(file, where) {
  const { name, bytes } = /** @type {{name?: unknown, bytes?: unknown}} */ (Object(file));
  // A Blob has a method `bytes` in newer browsers.
  const content = isBlob(file) ? file : bytes;
  if (typeof name === 'string' && name !== '' && content !== undefined) {
    return { name, bytes: toContent(content, `${where}.bytes`) };
  }
  throw wrong(`${where} must be a File or {name, bytes}, not ${describe(file)}`);
}

/** @type {(value: object) => value is Iterable<unknown> | AsyncIterable<unknown>} */
const isIterable = (value) => Symbol.iterator in value || Symbol.asyncIterator in value;

/** @param {unknown} files */
async function toFiles(files) {
  if (typeof files !== 'object' || files === null || isBlob(files) || ArrayBuffer.isView(files)) {
    throw wrong(
      `files must be an iterable of files or an object of their contents by name, ` +
        `not ${describe(files)}`,
    );
  }
  /** @type {LocalFile[]} */
  const list = [];
  if (isIterable(files)) {
    for await (const file of files) list.push(toFile(file, `files[${list.length}]`));
  } else {
    for (const [name, content] of Object.entries(files)) {
      list.push({ name, bytes: toContent(content, `files[${JSON.stringify(name)}]`) });
    }
  }
  if (list.length === 0) throw wrong('files holds no file');
  return list;
}

/**
 * @param {object | undefined} vocabulary
 * @returns {LocalFile[]} Under the names that say which side each is for.
 * @throws {StepglotError} `invalid_argument`
 */
export function vocabularyFiles(vocabulary) {
  if (vocabulary === undefined) return [];
  const names = Object.keys(vocabulary).sort().join();
  if (names !== 'shared' && names !== 'source,target') {
    throw wrong(`vocabulary must be {shared} or {source, target}, not {${names}}`);
  }
  return Object.entries(vocabulary).map(([side, content]) => ({
    name: `${side}.spm`,
    bytes: toContent(content, `vocabulary.${side}`),
  }));
}

/**
 * Lists the files of a model without reading them.
 *
 * @param {unknown} model A `ModelInput`.
 * @param {{vocabulary?: object, name?: string}} options A name for a model that has none.
 * @returns {Promise<LocalFile[]>} At least one.
 * @throws {StepglotError} `invalid_argument`
 */
export async function listFiles(model, { vocabulary, name }) {
  // First, so that they win over others of their names.
  const given = vocabularyFiles(vocabulary);
  if (isBlob(model)) {
    const fileName = 'name' in model && String(model.name);
    return [...given, { name: name ?? (fileName || 'model'), bytes: model }];
  }
  if (typeof model === 'object' && model !== null && 'files' in model) {
    if (name !== undefined) throw wrong('name is for a model of one file; these have their own');
    return [...given, ...(await toFiles(model.files))];
  }
  return [...given, { name: name ?? 'model', bytes: toContent(model, 'model') }];
}

/**
 * @param {readonly LocalFile[]} files
 * @returns {Promise<import('./file-bytes.js').OpenedFile[]>} The files in the form that the core takes.
 * @throws {StepglotError} `unavailable` when a file cannot be read, `out_of_memory`,
 *   `invalid_argument` when a buffer was transferred away meanwhile.
 */
export async function openFiles(files) {
  const read = await Promise.all(
    files.map(({ name, bytes }) => (isBlob(bytes) ? blobBytes(bytes, name) : bytes)),
  );
  return files.map(({ name }, i) => {
    const bytes = read[i];
    if (isByteSource(bytes)) return { name, bytes: new PartwiseBytes(bytes, name) };
    return { name, bytes: bytes instanceof PartwiseBytes ? bytes : asBytes(bytes, name) };
  });
}
