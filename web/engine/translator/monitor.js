/** @file The progress of creating a translator, as `downloadprogress` events. */

import { nextTask } from '../worker/next-task.js';

// The least time between two events, in milliseconds, and the steps between 0 and 1: both as the
// draft has them.
const INTERVAL = 50;
const STEPS = 0x10000;

/**
 * A monitor as programs see it.
 *
 * @typedef {{
 *   ondownloadprogress: ((this: ProgressMonitor, event: ProgressEvent) => any) | null,
 *   addEventListener(type: 'downloadprogress', listener: (this: ProgressMonitor, event:
 *     ProgressEvent) => any, options?: boolean | AddEventListenerOptions): void,
 *   removeEventListener(type: 'downloadprogress', listener: (this: ProgressMonitor, event:
 *     ProgressEvent) => any, options?: boolean | EventListenerOptions): void,
 * } & EventTarget} ProgressMonitor
 */

/** What `ProgressEvent` is in browsers; Node.js has none. */
class NodeProgressEvent extends Event {
  /**
   * @param {string} type
   * @param {ProgressEventInit} init
   */
  constructor(type, { loaded = 0, total = 0, lengthComputable = false }) {
    super(type);
    this.loaded = loaded;
    this.total = total;
    this.lengthComputable = lengthComputable;
  }
}

/**
 * What `create` hands to its `monitor`: tells of `downloadprogress`, with `loaded` from 0 to 1 and
 * `total` 1.
 */
export class CreateMonitor extends EventTarget {
  /** @type {((this: CreateMonitor, event: ProgressEvent) => any) | null} */
  #handler = null;
  #listener = (/** @type {Event} */ event) =>
    this.#handler?.call(this, /** @type {ProgressEvent} */ (event));

  get ondownloadprogress() {
    return this.#handler;
  }

  set ondownloadprogress(handler) {
    this.removeEventListener('downloadprogress', this.#listener);
    this.#handler = typeof handler === 'function' ? handler : null;
    if (this.#handler) this.addEventListener('downloadprogress', this.#listener);
  }
}

/** Fires the events of one creation: 0 first, 1 last, each more than the one before. */
export class Progress {
  #monitor = new CreateMonitor();
  #isOpen = true;
  #last = -1;
  #time = -Infinity;

  /**
   * @param {((monitor: any) => void) | undefined} callback Gets the monitor at once.
   * @throws What the callback throws.
   */
  constructor(callback) {
    callback?.(this.#monitor);
  }

  /** Fires the first event. */
  async begin() {
    await nextTask();
    this.#fire(0);
  }

  /**
   * How far it is, short of the end.
   *
   * @param {number} fraction
   */
  report(fraction) {
    const now = performance.now();
    if (fraction >= 1 || now - this.#time < INTERVAL) return;
    this.#time = now;
    this.#fire(Math.floor(fraction * STEPS) / STEPS);
  }

  /** Fires the last event. */
  async finish() {
    await nextTask();
    this.#fire(1);
    this.close();
  }

  /** Fires nothing any more. */
  close() {
    this.#isOpen = false;
  }

  /** @param {number} loaded */
  #fire(loaded) {
    if (!this.#isOpen || loaded <= this.#last) return;
    this.#last = loaded;
    const Class = globalThis.ProgressEvent ?? NodeProgressEvent;
    const init = { loaded, total: 1, lengthComputable: true };
    this.#monitor.dispatchEvent(new Class('downloadprogress', init));
  }
}
