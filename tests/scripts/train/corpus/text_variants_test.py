"""Tests of variants of real text: that both sides change alike."""

import random
import re
import unittest
from types import SimpleNamespace

from train.corpus.text_variants import TextVariants, curly, variants

LANGUAGES = (SimpleNamespace(quotation_marks=('“', '”')), SimpleNamespace(quotation_marks=('« ', ' »')))


class Ways(unittest.TestCase):
    def setUp(self):
        self.maker = TextVariants(LANGUAGES, random.Random(1))

    def many(self, way, texts):
        return {way(texts) for _ in range(300)}

    def test_printers_marks_are_those_of_each_language(self):
        self.assertEqual(curly("It's \"so\", the boys' say.", ('“', '”')), 'It’s “so”, the boys’ say.')
        self.assertEqual(curly("C'est \"ainsi\".", ('« ', ' »')), 'C’est « ainsi ».')

    def test_numbers_change_alike_and_only_where_both_sides_have_them(self):
        for texts in self.many(self.maker._numbers, ('12 apples, 3 pears', '12 pommes, 3 poires')):
            self.assertEqual(*(re.findall(r'\d+', text) for text in texts))
        for first, _ in self.many(self.maker._numbers, ('It is 12.5 now', 'Er ist 12,5 jetzt')):
            self.assertIn('12.5', first)

    def test_what_is_copied_stands_for_a_name_or_comes_at_the_end(self):
        for first, second in self.many(self.maker._copied, ('Tom sees Ann.', 'Tom sieht Ann.')):
            changed = [set(text.strip('.').split()) - {'sees', 'sieht'} for text in (first, second)]
            self.assertEqual(*changed)
        self.assertTrue(any('X1' in first for first, _ in self.many(self.maker._copied, ('We go.', 'Wir gehen.'))))

    def test_capitals_have_no_letter_that_has_none(self):
        found = self.many(self.maker._capitals, ('It is big.', 'Es ist groß.'))
        self.assertEqual({second for _, second in found}, {'Es ist groß.'})
        self.assertIn(('IT IS.', 'ES IST.'), self.many(self.maker._capitals, ('It is.', 'Es ist.')))


class Rows(unittest.TestCase):
    ROWS = [('tale', f'They saw {i} ships.', f'Sie sahen {i} Schiffe.') for i in range(1000)]

    def test_some_pairs_have_a_variant_the_same_ones_every_time(self):
        made = [list(variants(self.ROWS, LANGUAGES, random.Random(3))) for _ in range(2)]
        self.assertEqual(*made)
        self.assertTrue(80 < len(made[0]) < 250)
        self.assertEqual({row[0] for row in made[0]}, {'tale'})


if __name__ == '__main__':
    unittest.main()
