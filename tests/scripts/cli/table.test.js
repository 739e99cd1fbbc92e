/** @file Tests of tables for a terminal and in Markdown. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { columns, figureTable, markdownTable } from '../../../scripts/cli/table.mjs';

test('columns are as wide as their longest cells, and end without spaces', () => {
  const rows = [
    ['id', 'size'],
    ['es-ca', '9'],
    ['x', ''],
  ];
  assert.equal(columns(rows), '  id     size\n  es-ca  9\n  x\n');
});

test('cells of a Markdown table cannot end it', () => {
  const table = markdownTable(['a', 'b'], [['x|y', 'c\\d']], ['left', 'right']);
  assert.equal(table, '| a | b |\n| --- | ---: |\n| x\\|y | c\\\\d |');
});

test('figures are at the right', () => {
  const table = figureTable(
    ['speed', 'value'],
    [
      ['int8', '17 tokens/s'],
      ['float32', '7 tokens/s'],
    ],
  );
  const lines = ['speed   |       value', '------- | ----------:', 'int8    | 17 tokens/s'];
  lines.push('float32 |  7 tokens/s');
  assert.equal(table, lines.map((line) => `| ${line} |`).join('\n'));
});
