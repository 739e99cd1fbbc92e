/** @file Models kept as files, in Node.js. */

import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, rm, stat, statfs, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import process from 'node:process';
import { StepglotError } from '../base/errors.js';
import { codeOf, ifMissing } from './local-file.js';
import { Queues } from './queues.js';

/** @typedef {import('./storage.js').KeptFile} KeptFile */
/** @typedef {import('./storage.js').KeptPart} KeptPart */
/** @typedef {import('./storage.js').Storage} Storage */

const { O_RDWR, O_CREAT } = constants;

const ETAG = '.etag';

/** @returns {string} The user's cache, after the XDG base directory specification. */
function cacheFolder() {
  const { XDG_CACHE_HOME: given = '' } = process.env;
  return join(isAbsolute(given) ? given : join(homedir(), '.cache'), 'stepglot');
}

/**
 * The tasks of each file, by its path. Other processes are not kept out and need not be: writers of
 * one file write the same bytes to the same places, and whatever comes of it otherwise fails its hash
 * when it is read.
 */
const queues = new Queues();

/** @implements {Storage} */
export class FileStorage {
  whyTransient = '';
  #folder;

  /** @param {string} folder That exists. */
  constructor(folder) {
    this.#folder = folder;
  }

  /**
   * @param {string} [folder] Made when it does not exist.
   * @throws {StepglotError} `unsupported` when it cannot be made.
   */
  static async open(folder = cacheFolder()) {
    try {
      await mkdir(folder, { recursive: true });
    } catch (cause) {
      throw new StepglotError('unsupported', `models cannot be kept in ${folder}`, { cause });
    }
    return new FileStorage(folder);
  }

  /** @param {string} name */
  #path(name) {
    return join(this.#folder, name);
  }

  /** @returns {Promise<KeptFile[]>} */
  async list() {
    const files = (await readdir(this.#folder)).filter((name) => !name.endsWith(ETAG));
    return Promise.all(
      files.map(async (name) => {
        const found = await ifMissing(stat(this.#path(name)), undefined);
        return { name, bytes: found?.size ?? 0 };
      }),
    );
  }

  /**
   * @param {string} name
   * @param {Uint8Array} target
   * @returns {Promise<KeptPart>}
   */
  async read(name, target) {
    const kept = await ifMissing(readFile(this.#path(name)), undefined);
    if (!kept || kept.length > target.length) return { bytes: 0, etag: '' };
    target.set(kept);
    return {
      bytes: kept.length,
      etag: await ifMissing(readFile(this.#path(name + ETAG), 'utf8'), ''),
    };
  }

  /**
   * @param {string} name
   * @param {number} start
   * @param {Uint8Array} bytes
   * @param {string} etag
   */
  async append(name, start, bytes, etag) {
    if (start === 0) await writeFile(this.#path(name + ETAG), etag);
    const file = await open(this.#path(name), start === 0 ? 'w' : O_RDWR | O_CREAT);
    try {
      for (let done = 0; done < bytes.length;) {
        const { bytesWritten } = await file.write(bytes, done, bytes.length - done, start + done);
        done += bytesWritten;
      }
    } catch (error) {
      await file.truncate(start);
      throw error;
    } finally {
      await file.close();
    }
  }

  /** @param {unknown} error */
  isFull(error) {
    return ['ENOSPC', 'EDQUOT', 'EFBIG'].includes(codeOf(error));
  }

  async free() {
    const { bavail, bsize } = await statfs(this.#folder);
    return bavail * bsize;
  }

  /** @param {string} name */
  async delete(name) {
    const found = await ifMissing(stat(this.#path(name)), undefined);
    await Promise.all([name, name + ETAG].map((file) => rm(this.#path(file), { force: true })));
    return found !== undefined;
  }

  async persist() {
    return true;
  }

  /**
   * @template T
   * @param {string} name
   * @param {AbortSignal} signal
   * @param {() => Promise<T>} task
   * @returns {Promise<T>}
   */
  async locked(name, signal, task) {
    return queues.run(this.#path(name), signal, task);
  }

  /** @param {string} name */
  async isLocked(name) {
    return queues.has(this.#path(name));
  }
}
