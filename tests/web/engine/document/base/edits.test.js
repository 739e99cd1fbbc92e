/** @file Tests of edits by offsets, and of pieces. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { placeOf } from '../../../../../web/engine/document/base/document-error.js';
import { Edits } from '../../../../../web/engine/document/base/edits.js';
import { isCopy, piecesOf } from '../../../../../web/engine/document/base/pieces.js';
import { balanceText, breaksOf, wrapText } from '../../../../../web/engine/document/base/wrap.js';

test('edits replace, put in, and leave the rest', () => {
  const edits = new Edits('abcdef');
  edits.add(4, 5, 'EE');
  edits.add(1, 3, 'X');
  edits.add(6, 6, '!');
  edits.add(3, 3, '+');
  assert.equal(edits.apply(), 'aX+dEEf!');
});

test('an edit writes the edits within it', () => {
  const edits = new Edits('a(b(c)d)e');
  edits.add(4, 5, 'C');
  edits.add(1, 8, (slice) => `[${slice(2, 7)}]`);
  edits.add(3, 6, (slice) => `<${slice(4, 5)}>`);
  assert.equal(edits.apply(), 'a[b<C>d]e');
});

test('pieces of a block say what it is', () => {
  /** @type {import('../../../../../web/engine/document/blocks.js').Block} */
  const block = {
    text: 'a bold x() end',
    marks: [
      { kind: 'span', start: 2, end: 10 },
      { kind: 'kept', start: 7, end: 10 },
      { kind: 'point', start: 10, end: 10 },
    ],
  };
  const pieces = piecesOf(block);
  assert.deepEqual(pieces, [
    { text: 'a ' },
    { open: 0 },
    { text: 'bold ' },
    { kept: 1, text: 'x()' },
    { close: 0 },
    { point: 2 },
    { text: ' end' },
  ]);
  const split = [{ text: 'a' }, { text: ' ' }, ...pieces.slice(1)];
  assert.equal(isCopy(block, split), true);
  assert.equal(isCopy(block, pieces.slice(1)), false);
});

test('lines are as few as there can be, or about the same length', () => {
  assert.deepEqual(wrapText('one two three four', 9), ['one two', 'three', 'four']);
  assert.deepEqual(wrapText('extraordinarily long', 4), ['extraordinarily', 'long']);
  assert.deepEqual(wrapText('', 4), ['']);
  const text = 'aa bb cc dd ee';
  assert.deepEqual(balanceText(text, 2, 14), ['aa bb cc', 'dd ee']);
  assert.deepEqual(balanceText(text, 1, 9), ['aa bb cc', 'dd ee']);
  assert.deepEqual(balanceText('', 2, 9), ['']);
});

test('scripts without spaces break between words, not before a full stop', () => {
  const text = '今日は東京へ行きます。';
  const breaks = breaksOf(text);
  assert.ok(breaks.length > 1);
  assert.ok(!breaks.includes(text.length - 1));
});

test('places count lines of any kind', () => {
  assert.deepEqual(placeOf('a\r\nb\rc\nde', 8), { line: 4, column: 2 });
});
