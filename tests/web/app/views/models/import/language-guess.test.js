/** @file Guesses of a model's languages. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { guessLanguages } from '../../../../../../web/app/views/models/import/language-guess.js';

test('languages are guessed from names', () => {
  const names = /** @type {[string, string | null][]} */ ([
    ['opus-mt-en-de', 'en de'],
    ['opus-mt-tc-big-en-pt', 'en pt'],
    ['translate-en_de-1_0', 'en de'],
    ['model.ende.intgemm.alphas.bin', 'en de'],
    ['aren-ct2', 'ar en'],
    ['model.safetensors', null],
    ['model.npz', null],
    ['ct2', null],
  ]);
  for (const [name, pair] of names)
    assert.equal(guessLanguages(name)?.join(' ') ?? null, pair, name);
});
