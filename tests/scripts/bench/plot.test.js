/** @file Plots are sound SVG, with each point where its value is. */

import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { panelPlot, ticks } from '../../../scripts/bench/plot/panels.mjs';
import { element, escaped } from '../../../scripts/bench/plot/svg.mjs';

const points = [
  { x: 1, y: 50, label: '1' },
  { x: 10, y: 100, label: '10' },
  { x: 100, y: 25, label: 'a < b & "c"' },
];
const panel = { title: 'Beam', x: 'hypotheses', points };
const plot = panelPlot({ title: 'Tokens', caption: 'here', panels: [panel, panel, panel] });

/** @param {RegExp} pattern With a group. */
const numbers = (pattern) => [...plot.matchAll(pattern)].map(([, text]) => Number(text));

suite('a plot', () => {
  test('closes each element that it opens', () => {
    /** @type {string[]} */
    const open = [];
    for (const [, end, name, self] of plot.matchAll(/<(\/?)([a-z]+)[^<>]*?(\/?)>/g)) {
      if (end) assert.equal(open.pop(), name);
      else if (!self) open.push(name);
    }
    assert.deepEqual(open, []);
  });

  test('has a point for each value: by its logarithm, and from zero', () => {
    const across = numbers(/<circle[^>]* cx="([\d.]+)"/g);
    const down = numbers(/<circle[^>]* cy="([\d.]+)"/g);
    assert.equal(across.length, 9);
    assert.ok(Math.abs(across[2] - across[1] - (across[1] - across[0])) < 0.2);
    const [zero] = numbers(/<line[^>]* y1="([\d.]+)"/g);
    assert.ok(Math.abs((zero - down[1]) / (zero - down[0]) - 2) < 0.02);
  });

  test('has a row for each two panels', () => {
    const [height] = numbers(/<svg[^>]* height="([\d.]+)"/g);
    const places = [...plot.matchAll(/translate\((\d+) (\d+)\)/g)].map(([, x, y]) => [
      Number(x),
      Number(y),
    ]);
    assert.equal(new Set(places.map(String)).size, 3);
    assert.ok(places.every(([, y]) => y < height));
  });
});

test('ticks are round and reach the greatest value', () => {
  assert.deepEqual(ticks(751), [0, 200, 400, 600, 800]);
  assert.deepEqual(ticks(100), [0, 25, 50, 75, 100]);
  assert.deepEqual(ticks(0.4), [0, 0.1, 0.2, 0.30000000000000004, 0.4]);
  for (let most = 1; most < 3000; most += 7) {
    const marks = ticks(most);
    assert.ok(marks[marks.length - 1] >= most && marks.length >= 3 && marks.length <= 6, `${most}`);
  }
});

test('text in SVG is escaped', () => {
  assert.equal(escaped('a < "b" & c'), 'a &lt; &quot;b&quot; &amp; c');
  assert.equal(
    element('text', { x: 1.26, class: 'a"' }, 'b'),
    '<text x="1.3" class="a&quot;">b</text>',
  );
  assert.equal(element('line', {}), '<line/>');
  assert.ok(plot.includes('a &lt; b &amp; &quot;c&quot;'));
});
