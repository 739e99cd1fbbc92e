/** @file Tests of drawing a search. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { drawTree } from '../../../scripts/cli/tree.mjs';

/** @typedef {import('../../../web/engine/index.js').Node} Node */

/**
 * @param {Pick<Node, 'node' | 'parent' | 'piece' | 'score'> & Partial<Node>} described
 * @returns {Node}
 */
const make = (described) => ({
  id: described.node,
  logProb: Math.log(0.5),
  normalizedScore: described.score / 2,
  misspells: described.piece === '▁Dattei',
  state: 'live',
  reason: null,
  ...described,
});

test('the best hypothesis runs straight down, others stand beside it', () => {
  const nodes = [
    make({ node: 1, parent: 0, piece: '▁Die', score: -0.5 }),
    make({ node: 2, parent: 0, piece: '▁Das', score: -1 }),
    make({ node: 3, parent: 0, piece: '▁Der', score: -2, state: 'pruned', reason: 'rank' }),
    make({ node: 4, parent: 1, piece: '▁Datei', score: -1.5 }),
    make({ node: 5, parent: 2, piece: '▁File', score: -2.5 }),
    make({ node: 6, parent: 4, piece: '</s>', score: -2, state: 'finished', reason: 'eos' }),
    make({ node: 7, parent: 5, piece: '</s>', score: -3, state: 'finished', reason: 'eos' }),
    make({ node: 8, parent: 4, piece: '.', score: -4, state: 'pruned', reason: 'bound' }),
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
    make({ node: 1, parent: 0, piece: '▁Dattei', score: -5.5 }),
    make({ node: 2, parent: 0, piece: '▁Dattei', score: -5.5, state: 'pruned', reason: 'rank' }),
    make({ node: 3, parent: 1, piece: '</s>', score: -6, state: 'finished', reason: 'eos' }),
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
    make({ node: 1, parent: 0, piece: 'a', score: -0.5 }),
    make({ node: 2, parent: 0, piece: 'b', score: -1 }),
    make({ node: 3, parent: 1, piece: 'c', score: -1, state: 'finished', reason: 'length' }),
    make({ node: 4, parent: 2, piece: 'd', score: -2, state: 'pruned', reason: 'early' }),
    make({ node: 5, parent: 2, piece: 'e', score: -3, state: 'pruned', reason: 'early' }),
  ];
  const labels = drawTree(nodes)
    .split('\n')
    .map((line) => line.slice(0, 6).trimEnd());
  assert.deepEqual(labels, ['├ b', '│ ├ e', '│ d', 'a', 'c', '']);
});

test('no nodes are no lines', () => assert.equal(drawTree([]), ''));
