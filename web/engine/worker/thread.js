/** @file A worker of the platform behind one small interface. */

import { importThreads, isNode } from '../base/environment.js';
import { StepglotError } from '../base/errors.js';

/** @typedef {import('./protocol.js').Request} Request */
/** @typedef {import('./protocol.js').Response} Response */

/**
 * @typedef {object} Thread
 * @property {(message: Request, transfer?: ArrayBuffer[]) => void} post
 * @property {(isBusy: boolean) => void} keepAlive Whether a Node.js process has to wait for it.
 * @property {() => void} terminate At once, in the middle of whatever it does.
 */

/**
 * @typedef {object} Listeners
 * @property {(message: Response) => void} onMessage
 * @property {(error: unknown) => void} onStop When it ended by itself, or could not start.
 */

/**
 * @param {Listeners} listeners
 * @returns {Thread}
 */
function startWorker({ onMessage, onStop }) {
  // Bundlers find workers by this very form.
  const worker = new Worker(new URL('./worker.js', import.meta.url), {
    type: 'module',
    name: 'stepglot',
  });
  worker.onmessage = ({ data }) => onMessage(data);
  worker.onmessageerror = () => onStop(new Error('a message could not be read'));
  worker.onerror = (event) => {
    // The page need not report it: the calls are rejected with it.
    event.preventDefault();
    // An event without a message says that the script could not be fetched.
    onStop(
      event.message
        ? new Error(event.message)
        : new StepglotError('unavailable', 'the worker could not be loaded'),
    );
  };
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    keepAlive: () => {},
    terminate: () => worker.terminate(),
  };
}

/**
 * @param {Listeners} listeners
 * @returns {Promise<Thread>}
 */
async function startNodeWorker({ onMessage, onStop }) {
  const { Worker: NodeWorker } = await importThreads();
  // Options of the process that are for its main script, such as --input-type, do not fit here.
  const worker = new NodeWorker(new URL(/* @vite-ignore */ './worker.js', import.meta.url), {
    execArgv: [],
  });
  worker.on('message', onMessage);
  worker.on('messageerror', onStop);
  worker.on('error', onStop);
  worker.on('exit', (code) => onStop(new Error(`the thread ended with code ${code}`)));
  return {
    post: (message, transfer = []) => worker.postMessage(message, transfer),
    keepAlive: (isBusy) => (isBusy ? worker.ref() : worker.unref()),
    terminate: () => {
      worker.terminate();
    },
  };
}

/**
 * Starts a worker.
 *
 * @param {Listeners} listeners
 * @returns {Promise<Thread>}
 */
export async function startThread(listeners) {
  return isNode ? startNodeWorker(listeners) : startWorker(listeners);
}
