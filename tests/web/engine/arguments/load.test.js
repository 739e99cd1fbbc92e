/** @file Tests of the options of loading. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../../../web/engine/index.js';
import { engineOptions, modelOptions } from '../../../../web/engine/arguments/load.js';
import { failure } from '../../support/fixtures.js';

test('unknown names are refused, with those that exist', () => {
  assert.throws(
    () => modelOptions({ spm: 1 }),
    failure('invalid_argument', /its options are vocabulary, name/),
  );
  assert.throws(
    () => engineOptions({ url: '' }),
    failure('invalid_argument', /wasmBinary, wasmUrl/),
  );
});

test('the arithmetic is one of two', () => {
  assert.equal(modelOptions({}).arithmetic, 'faithful');
  assert.equal(modelOptions({ arithmetic: 'fast' }).arithmetic, 'fast');
  for (const arithmetic of ['Fast', '', null, 7]) {
    assert.throws(
      () => modelOptions({ arithmetic }),
      failure('invalid_argument', /option arithmetic must be "faithful" or "fast", not/),
    );
  }
});

test('loadEngine rejects wrong options', async () => {
  // @ts-expect-error wrong on purpose
  await assert.rejects(loadEngine({ wasmUrl: 7 }), failure('invalid_argument', /wasmUrl/));
  // @ts-expect-error wrong on purpose
  await assert.rejects(loadEngine({ wasmBinary: 'x' }), failure('invalid_argument', /wasmBinary/));
});
