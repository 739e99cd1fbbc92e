/** @file Tests of drawing a search. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawTree } from '../../../scripts/cli/tree.mjs';

/** @typedef {import('../../../web/engine/index.js').Node} Node */

/**
 * @param {number} node
 * @param {number} parent
 * @param {string} piece
 * @param {number} score
 * @param {Node['state']} state
 * @param {Node['reason']} [reason]
 * @returns {Node}
 */
const make = (node, parent, piece, score, state, reason = null) => ({
  ...{ node, parent, id: node, piece, logProb: Math.log(0.5), score },
  misspells: piece === '▁Dattei',
  ...{ normalizedScore: score / 2, state, reason },
});

test('the best hypothesis runs straight down, others stand beside it', () => {
  const nodes = [
    make(1, 0, '▁Die', -0.5, 'live'),
    make(2, 0, '▁Das', -1, 'live'),
    make(3, 0, '▁Der', -2, 'pruned', 'rank'),
    make(4, 1, '▁Datei', -1.5, 'live'),
    make(5, 2, '▁File', -2.5, 'live'),
    make(6, 4, '</s>', -2, 'finished', 'eos'),
    make(7, 5, '</s>', -3, 'finished', 'eos'),
    make(8, 4, '.', -4, 'pruned', 'bound'),
  ];
  assert.deepEqual(drawTree(nodes).split('\n'), [
    '├ ▁Das    50.0 %    -1.0000',
    '│ ▁File   50.0 %    -2.5000',
    '│ </s>    50.0 %    -3.0000  #2 -1.5000, by its end token',
    '├ ▁Der    50.0 %    -2.0000  pruned, others rank higher',
    '▁Die      50.0 %    -0.5000',
    '▁Datei    50.0 %    -1.5000',
    '├ .       50.0 %    -4.0000  pruned, cannot win any more',
    '</s>      50.0 %    -2.0000  #1 -1.0000, by its end token',
    '',
  ]);
});

test('a token that makes no known word says so', () => {
  const nodes = [
    make(1, 0, '▁Dattei', -5.5, 'live'),
    make(2, 0, '▁Dattei', -5.5, 'pruned', 'rank'),
    make(3, 1, '</s>', -6, 'finished', 'eos'),
  ];
  assert.deepEqual(drawTree(nodes).split('\n'), [
    '├ ▁Dattei   50.0 %    -5.5000  pruned, others rank higher, makes no known word',
    '▁Dattei     50.0 %    -5.5000  makes no known word',
    '</s>        50.0 %    -6.0000  #1 -3.0000, by its end token',
    '',
  ]);
});

test('branches of branches are indented further', () => {
  const nodes = [
    make(1, 0, 'a', -0.5, 'live'),
    make(2, 0, 'b', -1, 'live'),
    make(3, 1, 'c', -1, 'finished', 'length'),
    make(4, 2, 'd', -2, 'pruned', 'early'),
    make(5, 2, 'e', -3, 'pruned', 'early'),
  ];
  const labels = drawTree(nodes)
    .split('\n')
    .map((line) => line.slice(0, 6).trimEnd());
  assert.deepEqual(labels, ['├ b', '│ ├ e', '│ d', 'a', 'c', '']);
});

test('no nodes are no lines', () => assert.equal(drawTree([]), ''));
