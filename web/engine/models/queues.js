/** @file Tasks that take turns with a file. */

/** Queues by name, each of which runs one task at a time. */
export class Queues {
  /** The end of each queue. @type {Map<string, Promise<unknown>>} */
  #ends = new Map();

  /**
   * @template T
   * @param {string} name
   * @param {AbortSignal} signal Rejects the task when its turn comes.
   * @param {() => Promise<T>} task
   * @returns {Promise<T>} What the task returns, when those before have settled.
   */
  async run(name, signal, task) {
    const before = this.#ends.get(name);
    const turn = (async () => {
      await before;
      signal.throwIfAborted();
      return task();
    })();
    const settled = turn.then(
      () => {},
      () => {},
    );
    this.#ends.set(name, settled);
    try {
      return await turn;
    } finally {
      if (this.#ends.get(name) === settled) this.#ends.delete(name);
    }
  }

  /** @param {string} name @returns {boolean} Whether a task runs or waits. */
  has(name) {
    return this.#ends.has(name);
  }
}
