/** @file Abort signals: who is called back, when, and that nothing keeps listening afterwards. */

import assert from 'node:assert/strict';
import { getEventListeners } from 'node:events';
import { test } from 'node:test';
import { onAbort, throwIfAborted, untilAborted } from '../../../../web/engine/base/abort.js';

/** @param {AbortSignal} signal */
const listeners = (signal) => getEventListeners(signal, 'abort').length;

test('a wait ends with the promise and then listens to no signal', async () => {
  const { signal } = new AbortController();
  const failed = new Error('failed');
  assert.equal(await untilAborted([signal, undefined], Promise.resolve(3)), 3);
  await assert.rejects(untilAborted([signal], Promise.reject(failed)), failed);
  assert.equal(await untilAborted([], Promise.resolve(4)), 4);
  assert.equal(listeners(signal), 0);
});

test('a wait ends with the reason of the first signal that is aborted', async () => {
  const [first, second] = [new AbortController(), new AbortController()];
  const wait = untilAborted([first.signal, second.signal], new Promise(() => {}));
  second.abort('the reason');
  first.abort('too late');
  assert.equal(await wait.catch((reason) => reason), 'the reason');
  assert.equal(listeners(first.signal) + listeners(second.signal), 0);
});

test('a signal that is aborted already ends a wait at once', async () => {
  const signal = AbortSignal.abort('before');
  const wait = untilAborted([signal], Promise.resolve());
  assert.equal(await wait.catch((reason) => reason), 'before');
  assert.throws(
    () => throwIfAborted([undefined, signal]),
    (reason) => reason === 'before',
  );
});

test('many callbacks share one listener of a signal, and each is called once', () => {
  const controller = new AbortController();
  const { signal } = controller;
  /** @type {number[]} */
  const called = [];
  const stops = Array.from({ length: 20 }, (_, i) => onAbort([signal], () => called.push(i)));
  assert.equal(listeners(signal), 1);
  stops[3]();
  controller.abort();
  assert.deepEqual(
    called,
    Array.from({ length: 20 }, (_, i) => i).filter((i) => i !== 3),
  );
});
