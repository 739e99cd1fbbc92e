/** @file What kind of platform this is. */

/** Whether there is a Cache API: browsers offer it, like hashes, to secure contexts only. */
export const hasCaches = 'caches' in globalThis;

/** Whether this is Node.js; a browser in which something defines `process` is not. */
export const isNode = !hasCaches && Boolean(globalThis.process?.versions?.node);

// A name that bundlers for browsers leave alone.
const threads = 'node:worker_threads';

/** @returns {Promise<typeof import('node:worker_threads')>} The threads of Node.js. */
export const importThreads = () => import(/* @vite-ignore */ threads);
