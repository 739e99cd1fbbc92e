/** @file What runs in the worker: a module worker in browsers, a worker thread in Node.js. */

import { importThreads } from '../base/environment.js';
import { Server } from './server.js';

if ('WorkerGlobalScope' in globalThis) {
  const server = new Server((message, transfer = []) => self.postMessage(message, { transfer }));
  self.addEventListener('message', ({ data }) => server.receive(data));
} else {
  importThreads().then(({ parentPort }) => {
    const server = new Server((message, transfer) => parentPort?.postMessage(message, transfer));
    parentPort?.on('message', (message) => server.receive(message));
  });
}
