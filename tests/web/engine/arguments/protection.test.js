/** @file Tests of what translations keep, as the core gets it. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toProtection } from '../../../../web/engine/arguments/protection.js';
import { failure } from '../../support/fixtures.js';

test('true and false name nothing more', () => {
  assert.deepEqual(toProtection(true, 'a'), { protect: true, kept: [] });
  assert.deepEqual(toProtection(false, ['a', 'b']), { protect: false, kept: [] });
});

test('strings and patterns become ranges in bytes of UTF-8', () => {
  const { kept } = toProtection(['ñ', /b\d/], ['añb1 ñ', 'no 𝔘 b2b3']);
  assert.deepEqual(kept, [
    [1, 3, 3, 5, 6, 8],
    [8, 10, 10, 12],
  ]);
});

test('a string stands for itself, whatever it means in a pattern', () => {
  assert.deepEqual(toProtection('a.b', 'axb a.b').kept, [[4, 7]]);
});

test('a pattern finds every place, whatever its flags and its state', () => {
  const pattern = /x/y;
  pattern.lastIndex = 1;
  assert.deepEqual(toProtection(pattern, 'axax').kept, [[1, 2, 3, 4]]);
});

test('ranges are joined where they overlap; empty ones say nothing', () => {
  const ranges = [
    { start: 4, end: 6 },
    { start: 0, end: 2 },
    { start: 1, end: 3 },
    { start: 5, end: 5 },
  ];
  assert.deepEqual(toProtection(ranges, 'abcdef').kept, [[0, 3, 4, 6]]);
});

test('several texts may have a list each; pieces and ids have none', () => {
  const { kept } = toProtection([['a'], ['b']], ['ab', 'ab']);
  assert.deepEqual(kept, [
    [0, 1],
    [1, 2],
  ]);
  assert.deepEqual(toProtection('a', [{ ids: [1] }, 'a']).kept, [[], [0, 1]]);
});

test('what does not fit its texts is refused', () => {
  const beyond = () => toProtection({ start: 0, end: 4 }, 'abc');
  assert.throws(beyond, failure('invalid_argument', /0 to 4 goes beyond the text's 3 units/));
  const cutting = () => toProtection({ start: 1, end: 3 }, '😀abc');
  assert.throws(cutting, failure('invalid_argument', /1 to 3 cuts the character at 0/));
  const lists = () => toProtection([['a'], ['b'], ['c']], ['a', 'b']);
  assert.throws(lists, failure('invalid_argument', /2 lists, one per text, not 3/));
});
