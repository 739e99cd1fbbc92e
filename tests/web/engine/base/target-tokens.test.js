/** @file Tests of the languages that target tokens stand for. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  languageOfToken,
  targetTokensOf,
  tokenFor,
} from '../../../../web/engine/base/target-tokens.js';

test('codes of two and three letters become language tags', () => {
  const tags = {
    '>>deu<<': 'de',
    '>>de<<': 'de',
    '>>fre<<': 'fr',
    '>>cmn_Hans<<': 'zh-Hans',
    '>>zh Hans<<': 'zh-Hans',
    '>>pt_br<<': 'pt-BR',
    '>>nob<<': 'nb',
    '>>tlh<<': 'tlh',
  };
  for (const [piece, tag] of Object.entries(tags)) assert.equal(languageOfToken(piece), tag, piece);
});

test('what is not a language has none', () => {
  for (const piece of [
    '>>xyz<<',
    '>>gmw<<',
    '>>ROMANCE<<',
    '>><<',
    'deu',
    '>>d<<',
    '>>de-<<',
    '',
  ]) {
    assert.equal(languageOfToken(piece), '', piece);
  }
});

test('the token of a language is the one that fits best', () => {
  const tokens = targetTokensOf(['>>xyz<<', '>>por<<', '>>pt_BR<<', '>>cmn_Hant<<', '>>deu<<']);
  assert.deepEqual(tokens[4], { piece: '>>deu<<', language: 'de' });
  const chosen = {
    de: '>>deu<<',
    'de-AT': '>>deu<<',
    'pt-BR': '>>pt_BR<<',
    'pt-PT': '>>por<<',
    'zh-TW': '>>cmn_Hant<<',
  };
  for (const [tag, piece] of Object.entries(chosen))
    assert.equal(tokenFor(tokens, tag), piece, tag);
  for (const tag of ['fr', 'zh-CN', 'xyz']) assert.equal(tokenFor(tokens, tag), undefined, tag);
  assert.equal(tokenFor([], 'de'), undefined);
});
