/** @file Tests of how wrong values are named. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { describe } from '../../../../web/engine/base/describe.js';

test('values are named briefly', () => {
  const names = /** @type {[unknown, string][]} */ ([
    ['abc', '"abc"'],
    ['x'.repeat(50), `"${'x'.repeat(40)}…"`],
    [-1.5, '-1.5'],
    [NaN, 'NaN'],
    [null, 'null'],
    [undefined, 'undefined'],
    [5n, '5'],
    [Symbol('s'), 'Symbol(s)'],
    [[1], 'an Array'],
    [{}, 'an Object'],
    [Object.create(null), 'an object'],
    [new Map(), 'a Map'],
    [() => {}, 'a function'],
  ]);
  for (const [value, name] of names) assert.equal(describe(value), name);
});
