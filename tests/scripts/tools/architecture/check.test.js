/** @file Tests of the check of the structure, on made-up sources and on the project's own. */

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { structureFaults } from '../../../../scripts/tools/architecture/check.mjs';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';

/** @param {Record<string, string>} sources */
const faults = (sources) => structureFaults(root, new Map(Object.entries(sources)));

test('imports that run downward or within a room are fine', () => {
  const sources = {
    'web/engine/model/a.js': "import './b.js'; import '../base/c.js';",
    'web/engine/model/b.js': '',
    'web/engine/base/c.js': '',
    'tests/web/engine/model/a.test.js': "import '../../../../web/engine/model/a.js';",
  };
  assert.deepEqual(faults(sources), []);
});

test('an import that runs upward is named with its rooms', () => {
  const [line, ...more] = faults({ 'web/engine/base/c.js': "import '../model/a.js';" });
  assert.match(line, /base\/c\.js imports upward: .*model\/a\.js \(web\/engine\/model builds on/);
  assert.deepEqual(more, []);
});

test('nothing may import the tests', () => {
  const code = "import '../../tests/web/support/fixtures.js';";
  assert.match(faults({ 'scripts/judge/x.mjs': code })[0], /imports upward: tests\//);
});

test('a circle within a room is named', () => {
  const sources = { 'web/app/a.js': "import './b.js';", 'web/app/b.js': "import './a.js';" };
  assert.deepEqual(faults(sources), ['a circle of imports: web/app/a.js, web/app/b.js']);
});

test('a long file is named, but for tests', () => {
  const long = '\n'.repeat(401);
  assert.match(faults({ 'web/app/a.js': long })[0], /has 401 lines/);
  assert.deepEqual(faults({ 'tests/a.js': long, 'web/app/a.js': '\n'.repeat(400) }), []);
});

test('a file in no room is named', () => {
  assert.deepEqual(faults({ 'elsewhere/a.js': '' }), ['elsewhere/a.js is in no room']);
});

test('the project keeps to its own order', () => {
  const script = join(root, 'scripts/tools/architecture.mjs');
  const { status, stdout } = spawnSync(process.execPath, [script], { encoding: 'utf8' });
  assert.equal(status, 0, stdout);
  assert.match(stdout, /^\d{3,} files in their rooms$/m);
});
