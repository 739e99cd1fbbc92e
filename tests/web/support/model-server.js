/** @file A server of one model's file that can be told to misbehave, request by request. */

import { createHash, randomBytes } from 'node:crypto';
import { createServer } from 'node:http';
import { gzipSync } from 'node:zlib';

/**
 * How one request is answered; nothing said, as a good server does.
 *
 * @typedef {object} Answer
 * @property {number} [breakAfter] Bytes of the body after which the connection is cut.
 * @property {number} [stallAfter] Bytes of the body after which nothing comes any more.
 * @property {number} [holdAfter] Bytes of the body after which the rest waits for `until`.
 * @property {Promise<unknown>} [until]
 * @property {boolean} [ignoresRange] The whole, whatever was asked for.
 * @property {boolean} [ignoresIfRange] The part, whatever its condition.
 * @property {boolean} [isUnanswered] The connection is cut before anything is sent.
 * @property {boolean} [isChunked] Without a length.
 * @property {boolean} [isCompressed] With the length of what is sent.
 * @property {Buffer} [body] Another file.
 * @property {number} [length] Of the file, as an answer with a part tells it.
 * @property {Record<string, string>} [headers] Instead of the right ones.
 * @property {number} [status] Without a file.
 */

/**
 * @typedef {object} Asked
 * @property {string | undefined} range
 * @property {string | undefined} ifRange
 * @property {number} sent Bytes of bodies handed to the connection.
 * @property {Promise<void>} closed
 */

/** @param {Uint8Array} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

export class ModelServer {
  /** Some stretches of a mebibyte, and a piece. */
  file = randomBytes(3_500_000);
  etag = '"one"';
  /** Answers to the next requests, in order. @type {Answer[]} */
  plan = [];
  /** @type {Asked[]} */
  asked = [];
  #port = 0;
  #server;

  /** @param {import('node:http').Server} [pages] Answers for all files but the model. */
  constructor(pages) {
    this.#server = createServer((request, response) => {
      const isModel = !pages || request.url === '/model.safetensors';
      if (isModel) this.#answer(request, response, this.plan.shift() ?? {});
      else pages.emit('request', request, response);
    });
  }

  /** @param {number} [port] That it had before. */
  async start(port = 0) {
    await new Promise((resolve) => this.#server.listen(port, '127.0.0.1', () => resolve(null)));
    this.#port = /** @type {import('node:net').AddressInfo} */ (this.#server.address()).port;
    return this;
  }

  async stop() {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  /** Stops, does something, and starts again at the same port. @param {() => Promise<void>} task */
  async whileDown(task) {
    await this.stop();
    await task();
    await this.start(this.#port);
  }

  get url() {
    return `http://127.0.0.1:${this.#port}/model.safetensors`;
  }

  /** @returns {any} A manifest of the file, to be changed at will. */
  manifest() {
    return {
      version: 1,
      models: [
        {
          id: 'xx-yy',
          name: 'Random bytes',
          sourceLanguage: 'en',
          targetLanguage: 'de',
          file: this.url,
          bytes: this.file.length,
          sha256: sha256(this.file),
          licence: 'none',
        },
      ],
    };
  }

  /**
   * @param {import('node:http').IncomingMessage} request
   * @param {import('node:http').ServerResponse} response
   * @param {Answer} answer
   */
  async #answer(request, response, answer) {
    const { range, 'if-range': ifRange } = /** @type {Record<string, string>} */ (request.headers);
    const closed = new Promise((resolve) => response.on('close', () => resolve(undefined)));
    const asked = { range, ifRange, sent: 0, closed };
    this.asked.push(asked);
    if (answer.isUnanswered) return void request.socket.destroy();
    if (answer.status) return void response.writeHead(answer.status).end('no model');
    const { status, headers, body } = this.#content(asked, answer);
    response.writeHead(status, headers);
    const limit = answer.breakAfter ?? answer.stallAfter ?? body.length;
    for (let start = 0; start < limit && !response.destroyed; start += 65_536) {
      const piece = body.subarray(start, Math.min(limit, start + 65_536));
      if (start >= (answer.holdAfter ?? Infinity)) await answer.until;
      asked.sent += piece.length;
      await new Promise((resolve) => response.write(piece, resolve));
    }
    // What was sent before arrives; a reset would take some of it along.
    if (answer.breakAfter !== undefined) request.socket.end();
    else if (answer.stallAfter === undefined) response.end();
  }

  /** @param {Asked} asked @param {Answer} answer */
  #content({ range, ifRange }, answer) {
    const file = answer.body ?? this.file;
    const start = Number(/^bytes=(\d+)-$/.exec(range ?? '')?.[1] ?? 0);
    const holds = answer.ignoresIfRange || ifRange === undefined || ifRange === this.etag;
    const isPart = range !== undefined && !answer.ignoresRange && holds;
    const plain = isPart ? file.subarray(start) : file;
    const body = answer.isCompressed ? gzipSync(plain) : plain;
    /** @type {Record<string, string>} */
    const headers = { etag: this.etag, ...answer.headers };
    const { length = file.length } = answer;
    if (isPart) headers['content-range'] ??= `bytes ${start}-${file.length - 1}/${length}`;
    if (answer.isCompressed) headers['content-encoding'] = 'gzip';
    if (!answer.isChunked) headers['content-length'] ??= String(body.length);
    return { status: isPart ? 206 : 200, headers, body };
  }
}
