/** @file A host of the built page. */

import { join } from 'node:path';
import { listen, pageServer } from '../../../../scripts/tools/serve.mjs';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';

const dist = join(root, 'dist');

// What a page needs to share memory with its workers.
const isolating = ['Cross-Origin-Opener-Policy', 'Cross-Origin-Embedder-Policy'];

/**
 * Has a server send no headers of these names.
 *
 * @param {import('node:http').Server} server
 * @param {readonly string[]} names
 */
function leaveOut(server, names) {
  server.prependListener('request', (_, response) => {
    const set = response.setHeader.bind(response);
    response.setHeader = (name, value) => (names.includes(name) ? response : set(name, value));
  });
}

/**
 * Serves a built page at a free port.
 *
 * @param {string} [folder]
 * @param {boolean} [isIsolated] Whether it has the headers for it.
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve(folder = dist, isIsolated = true) {
  const server = pageServer(folder);
  if (!isIsolated) leaveOut(server, isolating);
  const port = await listen(server, '127.0.0.1', 0);
  return {
    url: `http://127.0.0.1:${port}/`,
    close: () =>
      new Promise((resolve) => {
        // Resolves also when it was stopped before.
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
