"""Tests of the trainer's BLEU and chrF2: the values of sacrebleu 2.6.0, as for `stepglot evaluate`."""

import os
import pathlib
import unittest

from train.trainer.metrics import bleu, chrf, tokenize_13a

ROOT = pathlib.Path(__file__).resolve().parents[4]


class Bleu(unittest.TestCase):
    def test_published_value(self):
        # test_sentence_bleu.py of sacrebleu; a letter for each word, which leaves the score as it is.
        self.assertAlmostEqual(bleu(['A b c d e f g h i j k l m;'], ['n b c o p q h c m;']), 8.493, places=3)

    def test_digits_punctuation_and_characters_outside_ascii(self):
        score = bleu(
            ['Bitte speichern Sie 3,5 GB auf Laufwerk D: (etwa 20 Minuten).', 'Der Hund schläft.'],
            ['Speichern Sie bitte 3,5 GB auf Laufwerk D: (rund 20 Minuten).', 'Der Hund schläft nicht.'],
        )
        self.assertAlmostEqual(score, 54.856270380409185)
        self.assertAlmostEqual(bleu(['Grüße 🙂 aus „Köln“!'], ['Viele Grüße 🙂 aus „Köln“']), 66.87403049764218)

    def test_orders_without_a_match_are_smoothed(self):
        expected = (50 * 10 * 6.25 * 100 / 24) ** 0.25
        self.assertAlmostEqual(bleu(['a x b y c z'], ['a b c d e f']), expected)

    def test_the_identical_and_what_is_too_short_for_four_tokens(self):
        self.assertAlmostEqual(bleu(['eins zwei drei vier'], ['eins zwei drei vier']), 100)
        self.assertEqual(bleu(['eins zwei drei', 'Haus'], ['eins zwei drei', 'Haus']), 0)

    def test_brevity(self):
        line = 'eins zwei drei vier fünf'
        self.assertAlmostEqual(bleu(['', line], ['sechs sieben', line]), 67.03200460356396)
        self.assertAlmostEqual(bleu(['acht neun', line], ['', line]), 86.94417438899828)

    def test_nothing_at_all(self):
        for hypothesis, reference in (('', ''), ('', 'Haus'), ('Haus', ''), (' \t', 'Haus')):
            self.assertEqual(bleu([hypothesis], [reference]), 0)
            self.assertEqual(chrf([hypothesis], [reference]), 0)

    def test_words(self):
        self.assertEqual(tokenize_13a('1,5 (ca. 3-4)&quot;'), ['1,5', '(', 'ca', '.', '3', '-', '4', ')', '"'])

    def test_words_of_hard_lines(self):
        for line, words in (
            ('a&amp;b &quot;c&quot; 5-6-x x-5 1. 2, .3 ,4', 'a & b " c " 5 - 6 - x x-5 1 . 2 , . 3 , 4'),
            ('[a]{b}^c_d`e~f@g/h:i;j<k', '[ a ] { b } ^ c _ d ` e ~ f @ g / h : i ; j < k'),
            ('k=l>m?n!o#p$q%r*s+t\\u|v', 'k = l > m ? n ! o # p $ q % r * s + t \\ u | v'),
            ('Silben-\ntrennung, zwei\nZeilen', 'Silbentrennung , zwei Zeilen'),
        ):
            self.assertEqual(tokenize_13a(line), words.split(' '))


class Chrf(unittest.TestCase):
    def test_published_values(self):
        for hypotheses, references, expected in (
            (['a'], ['a'], 100),
            ([''], ['reference'], 0),
            (['a b c'], ['abc'], 100),
            (['a', 'b'], ['a', 'c'], 50),
            (['aa'], ['ab'], 25),
        ):
            self.assertAlmostEqual(chrf(hypotheses, references), expected)

    def test_sentences(self):
        score = chrf(
            ['Bitte speichern Sie 3,5 GB auf Laufwerk D: (etwa 20 Minuten).', 'Der Hund schläft.'],
            ['Speichern Sie bitte 3,5 GB auf Laufwerk D: (rund 20 Minuten).', 'Der Hund schläft nicht.'],
        )
        self.assertAlmostEqual(score, 73.1091030096377)
        self.assertAlmostEqual(chrf(['ab 🙂🙃'], ['ab 🙂🙂']), 47.91666666666667)

    def test_references_too_short_for_an_order(self):
        self.assertAlmostEqual(chrf(['abcdefgh', 'xyz uvw'], ['abcdefgh', 'xy']), 97.75086505190312)
        line = 'eins zwei drei vier fünf'
        self.assertAlmostEqual(chrf(['', line], ['sechs sieben', line]), 72.29830677769108)


class Corpus(unittest.TestCase):
    """A test set of tests/data: the English lines taken for German ones."""

    def lines(self, name):
        with open(os.path.join(ROOT, 'tests', 'data', name), encoding='utf-8') as file:
            return file.read().rstrip().split('\n')

    def test_a_whole_test_set(self):
        english, german = self.lines('en-de.test.en'), self.lines('en-de.test.de')
        self.assertAlmostEqual(chrf(english, german), 20.131873058169973)
        self.assertAlmostEqual(bleu(english, german), 3.669978909571979)


if __name__ == '__main__':
    unittest.main()
