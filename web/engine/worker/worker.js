/** @file What runs in the worker: a module worker in browsers, a worker thread in Node.js. */

import { Server } from './server.js';

/** A name that bundlers for browsers leave alone. */
const threads = 'node:worker_threads';

if ('WorkerGlobalScope' in globalThis) {
  const server = new Server((message, transfer = []) => self.postMessage(message, { transfer }));
  self.addEventListener('message', ({ data }) => server.receive(data));
} else {
  import(/* @vite-ignore */ threads).then(({ parentPort }) => {
    const server = new Server((message, transfer) => parentPort.postMessage(message, transfer));
    parentPort.on('message', (/** @type {any} */ message) => server.receive(message));
  });
}
