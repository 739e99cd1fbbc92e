/** @file Tests of the options of decoding: names, ranges, defaults, contradictions. */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeDefaults, forTextAlone } from '../../../../web/engine/arguments/decode-defaults.js';
import {
  alternativesOptions,
  scoreOptions,
  startOptions,
  translateOptions,
} from '../../../../web/engine/arguments/calls.js';
import { failure } from '../../support/fixtures.js';

const sizes = { vocabulary: 100, layers: 2, heads: 4 };

const searchDefaults = {
  cache: true,
  maxLength: 256,
  maxLengthFactor: 3,
  minLength: 0,
  beam: 4,
  lengthNormalization: 'gnmt',
  lengthPenalty: 0.6,
  stopEarly: false,
  coveragePenalty: 0,
  lexiconPenalty: 5,
  repetitionPenalty: 1,
  noRepeatNgram: 0,
  suppress: [],
  replaceUnknowns: false,
  shortlist: true,
  targetToken: undefined,
  prefix: undefined,
  protect: true,
  alignment: false,
};

const defaults = {
  ...searchDefaults,
  scores: true,
  nBest: 1,
  sample: false,
  temperature: 1,
  topK: 0,
  topP: 1,
  seed: 0,
};

const splitting = { lineBreaks: 'keep', batchSize: 8 };

test('defaults', () => {
  assert.deepEqual(translateOptions(undefined, sizes), { ...defaults, ...splitting });
  const report = { candidates: 0, attention: false };
  assert.deepEqual(startOptions({}, sizes), { ...defaults, ...report });
  assert.deepEqual(alternativesOptions({}, sizes), { ...searchDefaults, count: 5 });
  assert.deepEqual(scoreOptions({}, sizes), {
    cache: true,
    lengthNormalization: 'gnmt',
    lengthPenalty: 0.6,
    coveragePenalty: 0,
    protect: true,
    targetToken: undefined,
    alignment: false,
    shortlist: true,
  });
});

describe("a model's own defaults", () => {
  const published = {
    beam: 2,
    lengthNormalization: /** @type {const} */ ('power'),
    lengthPenalty: 1,
    stopEarly: true,
    minLength: 3,
    maxLength: 40,
    maxLengthFactor: 2,
    repetitionPenalty: 1.1,
    noRepeatNgram: 5,
    replaceUnknowns: true,
  };

  test('stand in for the engine’s', () => {
    const expected = { ...defaults, ...published };
    assert.deepEqual(translateOptions({}, sizes, published), { ...expected, ...splitting });
    const report = { candidates: 0, attention: false };
    assert.deepEqual(startOptions({}, sizes, published), { ...expected, ...report });
    assert.deepEqual(alternativesOptions({}, sizes, published), {
      ...searchDefaults,
      ...published,
      count: 5,
    });
    const { lengthNormalization, lengthPenalty } = scoreOptions({}, sizes, published);
    assert.deepEqual([lengthNormalization, lengthPenalty], ['power', 1]);
    // What a search may not do is no matter of how likely a translation is.
    assert.ok(!('minLength' in scoreOptions({}, sizes, published)));
  });

  test('give way to what is asked for', () => {
    for (const [name, value] of Object.entries(published)) {
      const others = Object.entries(defaults).filter(([key]) => key in published);
      const given = Object.fromEntries(others.filter(([key]) => key === name));
      const resolved = startOptions(given, sizes, { [name]: value });
      assert.deepEqual(resolved, startOptions({}, sizes), name);
    }
  });

  test('are no contradiction to what is asked for', () => {
    assert.equal(translateOptions({ maxLength: 2 }, sizes, published).minLength, 2);
    assert.equal(translateOptions({ nBest: 6 }, sizes, published).beam, 6);
    assert.equal(translateOptions({ nBest: 1 }, sizes, published).beam, 2);
    assert.equal(translateOptions({ sample: true, nBest: 6 }, sizes, published).sample, true);
    const message = /minLength must be at most maxLength, which is 40, not 41/;
    assert.throws(
      () => translateOptions({ minLength: 41 }, sizes, published),
      failure('invalid_argument', message),
    );
    assert.throws(
      () => translateOptions({ nBest: 2, beam: 1 }, sizes, published),
      failure('invalid_argument', /nBest must be at most beam, which is 1, not 2/),
    );
  });

  test('come from the configuration', () => {
    const search = {
      beam: 2,
      length_normalization: 'power',
      length_penalty: 1,
      stop_early: true,
      min_length: 3,
      max_length: 40,
      max_length_factor: 2,
      repetition_penalty: 1.1,
      no_repeat_ngram: 5,
      replace_unknowns: true,
    };
    assert.deepEqual(decodeDefaults({ search, unk: 1 }), published);
    const none = Object.fromEntries(Object.keys(published).map((name) => [name, undefined]));
    assert.deepEqual(decodeDefaults({}), none);
    const { replaceUnknowns } = decodeDefaults({ search, unk: null });
    assert.equal(replaceUnknowns, undefined);
    const far = { min_length: 9999, max_length: 65_536, max_length_factor: 65_536 };
    const { minLength, maxLength, maxLengthFactor } = decodeDefaults({ search: far });
    assert.deepEqual([minLength, maxLength, maxLengthFactor], [4096, 4096, 1000]);
  });
});

test('undefined stands for the default, given values stay', () => {
  const given = { maxLength: undefined, batchSize: 64, cache: false, beam: 1 };
  const options = translateOptions(given, sizes);
  assert.deepEqual(options, { ...defaults, ...splitting, ...given, maxLength: 256 });
});

const wrongValues = {
  cache: [0, 'yes', null],
  maxLength: [0, 4097, 1.5, NaN, Infinity, '5', null, -1, 5n],
  maxLengthFactor: [0, -1, NaN, Infinity, 1001, '3', null],
  minLength: [-1, 4097, 0.5, '1', null],
  beam: [0, 65, 2.5, -1, '4', NaN, null, true],
  nBest: [0, 65, 1.5, '2', null],
  lengthNormalization: ['', 'GNMT', 'none', 0, null, {}],
  lengthPenalty: [-0.1, 10.1, NaN, '0.6', null],
  stopEarly: [1, 'no', null],
  coveragePenalty: [-0.1, 11, NaN, '0', null],
  lexiconPenalty: [-0.1, 10.1, NaN, '5', null],
  repetitionPenalty: [0, 0.09, 11, NaN, '1', null],
  noRepeatNgram: [-1, 65, 1.5, '3', null],
  suppress: ['word', { ids: [5] }, 5, null],
  replaceUnknowns: [1, null],
  shortlist: [0, 'no', null],
  scores: [0, 'no', null],
  protect: [0, '', null, {}, { start: 2, end: 1 }, { start: -1, end: 1 }, [5], [['a'], 'b']],
  targetToken: ['', 5, null, ['>>deu<<']],
  prefix: [5, true, () => 'x'],
  sample: [1, 'yes', null],
  temperature: [0, 0.009, 101, NaN, '1', null],
  topK: [-1, 101, 0.5, '3', null],
  topP: [0, -0.5, 1.01, NaN, '1', null],
  seed: [-1, 0.5, 2 ** 53, NaN, '1', null, 1n],
  alignment: [
    ...[1, 'all', null, [], { layer: [0] }, { layers: 0 }, { layers: [] }, { layers: [2] }],
    ...[{ heads: [4] }, { heads: [-1] }, { heads: [0, 0] }, { heads: ['0'] }, { layers: null }],
  ],
  candidates: [-1, 101, 0.5, '3', null],
  attention: [1, null, 'all'],
};

for (const [name, values] of Object.entries(wrongValues)) {
  test(`${name}: the message names option, range and value`, () => {
    for (const value of values) {
      const message = new RegExp(`^start: option ${name} must be .+, not .+`);
      assert.throws(
        () => startOptions({ [name]: value }, sizes),
        failure('invalid_argument', message),
      );
    }
  });
}

test('lineBreaks is checked', () => {
  for (const value of ['', 'Keep', 'join', true, null]) {
    assert.throws(
      () => translateOptions({ lineBreaks: value }, sizes),
      failure(
        'invalid_argument',
        /^translate: option lineBreaks must be "keep" or "paragraphs", not/,
      ),
    );
  }
  for (const lineBreaks of ['keep', 'paragraphs']) translateOptions({ lineBreaks }, sizes);
});

test('batchSize and count are checked', () => {
  for (const value of [0, 65, 2.5, '8']) {
    const message = (/** @type {string} */ name) =>
      new RegExp(`option ${name} must be an integer from 1 to 64, not`);
    assert.throws(
      () => translateOptions({ batchSize: value }, sizes),
      failure('invalid_argument', message('batchSize')),
    );
    assert.throws(
      () => alternativesOptions({ count: value }, sizes),
      failure('invalid_argument', message('count')),
    );
  }
});

test('the ends of the ranges are allowed', () => {
  const least = {
    ...{ maxLength: 1, maxLengthFactor: 0.01, minLength: 0, beam: 1, nBest: 1, lengthPenalty: 0 },
    ...{ coveragePenalty: 0, repetitionPenalty: 0.1, noRepeatNgram: 0, candidates: 0 },
    lexiconPenalty: 0,
  };
  const most = {
    ...{ maxLength: 4096, maxLengthFactor: 1000, minLength: 4096, beam: 64, nBest: 64 },
    ...{ lengthPenalty: 10, coveragePenalty: 10, repetitionPenalty: 10, noRepeatNgram: 64 },
    ...{ lexiconPenalty: 10, candidates: 100 },
  };
  for (const options of [least, most]) {
    assert.deepEqual(startOptions(options, sizes), { ...startOptions({}, sizes), ...options });
  }
  const sampling = [
    { sample: true, temperature: 0.01, topK: 0, topP: 1e-9, seed: 0, nBest: 64 },
    { sample: true, temperature: 100, topK: 100, topP: 1, seed: 2 ** 53 - 1 },
  ];
  for (const options of sampling) startOptions(options, sizes);
  const alignments = [true, {}, { layers: [1, 0] }, { layers: undefined, heads: [3] }];
  for (const alignment of alignments) startOptions({ alignment }, sizes);
  for (const batchSize of [1, 64]) translateOptions({ batchSize }, sizes);
});

describe('options that make no sense together', () => {
  const contradictions = /** @type {[object, RegExp][]} */ ([
    [{ sample: true, beam: 1 }, /option beam and sample exclude each other/],
    [{ sample: true, beam: 4 }, /option beam and sample exclude each other/],
    [{ nBest: 5 }, /nBest must be at most beam, which is 4, not 5/],
    [{ nBest: 3, beam: 2 }, /nBest must be at most beam, which is 2, not 3/],
    [{ minLength: 257 }, /minLength must be at most maxLength, which is 256, not 257/],
    [{ minLength: 3, maxLength: 2 }, /minLength must be at most maxLength, which is 2, not 3/],
    [{ temperature: 1 }, /temperature is for sampling: it needs sample/],
    [{ topK: 5, sample: false }, /topK is for sampling/],
    [{ topP: 0.5 }, /topP is for sampling/],
    [{ seed: 0 }, /seed is for sampling/],
    [{ scores: false }, /scores can be left out in a greedy search only, not with beam 4/],
    [{ scores: false, beam: 2 }, /scores can be left .*, not with beam 2/],
    [{ scores: false, sample: true }, /scores can be left .*, not with sample/],
  ]);
  for (const [options, message] of contradictions) {
    test(JSON.stringify(options), () => {
      for (const resolve of [translateOptions, startOptions]) {
        assert.throws(() => resolve(options, sizes), failure('invalid_argument', message));
      }
    });
  }
});

test('candidates need scores', () => {
  const greedy = { beam: 1, scores: false };
  assert.equal(startOptions(greedy, sizes).scores, false);
  assert.throws(
    () => startOptions({ ...greedy, candidates: 3 }, sizes),
    failure('invalid_argument', /scores can be left .*, not with candidates 3/),
  );
});

test('where the text alone is kept, a greedy search leaves scores out', () => {
  for (const greedy of [{ beam: 1 }, { beam: 1, nBest: 1, sample: false }])
    assert.deepEqual(forTextAlone(greedy, {}), { ...greedy, scores: false });
  assert.deepEqual(forTextAlone(undefined, { beam: 1 }), { scores: false });
  const others = [
    { beam: 2 },
    { sample: true },
    { nBest: 2 },
    { beam: 1, scores: true },
    null,
    'x',
  ];
  for (const options of others) assert.equal(forTextAlone(options, { beam: 4 }), options);
  assert.deepEqual(forTextAlone({ sample: true }, { beam: 1 }), { sample: true });
  assert.deepEqual(forTextAlone({ nBest: 2 }, { beam: 1 }), { nBest: 2 });
});

test('unknown names are refused, with those that exist', () => {
  const wrong = /** @type {[() => unknown, RegExp][]} */ ([
    [() => translateOptions({ candidates: 1 }, sizes), /"candidates".*batchSize/],
    [() => startOptions({ batchSize: 1 }, sizes), /"batchSize".*candidates/],
    [() => alternativesOptions({ attention: true }, sizes), /"attention".*count/],
    [() => alternativesOptions({ sample: true }, sizes), /"sample".*count/],
    [() => alternativesOptions({ nBest: 2 }, sizes), /"nBest".*count/],
    [() => scoreOptions({ beam: 1 }, sizes), /"beam".*lengthPenalty/],
    [() => translateOptions({ toString: 1 }, sizes), /"toString"/],
  ]);
  for (const [call, message] of wrong) {
    assert.throws(call, failure('invalid_argument', /has no option .*; its options are /));
    assert.throws(call, failure('invalid_argument', message));
  }
});

test('options must be an object', () => {
  for (const options of [null, 7, 'fast', true]) {
    assert.throws(
      () => translateOptions(options, sizes),
      failure('invalid_argument', /must be an object/),
    );
  }
});
