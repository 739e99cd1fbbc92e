/** @file A translation as a recording: the steps that the engine has taken so far, and which one is shown. */

import { canCopyUnknowns, piecesOf, takesPieces } from '../models/input.js';

/** @typedef {import('../../engine/index.js').CacheBytes} CacheBytes */
/** @typedef {import('../../engine/index.js').Report} Report */
/** @typedef {import('../../engine/index.js').Translator} Translator */

/** @typedef {import('../../engine/index.js').Text} Text */

/** @typedef {Report & {cacheBytes: CacheBytes}} Step */

/** Where to move: to the first step, one back or forward, or to the last one. */
/** @typedef {'first' | 'back' | 'forward' | 'last'} Move */

const CANDIDATES = 10;

/**
 * @param {Translator} translator
 * @param {Text} text
 * @returns {Promise<string[]>} What the encoder sees, start and end tokens included.
 */
async function encodedPieces(translator, text) {
  if (typeof text === 'string') return (await translator.tokenize(text)).pieces;
  const options = { beam: 1, maxLength: 1, alignment: true };
  const { alignment } = await translator.results(text, options);
  return (alignment?.source ?? []).map(({ piece }) => piece);
}

/**
 * @param {Translator} translator
 * @param {Text} text
 * @returns {Promise<number | undefined>} Candidates of the output layer; none without a shortlist.
 */
async function shortlisted(translator, text) {
  const { info } = translator;
  if (!info?.shortlist) return undefined;
  const candidates = Number(info.config.target_vocab_size);
  // Tokens that are computed but banned would be missing; mostly that is the unknown token alone.
  const replaceUnknowns = canCopyUnknowns(translator);
  const options = { beam: 1, minLength: 0, maxLength: 1, candidates, replaceUnknowns };
  for await (const [report] of translator.steps(text, options)) {
    return report.candidates?.length;
  }
  return undefined;
}

/** Takes steps on demand; those that were taken can be shown again. */
export class History {
  /** @type {Step[]} */
  steps = [];
  /** Number of steps before the one shown, plus one; 0 before the first. */
  position = 0;
  isDone = false;
  #isMoving = false;
  #iterator;
  #ending = new AbortController();

  /**
   * @param {Translator} translator
   * @param {Text} text
   * @param {string[]} sourcePieces
   * @param {number} [outputs] Target tokens that the model's shortlist has for the source, if it has
   *   one.
   */
  constructor(translator, text, sourcePieces, outputs) {
    this.translator = translator;
    this.sourcePieces = sourcePieces;
    this.outputs = outputs;
    const { signal } = this.#ending;
    const candidates = Math.min(CANDIDATES, Number(translator.info?.config.target_vocab_size));
    const options = { beam: 1, candidates, attention: true, signal };
    this.#iterator = translator.steps(text, options)[Symbol.asyncIterator]();
  }

  /**
   * @param {Translator} translator
   * @param {string} line A sentence, or for a model without a tokenizer its pieces.
   * @returns {Promise<History>} Before the first step.
   */
  static async start(translator, line) {
    const text = takesPieces(translator) ? piecesOf(line) : line;
    const pieces = await encodedPieces(translator, text);
    return new History(translator, text, pieces, await shortlisted(translator, text));
  }

  /** @returns {Step | undefined} The step shown. */
  get current() {
    return this.steps[this.position - 1];
  }

  /**
   * Shows another step, and takes those that were not taken before.
   *
   * @param {Move} move
   * @returns {Promise<boolean>} False if another move is under way: then nothing is done.
   * @throws {import('../../engine/index.js').StepglotError} What a step of the translator throws.
   */
  async move(move) {
    if (this.#isMoving) return false;
    this.#isMoving = true;
    try {
      if (move === 'forward') await this.#forward();
      else if (move === 'last') await this.#finish();
      else this.show(move === 'first' ? 1 : this.position - 1);
      return true;
    } finally {
      this.#isMoving = false;
    }
  }

  /** @param {number} position Of a step that was taken, or 0. */
  show(position) {
    this.position = Math.max(0, Math.min(position, this.steps.length));
  }

  /** Ends the decoding. */
  end() {
    this.#ending.abort();
  }

  async #forward() {
    if (this.position === this.steps.length && !this.isDone) await this.#take();
    this.show(this.position + 1);
  }

  async #finish() {
    while (!this.isDone) await this.#take();
    this.show(this.steps.length);
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
