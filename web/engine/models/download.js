/** @file One model's way from a server into memory and storage: resumed, counted and verified. */

import { StepglotError, messageOf } from '../base/errors.js';
import { patience, pause, Watch } from './patience.js';
import { lengthOf, statusOf } from './response.js';
import { corrupt, verify } from './verify.js';

/** @typedef {import('./manifest.js').ModelEntry} ModelEntry */
/** @typedef {import('./storage.js').Storage} Storage */

/** @typedef {(loaded: number) => void} Report Called with how many bytes of the file are there. */

// Bytes that a closed page may lose of its download; each write to storage costs milliseconds.
const STRETCH = 2 ** 20;

/** @param {unknown} error @returns {string} Its message, and that of its cause. */
function fullMessageOf(error) {
  const { cause } = Object(error);
  const reason = cause?.message || cause?.code;
  return reason ? `${messageOf(error)} (${reason})` : messageOf(error);
}

/** @param {unknown} error */
const isCorrupt = (error) => error instanceof StepglotError && error.code === 'corrupt_download';

/** Gets one model; good for one `run()`. */
export class Download {
  #entry;
  #name;
  #storage;
  #signal;
  #report;
  #file;
  /** Bytes in `#file`, from its beginning. */
  #loaded = 0;
  /** Bytes in storage; never more than `#loaded`. */
  #saved = 0;
  /** The most that `#loaded` ever was. */
  #furthest = 0;
  /** What the server calls this version of the file; empty when it does not say. */
  #etag = '';
  /** Whether a server has answered at all. */
  #isAnswered = false;

  /**
   * @param {ModelEntry} entry
   * @param {string} name What storage calls the file.
   * @param {Storage} storage
   * @param {AbortSignal} signal
   * @param {Report} report Counts up to less than the whole; not called any more when that is sound.
   */
  constructor(entry, name, storage, signal, report) {
    this.#entry = entry;
    this.#name = name;
    this.#storage = storage;
    this.#signal = signal;
    this.#report = report;
    this.#file = this.#allocate();
  }

  #allocate() {
    try {
      return new Uint8Array(this.#entry.bytes);
    } catch (cause) {
      throw this.#fault('out_of_memory', `no memory for its ${this.#entry.bytes} bytes`, cause);
    }
  }

  /**
   * Takes what is kept, fetches and keeps the rest, and verifies the whole. What proves wrong is
   * dropped and fetched again, once.
   *
   * @returns {Promise<Uint8Array<ArrayBuffer>>}
   * @throws The signal's reason, or a StepglotError: `network`, `corrupt_download`, `quota`,
   *   `unsupported`.
   */
  async run() {
    const kept = await this.#storage.read(this.#name, this.#file);
    this.#signal.throwIfAborted();
    this.#loaded = this.#saved = kept.bytes;
    this.#etag = kept.etag;
    this.#count();
    try {
      await this.#complete();
    } catch (error) {
      if (!isCorrupt(error)) throw error;
      this.#file = this.#allocate();
      await this.#complete();
    }
    return this.#file;
  }

  /** Fetches what is missing and verifies; leaves nothing of a wrong file. */
  async #complete() {
    try {
      await this.#fetchRest();
      this.#file = await verify(this.#file, this.#entry);
    } catch (error) {
      if (isCorrupt(error)) await this.#drop();
      throw error;
    } finally {
      this.#signal.throwIfAborted();
    }
  }

  /** Fetches what is missing, in as many requests as it takes. */
  async #fetchRest() {
    if (this.#loaded < this.#entry.bytes) await this.#checkRoom();
    let failures = 0;
    let asksForRest = true;
    while (this.#loaded < this.#entry.bytes) {
      const isRest = asksForRest && this.#loaded > 0;
      const before = this.#furthest;
      try {
        await this.#request(isRest);
      } catch (error) {
        this.#signal.throwIfAborted();
        if (error instanceof StepglotError) throw error;
        failures = this.#furthest > before ? 0 : failures + 1;
        const wait = this.#isAnswered ? patience.pauses[failures] : undefined;
        if (wait !== undefined) await pause(wait, this.#signal);
        // Servers of another origin may forbid the question for a part, which looks like no answer.
        else if (isRest) asksForRest = false;
        else throw this.#fault('network', fullMessageOf(error), error);
      }
    }
  }

  /**
   * @param {boolean} isRest Whether to ask for what is missing alone.
   * @throws {StepglotError} When trying again makes no sense; anything else when it does.
   */
  async #request(isRest) {
    /** @type {Record<string, string>} */
    const headers = {};
    if (isRest) {
      headers.range = `bytes=${this.#loaded}-`;
      // Weak tags do not promise the same bytes (RFC 9110, 13.1.5).
      if (this.#etag.startsWith('"')) headers['if-range'] = this.#etag;
    }
    const watch = new Watch(this.#signal);
    try {
      // It is kept here, so that the browser's own cache need not keep it once more.
      const init = { headers, signal: watch.signal, cache: /** @type {const} */ ('no-store') };
      const response = await fetch(this.#entry.url, init);
      this.#isAnswered = true;
      await this.#accept(response, isRest);
      await this.#receive(response, watch);
    } finally {
      watch.stop();
    }
  }

  /**
   * @param {Response} response
   * @param {boolean} isRest Whether a part was asked for; the server may send the whole instead.
   */
  async #accept(response, isRest) {
    const { status } = response;
    if (status === 200) {
      const length = lengthOf(response) ?? this.#entry.bytes;
      if (length !== this.#entry.bytes) throw this.#wrongLength(`has ${length}`);
      if (this.#loaded > 0) await this.#drop();
      this.#etag = response.headers.get('etag') ?? '';
    } else if (status === 206 && isRest) {
      this.#acceptPart(response);
    } else if (status === 416 && isRest) {
      throw this.#wrongLength(`ends before byte ${this.#loaded}`);
    } else {
      throw this.#fault('network', `the server answered ${statusOf(response)}`);
    }
  }

  /** @param {Response} response With the bytes from `#loaded` on, if the server is right. */
  #acceptPart(response) {
    const etag = response.headers.get('etag') ?? this.#etag;
    if (this.#etag && etag !== this.#etag) {
      throw corrupt(this.#entry, 'the file on the server changed during the download');
    }
    // Not to be seen from another origin unless that says so.
    const range = response.headers.get('content-range');
    if (range === null) return;
    const [, start, length] = /^bytes (\d+)-\d+\/(\d+|\*)$/.exec(range) ?? [];
    if (Number(start) !== this.#loaded) {
      throw corrupt(this.#entry, `asked for bytes from ${this.#loaded}, got ${range}`);
    }
    if (length !== '*' && Number(length) !== this.#entry.bytes) {
      throw this.#wrongLength(`has ${length}`);
    }
  }

  /** @param {Response} response @param {Watch} watch */
  async #receive(response, watch) {
    const reader = response.body?.getReader();
    try {
      for (;;) {
        const { done = true, value = new Uint8Array() } = (await reader?.read()) ?? {};
        if (done) break;
        watch.feed();
        await this.#take(value);
      }
    } finally {
      await this.#save();
    }
    if (this.#loaded < this.#entry.bytes) throw this.#wrongLength(`ends after ${this.#loaded}`);
  }

  /** @param {Uint8Array} bytes That follow those in `#file`. */
  async #take(bytes) {
    if (this.#loaded + bytes.length > this.#entry.bytes) throw this.#wrongLength('is longer');
    this.#file.set(bytes, this.#loaded);
    this.#loaded += bytes.length;
    this.#count();
    if (this.#loaded - this.#saved >= STRETCH) await this.#save();
  }

  #count() {
    this.#furthest = Math.max(this.#furthest, this.#loaded);
    if (this.#loaded < this.#entry.bytes) this.#report(this.#loaded);
  }

  /** Keeps what has come since the last time. */
  async #save() {
    const fresh = this.#file.subarray(this.#saved, this.#loaded);
    if (fresh.length === 0) return;
    try {
      await this.#storage.append(this.#name, this.#saved, fresh, this.#etag);
    } catch (error) {
      // What went in before is the surest measure of the room that there was.
      if (this.#storage.isFull(error)) throw await this.#full(this.#saved, error);
      throw this.#fault('unsupported', `it cannot be kept: ${fullMessageOf(error)}`, error);
    }
    this.#saved += fresh.length;
  }

  async #checkRoom() {
    const room = this.#saved + (await this.#storage.free());
    if (this.#entry.bytes > room) throw await this.#full(room);
  }

  /**
   * Leaves nothing half-kept.
   *
   * @param {number} room Bytes.
   * @param {unknown} [cause]
   * @returns {Promise<StepglotError>}
   */
  async #full(room, cause) {
    await this.#drop();
    return this.#fault(
      'quota',
      `keeping it needs ${this.#entry.bytes} bytes, and there is room for about ${room}`,
      cause,
    );
  }

  /** Forgets what has come and what is kept. */
  async #drop() {
    await this.#storage.delete(this.#name);
    this.#loaded = this.#saved = 0;
    this.#etag = '';
  }

  /** @param {string} found */
  #wrongLength(found) {
    return corrupt(this.#entry, `the file ${found}, the manifest says ${this.#entry.bytes} bytes`);
  }

  /**
   * @param {import('../base/errors.js').ErrorCode} code
   * @param {string} message
   * @param {unknown} [cause]
   */
  #fault(code, message, cause) {
    const text = `model ${this.#entry.id}: ${message} (${this.#entry.url})`;
    return new StepglotError(code, text, cause === undefined ? undefined : { cause });
  }
}
