/** @file Which models fit languages of which one, both or none is asked for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bestFitting } from '../../../../web/engine/models/best-fitting.js';

const pairs = ['en-de', 'en-pt', 'en-pt-BR', 'pt-en', 'zh-Hant-en'];

const models = pairs.map((id) => {
  const [, sourceLanguage, targetLanguage] = /^(en|pt|zh-Hant)-(.*)$/.exec(id) ?? [];
  return /** @type {any} */ ({ id, sourceLanguage, targetLanguage });
});

/** @param {Parameters<typeof bestFitting>[1]} wanted */
const idsFor = (wanted) => bestFitting(models, wanted).map(({ id }) => id);

test('without a language all models fit', () => {
  assert.deepEqual(idsFor({}), pairs);
});

test('one language chooses all models in which it fits best', () => {
  assert.deepEqual(idsFor({ sourceLanguage: 'en-US' }), ['en-de', 'en-pt', 'en-pt-BR']);
  assert.deepEqual(idsFor({ targetLanguage: 'pt-BR' }), ['en-pt-BR']);
  assert.deepEqual(idsFor({ targetLanguage: 'pt' }), ['en-pt']);
  assert.deepEqual(idsFor({ sourceLanguage: 'zh-TW' }), ['zh-Hant-en']);
});

test('both languages choose the models of a pair', () => {
  assert.deepEqual(idsFor({ sourceLanguage: 'en', targetLanguage: 'pt-BR' }), ['en-pt-BR']);
  assert.deepEqual(idsFor({ sourceLanguage: 'pt', targetLanguage: 'de' }), []);
});

test('what is not a language tag is rejected', () => {
  assert.throws(() => idsFor({ sourceLanguage: 'e_n' }), RangeError);
});
