/** @file Tests of what happens when native code fails, and of the table of native objects. */

import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { StepglotError } from '../../../../web/engine/index.js';
import { Handle } from '../../../../web/engine/native/handle.js';
import { Runtime } from '../../../../web/engine/native/runtime.js';
import { failure } from '../../support/fixtures.js';

/** A WebAssembly module whose function `f` traps. */
// prettier-ignore
const trapping = new WebAssembly.Instance(new WebAssembly.Module(Uint8Array.of(
  0, 0x61, 0x73, 0x6d, 1, 0, 0, 0, // magic, version
  1, 4, 1, 0x60, 0, 0, // a type: () -> ()
  3, 2, 1, 0, // a function of it
  7, 5, 1, 1, 0x66, 0, 0, // exported as "f"
  10, 5, 1, 3, 0, 0, 0x0b, // body: unreachable
)));
const trap = /** @type {() => void} */ (trapping.exports.f);

test('a trap is an internal error, and the engine is not used again', async () => {
  const runtime = await Runtime.load({});
  assert.throws(() => runtime.run(trap), failure('internal', /engine failed: unreachable/));
  assert.throws(() => runtime.heapBytes, failure('internal', /stopped .*unreachable.*new engine/));
  runtime.free();
  assert.throws(() => runtime.heapBytes, failure('freed', /engine/));
});

test('an ordinary error leaves the engine usable', async () => {
  const runtime = await Runtime.load({});
  const refuse = () => {
    throw new StepglotError('invalid_argument', 'a wrong id');
  };
  assert.throws(() => runtime.run(refuse), failure('invalid_argument', /a wrong id/));
  assert.ok(runtime.heapBytes > 0);
  runtime.free();
});

test('after a failure objects can be freed without touching the memory', async () => {
  const runtime = await Runtime.load({});
  let deleted = 0;
  const handle = new Handle(runtime, { delete: () => deleted++ }, 'thing');
  assert.throws(() => runtime.run(trap));
  handle.free();
  assert.equal(deleted, 0);
  assert.throws(() => handle.free(), failure('freed', /thing is freed again/));
  runtime.free();
});

test('a forgotten object is freed by the garbage collector', async () => {
  setFlagsFromString('--expose-gc');
  const collect = /** @type {() => void} */ (runInNewContext('gc'));
  const runtime = await Runtime.load({});
  let deleted = 0;
  (() => new Handle(runtime, { delete: () => deleted++ }, 'thing'))();
  for (let i = 0; i < 50 && deleted === 0; i++) {
    await sleep(1);
    collect();
  }
  assert.equal(deleted, 1);
  runtime.free();
});
