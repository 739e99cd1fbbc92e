/** @file Tests of multilingual models, which are told the target language by a token. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { engine, failure } from '../../support/fixtures.js';
import { filesOf, referenceOf } from '../../support/references.js';

const opus = referenceOf('opus');
const text = 'Open the next folder.';
const options = { maxLength: 14 };

/** @param {{targetLanguage?: string}} [languages] */
const load = (languages) => engine.loadModel({ files: filesOf(opus) }, languages);

test('a model lists its target tokens, with their languages', async () => {
  const { targetTokens } = (await load()).info;
  assert.deepEqual(targetTokens, [
    { piece: '>>deu<<', language: 'de' },
    { piece: '>>fra<<', language: 'fr' },
  ]);
});

test('the language that a caller names chooses the token', async () => {
  const plain = await load();
  assert.equal(plain.targetToken, undefined);
  for (const [targetLanguage, targetToken] of [
    ['de', '>>deu<<'],
    ['de-AT', '>>deu<<'],
    ['fr', '>>fra<<'],
  ]) {
    const model = await load({ targetLanguage });
    assert.equal(model.targetToken, targetToken);
    const expected = plain.translate(text, { ...options, targetToken });
    assert.deepEqual(model.translate(text, options), expected);
    const targets = model.score(text, expected.text);
    assert.deepEqual(targets, plain.score(text, expected.text, { targetToken }));
    assert.notDeepEqual(expected.logProbs, plain.translate(text, options).logProbs);
  }
});

test('the token of a call or of a text comes before that', async () => {
  const [plain, german] = [await load(), await load({ targetLanguage: 'de' })];
  const targetToken = '>>fra<<';
  const expected = plain.translate(text, { ...options, targetToken });
  assert.deepEqual(german.translate(text, { ...options, targetToken }), expected);
  const marked = german.translate(`${targetToken} ${text}`, options);
  assert.deepEqual(marked.logProbs, expected.logProbs);
});

test('a language without a token leaves it out', async () => {
  const model = await load({ targetLanguage: 'it' });
  assert.equal(model.targetToken, undefined);
  assert.deepEqual(model.translate(text, options), (await load()).translate(text, options));
});

test('an unknown token lists those that exist', async () => {
  const model = await load();
  assert.throws(
    () => model.translate(text, { targetToken: '>>xyz<<' }),
    failure('invalid_argument', />>xyz<<.*it has >>deu<<, >>fra<</),
  );
});
