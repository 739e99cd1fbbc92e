/** @file Tests of hashing, with and without the hashes of the platform. */

import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { test } from 'node:test';
import { digest } from '../../../../web/engine/models/digest.js';

/** @param {Uint8Array<ArrayBuffer>} bytes */
const hex = async (bytes) => Buffer.from(await digest(bytes)).toString('hex');

test('the hash is the same where the platform has none', async (t) => {
  const lengths = [0, 1, 55, 56, 63, 64, 65, 1000, 2 ** 20 + 1];
  const files = lengths.map((length) => Uint8Array.from({ length }, (_, i) => (i * 31) % 251));
  const expected = files.map((file) => createHash('sha256').update(file).digest('hex'));
  assert.deepEqual(await Promise.all(files.map(hex)), expected);
  t.mock.getter(globalThis.crypto, 'subtle', () => undefined);
  assert.equal(globalThis.crypto.subtle, undefined);
  assert.deepEqual(await Promise.all(files.map(hex)), expected);
});
