/** @file What the page may load and run, and what the server says of it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage, translateOnPage, untilReady } from './support/browser.js';
import { serve } from './support/host.js';
import { sentence } from './support/texts.js';

test('files come with their types and with the headers of isolation', async (t) => {
  const server = await serve();
  t.after(() => server.close());
  const types = {
    '': 'text/html; charset=utf-8',
    'service-worker.js': 'text/javascript; charset=utf-8',
    'assets/stepglot.wasm': 'application/wasm',
    'assets/stepglot-relaxed.wasm': 'application/wasm',
    'assets/stepglot.mjs': 'text/javascript; charset=utf-8',
    'manifest.webmanifest': 'application/manifest+json',
    'models/models.json': 'application/json; charset=utf-8',
    'models/en-de.int8.safetensors': 'application/octet-stream',
  };
  for (const [path, type] of Object.entries(types)) {
    const { status, headers } = await fetch(server.url + path, { method: 'HEAD' });
    assert.equal(status, 200, path);
    assert.equal(headers.get('content-type'), type);
    assert.equal(headers.get('cross-origin-opener-policy'), 'same-origin');
    assert.equal(headers.get('cross-origin-embedder-policy'), 'require-corp');
    assert.match(
      headers.get('content-security-policy') ?? '',
      /^default-src 'none';.*frame-ancestors/,
    );
  }
});

test('the server sends ranges, and nothing outside its folder', async (t) => {
  const server = await serve();
  t.after(() => server.close());
  const model = `${server.url}models/en-de.int8.safetensors`;
  const whole = new Uint8Array(await (await fetch(model)).arrayBuffer());
  const get = (/** @type {Record<string, string>} */ headers) => fetch(model, { headers });
  const part = await get({ Range: 'bytes=100-199' });
  assert.equal(part.status, 206);
  assert.equal(part.headers.get('content-range'), `bytes 100-199/${whole.length}`);
  assert.deepEqual(new Uint8Array(await part.arrayBuffer()), whole.slice(100, 200));
  const rest = await get({ Range: `bytes=${whole.length - 5}-` });
  assert.deepEqual(new Uint8Array(await rest.arrayBuffer()), whole.slice(-5));
  const last = await get({ Range: 'bytes=-5' });
  assert.deepEqual(new Uint8Array(await last.arrayBuffer()), whole.slice(-5));
  assert.equal((await get({ Range: `bytes=${whole.length}-` })).status, 416);
  const other = await get({ Range: 'bytes=0-4', 'If-Range': '"another"' });
  assert.equal(other.status, 200);
  await other.body?.cancel();
  const tag = part.headers.get('etag') ?? '';
  assert.equal((await get({ 'If-None-Match': tag })).status, 304);
  for (const path of ['..%2fpackage.json', '%2e%2e/package.json', '%', 'missing', 'assets']) {
    assert.equal((await fetch(server.url + path)).status, 404, path);
  }
  assert.equal((await fetch(server.url, { method: 'POST' })).status, 405);
});

test('the policy keeps out inline scripts, inline styles, eval and other origins', async (t) => {
  const { page } = await openPage(t);
  await untilReady(page);
  const stopped = await page.evaluate(async () => {
    /** @type {string[]} */
    const directives = [];
    addEventListener('securitypolicyviolation', (event) =>
      directives.push(event.effectiveDirective),
    );
    const script = document.createElement('script');
    script.textContent = 'globalThis.wasRun = true';
    document.body.append(script);
    const styled = document.createElement('div');
    styled.setAttribute('style', 'color: red');
    document.body.append(styled);
    await fetch('https://example.org/').catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, 100));
    return { directives, wasRun: 'wasRun' in globalThis };
  });
  assert.equal(stopped.wasRun, false);
  for (const directive of ['script-src-elem', 'style-src-attr', 'connect-src']) {
    assert.ok(stopped.directives.includes(directive), `${directive}: ${stopped.directives}`);
  }
});

test('nothing that is typed goes into a request', async (t) => {
  const { page, context, complaints } = await openPage(t);
  await untilReady(page);
  // The worker for offline use fetches the page's files in the meantime.
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => {}));
  /** @type {string[]} */
  const requests = [];
  context.on('request', (request) => requests.push(request.url()));
  await translateOnPage(page, sentence);
  await page.locator('.word').first().click();
  await page.getByRole('menuitemradio').first().waitFor();
  assert.deepEqual(requests, []);
  assert.deepEqual(complaints, { errors: [], violations: [], foreign: [] });
});
