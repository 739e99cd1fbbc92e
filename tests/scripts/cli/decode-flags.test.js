/** @file Tests of the flags that say how to decode. */

import assert from 'node:assert/strict';
import { parseArgs } from 'node:util';
import { test } from 'node:test';
import {
  checkDecodeOptions,
  decodeFlags,
  readDecodeFlags,
} from '../../../scripts/cli/decode-flags.mjs';
import { decodeHelp } from '../../../scripts/cli/decode-help.mjs';
import { UsageError } from '../../../scripts/cli/usage-error.mjs';

/** @param {string[]} args */
const parse = (args) => readDecodeFlags(parseArgs({ args, options: decodeFlags }).values);

const flags = /** @type {Record<string, [string[], object]>} */ ({
  'line-breaks': [['paragraphs'], { lineBreaks: 'paragraphs' }],
  beam: [['8'], { beam: 8 }],
  'length-penalty': [['1.5'], { lengthPenalty: 1.5 }],
  'length-normalization': [['power'], { lengthNormalization: 'power' }],
  'coverage-penalty': [['.2'], { coveragePenalty: 0.2 }],
  'lexicon-penalty': [['0'], { lexiconPenalty: 0 }],
  'stop-early': [[], { stopEarly: true }],
  'no-stop-early': [[], { stopEarly: false }],
  'min-length': [['3'], { minLength: 3 }],
  'max-length': [['30'], { maxLength: 30 }],
  'max-length-factor': [['1e1'], { maxLengthFactor: 10 }],
  'repetition-penalty': [['1.2'], { repetitionPenalty: 1.2 }],
  'no-repeat-ngram': [['2'], { noRepeatNgram: 2 }],
  suppress: [['Haus', '--suppress', 'der Hund'], { suppress: ['Haus', 'der Hund'] }],
  'replace-unknowns': [[], { replaceUnknowns: true }],
  'no-replace-unknowns': [[], { replaceUnknowns: false }],
  protect: [['[A-Z]+-\\d+'], { protect: [/[A-Z]+-\d+/gu] }],
  'no-protect': [[], { protect: false }],
  'target-token': [['>>deu<<'], { targetToken: '>>deu<<' }],
  sample: [[], { sample: true }],
  temperature: [['0.5', '--sample'], { sample: true, temperature: 0.5 }],
  'top-k': [['5', '--sample'], { sample: true, topK: 5 }],
  'top-p': [['0.9', '--sample'], { sample: true, topP: 0.9 }],
  seed: [['9007199254740991', '--sample'], { sample: true, seed: Number.MAX_SAFE_INTEGER }],
  batch: [['16'], { batchSize: 16 }],
  'no-shortlist': [[], { shortlist: false }],
  'no-cache': [[], { cache: false }],
  'no-scores': [[], { scores: false }],
});

test('every flag is tested and explained', () => {
  assert.deepEqual(Object.keys(flags).sort(), Object.keys(decodeFlags).sort());
  for (const name of Object.keys(decodeFlags)) {
    assert.match(decodeHelp, new RegExp(`^ +--${name}( |$)`, 'm'));
  }
});

test('the help names range and default, and other options by their flags', () => {
  const lines = decodeHelp.split('\n');
  assert.ok(lines.every((line) => line.length <= 100));
  const flat = decodeHelp.replace(/\s+/g, ' ');
  assert.ok(
    flat.includes('--max-length N most tokens of a translated sentence, 1 to 4096 (default 256)'),
  );
  assert.ok(
    flat.includes(
      '--max-length-factor F most tokens per source token, above 0 to 1000 (default 3)',
    ),
  );
  assert.ok(
    flat.includes('--stop-early stop as soon as --beam hypotheses have finished --no-stop-early'),
  );
  assert.ok(flat.includes('--suppress TEXT texts that must not occur; may be given several times'));
  assert.ok(flat.includes('--seed N number that decides the draws, 0 to 2^53 - 1 (default 0);'));
  assert.ok(flat.includes('0 to 64 (default 0: no limit)'));
});

test('no flags are no options', () => assert.deepEqual(parse([]), {}));

for (const [name, [rest, options]] of Object.entries(flags)) {
  test(`--${name} becomes its option`, () => {
    assert.deepEqual(parse([`--${name}`, ...rest]), options);
  });
}

const wrong = /** @type {[string[], RegExp][]} */ ([
  [['--beam', '0'], /^--beam must be an integer from 1 to 64, not 0$/],
  [['--beam', 'four'], /^--beam must be an integer from 1 to 64, not "four"$/],
  [['--beam', '0x4'], /^--beam must be an integer/],
  [['--beam', ''], /^--beam must be an integer from 1 to 64, not ""$/],
  [['--beam', '2.5'], /^--beam must be an integer/],
  [['--length-penalty=-1'], /^--length-penalty must be a number from 0 to 10, not -1$/],
  [['--length-normalization', 'none'], /^--length-normalization must be "gnmt" or "power"/],
  [['--top-p', '0', '--sample'], /^--top-p must be a number above 0 and at most 1, not 0$/],
  [['--batch', '65'], /^--batch must be an integer from 1 to 64, not 65$/],
  [['--seed', '1e99', '--sample'], /^--seed must be an integer/],
  [['--target-token', ''], /^--target-token must be a piece of the source vocabulary/],
  [['--sample', '--beam', '4'], /^--beam and --sample exclude each other/],
  [['--top-k', '5'], /^--top-k is for sampling: it needs --sample$/],
  [['--min-length', '9', '--max-length', '8'], /^--min-length must be at most --max-length/],
]);

for (const [args, message] of wrong) {
  test(`${args.join(' ')} is wrong usage`, () => {
    assert.throws(
      () => parse(args),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  });
}

test('what depends on the model is checked once it is known', () => {
  const model = (/** @type {object} */ search) =>
    /** @type {any} */ ({ info: { config: { search } } });
  const fails = (
    /** @type {string[]} */ args,
    /** @type {object} */ search,
    /** @type {RegExp} */ message,
  ) =>
    assert.throws(
      () => checkDecodeOptions(parse(args), model(search)),
      (error) => error instanceof UsageError && message.test(error.message),
    );
  fails(['--min-length', '257'], {}, /^--min-length must be at most --max-length, which is 256/);
  fails(['--min-length', '9'], { max_length: 8 }, /^--min-length .+, which is 8, not 9/);
  checkDecodeOptions(parse(['--min-length', '257']), model({ max_length: 512 }));
  checkDecodeOptions(parse(['--max-length', '2']), model({ min_length: 3 }));
});
