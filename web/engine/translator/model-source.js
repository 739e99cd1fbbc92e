/** @file Where translators get their models: from a store, or from what a user gives himself. */

import { StepglotError, messageOf } from '../base/errors.js';
import { listFiles, vocabularyFiles } from '../files/model-files.js';
import { absolute } from '../models/address.js';
import { lengthOf, statusOf } from '../models/response.js';
import { localFiles } from '../models/for-node.js';

/** @typedef {import('../files/model-files.js').LocalFile} LocalFile */
/** @typedef {import('../files/model-files.js').ModelInput} ModelInput */
/** @typedef {import('../models/manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('../models/store.js').ModelStore} ModelStore */
/** @typedef {import('../worker/slots.js').ModelSource} ModelSource */
/** @typedef {import('../worker/protocol.js').LoadedFile} LoadedFile */
/** @typedef {import('../worker/protocol.js').ModelSettings} ModelSettings */
/** @typedef {Parameters<ModelSource['open']>[0]} OpenOptions */

/**
 * A model of a store, opened there each time.
 *
 * @implements {ModelSource}
 */
export class StoredModel {
  /**
   * @param {Pick<ModelStore, 'open'>} store
   * @param {Pick<ModelEntry, 'id' | 'sourceLanguage' | 'targetLanguage'>} entry
   * @param {ModelSettings['arithmetic']} arithmetic
   */
  constructor(store, { id, sourceLanguage, targetLanguage }, arithmetic) {
    this.store = store;
    this.id = id;
    this.settings = { sourceLanguage, targetLanguage, arithmetic };
  }

  /**
   * @param {OpenOptions} options
   * @returns {Promise<LoadedFile[]>}
   */
  async open({ signal, onProgress }) {
    const bytes = await this.store.open(this.id, {
      signal,
      onProgress: ({ loaded, total }) => onProgress(loaded / total),
    });
    return [{ name: this.id, bytes }];
  }

  /**
   * @param {ModelSource} other
   * @returns {boolean}
   */
  isSame(other) {
    return (
      other instanceof StoredModel &&
      other.store === this.store &&
      other.id === this.id &&
      other.settings.arithmetic === this.settings.arithmetic
    );
  }
}

/**
 * Files of the user's: a `Blob` each, which browsers keep outside of the page's memory, if need be on
 * disk.
 *
 * @implements {ModelSource}
 */
export class LocalModel {
  #files;

  /**
   * @param {LocalFile[]} files
   * @param {ModelSettings} settings
   */
  constructor(files, settings) {
    this.#files = toBlobs(files);
    this.settings = settings;
  }

  async open() {
    return this.#files;
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
 * @param {LocalFile[]} files
 * @returns {{name: string, bytes: Blob}[]} The same, which can be read time and again.
 * @throws {StepglotError} `invalid_argument` for what cannot go to a worker.
 */
function toBlobs(files) {
  return files.map(({ name, bytes }) => {
    if (bytes instanceof Blob) return { name, bytes };
    if (!(bytes instanceof Uint8Array)) {
      const message = `${name}: only this thread can read it, the worker needs bytes or a Blob`;
      throw new StepglotError('invalid_argument', message);
    }
    // A blob takes no shared memory; a copy is not shared.
    const isShared = !(bytes.buffer instanceof ArrayBuffer);
    const part = /** @type {Uint8Array<ArrayBuffer>} */ (isShared ? bytes.slice() : bytes);
    return { name, bytes: new Blob([part]) };
  });
}

/**
 * A model at an address, fetched each time.
 *
 * @implements {ModelSource}
 */
export class RemoteModel {
  #vocabulary;

  /**
   * @param {URL} url
   * @param {LocalFile[]} vocabulary
   * @param {ModelSettings} settings
   */
  constructor(url, vocabulary, settings) {
    this.url = url;
    this.#vocabulary = toBlobs(vocabulary);
    this.settings = settings;
  }

  /**
   * @param {OpenOptions} options
   * @returns {Promise<LoadedFile[]>}
   */
  async open(options) {
    const name = this.url.pathname.slice(this.url.pathname.lastIndexOf('/') + 1) || this.url.href;
    const bytes = await this.#fetch(options);
    return [{ name, bytes }, ...this.#vocabulary];
  }

  /** @param {OpenOptions} options */
  async #fetch({ signal, onProgress }) {
    if (this.url.protocol === 'file:') return this.#readLocal();
    try {
      const response = await fetch(this.url, { signal });
      if (!response.ok) {
        const status = statusOf(response);
        throw new StepglotError('network', `${this.url}: the server answered ${status}`);
      }
      return await readAll(response, onProgress);
    } catch (cause) {
      if (signal.aborted || cause instanceof StepglotError) throw cause;
      throw new StepglotError('network', `${this.url}: ${messageOf(cause)}`, { cause });
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
  const total = lengthOf(response) ?? 0;
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
 * @param {ModelInput | URL | string} model
 * @param {{vocabulary?: object} & ModelSettings} options Checked.
 * @returns {Promise<ModelSource>}
 * @throws {StepglotError} `invalid_argument`
 */
export async function toSource(model, { vocabulary, sourceLanguage, targetLanguage, arithmetic }) {
  const settings = { sourceLanguage, targetLanguage, arithmetic };
  if (typeof model !== 'string' && !(model instanceof URL)) {
    return new LocalModel(await listFiles(model, { vocabulary }), settings);
  }
  return new RemoteModel(await absolute(model), vocabularyFiles(vocabulary), settings);
}
