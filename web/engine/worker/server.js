/** @file The worker's side of the conversation: its engine, its models, and whose turn it is. */

import { loadEngine } from '../model/engine.js';
import { StepglotError } from '../base/errors.js';
import { packError } from './failures.js';
import { nextTask } from './next-task.js';
import { run, steps } from './tasks.js';
import { warmUp } from './warm-up.js';

/** @typedef {import('../model/engine.js').Engine} Engine */
/** @typedef {import('../model/model.js').Model} Model */
/** @typedef {import('../native/results.js').TextEvent} TextEvent */
/** @typedef {import('./protocol.js').LoadMessage} LoadMessage */
/** @typedef {import('./protocol.js').Request} Request */
/** @typedef {import('./protocol.js').Response} Response */
/** @typedef {import('./protocol.js').RunMessage} RunMessage */
/** @typedef {import('./protocol.js').StepReport} StepReport */
/** @typedef {import('./protocol.js').StepsMessage} StepsMessage */

/**
 * A call at work.
 *
 * @typedef {object} Job
 * @property {number} call
 * @property {Generator<unknown, unknown, void>} work Pauses after each decode step.
 * @property {boolean} isPulled Whether the page asks for each step.
 * @property {boolean} wantsText
 * @property {TextEvent[]} text Newly final text that was not sent yet.
 * @property {number} sent When text was sent last, in milliseconds.
 */

// Calls that take turns; each holds a key/value cache, so that more of them wait.
const MOST_AT_ONCE = 8;

// The progress of loading is sent no more often than with every hundredth of it.
const PROGRESS_STEP = 0.01;

// Text is sent no more often than this, in milliseconds: twice a frame of the screen.
const TEXT_INTERVAL = 8;

const goneError = () => new StepglotError('freed', 'the worker has no such model any more');

/** Answers the requests of one page. Calls take turns, one decode step each. */
export class Server {
  #post;
  /** @type {Promise<Engine> | undefined} */
  #engine;
  /** @type {Map<number, Model>} */
  #models = new Map();
  /** @type {Map<number, number>} The call that loads a model, by the model; none once unloaded. */
  #wanted = new Map();
  /** @type {Map<number, Job>} */
  #jobs = new Map();
  /** @type {Job[]} Not begun yet, first come, first served. */
  #waiting = [];
  /** @type {Job[]} Whose turn comes, in order. */
  #turns = [];
  #isTurning = false;
  /** @type {ReturnType<typeof warmUp> | undefined} Goes on while there is no job. */
  #warmUp;

  /** @param {(message: Response, transfer?: ArrayBuffer[]) => void} post */
  constructor(post) {
    this.#post = post;
    post({ type: 'ready' });
  }

  /** @param {Request} message */
  receive(message) {
    switch (message.type) {
      case 'start':
        // Before there is a model, so that it is ready when the model's files are.
        this.#engine = loadEngine(message.engine);
        // Its failure is that of whoever loads a model.
        this.#engine.catch(() => {});
        break;
      case 'load':
        this.#load(message);
        break;
      case 'unload':
        this.#wanted.delete(message.model);
        this.#coolDown();
        this.#models.get(message.model)?.free();
        this.#models.delete(message.model);
        break;
      case 'run': {
        const { task } = message;
        const wantsText = 'wantsText' in task && task.wantsText;
        this.#begin(message, (model) => run(model, task), { wantsText });
        break;
      }
      case 'steps':
        this.#begin(message, (model) => steps(model, message), { isPulled: true });
        break;
      case 'next': {
        const job = this.#jobs.get(message.call);
        if (job) this.#turns.push(job);
        break;
      }
      case 'abort':
        this.#abort(message.call);
    }
    this.#turn();
  }

  /** @param {LoadMessage} message */
  async #load({ call, model: key, files, settings }) {
    this.#wanted.set(key, call);
    const starting = /** @type {Promise<Engine>} */ (this.#engine);
    try {
      const engine = await starting;
      let posted = 0;
      const onProgress = (/** @type {number} */ fraction) => {
        if (fraction - posted < PROGRESS_STEP) return;
        posted = fraction;
        this.#post({ type: 'progress', call, fraction });
      };
      const model = await engine.loadModel({ files }, { ...settings, onProgress });
      if (this.#wanted.get(key) !== call) {
        model.free();
        throw goneError();
      }
      this.#models.get(key)?.free();
      this.#models.set(key, model);
      this.#post({ type: 'result', call, value: model.info });
      this.#coolDown();
      this.#warmUp = warmUp(model);
      this.#turn();
    } catch (error) {
      this.#fail(call, error);
      // A browser remembers a module that it could not load; a new worker asks again.
      starting.catch((reason) => this.#post({ type: 'crash', error: packError(reason) }));
    }
  }

  /**
   * @param {RunMessage | StepsMessage} message
   * @param {(model: Model) => Job['work']} start
   * @param {{isPulled?: boolean, wantsText?: boolean}} kind
   */
  #begin({ call, model: key }, start, { isPulled = false, wantsText = false }) {
    const model = this.#models.get(key);
    if (!model) {
      this.#fail(call, goneError());
      return;
    }
    this.#coolDown();
    const job = { call, work: start(model), isPulled, wantsText, text: [], sent: -Infinity };
    this.#jobs.set(call, job);
    if (!isPulled) this.#waiting.push(job);
  }

  /** @param {number} call */
  #abort(call) {
    const job = this.#jobs.get(call);
    if (!job) return;
    this.#end(job);
    job.work.return(undefined);
  }

  /** @param {Job} job */
  #end(job) {
    this.#jobs.delete(job.call);
    this.#waiting = this.#waiting.filter((other) => other !== job);
    this.#turns = this.#turns.filter((other) => other !== job);
  }

  /** Gives turns as long as there is work, and looks for messages after each. */
  async #turn() {
    if (this.#isTurning) return;
    this.#isTurning = true;
    for (;;) {
      const free = MOST_AT_ONCE - this.#turns.length;
      if (free > 0) this.#turns.push(...this.#waiting.splice(0, free));
      const job = this.#turns.shift();
      if (job) this.#step(job);
      else if (!this.#warm()) break;
      await nextTask();
    }
    this.#isTurning = false;
  }

  /** @returns {boolean} Whether a step of the warm-up was left to take. */
  #warm() {
    try {
      if (this.#warmUp?.next().done === false) return true;
    } catch {
      // What goes wrong will do so again in a call, which reports it.
    }
    this.#warmUp = undefined;
    return false;
  }

  /** Ends the warm-up, and frees what it holds. */
  #coolDown() {
    this.#warmUp?.return();
    this.#warmUp = undefined;
  }

  /** @param {Job} job */
  #step(job) {
    try {
      const { done, value } = job.work.next();
      if (done) {
        this.#sendText(job);
        this.#end(job);
        // The bytes of a saved model are large.
        const transfer = value instanceof Uint8Array ? [value.buffer] : [];
        this.#post(
          { type: 'result', call: job.call, value },
          /** @type {ArrayBuffer[]} */ (transfer),
        );
      } else if (job.isPulled) {
        const reports = /** @type {StepReport[]} */ (value);
        this.#post({ type: 'step', call: job.call, reports });
      } else {
        if (job.wantsText) job.text.push(.../** @type {TextEvent[]} */ (value));
        if (performance.now() - job.sent >= TEXT_INTERVAL) this.#sendText(job);
        this.#turns.push(job);
      }
    } catch (error) {
      this.#end(job);
      this.#fail(job.call, error);
    }
  }

  /** @param {Job} job */
  #sendText(job) {
    if (job.text.length === 0) return;
    this.#post({ type: 'text', call: job.call, events: job.text });
    job.text = [];
    job.sent = performance.now();
  }

  /**
   * @param {number} call
   * @param {unknown} error
   */
  #fail(call, error) {
    this.#post({ type: 'error', call, error: packError(error) });
    const code = error instanceof StepglotError ? error.code : '';
    // WebAssembly memory never shrinks: only a new instance has room again.
    if (code === 'internal' || code === 'out_of_memory') {
      this.#post({ type: 'crash', error: packError(error) });
    }
  }
}
