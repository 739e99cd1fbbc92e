/** @file Tests of telling a text's encoding by its first bytes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beginningOf } from '../../../../web/engine/text-files/encoding.js';

/** @type {[string, number[], boolean, object | undefined][]} */
const cases = [
  ['nothing, so far', [], false, undefined],
  ['nothing at all', [], true, { encoding: 'utf-8', mark: 0 }],
  ['UTF-8', [0xef, 0xbb, 0xbf, 0x61], false, { encoding: 'utf-8', mark: 3 }],
  ['UTF-16, little end first', [0xff, 0xfe, 0x61, 0], false, { encoding: 'utf-16le', mark: 2 }],
  ['UTF-16, big end first', [0xfe, 0xff, 0, 0x61], false, { encoding: 'utf-16be', mark: 2 }],
  ['UTF-32, little end first', [0xff, 0xfe, 0, 0], false, { encoding: 'utf-32', mark: 4 }],
  ['UTF-32, big end first', [0, 0, 0xfe, 0xff], false, { encoding: 'utf-32', mark: 4 }],
  ['a mark that may become that of UTF-32', [0xff, 0xfe], false, undefined],
  ['a mark alone', [0xff, 0xfe], true, { encoding: 'utf-16le', mark: 2 }],
  ['a part of a mark', [0xef, 0xbb], false, undefined],
  ['a part of a mark and no more', [0xef, 0xbb], true, { encoding: 'utf-8', mark: 0 }],
  ['the beginning of a line', [0x61], false, undefined],
  ['a short line', [0x61, 0x0a], false, { encoding: 'utf-8', mark: 0 }],
  ['every second byte 0', [0x61, 0, 0x0a, 0], false, { encoding: 'utf-16le', mark: 0 }],
  ['every first byte 0', [0, 0x61, 0, 0x0a], false, { encoding: 'utf-16be', mark: 0 }],
  [
    'a dash among them',
    [0x61, 0, 0x14, 0x20, 0x61, 0, 0x0a, 0],
    false,
    { encoding: 'utf-16le', mark: 0 },
  ],
  ['a single zero', [0x61, 0x62, 0x63, 0, 0x0a, 0x61], false, { encoding: 'utf-8', mark: 0 }],
  ['zeros everywhere', [0x61, 0, 0, 0, 0x0a, 0, 0, 0], false, { encoding: 'utf-8', mark: 0 }],
];

for (const [what, head, isWhole, expected] of cases) {
  test(`the encoding is told by: ${what}`, () => {
    assert.deepEqual(beginningOf(Uint8Array.from(head), isWhole), expected);
  });
}

test('a long line decides without a newline', () => {
  assert.equal(beginningOf(new Uint8Array(4095).fill(0x61), false), undefined);
  const decided = beginningOf(new Uint8Array(4096).fill(0x61), false);
  assert.deepEqual(decided, { encoding: 'utf-8', mark: 0 });
});
