/** @file Serves the checkout and models that are held in memory, for a page on this machine. */

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** @type {Record<string, string>} */
const types = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.wasm': 'application/wasm',
};

/**
 * @param {Map<string, Uint8Array>} files
 * @param {string} path Normalized, as the parser of addresses leaves it.
 * @returns {Uint8Array | undefined}
 */
function contentOf(files, path) {
  const held = files.get(path);
  if (held) return held;
  const file = join(root, path);
  return existsSync(file) && statSync(file).isFile() ? readFileSync(file) : undefined;
}

/**
 * @param {Map<string, Uint8Array>} files By their paths; `/models/...`.
 * @returns {Promise<{address: string, close: () => void}>}
 */
export async function serve(files) {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const content = contentOf(files, pathname);
    if (!content) {
      response.writeHead(404).end();
      return;
    }
    const type = types[extname(pathname)] ?? 'application/octet-stream';
    response.writeHead(200, { 'Content-Type': type, 'Content-Length': content.length });
    response.end(content);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)));
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://localhost:${port}`, close: () => server.close() };
}
