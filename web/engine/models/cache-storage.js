/**
 * @file Models kept in a browser, in the Cache API.
 *
 * The origin private file system would hold files more plainly, but not every Safari that can run
 * the engine writes to it outside of a dedicated worker (`createSyncAccessHandle` is for those
 * alone), while a Cache serves pages and workers alike. A file is a row of entries, one for each
 * stretch of bytes: `put` stores an entry wholly or not at all, and other tabs can read meanwhile.
 */

import { StepglotError } from '../base/errors.js';

/** @typedef {import('./storage.js').KeptFile} KeptFile */
/** @typedef {import('./storage.js').KeptPart} KeptPart */
/** @typedef {import('./storage.js').Storage} Storage */

/**
 * One entry: bytes `start` to `end` of the file.
 *
 * @typedef {object} Stretch
 * @property {string} name
 * @property {number} start
 * @property {number} end
 * @property {Request} request Its key.
 */

const CACHE = 'stepglot-models';

// Keys must be addresses; this one is reserved never to exist, so that no fetch is answered by it.
const BASE = 'https://models.invalid/';

const ETAG = 'x-model-etag';

/** @type {(name: string, start: number, end: number) => string} */
const keyOf = (name, start, end) => `${BASE}${name}/${start}-${end}`;

/** @type {(name: string) => string} */
const lockOf = (name) => `${CACHE}/${name}`;

/** @param {Request} request @returns {Stretch | undefined} */
function stretchOf(request) {
  const match = /^\/([^/]+)\/(\d+)-(\d+)$/.exec(new URL(request.url).pathname);
  return match
    ? { name: match[1], start: Number(match[2]), end: Number(match[3]), request }
    : undefined;
}

/**
 * @param {Stretch[]} stretches
 * @returns {Stretch[]} In order from byte 0 on, up to the first gap.
 */
function unbroken(stretches) {
  const row = [];
  let end = 0;
  for (const stretch of stretches.toSorted((a, b) => a.start - b.start)) {
    if (stretch.start !== end) break;
    row.push(stretch);
    end = stretch.end;
  }
  return row;
}

/** @implements {Storage} */
export class CacheStorageOfModels {
  whyTransient = '';
  #cache;

  /** @param {Cache} cache */
  constructor(cache) {
    this.#cache = cache;
  }

  /** @throws {StepglotError} `unsupported` when the user or a private window forbids storage. */
  static async open() {
    try {
      return new CacheStorageOfModels(await caches.open(CACHE));
    } catch (cause) {
      throw new StepglotError('unsupported', 'this browser does not let the page keep models', {
        cause,
      });
    }
  }

  /** @returns {Promise<Map<string, Stretch[]>>} The entries of each file. */
  async #stretches() {
    const files = new Map();
    for (const request of await this.#cache.keys()) {
      const stretch = stretchOf(request);
      if (!stretch) continue;
      files.set(stretch.name, [...(files.get(stretch.name) ?? []), stretch]);
    }
    return files;
  }

  /** @returns {Promise<KeptFile[]>} */
  async list() {
    return [...(await this.#stretches())].map(([name, stretches]) => ({
      name,
      bytes: unbroken(stretches).at(-1)?.end ?? 0,
    }));
  }

  /**
   * @param {string} name
   * @param {Uint8Array} target
   * @returns {Promise<KeptPart>}
   */
  async read(name, target) {
    const row = unbroken((await this.#stretches()).get(name) ?? []);
    const part = { bytes: 0, etag: '' };
    if ((row.at(-1)?.end ?? 0) > target.length) return part;
    for (const { start, end, request } of row) {
      const response = await this.#cache.match(request);
      const bytes = response && new Uint8Array(await response.arrayBuffer());
      // Another tab may have deleted it since.
      if (bytes?.length !== end - start) break;
      target.set(bytes, start);
      part.bytes = end;
      part.etag = response?.headers.get(ETAG) ?? '';
    }
    return part;
  }

  /**
   * @param {string} name
   * @param {number} start
   * @param {Uint8Array} bytes
   * @param {string} etag
   */
  async append(name, start, bytes, etag) {
    const headers = { 'content-type': 'application/octet-stream', ...(etag && { [ETAG]: etag }) };
    // The copy leaves the caller's buffer, of which this may be a small part.
    const response = new Response(bytes.slice(), { headers });
    await this.#cache.put(keyOf(name, start, start + bytes.length), response);
  }

  /** @param {unknown} error */
  isFull(error) {
    return Object(error).name === 'QuotaExceededError';
  }

  /** Chromium always says 10 GiB, so that pages cannot recognize private windows. */
  async free() {
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    return Math.max(0, quota - usage);
  }

  /** @param {string} name */
  async delete(name) {
    const stretches = (await this.#stretches()).get(name) ?? [];
    const deleted = await Promise.all(stretches.map(({ request }) => this.#cache.delete(request)));
    return deleted.includes(true);
  }

  async persist() {
    return (await navigator.storage?.persist?.()) ?? false;
  }

  /**
   * @template T
   * @param {string} name
   * @param {AbortSignal} signal
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async locked(name, signal, task) {
    return navigator.locks.request(lockOf(name), { signal }, task);
  }

  /** @param {string} name */
  async isLocked(name) {
    const { held = [] } = await navigator.locks.query();
    return held.some((lock) => lock.name === lockOf(name));
  }
}
