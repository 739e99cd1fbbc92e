#!/usr/bin/env node
/**
 * @file Serves the built page, as a static host does. It is small enough to stand here instead of a
 * dependency: what matters is the headers, which a host of the page should send as well.
 */

import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { UsageError } from '../cli/usage-error.mjs';
import { main } from './main.mjs';
import { root } from './setup/prefix.mjs';
import { ToolError } from './setup/process.mjs';

const help = `Usage: node scripts/tools/serve.mjs [--port N] [--host NAME] [FOLDER]

Serves FOLDER (default: dist, which \`npm run build\` makes) until it is stopped, and prints the
address.

  --port N      port to listen at (default: 8080, or the next one that is free); 0 for any
  --host NAME   address to listen at (default: localhost, which other machines cannot reach; a
                browser keeps the page for offline use only from localhost or over https)
  --help        this text

Exit code: 0 when stopped, 1 when it cannot listen, 2 for a bad argument.
`;

const DEFAULT_PORT = 8080;
const PORTS_TRIED = 20;

/** @type {Record<string, string>} */
const types = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.png': 'image/png',
  '.safetensors': 'application/octet-stream',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
};

/** @param {string} folder @returns {string} The policy that its page states, if any, and who may frame it. */
function contentSecurityPolicy(folder) {
  const page = join(folder, 'index.html');
  const html = existsSync(page) ? readFileSync(page, 'utf8') : '';
  const [, policy] = /http-equiv="Content-Security-Policy"\s+content="([^"]+)"/.exec(html) ?? [];
  return [policy, "frame-ancestors 'none'"].filter(Boolean).join('; ');
}

/** @param {string} folder @returns {Record<string, string>} What every answer carries. */
function securityHeaders(folder) {
  return {
    'Content-Security-Policy': contentSecurityPolicy(folder),
    // Cross-origin isolation: no page of another origin shares a process or a window with this one.
    'Cross-Origin-Opener-Policy': 'same-origin',
    'Cross-Origin-Embedder-Policy': 'require-corp',
    'Cross-Origin-Resource-Policy': 'same-origin',
    'Referrer-Policy': 'no-referrer',
    'X-Content-Type-Options': 'nosniff',
  };
}

/**
 * @param {string} folder
 * @param {string} url Of the request.
 * @returns {string | null} The file that it names, or null for one that is not there.
 */
function fileAt(folder, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, 'http://localhost').pathname);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path.endsWith('/') ? `${path}index.html` : path));
  const isInside = file.startsWith(normalize(folder + sep)) && !path.includes('\0');
  return isInside && existsSync(file) && statSync(file).isFile() ? file : null;
}

/**
 * @param {string | undefined} header `Range` of the request.
 * @param {number} size Of the file.
 * @returns {{start: number, end: number} | null | undefined} First and last byte; null when there
 *   are none such, undefined for the whole.
 */
function parseRange(header, size) {
  const [, from, to] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (from === undefined || (from === '' && to === '')) return undefined;
  const start = from === '' ? Math.max(0, size - Number(to)) : Number(from);
  const end = from === '' || to === '' ? size - 1 : Math.min(Number(to), size - 1);
  return start <= end ? { start, end } : null;
}

/**
 * @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response
 * @param {string} file
 */
function sendFile(request, response, file) {
  const { size, mtimeMs } = statSync(file);
  const tag = `"${size.toString(16)}-${Math.trunc(mtimeMs).toString(16)}"`;
  const isFresh = request.headers['if-none-match'] === tag;
  // A part of another version is of no use: then the whole is sent.
  const ifRange = request.headers['if-range'];
  const wanted = ifRange === undefined || ifRange === tag ? request.headers.range : undefined;
  const range = isFresh ? undefined : parseRange(wanted, size);
  response.setHeader('Content-Type', types[extname(file)] ?? 'application/octet-stream');
  response.setHeader('Cache-Control', 'no-cache');
  response.setHeader('Accept-Ranges', 'bytes');
  response.setHeader('ETag', tag);
  if (isFresh) return response.writeHead(304).end();
  if (range === null) return response.writeHead(416, { 'Content-Range': `bytes */${size}` }).end();
  const { start, end } = range ?? { start: 0, end: size - 1 };
  response.setHeader('Content-Length', end - start + 1);
  if (range) response.setHeader('Content-Range', `bytes ${start}-${end}/${size}`);
  response.writeHead(range ? 206 : 200);
  if (request.method === 'HEAD' || size === 0) return response.end();
  const stream = createReadStream(file, { start, end });
  stream.on('error', () => response.destroy());
  response.on('close', () => stream.destroy());
  return stream.pipe(response);
}

/**
 * @param {string} folder
 * @returns {import('node:http').Server} Not yet listening.
 */
export function pageServer(folder) {
  const headers = securityHeaders(folder);
  return createServer((request, response) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (request.method !== 'GET' && request.method !== 'HEAD') {
      response.writeHead(405, { Allow: 'GET, HEAD' }).end();
      return;
    }
    const file = fileAt(folder, request.url ?? '/');
    if (file) sendFile(request, response, file);
    else response.writeHead(404, { 'Content-Type': types['.txt'] }).end('not found\n');
  });
}

/**
 * @param {import('node:http').Server} server
 * @param {string} host
 * @param {number} port
 * @returns {Promise<number>} The port that it listens at.
 */
export function listen(server, host, port) {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(/** @type {import('node:net').AddressInfo} */ (server.address()).port);
    });
  });
}

/**
 * @param {import('node:http').Server} server
 * @param {string} host
 * @returns {Promise<number>} The default port, or the first after it that is free.
 */
async function listenAtFreePort(server, host) {
  for (let port = DEFAULT_PORT; ; port++) {
    try {
      return await listen(server, host, port);
    } catch (error) {
      const isTaken = /** @type {NodeJS.ErrnoException} */ (error).code === 'EADDRINUSE';
      if (!isTaken || port === DEFAULT_PORT + PORTS_TRIED) throw error;
    }
  }
}

/** @param {string | undefined} text @returns {number | undefined} */
function parsePort(text) {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (/^\d+$/.test(text) && port < 65536) return port;
  throw new UsageError(`--port must be 0 to 65535, not ${text}`);
}

/**
 * @param {{port?: string, host?: string}} options
 * @param {string[]} folders The first is served.
 */
async function serve(options, [folder = join(root, 'dist')]) {
  const port = parsePort(options.port);
  const host = options.host ?? 'localhost';
  if (!existsSync(join(folder, 'index.html'))) {
    throw new ToolError(`there is no page in ${folder}; \`npm run build\` makes it`);
  }
  const server = pageServer(folder);
  const used =
    port === undefined ? await listenAtFreePort(server, host) : await listen(server, host, port);
  const name = host.includes(':') ? `[${host}]` : host;
  console.log(`Stepglot is at http://${name}:${used}/ (Ctrl-C stops it)`);
  for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => process.exit(0));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main({
    name: 'serve',
    help,
    options: { port: { type: 'string' }, host: { type: 'string' } },
    takesArguments: true,
    run: serve,
  });
}
