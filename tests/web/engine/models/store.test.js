/** @file The store: who shares a download, what is kept, and what becomes of it. */

import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { ModelStore } from '../../../../web/engine/index.js';
import { failure } from '../../support/fixtures.js';
import { ModelServer, sha256 } from '../../support/model-server.js';

const MIB = 2 ** 20;
const run = promisify(execFile);
const openOnce = fileURLToPath(new URL('../../support/open-once.js', import.meta.url));
/** @type {ModelServer} */
let server;
/** @type {string} */
let folder;

beforeEach(async () => {
  server = await new ModelServer().start();
  folder = mkdtempSync(join(tmpdir(), 'stepglot-models-'));
});

afterEach(async () => {
  await server.stop();
  rmSync(folder, { recursive: true });
});

const newStore = (manifest = server.manifest()) => new ModelStore({ manifest, folder });

/** @param {Uint8Array} bytes */
const isFile = (bytes) => assert.deepEqual(Buffer.from(bytes), server.file);

/** Resolves when the server has sent some of the file. */
async function untilUnderWay() {
  while (!server.asked[0]?.sent) await new Promise((resolve) => setTimeout(resolve, 1));
}

/** The file that a store keeps. */
const keptPath = () =>
  join(folder, readdirSync(folder).find((name) => !name.endsWith('.etag')) ?? 'none');

test('openers at the same time share a download and get buffers of their own', async () => {
  const store = newStore();
  /** @type {number[]} */
  const late = [];
  const openings = [store.open('xx-yy'), store.open('xx-yy')];
  await untilUnderWay();
  openings.push(store.open('xx-yy', { onProgress: ({ loaded }) => late.push(loaded) }));
  // Whoever comes first transfers his buffer at once.
  const channel = new MessageChannel();
  const first = openings[0].then((bytes) => channel.port1.postMessage(bytes, [bytes.buffer]));
  const [, second, third] = await Promise.all([first, openings[1], openings[2]]);
  channel.port1.close();
  isFile(second);
  isFile(third);
  assert.notEqual(second.buffer, third.buffer);
  assert.equal(server.asked.length, 1);
  assert.equal(late[0], 0);
  assert.equal(late.at(-1), server.file.length);
});

test('two stores of one folder download once', async () => {
  const files = await Promise.all([newStore().open('xx-yy'), newStore().open('xx-yy')]);
  files.forEach(isFile);
  assert.equal(server.asked.length, 1);
});

test('processes at the same time do one another no harm', async () => {
  const manifest = join(folder, 'manifest.json');
  writeFileSync(manifest, JSON.stringify(server.manifest()));
  const kept = join(folder, 'kept');
  const runs = Array.from({ length: 3 }, () => run(process.execPath, [openOnce, manifest, kept]));
  for (const { stdout } of await Promise.all(runs)) {
    assert.deepEqual(JSON.parse(stdout), { length: server.file.length });
  }
  isFile(await new ModelStore({ manifest, folder: kept }).open('xx-yy'));
});

test('an abort ends the wait with its reason, and nobody else’s', async () => {
  server.plan = [{ stallAfter: 2 * MIB }];
  const store = newStore();
  const reason = { any: 'value' };
  const [one, other] = [new AbortController(), new AbortController()];
  /** @type {Promise<Uint8Array>[]} */
  const openings = [];
  // What has left the server may not have arrived: an abort so early leaves nothing to resume from.
  await /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      const onProgress = ({ loaded = 0 }) => loaded > 0 && resolve();
      openings.push(store.open('xx-yy', { signal: one.signal, onProgress }));
      openings.push(store.open('xx-yy', { signal: other.signal }));
    })
  );
  one.abort(reason);
  await assert.rejects(openings[0], (error) => error === reason);
  assert.equal(await store.state('xx-yy'), 'downloading');
  other.abort();
  await assert.rejects(openings[1], { name: 'AbortError' });
  await server.asked[0].closed;
  // The store is free again, and goes on where it was.
  isFile(await store.open('xx-yy'));
  assert.match(server.asked[1].range ?? '', /^bytes=[1-9]\d+-$/);
});

test('an abort is heeded before, and while the manifest is on its way', async () => {
  const reason = new Error('no more');
  const store = newStore();
  const before = store.open('xx-yy', { signal: AbortSignal.abort(reason) });
  await assert.rejects(before, (error) => error === reason);
  server.plan = [{ stallAfter: 0 }];
  const controller = new AbortController();
  const waiting = new ModelStore({ manifest: server.url, folder });
  const opening = waiting.open('xx-yy', { signal: controller.signal });
  while (server.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  controller.abort(reason);
  await assert.rejects(opening, (error) => error === reason);
});

test('an abort after the end changes nothing', async () => {
  const controller = new AbortController();
  const bytes = await newStore().open('xx-yy', { signal: controller.signal });
  controller.abort();
  isFile(bytes);
});

test('a listener that throws harms itself alone', async () => {
  const store = newStore();
  const fault = new Error('a fault of the caller');
  const onProgress = () => {
    throw fault;
  };
  const [failed, other] = await Promise.allSettled([
    store.open('xx-yy', { onProgress }),
    store.open('xx-yy'),
  ]);
  assert.equal(failed.status === 'rejected' && failed.reason, fault);
  isFile(/** @type {PromiseFulfilledResult<Uint8Array>} */ (other).value);
});

test('deleting leaves nothing, and what was handed out stays', async () => {
  const store = newStore();
  const bytes = await store.open('xx-yy');
  assert.equal(await store.delete('xx-yy'), true);
  isFile(bytes);
  assert.deepEqual(readdirSync(folder), []);
  assert.equal(await store.state('xx-yy'), 'downloadable');
  assert.equal(await store.delete('xx-yy'), false);
  assert.equal(await store.delete('../../etc/passwd'), false);
});

test('deleting ends a download', async () => {
  server.plan = [{ stallAfter: 2 * MIB }];
  const store = newStore();
  const opening = store.open('xx-yy');
  const failed = assert.rejects(opening, { name: 'AbortError', message: /xx-yy was deleted/ });
  await untilUnderWay();
  await store.delete('xx-yy');
  await failed;
  assert.deepEqual(readdirSync(folder), []);
  isFile(await store.open('xx-yy'));
});

test('what is damaged on disk is fetched anew', async () => {
  await newStore().open('xx-yy');
  const path = keptPath();
  const damaged = Buffer.from(server.file);
  damaged[123] ^= 4;
  for (const content of [damaged, Buffer.concat([damaged, damaged])]) {
    writeFileSync(path, content);
    server.asked = [];
    isFile(await newStore().open('xx-yy'));
    assert.equal(server.asked.length, 1);
    assert.equal(server.asked[0].range, undefined);
    assert.deepEqual(readFileSync(path), server.file);
  }
});

test('a new version takes the place of the old one', async () => {
  await newStore().open('xx-yy');
  server.file = Buffer.from(server.file).reverse();
  server.etag = '"two"';
  const store = newStore();
  assert.equal(await store.state('xx-yy'), 'downloadable');
  isFile(await store.open('xx-yy'));
  assert.deepEqual(await store.kept(), [{ id: 'xx-yy', bytes: server.file.length }]);
});

test('models that the manifest does not name any more are listed and can be deleted', async () => {
  await newStore().open('xx-yy');
  writeFileSync(join(folder, 'notes.txt'), 'not a model');
  const store = newStore({ version: 1, models: [] });
  assert.equal(await store.state('xx-yy'), 'unavailable');
  assert.deepEqual(await store.kept(), [{ id: 'xx-yy', bytes: server.file.length }]);
  assert.equal(await store.delete('xx-yy'), true);
  assert.deepEqual(readdirSync(folder), ['notes.txt']);
});

test('without room the error says how much is needed, and nothing is half-kept', async () => {
  const manifest = join(folder, 'manifest.json');
  const kept = join(folder, 'kept');
  writeFileSync(manifest, JSON.stringify(server.manifest()));
  // A limit on the length of files, in blocks of 512 bytes, stands for a full disk.
  const limited = 'ulimit -f 4096; exec "$@"';
  const command = ['-c', limited, 'sh', process.execPath, openOnce, manifest, kept];
  const { code, message } = JSON.parse((await run('sh', command)).stdout);
  assert.equal(code, 'quota');
  assert.match(message, /keeping it needs 3500000 bytes, and there is room for about 1\d{6}\b/);
  assert.deepEqual(readdirSync(kept), []);
});

test('a folder that cannot be written to is told', async () => {
  writeFileSync(join(folder, 'file'), '');
  const store = new ModelStore({ manifest: server.manifest(), folder: join(folder, 'file/below') });
  await assert.rejects(
    store.open('xx-yy'),
    failure('unsupported', /models cannot be kept in .*below/),
  );
});

test('downloads lie in the user’s cache unless told otherwise', async () => {
  const manifest = join(folder, 'manifest.json');
  writeFileSync(manifest, JSON.stringify(server.manifest()));
  const home = join(folder, 'home');
  mkdirSync(home);
  /** @param {Record<string, string>} env @param {string} place */
  const keepsIn = async (env, place) => {
    await run(process.execPath, [openOnce, manifest], { env: { ...env, HOME: home } });
    assert.ok(readdirSync(place).includes(`xx-yy.${sha256(server.file)}`), place);
  };
  await keepsIn({ XDG_CACHE_HOME: join(folder, 'cache') }, join(folder, 'cache/stepglot'));
  await keepsIn({ XDG_CACHE_HOME: 'relative' }, join(home, '.cache/stepglot'));
});

test('a file beside the manifest is read where it lies, and checked', async () => {
  const manifest = server.manifest();
  manifest.models[0].file = 'the model.safetensors';
  const path = join(folder, 'the model.safetensors');
  const options = { manifest, base: pathToFileURL(`${folder}/`) };
  const store = new ModelStore({ ...options, folder: join(folder, 'kept') });
  assert.equal(await store.state('xx-yy'), 'unavailable');
  await assert.rejects(store.open('xx-yy'), failure('unavailable', /there is no file file:/));
  writeFileSync(path, server.file);
  assert.equal(await store.state('xx-yy'), 'available');
  const bytes = await store.open('xx-yy');
  isFile(bytes);
  assert.equal(bytes.buffer.byteLength, bytes.length);
  assert.deepEqual(await store.kept(), []);
  writeFileSync(path, Buffer.from(server.file).reverse());
  await assert.rejects(
    store.open('xx-yy'),
    failure('corrupt_download', /xx-yy: the file's SHA-256/),
  );
  writeFileSync(path, 'short');
  assert.equal(await store.state('xx-yy'), 'unavailable');
  await assert.rejects(store.open('xx-yy'), failure('corrupt_download', /the file has 5 bytes/));
});

test('an unknown model and wrong options are refused', async () => {
  const store = newStore();
  const wrong = /there is no model "de-en"; the manifest has xx-yy/;
  await assert.rejects(store.open('de-en'), failure('invalid_argument', wrong));
  /** @type {[any, RegExp][]} */
  const cases = [
    [{ signal: 1 }, /option signal must be an AbortSignal/],
    [{ onProgress: {} }, /option onProgress must be a function/],
    [{ progress: 1 }, /open has no option "progress"/],
  ];
  for (const [options, message] of cases) {
    await assert.rejects(store.open('xx-yy', options), failure('invalid_argument', message));
  }
  const make = (/** @type {any} */ options) => () => new ModelStore(options);
  assert.throws(make({ manifest: 1 }), failure('invalid_argument', /option manifest/));
  assert.throws(make({ folder: '' }), failure('invalid_argument', /option folder must be a path/));
  assert.throws(make({ base: {} }), failure('invalid_argument', /option base/));
});

test('a manifest that could not be had is asked for again', async () => {
  const body = Buffer.from(JSON.stringify(server.manifest()));
  server.plan = [{ status: 500 }, { body: Buffer.from('<html>') }, { body }];
  const store = new ModelStore({ manifest: server.url, folder });
  await assert.rejects(store.models(), failure('network', /500 Internal Server Error/));
  await assert.rejects(store.models(), failure('invalid_manifest', /is not JSON/));
  assert.equal((await store.models()).length, 1);
  assert.equal(await store.models(), await store.models());
  assert.equal(server.asked.length, 3);
  await server.whileDown(() =>
    assert.rejects(
      new ModelStore({ manifest: server.url, folder }).models(),
      failure('network', /cannot be fetched/),
    ),
  );
  const missing = new ModelStore({ manifest: join(folder, 'none.json'), folder });
  await assert.rejects(missing.models(), failure('unavailable', /there is no manifest file:/));
});

test('the model that fits best is found', async () => {
  const { models } = server.manifest();
  const pairs = ['en de', 'en-GB de', 'en fr', 'zh-Hant en', 'zh-Hans en', 'en-GB pt-BR'];
  const manifest = {
    version: 1,
    models: pairs.map((pair) => {
      const [sourceLanguage, targetLanguage] = pair.split(' ');
      const id = pair.replace(' ', '_').toLowerCase();
      return { ...models[0], id, sourceLanguage, targetLanguage };
    }),
  };
  const store = newStore(manifest);
  const found = async (/** @type {string} */ source, /** @type {string} */ target) =>
    (await store.find(source, target))?.id ?? null;
  assert.equal(await found('en', 'de'), 'en_de');
  assert.equal(await found('EN-us', 'de-AT'), 'en_de');
  assert.equal(await found('en-GB', 'de'), 'en-gb_de');
  assert.equal(await found('en-GB', 'fr'), 'en_fr');
  assert.equal(await found('zh-TW', 'en'), 'zh-hant_en');
  assert.equal(await found('zh', 'en'), 'zh-hans_en');
  assert.equal(await found('de', 'en'), null);
  assert.equal(await found('en', 'sv'), null);
  await assert.rejects(store.find('e', 'de'), RangeError);
});
