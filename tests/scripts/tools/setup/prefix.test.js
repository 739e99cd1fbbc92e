/**
 * @file What set-up remembers survives being killed half-way and is forgotten when a recipe
 * changes.
 */

import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { copySetup, importFrom } from '../../support/setup-copy.js';

test('a step is done for the recipe that it followed, and for no other', async (context) => {
  const { isDone, markDone } = await importFrom(copySetup(context), 'prefix.mjs');
  assert.equal(isDone('tools', { version: 1 }), false);
  markDone('tools', { version: 1 });
  markDone('libraries', { version: 7 });
  assert.equal(isDone('tools', { version: 1 }), true);
  assert.equal(isDone('tools', { version: 2 }), false);
  assert.equal(isDone('libraries', { version: 7 }), true);
  assert.equal(isDone('emscripten', { version: 1 }), false);
});

test('a damaged memory means that nothing is done', async (context) => {
  const { isDone, markDone, prefix } = await importFrom(copySetup(context), 'prefix.mjs');
  markDone('tools', 1);
  writeFileSync(join(prefix, 'stamps.json'), '{"tools": "12');
  assert.equal(isDone('tools', 1), false);
  markDone('tools', 1);
  assert.equal(isDone('tools', 1), true);
});

test('a checkout that was moved is set up again', async (context) => {
  const [before, after] = [copySetup(context), copySetup(context)];
  const first = await importFrom(before, 'prefix.mjs');
  first.markDone('emscripten', 1);
  const second = await importFrom(after, 'prefix.mjs');
  mkdirSync(second.prefix);
  const stamps = readFileSync(join(first.prefix, 'stamps.json'), 'utf8');
  writeFileSync(join(second.prefix, 'stamps.json'), stamps);
  assert.equal(second.isDone('emscripten', 1), false);
});

test('a folder is replaced only by a finished one', async (context) => {
  const { prefix, replaceFolder } = await importFrom(copySetup(context), 'prefix.mjs');
  const write = (/** @type {string} */ content) => async (/** @type {string} */ folder) => {
    writeFileSync(join(folder, 'file'), content);
  };
  const folder = await replaceFolder('libraries', write('old'));
  const fail = async (/** @type {string} */ partial) => {
    writeFileSync(join(partial, 'half'), '');
    throw new Error('cut short');
  };
  await assert.rejects(replaceFolder('libraries', fail), /cut short/);
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'old');

  await replaceFolder('libraries', write('new'));
  assert.equal(readFileSync(join(folder, 'file'), 'utf8'), 'new');
  assert.equal(existsSync(join(folder, 'half')), false);
  assert.equal(existsSync(join(prefix, 'libraries.partial')), false);
});

test('a file that stays the same keeps its time', async (context) => {
  const { prefix, replaceFile } = await importFrom(copySetup(context), 'prefix.mjs');
  const path = join(prefix, 'emscripten.cmake');
  replaceFile(path, 'same');
  utimesSync(path, 1000, 1000);
  replaceFile(path, 'same');
  assert.equal(statSync(path).mtimeMs, 1_000_000);
  replaceFile(path, 'other');
  assert.notEqual(statSync(path).mtimeMs, 1_000_000);
  assert.equal(readFileSync(path, 'utf8'), 'other');
});
