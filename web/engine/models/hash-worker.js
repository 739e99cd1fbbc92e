/** @file Hashes files in a worker; each comes with the message and goes back with the answer. */

import { digest } from './digest.js';

/** @param {MessageEvent<Uint8Array<ArrayBuffer>>} event */
self.onmessage = async ({ data: file }) => {
  try {
    const found = await digest(file);
    self.postMessage({ file, digest: found }, { transfer: [file.buffer, found] });
  } catch (error) {
    // A rejection would be an error of nobody's.
    self.postMessage({ error: String(error) });
  }
};

// Whoever sends a file gives it away, and wants to know first that somebody is there.
self.postMessage('ready');
