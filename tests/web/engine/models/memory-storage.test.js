/** @file Tests of models that are kept in memory. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { MemoryStorage } from '../../../../web/engine/models/memory-storage.js';

test('files grow at their end, start anew at 0, and are deleted', async () => {
  const storage = new MemoryStorage('not here');
  assert.equal(storage.whyTransient, 'not here');
  const target = new Uint8Array(4);
  assert.deepEqual(await storage.read('a', target), { bytes: 0, etag: '' });
  const bytes = Uint8Array.of(1, 2);
  await storage.append('a', 0, bytes, '"1"');
  bytes.fill(9);
  await storage.append('a', 2, Uint8Array.of(3), '"1"');
  assert.deepEqual(await storage.list(), [{ name: 'a', bytes: 3 }]);
  assert.deepEqual(await storage.read('a', target), { bytes: 3, etag: '"1"' });
  assert.deepEqual([...target], [1, 2, 3, 0]);
  assert.deepEqual(await storage.read('a', new Uint8Array(2)), { bytes: 0, etag: '' });
  await storage.append('a', 0, Uint8Array.of(7), '"2"');
  assert.deepEqual(await storage.read('a', target), { bytes: 1, etag: '"2"' });
  assert.equal(await storage.delete('a'), true);
  assert.equal(await storage.delete('a'), false);
  assert.deepEqual([await storage.list(), await storage.persist()], [[], false]);
});

test('tasks take turns with a file', async () => {
  const storage = new MemoryStorage('not here');
  /** @type {string[]} */
  const order = [];
  /** @type {() => void} */
  let finish = () => {};
  const { signal } = new AbortController();
  const first = storage.locked('a', signal, async () => {
    await new Promise((resolve) => (finish = () => resolve(undefined)));
    order.push('first');
  });
  const second = storage.locked('a', signal, async () => order.push('second'));
  const refused = storage.locked('a', AbortSignal.abort(new Error('left')), async () => {});
  await storage.locked('b', signal, async () => order.push('other'));
  assert.equal(await storage.isLocked('a'), true);
  finish();
  await Promise.all([first, second]);
  await assert.rejects(refused, /left/);
  assert.deepEqual(order, ['other', 'first', 'second']);
  assert.equal(await storage.isLocked('a'), false);
});
