/** @file The bytes of a file as the core reads them: part by part, wherever they are. */

import { StepglotError, messageOf } from '../base/errors.js';

/**
 * What the core needs of a file's bytes; a `Uint8Array` has it.
 *
 * @typedef {object} FileBytes
 * @property {number} length
 * @property {(begin: number, end: number) => Uint8Array} subarray The bytes from `begin` to before
 *   `end`.
 */

/** @typedef {{name: string, bytes: FileBytes}} OpenedFile A file as the core takes it. */

/**
 * A file that is read in parts, such as one on disk, so that it need not be in memory whole.
 *
 * @typedef {object} ByteSource
 * @property {number} byteLength
 * @property {(begin: number, end: number) => Uint8Array} read Gives the bytes from `begin` to before
 *   `end`, all of them, at once.
 */

// Headers are read in small parts, disks in larger ones.
const WINDOW = 65536;

/** @type {(value: unknown) => value is ByteSource} */
export const isByteSource = (value) => {
  const { byteLength, read } = /** @type {Partial<ByteSource>} */ (Object(value));
  return typeof read === 'function' && Number.isSafeInteger(byteLength);
};

/**
 * The bytes of a file that is elsewhere.
 *
 * @implements {FileBytes}
 */
export class PartwiseBytes {
  #source;
  #name;
  /** @type {Uint8Array} */
  #window = new Uint8Array();
  #start = 0;

  /**
   * @param {ByteSource} source
   * @param {string} name For messages.
   */
  constructor(source, name) {
    this.#source = source;
    this.#name = name;
    this.length = source.byteLength;
  }

  /**
   * @param {number} begin
   * @param {number} end
   * @returns {Uint8Array}
   * @throws {StepglotError} `unavailable`
   */
  subarray(begin, end) {
    if (end - begin >= WINDOW) return this.#read(begin, end);
    if (begin < this.#start || end > this.#start + this.#window.length) {
      this.#window = this.#read(begin, Math.min(begin + WINDOW, this.length));
      this.#start = begin;
    }
    return this.#window.subarray(begin - this.#start, end - this.#start);
  }

  /**
   * @param {number} begin
   * @param {number} end
   */
  #read(begin, end) {
    try {
      const bytes = this.#source.read(begin, end);
      if (bytes.length === end - begin) return bytes;
      throw new Error(`it gave ${bytes.length} bytes instead of ${end - begin}`);
    } catch (cause) {
      throw readError(this.#name, cause);
    }
  }
}

/**
 * Tells how much has been read, of all the files of a model together.
 *
 * @param {readonly OpenedFile[]} files
 * @param {(fraction: number) => void} onProgress
 * @returns {OpenedFile[]} The same files.
 */
export function watched(files, onProgress) {
  const total = files.reduce((sum, { bytes }) => sum + bytes.length, 0);
  let count = 0;
  return files.map(({ name, bytes }) => {
    const subarray = (/** @type {number} */ begin, /** @type {number} */ end) => {
      // Some parts are read twice.
      count = Math.min(count + end - begin, total);
      report(onProgress, total > 0 ? count / total : 1);
      return bytes.subarray(begin, end);
    };
    return { name, bytes: { length: bytes.length, subarray } };
  });
}

/**
 * @param {(fraction: number) => void} onProgress
 * @param {number} fraction
 * @throws {StepglotError} `invalid_argument`, which ends the loading, when the caller's code throws.
 */
function report(onProgress, fraction) {
  try {
    onProgress(fraction);
  } catch (cause) {
    throw new StepglotError('invalid_argument', `option onProgress threw ${cause}`, { cause });
  }
}

/**
 * @param {Blob} blob
 * @param {string} name For messages.
 * @returns {Promise<FileBytes>} In a worker, which can wait for parts of it, not in memory.
 * @throws {StepglotError} `unavailable`, `out_of_memory`
 */
export async function blobBytes(blob, name) {
  // Only workers have it, and only their types know it.
  const { FileReaderSync } = /** @type {any} */ (globalThis);
  if (FileReaderSync) {
    const reader = new FileReaderSync();
    const read = (/** @type {number} */ begin, /** @type {number} */ end) =>
      new Uint8Array(reader.readAsArrayBuffer(blob.slice(begin, end)));
    return new PartwiseBytes({ byteLength: blob.size, read }, name);
  }
  try {
    return new Uint8Array(await blob.arrayBuffer());
  } catch (cause) {
    throw readError(name, cause);
  }
}

/**
 * @param {string} name
 * @param {unknown} cause
 */
function readError(name, cause) {
  // What the platform throws when there is no memory for a buffer.
  const code = cause instanceof RangeError ? 'out_of_memory' : 'unavailable';
  return new StepglotError(code, `cannot read ${name}: ${messageOf(cause)}`, { cause });
}
