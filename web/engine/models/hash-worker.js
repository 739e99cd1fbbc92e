/** @file Hashes files in a worker; each comes with the message and goes back with the answer. */

/** @param {MessageEvent<Uint8Array<ArrayBuffer>>} event */
self.onmessage = async ({ data: file }) => {
  const digest = await crypto.subtle.digest('SHA-256', file);
  self.postMessage({ file, digest }, { transfer: [file.buffer, digest] });
};

// Whoever sends a file gives it away, and wants to know first that somebody is there.
self.postMessage('ready');
