/** @file A count of finished lines on the terminal, where the output itself does not show. */

const INTERVAL_MILLISECONDS = 200;

/** Shows on standard error how far a command is. */
export class Progress {
  #isShown;
  #lines = 0;
  #last = performance.now();

  /** @param {boolean} [isShown] By default where standard error is the only terminal. */
  constructor(isShown = process.stderr.isTTY && !process.stdout.isTTY) {
    this.#isShown = Boolean(isShown);
  }

  /** @param {number} lines Lines finished since the last call. */
  add(lines) {
    this.#lines += lines;
    if (!this.#isShown || performance.now() - this.#last < INTERVAL_MILLISECONDS) return;
    this.#last = performance.now();
    process.stderr.write(`\r${this.#lines} lines`);
  }

  /** Shows the final count. */
  end() {
    if (this.#isShown) process.stderr.write(`\r${this.#lines} lines\n`);
  }
}
