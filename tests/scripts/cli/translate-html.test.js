/** @file Tests of `stepglot translate --html`. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { run } from '../support/process.js';

const flags = ['translate', '--from', 'es', '--to', 'ca', '--beam', '1', '--html'];
const source = '<p title="La casa">La <b>casa</b> es grande &amp; <code>x = 1</code>.</p>';

test('HTML of an argument keeps its elements, and ends with a line feed', async () => {
  const { stdout, stderr, code } = await run([...flags, '<p>La <b>casa</b> es grande.</p>']);
  assert.deepEqual([stdout, stderr, code], ['<p>La <b>casa</b> és gran.</p>\n', '', 0]);
});

test('HTML of standard input comes out without a further line feed', async () => {
  const { stdout, code } = await run([...flags, '--file', '-'], source);
  assert.equal(code, 0);
  assert.match(stdout, /^<p title="La casa">La <b>casa<\/b> .*&amp; <code>x = 1<\/code>\.<\/p>$/);
});

test('attributes that people read are translated on request', async () => {
  const { stdout } = await run([...flags, '--attributes', '<p title="El perro">Un perro.</p>']);
  assert.match(stdout, /^<p title="El gos">Un gos\.<\/p>\n$/);
});

test('flags that make no sense with HTML are rejected', async () => {
  const { stderr, code } = await run([...flags, '--json', '<p>Hola</p>']);
  assert.deepEqual([/--html/.test(stderr), code], [true, 2], stderr);
});
