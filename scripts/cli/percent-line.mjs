/** @file How far something is that takes a while, as a line of the terminal that is removed at its end. */

/** Shows a share of work on standard error. */
export class PercentLine {
  #label;
  #isShown;
  #percent = -1;

  /**
   * @param {string} label What is being done.
   * @param {boolean} isWorthIt Whether it will take long enough to be shown.
   */
  constructor(label, isWorthIt) {
    this.#label = label;
    this.#isShown = process.stderr.isTTY && isWorthIt;
  }

  /** @param {number} fraction Of the work, from 0 to 1. */
  show(fraction) {
    const percent = Math.floor(100 * fraction);
    if (!this.#isShown || percent === this.#percent) return;
    this.#percent = percent;
    process.stderr.write(`\r${this.#label} ${percent} %`);
  }

  /** Removes the line. */
  clear() {
    if (this.#percent >= 0) process.stderr.write('\r\x1b[K');
    this.#percent = -1;
  }
}
