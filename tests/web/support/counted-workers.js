/** @file Counts the workers of this thread, also those that do not keep the process running. */

/** @type {Set<import('node:worker_threads').Worker>} */
const running = new Set();

process.on('worker', (worker) => {
  running.add(worker);
  worker.once('exit', () => running.delete(worker));
});

/** How many were started after this file was loaded and have not ended. */
export const countWorkers = () => running.size;

/**
 * Waits until no more than `count` are left; tests that wait in vain run out of time.
 *
 * @param {number} count
 */
export async function untilWorkers(count) {
  while (running.size > count) await new Promise((resolve) => setTimeout(resolve, 5));
}
