/** @file Tests of reading imports from sources. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  importsOf,
  moduleSpecifiers,
  pythonModules,
} from '../../../../scripts/tools/architecture/imports.mjs';
import { root } from '../../../../scripts/tools/setup/prefix.mjs';

test('all ways to import a module count, types in comments do not', () => {
  const code = `#!/usr/bin/env node
    import a, { b } from './a.js';
    export * from '../c.js';
    export { d } from './d.js';
    /** @typedef {import('./types.js').T} T */
    const e = await import('./e.js');
    new Worker(new URL('./f.js', import.meta.url));
    import fs from 'node:fs';
    const text = "import './text.js'";`;
  assert.deepEqual(moduleSpecifiers(code), ['./a.js', '../c.js', './d.js', './e.js', './f.js']);
});

test('a Python import may name a module or its members', () => {
  const code = [
    'import train.a, os',
    'from train.b import c, d as e',
    'from train import (f,',
    '    g)',
    "text = 'import h'",
  ].join('\n');
  const names = pythonModules(code);
  for (const name of ['train.a', 'train.b', 'train.b.c', 'train.b.d', 'train.f', 'train.g'])
    assert.ok(names.includes(name), name);
  assert.ok(!names.includes('h'));
});

test('C++ includes are those of the checkout', () => {
  const code = '#include <vector>\n#include "core/error.h"\n  #  include "nowhere/x.h"\n';
  assert.deepEqual(importsOf(root, 'core/x.cc', code), ['core/error.h']);
});
