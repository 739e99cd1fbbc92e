/** @file Tests of the options' names, ranges and defaults. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { loadEngine } from '../../web/engine/index.js';
import {
  engineOptions,
  modelOptions,
  startOptions,
  translateOptions,
} from '../../web/engine/options.js';
import { failure } from './fixtures.js';

test('defaults', () => {
  const decode = { cache: true, maxLength: 256, maxLengthFactor: 3 };
  assert.deepEqual(translateOptions(undefined), { ...decode, batchSize: 8 });
  assert.deepEqual(startOptions({}, 100), { ...decode, topK: 0, attention: false });
});

test('undefined stands for the default, given values stay', () => {
  const options = translateOptions({ maxLength: undefined, batchSize: 64, cache: false });
  assert.deepEqual(options, { cache: false, maxLength: 256, maxLengthFactor: 3, batchSize: 64 });
});

const wrongValues = {
  cache: [0, 'yes', null],
  maxLength: [0, 4097, 1.5, NaN, Infinity, '5', null, -1],
  maxLengthFactor: [0, -1, NaN, Infinity, 1001, '3', null],
  topK: [-1, 101, 0.5, '3', null],
  attention: [1, null, 'all'],
};

for (const [name, values] of Object.entries(wrongValues)) {
  test(`${name}: the message names option, range and value`, () => {
    for (const value of values) {
      const message = new RegExp(`^start: option ${name} must be .+, not .+`);
      assert.throws(
        () => startOptions({ [name]: value }, 100),
        failure('invalid_argument', message),
      );
    }
  });
}

test('batchSize is checked', () => {
  for (const value of [0, 65, 2.5, '8']) {
    const message = /option batchSize must be an integer from 1 to 64, not/;
    assert.throws(
      () => translateOptions({ batchSize: value }),
      failure('invalid_argument', message),
    );
  }
});

test('the ends of the ranges are allowed', () => {
  startOptions({ maxLength: 1, topK: 0, maxLengthFactor: 0.01 }, 100);
  startOptions({ maxLength: 4096, topK: 100, maxLengthFactor: 1000 }, 100);
  translateOptions({ batchSize: 1 });
});

test('unknown names are refused, with those that exist', () => {
  assert.throws(
    () => translateOptions({ topK: 1 }),
    failure('invalid_argument', /no option "topK".*batchSize/),
  );
  assert.throws(
    () => startOptions({ batchSize: 1 }, 9),
    failure('invalid_argument', /no option "batchSize"/),
  );
  assert.throws(
    () => modelOptions({ spm: 1 }),
    failure('invalid_argument', /its options are vocabulary, name/),
  );
  assert.throws(
    () => engineOptions({ url: '' }),
    failure('invalid_argument', /wasmBinary, wasmUrl/),
  );
  assert.throws(() => translateOptions({ toString: 1 }), failure('invalid_argument', /no option/));
});

test('options must be an object', () => {
  for (const options of [null, 7, 'fast', true]) {
    assert.throws(
      () => translateOptions(options),
      failure('invalid_argument', /must be an object/),
    );
  }
});

test('loadEngine rejects wrong options', async () => {
  // @ts-expect-error wrong on purpose
  await assert.rejects(loadEngine({ wasmUrl: 7 }), failure('invalid_argument', /wasmUrl/));
  // @ts-expect-error wrong on purpose
  await assert.rejects(loadEngine({ wasmBinary: 'x' }), failure('invalid_argument', /wasmBinary/));
});
