/** @file Downloads from servers that break off, lie, or are not there. */

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, afterEach, beforeEach, test } from 'node:test';
import { ModelStore } from '../../../../web/engine/index.js';
import { patience } from '../../../../web/engine/models/patience.js';
import { failure } from '../../support/fixtures.js';
import { ModelServer } from '../../support/model-server.js';

const MIB = 2 ** 20;
const { pauses, stall } = patience;
/** @type {ModelServer} */
let server;
/** @type {string} */
let folder;

beforeEach(async () => {
  patience.pauses = [1, 1, 1];
  server = await new ModelServer().start();
  folder = mkdtempSync(join(tmpdir(), 'stepglot-models-'));
});

afterEach(async () => {
  Object.assign(patience, { pauses, stall });
  await server.stop();
  rmSync(folder, { recursive: true });
});

after(() => Object.assign(patience, { pauses, stall }));

/** A store that knows nothing but what was kept before, as after a reload. */
const newStore = (manifest = server.manifest()) => new ModelStore({ manifest, folder });

/**
 * @param {ModelStore} store
 * @returns {Promise<{bytes: Uint8Array, loaded: number[]}>}
 */
async function open(store) {
  /** @type {number[]} */
  const loaded = [];
  const bytes = await store.open('xx-yy', {
    onProgress: (progress) => {
      assert.equal(progress.total, server.file.length);
      loaded.push(progress.loaded);
    },
  });
  assert.equal(loaded[0], 0);
  assert.equal(loaded.at(-1), server.file.length);
  loaded.forEach((value, index) => assert.ok(index === 0 || value > loaded[index - 1]));
  assert.deepEqual(Buffer.from(bytes), server.file);
  return { bytes, loaded };
}

/** What was asked for, request by request. */
const ranges = () => server.asked.map(({ range }) => range);

/** @param {RegExp} message @param {import('../../../../web/engine/index.js').ErrorCode} [code] */
const refuses = (message, code = 'corrupt_download') =>
  assert.rejects(newStore().open('xx-yy'), failure(code, message));

const nothingKept = async () => assert.deepEqual(await newStore().kept(), []);

test('a model is downloaded once, counted, and kept', async () => {
  const store = newStore();
  assert.equal(await store.state('xx-yy'), 'downloadable');
  const opening = open(store);
  while (server.asked.length === 0) await new Promise((resolve) => setTimeout(resolve, 1));
  assert.equal(await store.state('xx-yy'), 'downloading');
  const { loaded } = await opening;
  assert.ok(loaded.length > 3, `${loaded.length} reports`);
  assert.equal(await store.state('xx-yy'), 'available');
  assert.deepEqual(await store.kept(), [{ id: 'xx-yy', bytes: server.file.length }]);
  await server.whileDown(async () => {
    const again = await open(newStore());
    assert.deepEqual(again.loaded, [0, server.file.length]);
  });
  assert.deepEqual(ranges(), [undefined]);
});

test('a connection that breaks is taken up where it broke, as often as it takes', async () => {
  server.plan = [{ breakAfter: 500_000 }, { breakAfter: 1_500_000 }, { breakAfter: 1 }];
  await open(newStore());
  assert.equal(server.asked.length, 4);
  const starts = server.asked.slice(1).map(({ range }) => Number(range?.slice(6, -1)));
  assert.ok(starts[0] > 0 && starts[0] <= 500_000, String(starts));
  assert.ok(starts[1] > starts[0] && starts[1] <= starts[0] + 1_500_000, String(starts));
  assert.deepEqual(
    server.asked.map(({ ifRange }) => ifRange),
    [undefined, '"one"', '"one"', '"one"'],
  );
});

test('after a reload a download goes on with what was kept', async () => {
  server.plan = [{ breakAfter: 2.5 * MIB }, ...Array(4).fill({ isUnanswered: true })];
  await refuses(/xx-yy.*http:/, 'network');
  const [{ bytes }] = await newStore().kept();
  assert.ok(bytes > 2 * MIB, `${bytes} bytes are kept`);
  assert.equal(await newStore().state('xx-yy'), 'downloadable');
  server.asked = [];
  server.plan = [];
  const { loaded } = await open(newStore());
  assert.equal(loaded[1], bytes);
  assert.deepEqual(ranges(), [`bytes=${bytes}-`]);
  assert.equal(server.asked[0].sent, server.file.length - bytes);
});

test('weak tags are not relied on', async () => {
  server.etag = 'W/"one"';
  server.plan = [{ breakAfter: MIB }];
  await open(newStore());
  assert.equal(server.asked[1].ifRange, undefined);
  assert.match(server.asked[1].range ?? '', /^bytes=\d+-$/);
});

test('a server without ranges sends the whole again', async () => {
  server.plan = [{ breakAfter: 2 * MIB }, { ignoresRange: true, breakAfter: MIB }];
  server.plan.push({ ignoresRange: true });
  await open(newStore());
  assert.equal(server.asked.length, 3);
  assert.equal(server.asked[2].sent, server.file.length);
});

test('a server that does not even answer the question for a part sends the whole', async () => {
  server.plan = [{ breakAfter: 2 * MIB }, ...Array(4).fill({ isUnanswered: true })];
  await refuses(/xx-yy/, 'network');
  server.asked = [];
  server.plan = [{ isUnanswered: true }];
  await open(newStore());
  assert.match(server.asked[0].range ?? '', /^bytes=/);
  assert.equal(server.asked[1].range, undefined);
});

test('a file that changed on the server is fetched anew', async () => {
  const old = Buffer.from(server.file).fill(0, 0, 100);
  server.plan = [{ breakAfter: 2 * MIB, body: old, headers: { etag: '"old"' } }];
  await open(newStore());
  assert.equal(server.asked[1].ifRange, '"old"');
  assert.equal(server.asked[1].sent, server.file.length);
  assert.equal(server.asked.length, 2);
});

test('a part of another version is not taken, whatever the server thinks', async () => {
  // The same bytes, so that the tag alone can tell.
  server.plan = [{ breakAfter: 2 * MIB, headers: { etag: '"old"' } }, { ignoresIfRange: true }];
  await open(newStore());
  assert.deepEqual(ranges().slice(2), [undefined]);
});

test('parts at the wrong place or of another length are not taken', async () => {
  const length = server.file.length;
  const wrong = ['bytes 0-9/10', `bytes 5-${length - 1}/${length}`, 'bytes */7', 'nonsense'];
  const answers = wrong.map((range) => ({ headers: { 'content-range': range } }));
  for (const answer of [...answers, { length: length + 1 }]) {
    const told = JSON.stringify(answer);
    await newStore().delete('xx-yy');
    server.asked = [];
    server.plan = [{ breakAfter: MIB }, answer];
    await open(newStore());
    assert.equal(server.asked.length, 3, told);
    assert.equal(server.asked[2].range, undefined, told);
  }
  await newStore().delete('xx-yy');
  server.asked = [];
  server.plan = [{ breakAfter: MIB }, { status: 416 }];
  await open(newStore());
  assert.equal(server.asked[2].range, undefined);
});

test('wrong bytes are fetched once more and then refused, and not kept', async () => {
  const wrong = Buffer.from(server.file);
  wrong[3_000_000] ^= 1;
  server.plan = [{ body: wrong }, { body: wrong }];
  await refuses(/SHA-256 is [0-9a-f]{64}, the manifest says [0-9a-f]{64}/);
  assert.equal(server.asked.length, 2);
  await nothingKept();
  server.plan = [{ body: wrong }];
  await open(newStore());
});

test('a wrong part does not spoil the file', async () => {
  const wrong = Buffer.from(server.file);
  wrong[3_000_000] ^= 1;
  server.plan = [{ breakAfter: MIB }, { body: wrong }];
  await open(newStore());
  assert.equal(server.asked.length, 3);
  assert.equal(server.asked[2].range, undefined);
});

test('a file of the wrong length is refused', async () => {
  const short = server.file.subarray(0, 2_000_000);
  const long = Buffer.concat([server.file, Buffer.from([0])]);
  /** @type {[import('../../support/model-server.js').Answer, RegExp][]} */
  const cases = [
    [{ body: short }, /has 2000000, the manifest says 3500000/],
    [{ body: long }, /has 3500001, the manifest says 3500000/],
    [{ body: short, isChunked: true }, /ends after 2000000, the manifest says 3500000/],
    [{ body: long, isChunked: true }, /is longer, the manifest says 3500000/],
    [{ body: Buffer.alloc(0), isChunked: true }, /ends after 0/],
  ];
  for (const [answer, message] of cases) {
    server.asked = [];
    server.plan = [answer, answer];
    await refuses(message);
    assert.equal(server.asked.length, 2, String(message));
    await nothingKept();
  }
});

test('a length that the server lies about ends in an error or the right file', async () => {
  server.plan = Array(2).fill({ headers: { 'content-length': '3500007' } });
  await refuses(/has 3500007/);
  // The connection ends before the promised length: a break, to be taken up again.
  server.plan = [{ body: server.file.subarray(0, MIB), headers: { 'content-length': '3500000' } }];
  server.plan[0].breakAfter = MIB;
  await open(newStore());
});

test('what is compressed on the way is measured unpacked', async () => {
  server.plan = [{ isCompressed: true }];
  await open(newStore());
  assert.equal(server.asked.length, 1);
});

test('a refusal is told with its status', async () => {
  server.plan = [{ status: 404 }];
  await refuses(/the server answered 404 Not Found .*model\.safetensors/, 'network');
  server.plan = [{ status: 503 }];
  await refuses(/503 Service Unavailable/, 'network');
  assert.equal(server.asked.length, 2);
});

test('without a network the error comes at once and loses nothing', async () => {
  const store = newStore();
  await server.whileDown(() => refuses(/ECONNREFUSED/, 'network'));
  await nothingKept();
  await open(store);
});

test('offline, what was kept of a broken download stays', async () => {
  server.plan = [{ breakAfter: 2 * MIB }, ...Array(4).fill({ isUnanswered: true })];
  await refuses(/xx-yy/, 'network');
  const before = await newStore().kept();
  await server.whileDown(() => refuses(/ECONNREFUSED/, 'network'));
  assert.deepEqual(await newStore().kept(), before);
});

test('a connection on which nothing comes any more counts as broken', async () => {
  patience.stall = 100;
  server.plan = [{ stallAfter: MIB }];
  await open(newStore());
  assert.match(server.asked[1].range ?? '', /^bytes=\d+-$/);
  server.asked = [];
  server.plan = Array(20).fill({ stallAfter: 0 });
  await newStore().delete('xx-yy');
  await refuses(/nothing came for 0.1 seconds/, 'network');
});
