/** @file A page that is translated in place for as long as it is wanted. */

import { Finder } from './finder.js';
import { KnownTranslations, keyOf } from './known.js';
import { LanguageMark } from './language-mark.js';
import { Memory } from './memory.js';
import { Queue } from './queue.js';
import { translatedBlocks } from './requests.js';
import { Slices } from './slices.js';
import { Watcher } from './watcher.js';

/** @typedef {import('../document/blocks.js').Block} Block */
/** @typedef {import('../document/blocks.js').Piece} Piece */
/** @typedef {import('./options.js').PageOptions} PageOptions */
/** @typedef {import('./queue.js').Job} Job */
/** @typedef {import('./requests.js').PageTranslator} PageTranslator */

/** So many texts fail one after another, each by itself, before the translator is taken for broken. */
const MOST_FAILURES = 3;

/** @typedef {{resolve: () => void, reject: (reason: unknown) => void}} Waiter */

/** A document or a part of one, in translation. `translatePage` makes it. */
export class LivePage {
  #translator;
  #options;
  #memory = new Memory();
  #slices = new Slices();
  #queue = new Queue();
  #known = new KnownTranslations();
  #end = new AbortController();
  #watcher;
  #finder;
  /** @type {Waiter[]} */
  #waiters = [];
  /** @type {{reason: unknown} | undefined} */
  #failure;
  #isFinding = false;
  #isTranslating = false;
  #failuresInTurn = 0;
  #progress = { translated: 0, found: 0, failed: 0 };

  /**
   * @param {Document | ShadowRoot | Element} root
   * @param {PageTranslator} translator
   * @param {PageOptions} options
   */
  constructor(root, translator, options) {
    this.#translator = translator;
    this.#options = options;
    const { attributes, observe, signal } = options;
    this.#watcher = new Watcher(this.#memory, attributes, () => this.#search());
    this.#finder = new Finder({
      memory: this.#memory,
      watcher: this.#watcher,
      slices: this.#slices,
      signal: this.#end.signal,
      attributes,
      observe,
      onJob: (job) => this.#add(job),
    });
    if (signal?.aborted) {
      this.#fail(signal.reason);
      return;
    }
    const onAbort = () => this.#fail(signal?.reason);
    signal?.addEventListener('abort', onAbort, { signal: this.#end.signal });
    if (options.markLanguage) this.#markLanguage(root);
    if (observe) this.#watcher.observe(root);
    this.#watcher.add(root);
  }

  /** Whether translation has ended: by `stop`, `restore`, an abort or a failure. */
  get isStopped() {
    return this.#end.signal.aborted;
  }

  /**
   * Waits until all that the page has is translated.
   *
   * @returns {Promise<void>} Resolves at once when the page was stopped.
   * @throws The signal's reason, or what the translator threw when it failed for several texts in turn.
   */
  async idle() {
    if (this.#failure) throw this.#failure.reason;
    if (this.isStopped || this.#isIdle) return;
    await new Promise((resolve, reject) => {
      this.#waiters.push({ resolve: () => resolve(undefined), reject });
    });
  }

  /** Ends translation. The page stays as it is: partly translated, perhaps. */
  stop() {
    if (this.isStopped) return;
    this.#end.abort();
    this.#watcher.disconnect();
    this.#queue.clear();
    const failure = this.#failure;
    for (const waiter of this.#waiters.splice(0)) {
      if (failure) waiter.reject(failure.reason);
      else waiter.resolve();
    }
  }

  /**
   * Ends translation and puts texts, attributes and the order of nodes back as they were. What the page
   * has written since stays.
   */
  async restore() {
    this.stop();
    this.#slices.begin();
    for (const owner of this.#memory.takeAll()) {
      if (this.#slices.isOver) await this.#slices.next();
      owner.undo();
    }
  }

  get #isIdle() {
    return !this.#isFinding && !this.#isTranslating && this.#queue.size === 0;
  }

  #settle() {
    if (!this.#isIdle || this.isStopped) return;
    for (const { resolve } of this.#waiters.splice(0)) resolve();
  }

  /** @param {unknown} reason */
  #fail(reason) {
    if (this.isStopped) return;
    this.#failure = { reason };
    this.stop();
  }

  /** @param {Document | ShadowRoot | Element} root */
  #markLanguage(root) {
    const element = 'documentElement' in root ? root.documentElement : root;
    const language = this.#translator.targetLanguage;
    if (!language || element.nodeType !== 1) return;
    new LanguageMark(/** @type {Element} */ (element), this.#memory).write(language);
  }

  /** Goes through what has changed until nothing has. */
  async #search() {
    if (this.#isFinding || this.isStopped) return;
    this.#isFinding = true;
    this.#slices.begin();
    try {
      while (this.#watcher.hasChanges && !this.isStopped) {
        await this.#finder.find(this.#watcher.take());
      }
    } catch (error) {
      this.#fail(error);
    }
    this.#isFinding = false;
    this.#translateAll();
    this.#settle();
  }

  /** @param {Job} job */
  #add(job) {
    if (this.#isForeign(job)) return;
    this.#progress.found++;
    const pieces = this.#known.get(job.block);
    if (pieces) this.#write(job, pieces);
    else this.#queue.add(job);
  }

  /** @param {Job} job @returns {boolean} Whether the page has copied a translation. */
  #isForeign(job) {
    const isNew = !('leaves' in job) || job.leaves.every(({ node }) => !this.#memory.of(node));
    return isNew && this.#known.isResult(job.block);
  }

  async #translateAll() {
    if (this.#isTranslating || this.isStopped || this.#queue.size === 0) return;
    this.#isTranslating = true;
    try {
      await this.#queue.sorted();
      while (this.#queue.size > 0 && !this.isStopped) await this.#translateSome(this.#queue.take());
    } catch (error) {
      this.#fail(error);
    }
    this.#isTranslating = false;
    this.#settle();
  }

  /** @param {readonly Job[]} jobs */
  async #translateSome(jobs) {
    const current = jobs.filter((job) => {
      job.isWaiting = job.isCurrent && this.#finder.isLatest(job);
      return job.isWaiting;
    });
    this.#progress.found -= jobs.length - current.length;
    const blocks = new Map(current.map(({ block }) => [keyOf(block), block]));
    await this.#request([...blocks.values()]);
    this.#slices.begin();
    for (const job of current) {
      if (this.isStopped) return;
      if (this.#slices.isOver) await this.#slices.next();
      const pieces = this.#known.get(job.block);
      if (!pieces) this.#progress.failed++;
      else if (job.isCurrent && this.#finder.isLatest(job)) this.#write(job, pieces);
      else this.#progress.found--;
      job.isWaiting = false;
    }
    this.#options.onProgress?.({ ...this.#progress });
  }

  /**
   * Gets translations; a text that fails by itself is left as it is.
   *
   * @param {readonly Block[]} blocks
   */
  async #request(blocks) {
    if (blocks.length === 0) return;
    const { signal } = this.#end;
    try {
      const { decode } = this.#options;
      const all = await translatedBlocks(this.#translator, blocks, { signal, decode });
      for (const [i, block] of blocks.entries()) this.#known.set(block, all[i]);
      this.#failuresInTurn = 0;
    } catch (error) {
      if (signal.aborted) return;
      if (blocks.length === 1 && ++this.#failuresInTurn >= MOST_FAILURES) throw error;
      if (blocks.length === 1) return;
      for (const block of blocks) await this.#request([block]);
    }
  }

  /**
   * @param {Job} job
   * @param {readonly Piece[]} pieces
   */
  #write(job, pieces) {
    if (this.isStopped) return;
    this.#watcher.whileWriting(() => job.write(pieces));
    job.isWaiting = false;
    this.#progress.translated++;
  }
}
