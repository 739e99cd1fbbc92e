/** @file The report of the benchmark of live pages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { pageTable } from '../../../scripts/bench/page.mjs';

test('the report names the longest task and when it began, or that there is none', () => {
  const table = pageTable({
    found: 3501,
    first: 1200,
    time: 60_000,
    translating: { number: 2, longest: 81.4, at: 500, total: 136 },
    restoreTime: 100,
    restoring: { number: 0, longest: 0, at: 0, total: 0 },
  });
  assert.match(table, /81 ms, after 0\.5 s \(2 of 50 ms and more, 136 ms in all\)/);
  assert.match(table, /none of 50 ms/);
  assert.match(table, /60\.0 s/);
});
