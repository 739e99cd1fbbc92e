/** @file The SHA-256 of a file, without holding up the page that asks for it. */

import { digest } from './digest.js';

/**
 * @typedef {object} Hashed
 * @property {Uint8Array<ArrayBuffer>} file The bytes; the array that was given may be empty now.
 * @property {ArrayBuffer} digest
 */

/** @param {Uint8Array<ArrayBuffer>} file @returns {Promise<Hashed>} */
async function hashHere(file) {
  return { file, digest: await digest(file) };
}

/** @returns {Promise<Worker | undefined>} A running worker, unless none can be started. */
function startWorker() {
  return new Promise((resolve) => {
    try {
      const worker = new Worker(new URL('./hash-worker.js', import.meta.url), { type: 'module' });
      worker.onmessage = () => resolve(worker);
      worker.onerror = () => resolve(undefined);
    } catch {
      // A policy of the page may forbid it.
      resolve(undefined);
    }
  });
}

/** @param {Worker} worker @param {Uint8Array<ArrayBuffer>} file @returns {Promise<Hashed>} */
function hashThere(worker, file) {
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      if (data.error === undefined) resolve(data);
      else reject(new Error(`hashing failed: ${data.error}`));
    };
    worker.onerror = ({ message }) => reject(new Error(`hashing failed: ${message}`));
    worker.postMessage(file, [file.buffer]);
  });
}

/**
 * Takes the hash of the whole at its end, as Web Crypto has no running digest.
 * Chromium computes it before `digest` returns, some 2 ms for each MiB, so a page leaves it to a
 * worker; a page that cannot have one, without a network say, takes it all the same.
 *
 * @param {Uint8Array<ArrayBuffer>} file All of its buffer; to be used no more.
 * @returns {Promise<Hashed>}
 */
export async function sha256(file) {
  // Workers and Node.js have no page to hold up.
  if (typeof document === 'undefined') return hashHere(file);
  const worker = await startWorker();
  if (!worker) return hashHere(file);
  try {
    return await hashThere(worker, file);
  } finally {
    worker.terminate();
  }
}
