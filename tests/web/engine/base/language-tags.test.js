/** @file Tests of the order in which languages serve those who asked for another. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bestFit,
  canonicalTag,
  distance,
  serves,
  tagOfName,
} from '../../../../web/engine/base/language-tags.js';

/** Names and their canonical tags; none for what is not a language. @type {[string, string?][]} */
const names = [
  ['EN-us', 'en-US'],
  ['zh_hant', 'zh-Hant'],
  ['zh_TW', 'zh-TW'],
  ['pt_br', 'pt-BR'],
  ['iw', 'he'],
  ['cmn', 'zh'],
  ['sh', 'sr-Latn'],
  ['hbs', 'sr-Latn'],
  ['deu', 'de'],
  ['e_n'],
  ['en_'],
  [''],
];

for (const [name, expected] of names) {
  test(`the tag of ${JSON.stringify(name)} is ${expected ?? 'none'}`, () => {
    if (expected === undefined) assert.throws(() => tagOfName(name), RangeError);
    else assert.equal(tagOfName(name), expected);
  });
}

test('underscores are not part of a BCP 47 tag', () => {
  assert.throws(() => canonicalTag('zh_hant'), RangeError);
});

/**
 * Available languages, a requested one, and whether it is served as a source and as a target.
 *
 * @type {[string, string, boolean, boolean][]}
 */
const pairs = [
  ['en', 'en', true, true],
  ['en', 'en-US', true, true],
  ['en-GB', 'en', true, true],
  ['pt-BR', 'pt-PT', true, true],
  ['en', 'de', false, false],
  // Norwegian has two written forms; its macro-language means Bokmål.
  ['no', 'nb', true, true],
  ['nb', 'no', true, true],
  ['nb', 'no-NO', true, true],
  ['no', 'nb-NO', true, true],
  ['no', 'nn', false, false],
  ['nn', 'no', false, false],
  // Other names of one language.
  ['zh', 'cmn', true, true],
  ['ar', 'arb', true, true],
  ['he', 'iw', true, true],
  ['ro', 'mo', true, true],
  ['fil', 'tl', true, true],
  ['fa', 'prs', true, true],
  ['sr-Latn', 'sh', true, true],
  ['sr-Latn', 'hbs', true, true],
  ['sh', 'sr-Latn', true, true],
  // Scripts, named or implied.
  ['zh', 'zh-Hans', true, true],
  ['zh-Hans', 'zh', true, true],
  ['zh', 'zh-CN', true, true],
  ['zh', 'zh-SG', true, true],
  ['zh', 'zh-Hant', true, false],
  ['zh', 'zh-TW', true, false],
  ['zh-Hans', 'zh-Hant', false, false],
  ['zh-Hant', 'zh', false, false],
  ['zh-Hant', 'zh-TW', true, true],
  ['zh-TW', 'zh-Hant', true, true],
  ['zh-TW', 'zh-HK', true, true],
  ['sr', 'sr-Latn', true, false],
  ['sr', 'sr-Cyrl', true, true],
  ['sr-Latn', 'sr', false, false],
  ['sr', 'sh', true, false],
  ['sr-Latn', 'sr-ME', true, true],
  ['uz', 'uz-AF', true, false],
  ['pa', 'pa-PK', true, false],
  // Neighbors that are languages of their own.
  ['zh', 'yue', false, false],
  ['sr-Latn', 'hr', false, false],
  ['sr-Latn', 'bs', false, false],
  ['ms', 'id', false, false],
  ['ca', 'ca-valencia', true, true],
  ['tlh', 'tlh-001', true, true],
  ['en', 'tlh', false, false],
  // Likely subtags would make English of it.
  ['en', 'und', false, false],
];

for (const [available, requested, asSource, asTarget] of pairs) {
  const sides = [asSource && 'source', asTarget && 'target'].filter(Boolean).join(' and ');
  test(`${available} serves ${requested} as ${sides || 'neither'}`, () => {
    assert.equal(serves(available, requested, 'source'), asSource);
    assert.equal(serves(available, requested, 'target'), asTarget);
  });
}

/** A requested language, and the available ones from the best on. @type {[string, string[]][]} */
const orders = [
  ['en', ['en', 'en-US', 'en-001', 'en-GB', 'en-DE']],
  ['en-US', ['en-US', 'en', 'en-001', 'en-GB', 'en-DE']],
  ['en-IN', ['en-IN', 'en-001', 'en-GB', 'en-DE', 'en']],
  ['en-DE', ['en-DE', 'en-150', 'en-AT', 'en-001', 'en-GB', 'en']],
  ['es-MX', ['es-MX', 'es-419', 'es-AR', 'es', 'es-GQ']],
  ['es-419', ['es-419', 'es-MX', 'es']],
  ['es', ['es', 'es-ES', 'es-419', 'es-MX']],
  ['pt-AO', ['pt-PT', 'pt-MZ', 'pt', 'pt-BR']],
  ['pt-PT', ['pt-PT', 'pt-AO', 'pt', 'pt-BR']],
  ['pt-BR', ['pt-BR', 'pt', 'pt-PT', 'pt-AO']],
  ['pt', ['pt', 'pt-BR', 'pt-PT', 'pt-AO']],
  ['zh-Hant-MO', ['zh-MO', 'zh-HK', 'zh-Hant', 'zh-TW']],
  ['zh-HK', ['zh-Hant-HK', 'zh-MO', 'zh-Hant']],
  ['fr-CA', ['fr-CA', 'fr', 'fr-FR', 'fr-BE']],
  ['ca', ['ca', 'ca-ES', 'ca-valencia', 'ca-AD']],
];

for (const [requested, available] of orders) {
  test(`for ${requested}: ${available.join(', ')}`, () => {
    const apart = available.map((tag) => distance(tag, requested, 'target'));
    assert.deepEqual(
      apart,
      apart.toSorted((a, b) => a - b),
    );
    for (let first = 0; first < available.length; first++) {
      const rest = available.slice(first);
      assert.equal(bestFit(rest.toReversed(), requested, 'target'), rest[0]);
    }
  });
}

test('of equally good languages the first is taken; a source prefers its own script', () => {
  assert.equal(bestFit(['en-GB', 'en-NZ'], 'en', 'target'), 'en-GB');
  assert.equal(bestFit(['en-NZ', 'en-GB'], 'en', 'target'), 'en-NZ');
  assert.equal(bestFit(['zh', 'zh-HK'], 'zh-Hant', 'source'), 'zh-HK');
  assert.equal(bestFit(['zh'], 'zh-Hant', 'source'), 'zh');
  assert.equal(bestFit(['zh'], 'zh-Hant', 'target'), undefined);
});
