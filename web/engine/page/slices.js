/** @file The main thread in slices, so that the page can answer its user in between. */

/** Milliseconds. A task of the browser is long from 50 on; style and layout come on top of ours. */
const SLICE = 8;

/**
 * @typedef {{scheduler?: {postTask?: (task: () => void, options: {priority: string}) => void}}}
 *   WithScheduler
 */

/** @returns {Promise<void>} When the browser has done what is more urgent, painting included. */
function turn() {
  const { scheduler } = /** @type {WithScheduler} */ (globalThis);
  return new Promise((resolve) => {
    if (scheduler?.postTask) {
      scheduler.postTask(resolve, { priority: 'background' });
      return;
    }
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** Work that is done in slices. */
export class Slices {
  #end = 0;

  /** Whether the time of the slice is used up. */
  get isOver() {
    return performance.now() >= this.#end;
  }

  /** Begins a slice in a task that has just begun. */
  begin() {
    this.#end = performance.now() + SLICE;
  }

  /** Gives the browser a turn and begins the next slice. */
  async next() {
    await turn();
    this.begin();
  }
}
