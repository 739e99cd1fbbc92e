/** @file Tests of finding circles. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { circles } from '../../../../scripts/tools/architecture/circles.mjs';

/** @param {Record<string, string>} arrows A letter for each target. */
const graph = (arrows) =>
  new Map(Object.entries(arrows).map(([node, targets]) => [node, new Set(targets)]));

test('a graph whose arrows all run one way has no circle', () => {
  assert.deepEqual(circles(graph({ a: 'bc', b: 'd', c: 'd', d: '' })), []);
});

test('circles are found wherever they hang, each once', () => {
  const found = circles(graph({ a: 'b', b: 'cd', c: 'b', d: 'e', e: 'fd', f: 'd', g: 'a' }));
  assert.deepEqual(found.sort(), [
    ['b', 'c'],
    ['d', 'e', 'f'],
  ]);
});
