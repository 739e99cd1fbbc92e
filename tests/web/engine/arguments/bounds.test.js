/**
 * @file Tests of the bounds of options against the core's own: values go past the check in JavaScript
 * straight to the binding, which has to take those inside and refuse those outside.
 */

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import { decodeOptions } from '../../../../web/engine/arguments/decode.js';
import { domainOf } from '../../../../web/engine/arguments/decode-specs.js';
import { nativeOptions } from '../../../../web/engine/arguments/native.js';
import { encodeUtf8 } from '../../../../web/engine/base/utf8.js';
import { Runtime } from '../../../../web/engine/native/runtime.js';
import { failure, tinyBytes } from '../../support/fixtures.js';

/** @typedef {import('../../../../web/engine/arguments/decode-option.js').DecodeOption} DecodeOption */

const runtime = await Runtime.load({});
const model = runtime.run((module) =>
  module.loadModel([{ name: 'tiny', bytes: tinyBytes('tiny-pre') }], {
    sourceLanguage: '',
    targetLanguage: '',
    arithmetic: 'faithful',
  }),
);
const { config } = JSON.parse(model.info());
const sizes = {
  vocabulary: config.target_vocab_size,
  layers: config.decoder_layers,
  heads: config.heads,
};
const source = encodeUtf8('A dog.');

/**
 * Starts what an option is for and drops it: the options are checked before the first step.
 *
 * @type {Record<string, (options: any, value: any) => void>}
 */
const callers = {
  start: (options) => model.start([source], [null], options).delete(),
  translate: (options) => model.translate([source], [null], options).delete(),
  alternatives: (options, count) => model.alternatives(source, null, count, options),
};

/** What makes a value of an option possible, where its bounds alone do not. */
const needs = /** @type {Record<string, object>} */ ({
  minLength: { maxLength: 4096 },
  nBest: { sample: true },
  temperature: { sample: true },
  topK: { sample: true },
  topP: { sample: true },
  seed: { sample: true },
});

/**
 * Bounds that are not the core's. A model may produce longer targets than a caller may ask for, and
 * the core goes by the model; seeds end where numbers of JavaScript cease to be exact.
 */
const notInCore = ['maxLength most', 'maxLengthFactor most', 'seed least', 'seed most'];

/**
 * @param {DecodeOption} option
 * @param {unknown} value
 */
function ask({ name, calls }, value) {
  const call = ['start', 'translate', 'alternatives'].find((one) =>
    calls.includes(/** @type {any} */ (one)),
  );
  const options = nativeOptions({ beam: 1, maxLength: 2, ...needs[name], [name]: value });
  runtime.run(() => callers[call ?? ''](options, value));
}

/**
 * @param {DecodeOption} option
 * @returns {{bound: string, inside: number, outside: number}[]} The ends of its range.
 */
function endsOf(option) {
  const domain = domainOf(option, sizes);
  if (!domain.bounds) return [];
  const { least, most, isOpen } = domain.bounds;
  const isWhole = !domain.accepts(least + (most - least) / Math.E);
  const step = isWhole ? 1 : 1e-3;
  return [
    {
      bound: 'least',
      inside: isOpen ? least + step : least,
      outside: isOpen ? least : least - step,
    },
    { bound: 'most', inside: most, outside: most + step },
  ];
}

const numeric = decodeOptions.filter((option) => domainOf(option, sizes).bounds);

test('there are bounds to ask for', () => assert.ok(numeric.length >= 15));

for (const option of numeric) {
  describe(option.name, () => {
    for (const { bound, inside, outside } of endsOf(option)) {
      test(`${bound}: ${inside} is taken, ${outside} is not`, () => {
        const domain = domainOf(option, sizes);
        assert.deepEqual([inside, outside].map(domain.accepts), [true, false]);
        ask(option, inside);
        if (notInCore.includes(`${option.name} ${bound}`)) ask(option, outside);
        else assert.throws(() => ask(option, outside), failure('invalid_argument', /should be/));
      });
    }
  });
}

test('layers and heads of an alignment are those of the model', () => {
  const start = (/** @type {object} */ alignment) =>
    runtime.run(() => callers.start(nativeOptions({ alignment }), 0));
  const { accepts } = domainOf(
    /** @type {DecodeOption} */ (decodeOptions.find(({ name }) => name === 'alignment')),
    sizes,
  );
  for (const [key, count] of Object.entries({ layers: sizes.layers, heads: sizes.heads })) {
    for (const index of [0, count - 1]) {
      assert.ok(accepts({ [key]: [index] }));
      start({ [key]: [index] });
    }
    for (const index of [-1, count]) {
      assert.ok(!accepts({ [key]: [index] }));
      assert.throws(() => start({ [key]: [index] }), failure('invalid_argument', /alignment/));
    }
  }
});

test('a sequence to suppress has 1 to 64 tokens, as its documentation says', () => {
  const start = (/** @type {number} */ length) => {
    const options = nativeOptions({ suppress: [{ ids: Array(length).fill(5) }] });
    runtime.run(() => callers.start(options, 0));
  };
  for (const length of [1, 64]) start(length);
  for (const length of [0, 65]) {
    assert.throws(() => start(length), failure('invalid_argument', /suppressed sequence/));
  }
  const { details } = decodeOptions.find(({ name }) => name === 'suppress') ?? {};
  assert.match(details ?? '', /1 to 64 tokens/);
});

test('the core reads each native option, and no other', () => {
  /** @type {Set<string>} */
  const read = new Set();
  const given = nativeOptions({ sample: true, alignment: true });
  const watched = new Proxy(given, {
    get: (target, key) => {
      read.add(String(key));
      return Reflect.get(target, key);
    },
  });
  runtime.run(() => callers.translate(watched, 0));
  assert.deepEqual([...read].sort(), Object.keys(given).sort());
});
