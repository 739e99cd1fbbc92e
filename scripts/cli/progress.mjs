/** @file How far a command is, as a line of the terminal that changes. */

// Often enough to be seen moving, rarely enough to cost nothing.
const INTERVAL_MILLISECONDS = 200;

/** Shows on standard error how much is done. */
export class Progress {
  #text;
  #isShown;
  #done = 0;
  #last = -Infinity;

  /**
   * @param {(done: number) => string} text What the line says.
   * @param {boolean} [isWanted] Whether it is worth showing, where standard error is a terminal.
   */
  constructor(text, isWanted = true) {
    this.#text = text;
    this.#isShown = isWanted && Boolean(process.stderr.isTTY);
  }

  /** @param {number} done So far, in whatever unit the text has. */
  show(done) {
    this.#done = done;
    const now = performance.now();
    if (!this.#isShown || now - this.#last < INTERVAL_MILLISECONDS) return;
    this.#last = now;
    process.stderr.write(`\r${this.#text(done)}`);
  }

  /** Leaves the line with what was done in the end. */
  end() {
    if (this.#isShown) process.stderr.write(`\r${this.#text(this.#done)}\n`);
  }

  /** Removes the line. */
  clear() {
    if (this.#last >= 0) process.stderr.write('\r\x1b[K');
    this.#last = -Infinity;
  }
}

/** @param {number} count */
export const lineCount = (count) => `${count} lines`;

/**
 * @param {string} label What is being done.
 * @returns {(fraction: number) => string} For `Progress`, of a share of the work.
 */
export const percentOf = (label) => (fraction) => `${label} ${Math.floor(100 * fraction)} %`;
