/** @file The store of models: available models, kept models, and the download from one to the other. */

import { describe } from '../base/describe.js';
import { StepglotError } from '../base/errors.js';
import { untilAborted } from '../base/abort.js';
import { optional, resolve } from '../arguments/specs.js';
import { bestFitting } from './best-fitting.js';
import { Download } from './download.js';
import { localFiles } from './for-node.js';
import { loadManifest } from './manifest-file.js';
import { SharedTask } from './shared-task.js';
import { openStorage } from './open-storage.js';
import { verify } from './verify.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./manifest.js').ModelManifest} ModelManifest */
/** @typedef {import('./shared-task.js').Progress} Progress */
/** @typedef {import('./storage.js').Storage} Storage */

/**
 * - `available`: on this machine, whole;
 * - `downloading`: on its way, for this page or for another one of the same origin;
 * - `downloadable`: named by the manifest;
 * - `unavailable`: named by nobody, or a local file that is not there.
 *
 * @typedef {'available' | 'downloading' | 'downloadable' | 'unavailable'} ModelState
 */

/**
 * @typedef {object} StoreOptions
 * @property {string | URL | ModelManifest} [manifest] Its address, or the manifest itself (default:
 *   the one that comes with the library). A relative address is relative to the page, in Node.js to
 *   the current folder.
 * @property {string | URL} [base] What the addresses in a manifest that is given itself are relative
 *   to (needed only when some are).
 * @property {string} [folder] In Node.js, where downloads are kept (default `stepglot` in
 *   `$XDG_CACHE_HOME` or `~/.cache`).
 */

/**
 * @typedef {object} OpenOptions
 * @property {AbortSignal} [signal] Ends the wait, and the download when nobody else waits for it.
 * @property {(progress: Progress) => void} [onProgress] Called with 0 first, the total last, and
 *   never with less than before.
 */

/**
 * What is kept of a model.
 *
 * @typedef {object} KeptModel
 * @property {string} id
 * @property {number} bytes All that it takes up, a broken download and an older version included.
 */

/** @type {(value: unknown) => boolean} */
const isAddress = (value) => typeof value === 'string' || value instanceof URL;

/** @type {(value: unknown) => value is object} */
const isObject = (value) => typeof value === 'object' && value !== null;

const storeSpecs = {
  manifest: optional(
    'a string, a URL or an object',
    (value) => typeof value === 'string' || isObject(value),
  ),
  base: optional('a string or a URL', isAddress),
  folder: optional('a path', (value) => typeof value === 'string' && value !== ''),
};

const openSpecs = {
  signal: optional('an AbortSignal', (value) => isObject(value) && 'aborted' in value),
  onProgress: optional('a function', (value) => typeof value === 'function'),
};

/** What storage calls the file: another version is another file. @param {ModelEntry} entry */
const fileName = ({ id, sha256 }) => `${id}.${sha256}`;

/** @param {string} name @returns {string | undefined} The model's id, unless the name has another form. */
const idOf = (name) => /^([a-z0-9][a-z0-9._-]*)\.[0-9a-f]{64}$/.exec(name)?.[1];

/** @param {ModelEntry} entry */
const isLocal = (entry) => entry.url.startsWith('file:');

/**
 * Deletes versions of a model that its manifest named before, unless another tab is busy with one.
 *
 * @param {ModelEntry} entry
 * @param {Storage} storage
 */
async function deleteOlder(entry, storage) {
  for (const { name } of await storage.list()) {
    if (idOf(name) !== entry.id || name === fileName(entry)) continue;
    if (!(await storage.isLocked(name))) await storage.delete(name);
  }
}

/**
 * Models by their manifest, downloaded when first opened and kept on this machine. Every file is
 * checked against the manifest's SHA-256 each time it is opened.
 */
export class ModelStore {
  #manifest;
  #base;
  #folder;
  /** @type {Promise<readonly Readonly<ModelEntry>[]> | undefined} */
  #entries;
  /** @type {Promise<Storage> | undefined} */
  #storage;
  /** By the model's id. @type {Map<string, SharedTask>} */
  #tasks = new Map();

  /**
   * @param {StoreOptions} [options]
   * @throws {StepglotError} `invalid_argument`
   */
  constructor(options) {
    /** @type {StoreOptions} */
    const { manifest, base, folder } = resolve(options, storeSpecs, 'ModelStore');
    this.#manifest = manifest;
    this.#base = base;
    this.#folder = folder;
  }

  /**
   * The manifest's models; fetched once.
   *
   * @returns {Promise<readonly Readonly<ModelEntry>[]>}
   * @throws {StepglotError} `network`, `unavailable`, `invalid_manifest`
   */
  async models() {
    this.#entries ??= loadManifest(this.#manifest, this.#base);
    try {
      return await this.#entries;
    } catch (error) {
      this.#entries = undefined;
      throw error;
    }
  }

  /**
   * The model that fits best: of several for the source language the one that fits the target best.
   *
   * @param {string} sourceLanguage A BCP 47 tag; `en-US` finds a model for `en`.
   * @param {string} targetLanguage
   * @returns {Promise<Readonly<ModelEntry> | null>}
   * @throws {RangeError} When one is not a language tag.
   * @throws {StepglotError} As `models()`.
   */
  async find(sourceLanguage, targetLanguage) {
    const [best] = bestFitting(await this.models(), { sourceLanguage, targetLanguage });
    return best ?? null;
  }

  /**
   * @param {string} id
   * @returns {Promise<ModelState>} `available` says that the length is right; `open` sees to the rest.
   * @throws {StepglotError} As `models()`; `unsupported` when Node.js cannot make its folder.
   */
  async state(id) {
    const entry = (await this.models()).find((model) => model.id === id);
    if (!entry) return 'unavailable';
    if (isLocal(entry)) {
      const { fileLength } = await localFiles();
      return (await fileLength(entry.url)) === entry.bytes ? 'available' : 'unavailable';
    }
    const storage = await this.#openStorage();
    const kept = (await storage.list()).find(({ name }) => name === fileName(entry));
    if (kept?.bytes === entry.bytes) return 'available';
    const isOnItsWay = this.#tasks.has(id) || (await storage.isLocked(fileName(entry)));
    return isOnItsWay ? 'downloading' : 'downloadable';
  }

  /**
   * Takes a model from where it is kept, or downloads, verifies and keeps it; a download that broke
   * goes on where it stopped. Calls at the same time share one download.
   *
   * @param {string} id
   * @param {OpenOptions} [options]
   * @returns {Promise<Uint8Array<ArrayBuffer>>} The file, in a buffer of the caller's own.
   * @throws The signal's reason.
   * @throws {StepglotError} `invalid_argument` for an unknown id; `network`, `corrupt_download`,
   *   `quota`, `unavailable`, `unsupported`, `out_of_memory`; as `models()`.
   */
  async open(id, options) {
    /** @type {OpenOptions} */
    const { signal, onProgress } = resolve(options, openSpecs, 'open');
    signal?.throwIfAborted();
    const entry = await untilAborted([signal], this.#entry(id));
    signal?.throwIfAborted();
    return this.#task(entry).join(signal, onProgress);
  }

  /**
   * @returns {Promise<KeptModel[]>} Models of which anything is kept, also such as the manifest does
   *   not name any more; without files beside the manifest.
   * @throws {StepglotError} `unsupported` when Node.js cannot make its folder.
   */
  async kept() {
    const storage = await this.#openStorage();
    /** @type {Map<string, number>} */
    const sizes = new Map();
    for (const { name, bytes } of await storage.list()) {
      const id = idOf(name);
      if (id !== undefined) sizes.set(id, (sizes.get(id) ?? 0) + bytes);
    }
    return [...sizes].sort().map(([id, bytes]) => ({ id, bytes }));
  }

  /**
   * Deletes what is kept of a model and ends this store's download of it, whose callers get an
   * `AbortError`. Bytes that were handed out stay as they are.
   *
   * @param {string} id
   * @returns {Promise<boolean>} Whether anything was kept.
   * @throws {StepglotError} `unsupported` when Node.js cannot make its folder.
   */
  async delete(id) {
    const storage = await this.#openStorage();
    const task = this.#tasks.get(id);
    task?.cancel(new DOMException(`the model ${id} was deleted`, 'AbortError'));
    await task?.settled;
    const names = (await storage.list()).map(({ name }) => name);
    const { signal } = new AbortController();
    const deleted = await Promise.all(
      names
        .filter((name) => idOf(name) === id)
        .map((name) => storage.locked(name, signal, () => storage.delete(name))),
    );
    return deleted.includes(true);
  }

  /**
   * Why models are not kept for the next visit: a browser keeps them for pages of https: and localhost
   * alone, and for no page in some private windows. They are held in memory then.
   *
   * @returns {Promise<string>} A clause for people; empty when models are kept.
   * @throws {StepglotError} `unsupported` when Node.js cannot make its folder.
   */
  async whyTransient() {
    return (await this.#openStorage()).whyTransient;
  }

  /**
   * Asks the browser not to evict models when room gets scarce.
   *
   * @returns {Promise<boolean>} Whether it will comply; always true in Node.js.
   * @throws {StepglotError} `unsupported` when Node.js cannot make its folder.
   */
  async persist() {
    return (await this.#openStorage()).persist();
  }

  /** @param {string} id */
  async #entry(id) {
    const models = await this.models();
    const entry = models.find((model) => model.id === id);
    if (entry) return entry;
    const ids = models.map((model) => model.id).join(', ') || 'none';
    throw new StepglotError(
      'invalid_argument',
      `there is no model ${describe(id)}; the manifest has ${ids}`,
    );
  }

  async #openStorage() {
    this.#storage ??= openStorage(this.#folder);
    try {
      return await this.#storage;
    } catch (error) {
      this.#storage = undefined;
      throw error;
    }
  }

  /** @param {ModelEntry} entry @returns {SharedTask} The one that runs, or a new one. */
  #task(entry) {
    const running = this.#tasks.get(entry.id);
    if (running) return running;
    const task = new SharedTask(
      entry.bytes,
      (signal, report) =>
        isLocal(entry) ? this.#readLocal(entry) : this.#obtain(entry, signal, report),
      () => {
        if (this.#tasks.get(entry.id) === task) this.#tasks.delete(entry.id);
      },
    );
    this.#tasks.set(entry.id, task);
    return task;
  }

  /** @param {ModelEntry} entry */
  async #readLocal(entry) {
    const { fileBytes } = await localFiles();
    const file = await fileBytes(entry.url);
    if (!file) {
      throw new StepglotError('unavailable', `model ${entry.id}: there is no file ${entry.url}`);
    }
    return verify(file, entry);
  }

  /**
   * @param {ModelEntry} entry
   * @param {AbortSignal} signal
   * @param {(loaded: number) => void} report
   */
  async #obtain(entry, signal, report) {
    const storage = await this.#openStorage();
    const name = fileName(entry);
    const file = await storage.locked(name, signal, () =>
      new Download(entry, name, storage, signal, report).run(),
    );
    await deleteOlder(entry, storage);
    return file;
  }
}
