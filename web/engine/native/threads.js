/** @file The workers in which the threads of a module run. */

import { countCores, importThreads, isNode } from '../base/environment.js';

/** @typedef {import('./types.js').NativeModule} NativeModule */
/** @typedef {import('./types.js').WorkerTable} WorkerTable */

// More help little with products of this size, and other work wants cores too.
const MOST_BY_DEFAULT = 4;

/** The loader of the modules with threads, which their workers run as well. */
export const threadsUrl = new URL('../wasm/stepglot-threads.mjs', import.meta.url);

/** Whether workers can share memory; a page that is not isolated has no such buffers. */
export const canShareMemory = () => typeof SharedArrayBuffer !== 'undefined';

/** @returns {Promise<number>} The number of threads where nobody says how many. */
export const defaultThreads = async () => Math.min(await countCores(), MOST_BY_DEFAULT);

/** @returns {Promise<any>} A worker that Emscripten's loader takes for one of its own. */
async function makeWorker() {
  const name = 'em-pthread';
  if (!isNode) return new Worker(threadsUrl, { type: 'module', name });
  const { Worker: NodeWorker } = await importThreads();
  // Options of the process that are for its main script, such as --input-type, do not fit here.
  return new NodeWorker(threadsUrl, { name, workerData: name, execArgv: [] });
}

/**
 * @param {WorkerTable} table
 * @param {any} worker
 * @returns {Promise<unknown>} Rejected when it cannot run the module.
 */
const load = (table, worker) =>
  new Promise((resolve, reject) => {
    const loaded = table.loadWasmModuleToWorker(worker);
    worker.onerror = (/** @type {any} */ event) => {
      event.preventDefault?.();
      reject(new Error(event.message || 'a worker could not be loaded'));
    };
    loaded.then(resolve, reject);
  });

/**
 * Starts the threads of a module.
 *
 * @param {NativeModule} module One with threads, just instantiated.
 * @param {number} threads With the calling one.
 * @throws {Error} When there are no such workers here; then none is left.
 */
export async function startThreads(module, threads) {
  const table = /** @type {WorkerTable} */ (module.PThread);
  try {
    const workers = Array.from({ length: threads - 1 }, makeWorker);
    table.unusedWorkers.push(...(await Promise.all(workers)));
    await Promise.all(table.unusedWorkers.map((worker) => load(table, worker)));
    module.startThreads(threads);
  } catch (error) {
    endThreads(module);
    throw error;
  }
}

/**
 * Ends the workers of a module, whatever they do.
 *
 * @param {NativeModule} module
 */
export const endThreads = (module) => module.PThread?.terminateAllThreads();
