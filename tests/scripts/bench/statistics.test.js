/** @file Medians, and comparisons by pairs. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compare, comparisonOf, median } from '../../../scripts/bench/statistics.mjs';

test('the median is the middle one, or between the middle two', () => {
  assert.equal(median([9, 1, 5]), 5);
  assert.equal(median([9, 1, 5, 7]), 6);
  assert.equal(median([3]), 3);
});

test('a comparison has the median of ratios, not the ratio of medians', () => {
  const pairs = /** @type {[number, number][]} */ ([
    [1, 2],
    [10, 30],
    [4, 4],
  ]);
  assert.deepEqual(comparisonOf(pairs), { a: 4, b: 4, ratio: 2, least: 1, most: 3 });
});

test('what is compared runs in turn', () => {
  /** @type {string[]} */
  const order = [];
  const run = (/** @type {string} */ name) => () => order.push(name);
  compare(3, run('a'), run('b'));
  assert.equal(order.join(''), 'ababab');
});
