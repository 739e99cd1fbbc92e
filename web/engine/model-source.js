/** @file Where translators get their models: from a store, or from what a user gives himself. */

import { asBytes } from './bytes.js';
import { StepglotError } from './errors.js';
import { localFiles } from './models/storage.js';

/** @typedef {import('./bytes.js').Bytes} Bytes */
/** @typedef {import('./engine.js').Vocabulary} Vocabulary */
/** @typedef {import('./models/manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./models/store.js').ModelStore} ModelStore */
/** @typedef {import('./worker/client.js').ModelSource} ModelSource */
/** @typedef {Parameters<ModelSource['open']>[0]} OpenOptions */

/**
 * A model of a store, opened there each time.
 *
 * @implements {ModelSource}
 */
export class StoredModel {
  /**
   * @param {Pick<ModelStore, 'open'>} store
   * @param {Pick<ModelEntry, 'id'>} entry
   */
  constructor(store, { id }) {
    this.store = store;
    this.name = id;
  }

  /**
   * @param {OpenOptions} options
   * @returns {Promise<Uint8Array>}
   */
  open({ signal, onProgress }) {
    return this.store.open(this.name, {
      signal,
      onProgress: ({ loaded, total }) => onProgress(loaded / total),
    });
  }

  /**
   * @param {ModelSource} other
   * @returns {boolean}
   */
  isSame(other) {
    return other instanceof StoredModel && other.store === this.store && other.name === this.name;
  }
}

/**
 * A file of the user's: a `Blob`, which browsers keep outside of the page's memory, if need be on
 * disk.
 *
 * @implements {ModelSource}
 */
export class BlobModel {
  /**
   * @param {Blob} blob
   * @param {Vocabulary} [vocabulary]
   */
  constructor(blob, vocabulary) {
    this.blob = blob;
    this.vocabulary = vocabulary;
    this.name = 'name' in blob ? String(blob.name) : 'model';
  }

  /** @param {OpenOptions} options */
  async open({ onProgress }) {
    const bytes = new Uint8Array(await this.blob.arrayBuffer());
    onProgress(1);
    return bytes;
  }

  /**
   * @param {ModelSource} other
   * @returns {boolean}
   */
  isSame(other) {
    return this === other;
  }
}

/**
 * A model at an address, fetched each time.
 *
 * @implements {ModelSource}
 */
export class RemoteModel {
  /**
   * @param {URL} url
   * @param {Vocabulary} [vocabulary]
   */
  constructor(url, vocabulary) {
    this.url = url;
    this.vocabulary = vocabulary;
    this.name = url.pathname.slice(url.pathname.lastIndexOf('/') + 1) || url.href;
  }

  /** @param {OpenOptions} options */
  async open({ signal, onProgress }) {
    if (this.url.protocol === 'file:') return this.#readLocal();
    try {
      const response = await fetch(this.url, { signal });
      if (!response.ok) {
        const answer = `${response.status} ${response.statusText}`.trimEnd();
        throw new StepglotError('network', `${this.url}: the server answered ${answer}`);
      }
      return await readAll(response, onProgress);
    } catch (cause) {
      if (signal.aborted || cause instanceof StepglotError) throw cause;
      const reason = cause instanceof Error ? cause.message : cause;
      throw new StepglotError('network', `${this.url}: ${reason}`, { cause });
    }
  }

  async #readLocal() {
    const { fileBytes } = await localFiles();
    const bytes = await fileBytes(this.url);
    if (!bytes) throw new StepglotError('unavailable', `there is no file ${this.url}`);
    return bytes;
  }

  /**
   * @param {ModelSource} other
   * @returns {boolean}
   */
  isSame(other) {
    return this === other;
  }
}

/**
 * @param {Response} response
 * @param {(fraction: number) => void} onProgress
 */
async function readAll(response, onProgress) {
  const { headers } = response;
  // What is compressed on the way has another length there.
  const isPlain = (headers.get('content-encoding') ?? 'identity') === 'identity';
  const total = isPlain ? Number(headers.get('content-length')) : 0;
  /** @type {Uint8Array<ArrayBuffer>[]} */
  const chunks = [];
  let loaded = 0;
  const reader = response.body?.getReader();
  for (;;) {
    const { done = true, value } = (await reader?.read()) ?? {};
    if (done || !value) break;
    chunks.push(/** @type {Uint8Array<ArrayBuffer>} */ (value));
    loaded += value.byteLength;
    if (total > 0) onProgress(loaded / total);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

/**
 * @param {Bytes | Blob | URL | string} model
 * @param {Vocabulary} [vocabulary]
 * @returns {Promise<ModelSource>}
 * @throws {StepglotError} `invalid_argument`
 */
export async function toSource(model, vocabulary) {
  if (model instanceof Blob) return new BlobModel(model, vocabulary);
  if (typeof model === 'string' || model instanceof URL) {
    return new RemoteModel(await toUrl(String(model)), vocabulary);
  }
  const bytes = asBytes(model, 'model');
  // A blob takes no shared memory; a copy is not shared.
  const isShared = !(bytes.buffer instanceof ArrayBuffer);
  const part = /** @type {Uint8Array<ArrayBuffer>} */ (isShared ? bytes.slice() : bytes);
  return new BlobModel(new Blob([part]), vocabulary);
}

/**
 * @param {string} address Relative to the page, in Node.js to the current folder.
 * @returns {Promise<URL>}
 */
async function toUrl(address) {
  const page = globalThis.document?.baseURI ?? globalThis.location?.href;
  const base = page ?? (await localFiles()).currentFolder();
  try {
    return new URL(address, base);
  } catch (cause) {
    throw new StepglotError('invalid_argument', `${address} is no address`, { cause });
  }
}
