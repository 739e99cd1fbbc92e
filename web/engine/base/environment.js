/** @file What kind of platform this is. */

/** Whether there is a Cache API: browsers offer it, like hashes, to secure contexts only. */
export const hasCaches = 'caches' in globalThis;

/** Whether this is Node.js; a browser in which something defines `process` is not. */
export const isNode = !hasCaches && Boolean(globalThis.process?.versions?.node);

// Names that bundlers for browsers leave alone.
const threads = 'node:worker_threads';
const os = 'node:os';

/** @returns {Promise<typeof import('node:worker_threads')>} The threads of Node.js. */
export const importThreads = () => import(/* @vite-ignore */ threads);

/** @returns {Promise<number>} How many threads can run at the same time. */
export async function countCores() {
  if (!isNode) return globalThis.navigator?.hardwareConcurrency ?? 1;
  /** @type {typeof import('node:os')} */
  const { availableParallelism } = await import(/* @vite-ignore */ os);
  return availableParallelism();
}
