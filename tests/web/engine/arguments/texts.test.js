/** @file Tests of texts, prefixes and translations in the form that the core takes. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { toPrefixes, toTargets } from '../../../../web/engine/arguments/texts.js';
import { encodeUtf8 } from '../../../../web/engine/base/utf8.js';
import { failure } from '../../support/fixtures.js';

test('one prefix is for all texts', () => {
  assert.deepEqual(toPrefixes('a', ['x', 'y']), [encodeUtf8('a'), encodeUtf8('a')]);
  assert.deepEqual(toPrefixes({ ids: [5] }, 'x'), [{ ids: [5] }]);
  assert.deepEqual(toPrefixes(undefined, ['x', 'y']), [null, null]);
  assert.deepEqual(toPrefixes(null, 'x'), [null]);
});

test('an array of prefixes has one for each text', () => {
  const prefixes = toPrefixes([undefined, 'b', null], ['x', 'y', 'z']);
  assert.deepEqual(prefixes, [null, encodeUtf8('b'), null]);
  assert.deepEqual(toPrefixes([], []), []);
});

test('wrong prefixes are refused with their place', () => {
  const wrong = /** @type {[unknown, unknown, RegExp][]} */ ([
    [['a'], 'x', /prefix must hold one prefix for one text, not an array of 1/],
    [['a'], ['x', 'y'], /prefix must hold 2 prefixes, one per text, not an array of 1/],
    [['a', 7], ['x', 'y'], /option prefix\[1\] must be a string, \{pieces\} or \{ids\}, not 7/],
    [{ ids: [-1] }, 'x', /option prefix\.ids\[0\] must be an integer/],
    [{}, 'x', /option prefix must be a string, \{pieces\} or \{ids\}/],
  ]);
  for (const [prefix, texts, message] of wrong) {
    assert.throws(() => toPrefixes(prefix, texts), failure('invalid_argument', message));
  }
});

test('translations go with their texts', () => {
  assert.deepEqual(toTargets('a', 'x'), [encodeUtf8('a')]);
  assert.deepEqual(toTargets(['a', { ids: [5] }], ['x', 'y']), [encodeUtf8('a'), { ids: [5] }]);
  const wrong = /** @type {[unknown, unknown, RegExp][]} */ ([
    [['a'], 'x', /translation must be a string, \{pieces\} or \{ids\}, not an Array/],
    ['a', ['x'], /translations must be an array of 1, one per text, not "a"/],
    [['a'], ['x', 'y'], /translations must be an array of 2, one per text, not an array of 1/],
    [['a', null], ['x', 'y'], /translations\[1\] must be a string/],
  ]);
  for (const [translations, texts, message] of wrong) {
    assert.throws(() => toTargets(translations, texts), failure('invalid_argument', message));
  }
});
