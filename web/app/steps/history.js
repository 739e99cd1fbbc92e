/** @file A translation that is being stepped through: the steps so far, and which one is shown. */

/** @typedef {import('../../engine/index.js').CacheBytes} CacheBytes */
/** @typedef {import('../../engine/index.js').Report} Report */
/** @typedef {import('../../engine/index.js').Translator} Translator */

/** @typedef {Report & {cacheBytes: CacheBytes}} Step */

const CANDIDATES = 10;

/** Steps on demand; steps that were taken can be looked at again. */
export class History {
  /** @type {Step[]} */
  steps = [];
  /** Number of steps before the one shown, plus one; 0 before the first. */
  position = 0;
  isDone = false;
  #iterator;
  #ending = new AbortController();

  /**
   * @param {Translator} translator
   * @param {string} text
   * @param {string[]} sourcePieces
   */
  constructor(translator, text, sourcePieces) {
    this.translator = translator;
    this.sourcePieces = sourcePieces;
    const { signal } = this.#ending;
    const options = { beam: 1, candidates: CANDIDATES, attention: true, signal };
    this.#iterator = translator.steps(text, options)[Symbol.asyncIterator]();
  }

  /**
   * @param {Translator} translator
   * @param {string} text
   */
  static async start(translator, text) {
    const { pieces } = await translator.tokenize(text);
    return new History(translator, text, pieces);
  }

  /** @returns {Step | undefined} The step shown. */
  get current() {
    return this.steps[this.position - 1];
  }

  /** Shows the next step, and takes it if it was not taken before. */
  async forward() {
    if (this.position === this.steps.length && !this.isDone) await this.#take();
    this.position = Math.min(this.position + 1, this.steps.length);
  }

  /** Takes every step that is left. */
  async finish() {
    while (!this.isDone) await this.#take();
    this.position = this.steps.length;
  }

  /** @param {number} position Of a step that was taken, or 0. */
  show(position) {
    this.position = Math.max(0, Math.min(position, this.steps.length));
  }

  /** Ends the decoding. */
  end() {
    this.#ending.abort();
  }

  async #take() {
    const { value, done } = await this.#iterator.next();
    if (done) {
      this.isDone = true;
      return;
    }
    const [report] = value;
    this.steps.push(report);
    this.isDone = report.done;
  }
}
