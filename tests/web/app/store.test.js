/** @file The store of models in a browser, from the library's own files without a build. */

import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { pageServer } from '../../../scripts/tools/serve.mjs';
import { root } from '../../../scripts/tools/setup/prefix.mjs';
import { ModelServer, sha256 } from '../support/model-server.js';
import { openPage } from './support/browser.js';

/** @typedef {import('playwright-core').Page} Page */

const MIB = 2 ** 20;
const web = join(root, 'web');
const blank = 'engine/index.js';

/** @param {Page} page @param {ModelServer} server Whose model the page's new store knows. */
async function makeStore(page, server) {
  await page.goto(new URL(blank, server.url).href);
  await page.evaluate(
    async ([path, manifest]) => {
      const { ModelStore } = await import(path);
      Object.assign(globalThis, { store: new ModelStore({ manifest }) });
    },
    ['/engine/index.js', server.manifest()],
  );
}

/** @param {import('node:test').TestContext} t */
async function start(t) {
  const server = await new ModelServer(pageServer(web)).start();
  t.after(() => server.stop());
  const { page, context } = await openPage(t, { folder: web, path: blank });
  await makeStore(page, server);
  const session = await context.newCDPSession(page);
  /** @param {number} [quotaSize] Bytes; none for what the browser has. */
  const setQuota = (quotaSize) =>
    session.send('Storage.overrideQuotaForOrigin', {
      origin: new URL(server.url).origin,
      quotaSize,
    });
  return { server, page, context, setQuota };
}

/**
 * @typedef {object} Outcome
 * @property {number[]} loaded
 * @property {string} [sha256]
 * @property {string} [code]
 * @property {string} [message]
 */

/** @param {Page} page @returns {Promise<Outcome>} */
const open = (page) =>
  page.evaluate(async () => {
    const { store } = /** @type {any} */ (globalThis);
    /** @type {number[]} */
    const loaded = [];
    try {
      const onProgress = (/** @type {{loaded: number}} */ progress) => loaded.push(progress.loaded);
      const bytes = await store.open('xx-yy', { onProgress });
      const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
      const hex = Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
      return { loaded, sha256: hex };
    } catch (error) {
      const { code, message } = /** @type {any} */ (error);
      return { loaded, code, message };
    }
  });

/** @param {Page} page @returns {Promise<string>} */
const state = (page) => page.evaluate(() => /** @type {any} */ (globalThis).store.state('xx-yy'));

/** @param {Page} page @returns {Promise<{id: string, bytes: number}[]>} */
const kept = (page) => page.evaluate(() => /** @type {any} */ (globalThis).store.kept());

/** @param {Page} page @returns {Promise<number>} Entries in all of the origin's caches. */
const entries = (page) =>
  page.evaluate(async () => {
    let count = 0;
    for (const name of await caches.keys()) {
      count += (await (await caches.open(name)).keys()).length;
    }
    return count;
  });

/** @param {Outcome} outcome @param {ModelServer} server */
function isWhole({ loaded, ...rest }, server) {
  assert.deepEqual(rest, { sha256: sha256(server.file) });
  assert.equal(loaded[0], 0);
  assert.equal(loaded.at(-1), server.file.length);
  assert.deepEqual(
    loaded,
    [...new Set(loaded)].sort((a, b) => a - b),
  );
}

/** @param {() => boolean | Promise<boolean>} condition */
async function until(condition) {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

test('a model is downloaded once, kept, and there without the network', async (t) => {
  const { server, page } = await start(t);
  assert.equal(await state(page), 'downloadable');
  isWhole(await open(page), server);
  assert.equal(await state(page), 'available');
  assert.deepEqual(await kept(page), [{ id: 'xx-yy', bytes: server.file.length }]);
  await makeStore(page, server);
  await server.whileDown(async () => {
    const { loaded, ...rest } = await open(page);
    isWhole({ loaded, ...rest }, server);
    assert.deepEqual(loaded, [0, server.file.length]);
  });
  assert.equal(server.asked.length, 1);
});

test('without the network and with nothing kept the error says so', async (t) => {
  const { server, page } = await start(t);
  await server.whileDown(async () => {
    const { code, message } = await open(page);
    assert.equal(code, 'network');
    assert.match(message ?? '', /xx-yy/);
  });
  assert.deepEqual(await kept(page), []);
  isWhole(await open(page), server);
});

test('after a break, and after a reload, the rest is fetched', async (t) => {
  const { server, page } = await start(t);
  // Of what came just before a break Chromium may drop what the page has not taken yet: the break
  // waits until a stretch is kept.
  let cut = () => {};
  const stretchKept = new Promise((resolve) => (cut = () => resolve(null)));
  server.plan = [
    { holdAfter: 1.4 * MIB, until: stretchKept, breakAfter: 1.5 * MIB },
    { stallAfter: 1.7 * MIB },
  ];
  const cutOff = open(page).catch(() => 'the page is gone');
  await until(async () => ((await kept(page))[0]?.bytes ?? 0) >= MIB);
  cut();
  await until(async () => ((await kept(page))[0]?.bytes ?? 0) > 1.6 * MIB);
  const [{ bytes }] = await kept(page);
  await makeStore(page, server);
  assert.equal(await cutOff, 'the page is gone');
  const outcome = await open(page);
  isWhole(outcome, server);
  assert.equal(outcome.loaded[1], bytes);
  assert.equal(server.asked.length, 3);
  assert.match(server.asked[1].range ?? '', /^bytes=[1-9]\d+-$/);
  assert.equal(server.asked[2].range, `bytes=${bytes}-`);
  assert.equal(server.asked[2].ifRange, server.etag);
});

test('tabs at the same time download once', async (t) => {
  const { server, page, context } = await start(t);
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(null)));
  server.plan = [{ holdAfter: MIB, until: held }];
  const other = await context.newPage();
  await makeStore(other, server);
  const first = open(page);
  await until(() => server.asked.length > 0);
  assert.equal(await state(other), 'downloading');
  const second = open(other);
  release();
  isWhole(await first, server);
  isWhole(await second, server);
  assert.equal(server.asked.length, 1);
});

test('an abort ends the download with its reason', async (t) => {
  const { server, page } = await start(t);
  server.plan = [{ stallAfter: MIB }];
  const isReason = page.evaluate(() => {
    const { store } = /** @type {any} */ (globalThis);
    const controller = new AbortController();
    const reason = { any: 'value' };
    const onProgress = (/** @type {{loaded: number}} */ { loaded }) => {
      if (loaded > 0) controller.abort(reason);
    };
    return store
      .open('xx-yy', { signal: controller.signal, onProgress })
      .catch((/** @type {unknown} */ error) => error === reason);
  });
  assert.equal(await isReason, true);
  await server.asked[0].closed;
  isWhole(await open(page), server);
});

test('wrong bytes are refused and not kept', async (t) => {
  const { server, page } = await start(t);
  const wrong = Buffer.from(server.file).reverse();
  server.plan = [{ body: wrong }, { body: wrong }];
  const { code, message } = await open(page);
  assert.equal(code, 'corrupt_download');
  assert.match(message ?? '', /SHA-256/);
  assert.equal(await entries(page), 0);
});

test('what is damaged or missing in storage is fetched anew', async (t) => {
  const { server, page } = await start(t);
  isWhole(await open(page), server);
  await page.evaluate(async () => {
    const cache = await caches.open('stepglot-models');
    const [key] = await cache.keys();
    const bytes = new Uint8Array(
      await /** @type {Response} */ (await cache.match(key)).arrayBuffer(),
    );
    bytes[7] ^= 1;
    await cache.put(key, new Response(bytes));
  });
  isWhole(await open(page), server);
  assert.equal(server.asked.length, 2);
  await page.evaluate(async () => {
    const cache = await caches.open('stepglot-models');
    await cache.delete((await cache.keys())[1]);
  });
  assert.equal(await state(page), 'downloadable');
  isWhole(await open(page), server);
  assert.equal(server.asked.length, 3);
});

test('when the room runs out the error says so, and nothing is left of the model', async (t) => {
  const { server, page, setQuota } = await start(t);
  let release = () => {};
  const held = new Promise((resolve) => (release = () => resolve(null)));
  server.plan = [{ holdAfter: 1.5 * MIB, until: held }];
  const opening = open(page);
  await until(async () => (await kept(page)).length > 0);
  await setQuota(MIB);
  release();
  const { code, message } = await opening;
  assert.equal(code, 'quota');
  assert.match(
    message ?? '',
    /keeping it needs 3500000 bytes, and there is room for about 1\d{6}\b/,
  );
  assert.equal(await entries(page), 0);
  await setQuota();
  isWhole(await open(page), server);
});

test('models are deleted, and kept for good if the browser agrees', async (t) => {
  const { server, page } = await start(t);
  isWhole(await open(page), server);
  const { deleted, again, persisted } = await page.evaluate(async () => {
    const { store } = /** @type {any} */ (globalThis);
    return {
      deleted: await store.delete('xx-yy'),
      again: await store.delete('xx-yy'),
      persisted: await store.persist(),
    };
  });
  assert.deepEqual([deleted, again, typeof persisted], [true, false, 'boolean']);
  assert.equal(await entries(page), 0);
  assert.equal(await state(page), 'downloadable');
});

test('a worker has the models that its page has', async (t) => {
  const { server, page } = await start(t);
  isWhole(await open(page), server);
  const length = await page.evaluate(
    ([path, manifest]) => {
      const text = `import { ModelStore } from ${JSON.stringify(new URL(path, location.href))};
        const store = new ModelStore({ manifest: ${JSON.stringify(manifest)} });
        postMessage((await store.open('xx-yy')).length);`;
      const address = URL.createObjectURL(new Blob([text], { type: 'text/javascript' }));
      return new Promise((resolve, reject) => {
        const worker = new Worker(address, { type: 'module' });
        worker.onmessage = ({ data }) => resolve(data);
        worker.onerror = reject;
      });
    },
    ['/engine/index.js', server.manifest()],
  );
  assert.equal(length, server.file.length);
  assert.equal(server.asked.length, 1);
});

test('without the worker that hashes, the page hashes', async (t) => {
  const { server, page } = await start(t);
  const wrong = Buffer.from(server.file).reverse();
  /** @type {string[]} */
  const refused = [];
  await page.route('**/hash-worker.js', (route) => {
    refused.push(route.request().url());
    return route.abort();
  });
  server.plan = [{ body: wrong }];
  isWhole(await open(page), server);
  assert.equal(server.asked.length, 2);
  assert.equal(refused.length, 2);
});

/** @param {Page} page @returns {Promise<number>} Hashes on the page's own thread of a model downloaded, then taken. */
const hashesOfPage = (page) =>
  page.evaluate(async () => {
    const { store } = /** @type {any} */ (globalThis);
    await store.delete('xx-yy');
    const { subtle } = crypto;
    const digest = subtle.digest.bind(subtle);
    let calls = 0;
    subtle.digest = (...given) => {
      calls += 1;
      return digest(...given);
    };
    await store.open('xx-yy');
    await store.open('xx-yy');
    return calls;
  });

test('the page’s own thread is not held up by hashes', async (t) => {
  const { server, page } = await start(t);
  server.file = Buffer.alloc(4 * MIB, 'stepglot');
  await makeStore(page, server);
  /** @type {string[]} */
  const workers = [];
  page.on('worker', (worker) => workers.push(worker.url().replace(/.*\//, '')));
  // Chromium computes a digest before it returns from the call: seen here, it has held up the page.
  assert.equal(await hashesOfPage(page), 0);
  assert.deepEqual(workers, ['hash-worker.js', 'hash-worker.js']);
});
