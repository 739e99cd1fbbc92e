/** @file Models kept in memory, where the platform lets a page keep nothing. */

import { Queues } from './queues.js';

/** @typedef {import('./storage.js').KeptPart} KeptPart */
/** @typedef {import('./storage.js').Storage} Storage */

/** @implements {Storage} */
export class MemoryStorage {
  /** @type {Map<string, {stretches: Uint8Array[], bytes: number, etag: string}>} */
  #files = new Map();
  #queues = new Queues();

  /** @param {string} whyTransient A clause for people. */
  constructor(whyTransient) {
    this.whyTransient = whyTransient;
  }

  async list() {
    return [...this.#files].map(([name, { bytes }]) => ({ name, bytes }));
  }

  /**
   * @param {string} name
   * @param {Uint8Array} target
   * @returns {Promise<KeptPart>}
   */
  async read(name, target) {
    const file = this.#files.get(name);
    if (!file || file.bytes > target.length) return { bytes: 0, etag: '' };
    let end = 0;
    for (const stretch of file.stretches) {
      target.set(stretch, end);
      end += stretch.length;
    }
    return { bytes: file.bytes, etag: file.etag };
  }

  /**
   * @param {string} name
   * @param {number} start
   * @param {Uint8Array} bytes
   * @param {string} etag
   */
  async append(name, start, bytes, etag) {
    const found = start > 0 ? this.#files.get(name) : undefined;
    const file = found ?? { stretches: [], bytes: 0, etag };
    file.stretches.push(bytes.slice());
    file.bytes += bytes.length;
    this.#files.set(name, file);
  }

  isFull() {
    return false;
  }

  async free() {
    return Infinity;
  }

  /** @param {string} name */
  async delete(name) {
    return this.#files.delete(name);
  }

  async persist() {
    return false;
  }

  /**
   * @template T
   * @param {string} name
   * @param {AbortSignal} signal
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  locked(name, signal, task) {
    return this.#queues.run(name, signal, task);
  }

  /** @param {string} name */
  async isLocked(name) {
    return this.#queues.has(name);
  }
}
