/** @file Tests of the way from UTF-16 to UTF-8. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { encodeUtf8, toWellFormed } from '../../../../web/engine/base/utf8.js';

test('well-formed text keeps its bytes', () => {
  for (const text of ['', 'abc', 'Öl', '🙂', '\0', '\uFEFFx', 'Z\u0308']) {
    assert.deepEqual([...encodeUtf8(text)], [...Buffer.from(text)]);
    assert.equal(toWellFormed(text), text);
  }
});

test('lone surrogates become U+FFFD, pairs stay', () => {
  assert.equal(toWellFormed('a\uD83Db'), 'a\uFFFDb');
  assert.equal(toWellFormed('\uDE42\uD83D\uDE42\uD83D'), '\uFFFD🙂\uFFFD');
  assert.deepEqual([...encodeUtf8('\uD83D')], [0xef, 0xbf, 0xbd]);
});
