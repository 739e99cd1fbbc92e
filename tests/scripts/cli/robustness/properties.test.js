/** @file Tests of what test lines can ask of a translation, on good and bad ones that are made up. */

import assert from 'node:assert/strict';
import { test } from 'node:test';
import { properties } from '../../../../scripts/cli/robustness/properties.mjs';
import {
  failuresOf,
  isForPair,
  parseTestLines,
  plainTexts,
} from '../../../../scripts/cli/robustness/test-lines.mjs';

/** Translations of plain forms. */
const plain = new Map([
  ["It's late.", "C'est tard."],
  ['Close the window.', 'Ferme la fenêtre.'],
  ['Name', 'Nom'],
  ['name', 'nom'],
  ['close the road', 'ferme la straße'],
]);

/**
 * @param {string} text
 * @param {Record<string, unknown>} asked
 * @param {string} translation
 * @param {number} [sentences]
 * @returns {string[]} The names of the properties that the translation lacks.
 */
function lacking(text, asked, translation, sentences = 1) {
  const [line] = parseTestLines(JSON.stringify({ id: 'a', text, ...asked }), 'file', 'kind');
  const translationOf = (/** @type {string} */ form) => plain.get(form) ?? '';
  const seen = { text, translation, targetLanguage: 'de', sentences, translationOf };
  return failuresOf(line, seen).map((failure) => failure.split(':')[0]);
}

/**
 * A property, a text, and translations that have it and that lack it.
 *
 * @type {[string, unknown, string, string[], string[]][]}
 */
const cases = [
  ['equals', 'Sí', 'Sí', ['Sí'], ['Si', 'Sí.', '']],
  ['equals', '', ' ', [''], [' ']],
  ['unchanged', true, '***', ['***'], ['**', '*** ', '']],
  ['contains', ['{n}'], '{n} of {n}', ['{n} de {n}'], ['{n}', '{n} {n} {n}', '{m} de {n}']],
  ['contains', ['%d', '%s'], '%d in %s', ['%s: %d'], ['%d', '% d in %s']],
  ['keeps', ['v1.2'], 'Use v1.2 now.', ['v1.2', '(v1.2)', 'v1.2 v1.2'], ['v1.23', 'xv1.2', 'v1.']],
  ['keeps', ['10 €'], 'It costs 10 €.', ['10 €.', '10 €x'], ['110 €', '10€']],
  ['keeps', ['@eva'], '@eva and @eva', ['@eva y @eva', 'a@eva @eva'], ['@eva', '@eva @evaa']],
  ['mentions', ['dog|cat', 'red'], 'x', ['A Red CAT', 'redog'], ['red', 'a dog']],
  ['mentions', ["it's"], 'x', ['It’s'], ['its']],
  ['excludes', ['X1', '['], 'x', ['X2', ''], ['aX1b', '[']],
  ['starts', '* ', '* a', ['* b'], ['b', '*b', ' * b']],
  ['ends', ' €', '10 €', ['a €'], ['€', 'a € ']],
  ['sameDigits', true, 'a 1,234.5', ['1.234,5 b', '5 234 1', '１.234,5'], ['1.2345', '1.234', '']],
  [
    'sameAs',
    "It's late.",
    'It’s late.',
    ["C'est tard.", 'C’est tard.', 'C’est  tard.'],
    ['tard', ''],
  ],
  [
    'sameAs',
    [{ keep: '* ' }, 'Close the window.', { keep: ' 😆' }],
    'x',
    ['* Ferme la fenêtre. 😆', '* Ferme la fene\u0302tre. 😆'],
    ['Ferme la fenêtre. 😆', '* Ferme la fenêtre.'],
  ],
  ['sameAs', ['Name', { keep: '\t' }, 'Name'], 'x', ['Nom\tNom'], ['Nom Nom', 'Nom']],
  ['sameAsUpper', 'Name', 'NAME', ['NOM'], ['Nom', '']],
  ['sameAsUpper', 'Close the road', 'x', ['FERME LA STRASSE', 'FERME LA STRAẞE'], ['ferme']],
  ['lines', 2, 'x', ['a\nb', '\n'], ['a', 'a\nb\n']],
  ['minRatio', 0.5, 'abcd', ['ab', '😀😀'], ['a', '😀']],
  ['maxRatio', 1.5, 'abcd', ['abcdef', '', '😀😀😀😀😀😀'], ['abcdefg']],
  ['neverEmpty', true, 'x', ['a', '1', 'ж'], ['', ' ', '-.']],
  ['neverReplacement', true, 'a\uFFFD', ['a', '\uFFFDa'], ['\uFFFD\uFFFD']],
  [
    'neverLoops',
    true,
    'x',
    ['no no', 'la la lamp', 'the end of the end of it', 'a b a b c', ''],
    ['no no no', 'the end of the end of the end of', 'hmm, ja ja ja.'],
  ],
];

for (const [name, value, text, good, bad] of cases) {
  test(`${name} ${JSON.stringify(value)} of ${JSON.stringify(text)}`, () => {
    for (const translation of good) {
      assert.deepEqual(lacking(text, { [name]: value }, translation), [], translation);
    }
    for (const translation of bad) {
      assert.deepEqual(lacking(text, { [name]: value }, translation), [name], translation);
    }
  });
}

test('sentences are those that the source was split into', () => {
  assert.deepEqual(lacking('a. b.', { sentences: 2 }, '', 2), []);
  assert.deepEqual(lacking('a. b.', { sentences: 2 }, 'a. b.', 1), ['sentences']);
});

test('every property is tested', () => {
  const tested = new Set(['sentences', ...cases.map(([name]) => name)]);
  assert.deepEqual(
    properties.map(({ name }) => name).filter((name) => !tested.has(name)),
    [],
  );
});

test('a translation that lacks several properties gives a reason for each', () => {
  const asked = { neverReplacement: true, contains: ['{n}'], sameDigits: true };
  assert.deepEqual(lacking('{n} 5', asked, '\uFFFD'), [
    'contains',
    'sameDigits',
    'neverReplacement',
  ]);
});

test('plain forms are the texts to translate, in small letters too for capitals', () => {
  const lines = parseTestLines(
    [
      { id: '1', text: 'x', sameAs: 'a' },
      { id: '2', text: 'x', sameAs: [{ keep: 'k' }, 'b', 'c'] },
      { id: '3', text: 'X', sameAsUpper: 'Ab' },
      { id: '4', text: 'x', unchanged: true },
    ]
      .map((line) => JSON.stringify(line))
      .join('\n'),
    'file',
    'kind',
  );
  assert.deepEqual(lines.map(plainTexts), [['a'], ['b', 'c'], ['Ab', 'ab'], []]);
});

test('a line is for its pairs, with or without regions, or for all', () => {
  const line = { id: 'a', kind: 'k', text: '', asked: {} };
  assert.ok(isForPair({ ...line, pairs: [] }, 'es', 'ca'));
  assert.ok(isForPair({ ...line, pairs: ['ca-es', 'es-ca'] }, 'es', 'ca'));
  assert.ok(isForPair({ ...line, pairs: ['es-ca'] }, 'es-MX', 'ca'));
  assert.ok(isForPair({ ...line, pairs: ['es-pt-BR'] }, 'es', 'pt-BR'));
  assert.ok(!isForPair({ ...line, pairs: ['es-pt-BR'] }, 'es', 'pt-PT'));
  assert.ok(!isForPair({ ...line, pairs: ['ca-es'] }, 'es', 'ca'));
});

test('kinds are those of the lines, else of the file; empty lines are skipped', () => {
  const contents =
    '{"id":"a","text":"","unchanged":true}\r\n\n{"id":"b","kind":"k","pair":"a-b","text":"x","lines":1}\n';
  assert.deepEqual(parseTestLines(contents, 'file', 'of the file'), [
    { id: 'a', kind: 'of the file', pairs: [], text: '', asked: { unchanged: true } },
    { id: 'b', kind: 'k', pairs: ['a-b'], text: 'x', asked: { lines: 1 } },
  ]);
});

test('malformed lines are refused with their place', () => {
  for (const [line, reason] of /** @type {[unknown, RegExp][]} */ ([
    ['{', /^file:2: /],
    [[], /^file:2: the line must be a JSON object$/],
    [null, /^file:2: the line must be a JSON object$/],
    [{ text: 'x', unchanged: true }, /^file:2: id must be a text that is not empty$/],
    [{ id: 'a', unchanged: true }, /^file:2: text must be a text$/],
    [{ id: 'a', text: 'x' }, /^file:2: the line asks for no property$/],
    [{ id: 'a', text: 'x', kind: '', lines: 1 }, /^file:2: kind must be a text/],
    [{ id: 'a', text: 'x', pair: 3, lines: 1 }, /^file:2: pair must be a language pair/],
    [{ id: 'a', text: 'x', keep: 'x' }, /^file:2: keep is not a property$/],
    [{ id: 'a', text: 'x', contains: ['y'] }, /^file:2: contains "y" is not in the text$/],
    [{ id: 'a', text: 'x', contains: 'x' }, /^file:2: contains must be an array of texts/],
    [{ id: 'a', text: 'x', keeps: [] }, /^file:2: keeps must be an array of texts/],
    [{ id: 'a', text: 'x', unchanged: false }, /^file:2: unchanged must be true$/],
    [{ id: 'a', text: 'x', lines: 1.5 }, /^file:2: lines must be a whole number from 0$/],
    [{ id: 'a', text: 'x', minRatio: 0 }, /^file:2: minRatio must be a number above 0$/],
    [{ id: 'a', text: 'x', sameAs: [{ kept: 'x' }] }, /^file:2: sameAs must be a text, or an/],
    [{ id: 'a', text: 'x', starts: '' }, /^file:2: starts must be a text that is not empty$/],
  ])) {
    const contents = `\n${typeof line === 'string' ? line : JSON.stringify(line)}`;
    assert.throws(() => parseTestLines(contents, 'file', 'kind'), { message: reason });
  }
});
