/** @file A host of the built page. */

import { join } from 'node:path';
import { listen, pageServer } from '../../../../scripts/tools/serve.mjs';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';

const dist = join(root, 'dist');

/**
 * Serves a built page at a free port.
 *
 * @param {string} [folder]
 * @returns {Promise<{url: string, close: () => Promise<void>}>}
 */
export async function serve(folder = dist) {
  const server = pageServer(folder);
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
