/**
 * @file Tests of BLEU, chrF2 and the 13a tokenizer.
 *
 * "Published" values are from the tests of sacrebleu (github.com/mjpost/sacrebleu, folder test);
 * the others are what sacrebleu 2.6.0 gives for the lines below.
 */

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { bleuOfCounts, corpusBleu, formatBleuDetails } from '../../../scripts/cli/metrics/bleu.mjs';
import { corpusChrf } from '../../../scripts/cli/metrics/chrf.mjs';
import { tokenize13a } from '../../../scripts/cli/metrics/tokenizer13a.mjs';

/**
 * @param {number} actual
 * @param {number} expected
 * @param {number} [tolerance]
 */
const assertClose = (actual, expected, tolerance = 1e-9) =>
  assert.ok(Math.abs(actual - expected) <= tolerance, `${actual} is not ${expected}`);

/** @type {(name: string) => string[]} */
const testSet = (name) =>
  readFileSync(new URL(`../../data/${name}`, import.meta.url), 'utf8')
    .trimEnd()
    .split('\n');

test('BLEU: published values', () => {
  // test_bleu.py: counts without a zero.
  const { score } = bleuOfCounts([9, 7, 5, 3], [10, 8, 6, 4], 11, 11);
  assertClose(score, 83.75922397, 1e-6);
  // test_sentence_bleu.py; a letter for each word, which leaves the score as it is.
  const [hypothesis, reference] = ['A b c d e f g h i j k l m;', 'n b c o p q h c m;'];
  assertClose(corpusBleu([hypothesis], [reference]).score, 8.493, 1e-3);
  assert.equal(corpusBleu(['a b c d'], ['e f']).score, 0);
});

test('BLEU of sentences, with digits, punctuation and characters outside ASCII', () => {
  const bleu = corpusBleu(
    ['Bitte speichern Sie 3,5 GB auf Laufwerk D: (etwa 20 Minuten).', 'Der Hund schläft.'],
    ['Speichern Sie bitte 3,5 GB auf Laufwerk D: (rund 20 Minuten).', 'Der Hund schläft nicht.'],
  );
  assertClose(bleu.score, 54.856270380409185);
  assert.equal(
    formatBleuDetails(bleu),
    '84.2/64.7/53.3/38.5 (BP = 0.949 ratio = 0.950 hyp_len = 19 ref_len = 20)',
  );
  const quoted = corpusBleu(['Grüße 🙂 aus „Köln“!'], ['Viele Grüße 🙂 aus „Köln“']);
  assertClose(quoted.score, 66.87403049764218);
});

test('BLEU without a match of some order is smoothed', () => {
  const { precisions, matches } = corpusBleu(['a x b y c z'], ['a b c d e f']);
  assert.deepEqual(matches, [3, 0, 0, 0]);
  for (const [i, expected] of [50, 10, 6.25, 100 / 24].entries()) {
    assertClose(precisions[i], expected);
  }
});

test('BLEU of the identical is 100, and 0 where no line has four tokens', () => {
  assertClose(corpusBleu(['eins zwei drei vier'], ['eins zwei drei vier']).score, 100);
  const short = corpusBleu(['eins zwei drei', 'Haus'], ['eins zwei drei', 'Haus']);
  assert.deepEqual([short.score, short.precisions], [0, [100, 100, 100, 0]]);
});

test('BLEU: what is too short is penalised, what is too long is not', () => {
  const line = 'eins zwei drei vier fünf';
  const short = corpusBleu(['', line], ['sechs sieben', line]);
  assertClose(short.score, 67.03200460356396);
  assertClose(short.brevityPenalty, Math.exp(-0.4));
  const long = corpusBleu(['acht neun', line], ['', line]);
  assertClose(long.score, 86.94417438899828);
  assert.equal(long.brevityPenalty, 1);
});

test('an n-gram matches no more often than the reference has it', () => {
  assert.deepEqual(corpusBleu(['the the the the'], ['the cat']).matches, [1, 0, 0, 0]);
  // Nor across the ends of lines.
  assert.deepEqual(corpusBleu(['a', 'b'], ['a b', 'c']).matches, [1, 0, 0, 0]);
});

test('nothing at all scores 0', () => {
  for (const [hypotheses, references] of [
    [[''], ['']],
    [[''], ['Haus']],
    [['Haus'], ['']],
    [[' \t'], ['Haus']],
  ]) {
    assert.equal(corpusBleu(hypotheses, references).score, 0);
    assert.equal(corpusChrf(hypotheses, references), 0);
  }
  assert.equal(corpusBleu([''], ['Haus']).brevityPenalty, 0);
});

test('chrF2: published values', () => {
  // test_chrf.py, with effective order: 0.5 of single characters and nothing of pairs is 25.
  for (const [hypotheses, references, expected] of /** @type {[string[], string[], number][]} */ ([
    [['a'], ['a'], 100],
    [[''], ['reference'], 0],
    [['a b c'], ['a b c'], 100],
    [['a b c'], ['abc'], 100],
    [['a', 'b'], ['a', 'c'], 50],
    [['aa'], ['ab'], 25],
  ])) {
    assertClose(corpusChrf(hypotheses, references), expected);
  }
});

test('chrF2 of sentences', () => {
  const score = corpusChrf(
    ['Bitte speichern Sie 3,5 GB auf Laufwerk D: (etwa 20 Minuten).', 'Der Hund schläft.'],
    ['Speichern Sie bitte 3,5 GB auf Laufwerk D: (rund 20 Minuten).', 'Der Hund schläft nicht.'],
  );
  assertClose(score, 73.1091030096377);
  assertClose(
    corpusChrf(['', 'eins zwei drei vier fünf'], ['sechs sieben', 'eins zwei drei vier fünf']),
    72.29830677769108,
  );
});

test('chrF2 leaves out n-grams longer than their reference', () => {
  assertClose(corpusChrf(['abcdefgh', 'xyz uvw'], ['abcdefgh', 'xy']), 97.75086505190312);
});

test('chrF2 counts characters, not halves of them', () => {
  assertClose(corpusChrf(['ab 🙂🙃'], ['ab 🙂🙂']), 47.91666666666667);
});

test('white space is what Python takes for it', () => {
  assert.deepEqual(tokenize13a('a\u00a0b\u2003c\x1cd\x85e\ufefff'), [
    'a',
    'b',
    'c',
    'd',
    'e\ufefff',
  ]);
  assert.equal(corpusChrf(['a\x85b\u3000'], ['ab']), 100);
});

test('13a: symbols stand alone, marks between digits do not', () => {
  for (const [line, tokens] of [
    ["It's 1,000.50 dollars, not 1-2 (or 3).", "It's 1,000.50 dollars , not 1 - 2 ( or 3 ) ."],
    ['a&amp;b &quot;c&quot; 5-6-x x-5 1. 2, .3 ,4', 'a & b " c " 5 - 6 - x x-5 1 . 2 , . 3 , 4'],
    ['„Nein“, sagte er … – z.B. e.V.', '„Nein“ , sagte er … – z . B . e . V .'],
    ['[a]{b}^c_d`e~f@g/h:i;j<k', '[ a ] { b } ^ c _ d ` e ~ f @ g / h : i ; j < k'],
    ['k=l>m?n!o#p$q%r*s+t\\u|v', 'k = l > m ? n ! o # p $ q % r * s + t \\ u | v'],
    ['&amp;lt; <skipped>x', '< x'],
    ['Grün 🙂. \t', 'Grün 🙂 .'],
    ['Silben-\ntrennung, zwei\nZeilen', 'Silbentrennung , zwei Zeilen'],
    ['9-9 a-9', '9 - 9 a-9'],
    ['', ''],
  ]) {
    assert.equal(tokenize13a(line).join(' '), tokens);
  }
});

test('a whole test set: the English lines taken for German ones', () => {
  const [hypotheses, references] = [testSet('en-de.test.en'), testSet('en-de.test.de')];
  const bleu = corpusBleu(hypotheses, references);
  assertClose(bleu.score, 3.669978909571979);
  assert.equal(
    formatBleuDetails(bleu),
    '16.5/4.1/2.3/1.2 (BP = 1.000 ratio = 1.017 hyp_len = 12937 ref_len = 12720)',
  );
  assertClose(corpusChrf(hypotheses, references), 20.131873058169973);
});
