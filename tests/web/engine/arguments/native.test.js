/** @file Tests of the options as the core gets them. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { nativeOptions } from '../../../../web/engine/arguments/native.js';
import { failure } from '../../support/fixtures.js';

test('every field is there, plain', () => {
  assert.deepEqual(nativeOptions({}), {
    ...{
      cache: true,
      scores: true,
      maxLength: 256,
      maxLengthFactor: 3,
      minLength: 0,
      beam: 4,
      nBest: 1,
    },
    ...{ lengthNormalization: 'gnmt', lengthPenalty: 0.6, stopEarly: false, coveragePenalty: 0 },
    ...{
      lexiconPenalty: 5,
      repetitionPenalty: 1,
      noRepeatNgram: 0,
      suppress: [],
      replaceUnknowns: false,
      shortlist: true,
    },
    ...{ protect: true, kept: [] },
    ...{ targetToken: '', sample: false, temperature: 1, topK: 0, topP: 1, seed: 0 },
    ...{ alignment: false, alignmentLayers: [], alignmentHeads: [] },
    ...{ lineBreaks: 'keep', batchSize: 8, candidates: 0, attention: false },
  });
});

test('what is given takes its native form', () => {
  const options = nativeOptions({
    beam: 2,
    suppress: ['a', { pieces: ['b\uD83D'] }, { ids: Int32Array.of(5) }],
    targetToken: '>>\uD83D<<',
    alignment: { heads: [3, 1] },
  });
  assert.equal(options.beam, 2);
  assert.deepEqual(options.suppress, [Uint8Array.of(0x61), { pieces: ['b\uFFFD'] }, { ids: [5] }]);
  assert.equal(options.targetToken, '>>\uFFFD<<');
  assert.equal(options.alignment, true);
  assert.deepEqual([options.alignmentLayers, options.alignmentHeads], [[], [3, 1]]);
});

test('what cannot be suppressed is refused with its place', () => {
  const suppress = /** @type {any} */ (['a', 7]);
  const message = /option suppress\[1\] must be a string, \{pieces\} or \{ids\}, not 7/;
  assert.throws(() => nativeOptions({ suppress }), failure('invalid_argument', message));
});
