"""Tests of the words of a dictionary of Hunspell: which forms its rules make, and which of them a lexicon has."""

import collections
import pathlib
import tempfile
import unittest

from train.corpus.dictionary_words import chosen
from train.corpus.hunspell_words import dictionary_words

AFFIXES = """SET UTF-8
FLAG {form}
NEEDAFFIX {needs}
PFX {un} Y 1
PFX {un} 0 un .
SFX {s} Y 3
SFX {s} 0 s [^sy]
SFX {s} y ies [^aeiou]y
SFX {s} 0 es/{more} s
SFX {more} N 1
SFX {more} 0 que .
"""


def words(affixes, entries):
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        (folder / 'xx.aff').write_text(affixes, encoding='utf-8')
        (folder / 'xx.dic').write_text(f'{len(entries)}\n' + '\n'.join(entries) + '\n', encoding='utf-8')
        return sorted(dictionary_words('xx', folder))


class Forms(unittest.TestCase):
    LONG = AFFIXES.format(form='long', needs='Nn', un='Un', s='Ss', more='Qq')
    NUMBERS = AFFIXES.format(form='num', needs='9', un='10', s='20', more='30')

    def test_suffixes_follow_their_conditions_and_cross_with_prefixes(self):
        self.assertEqual(words(self.LONG, ['tie/UnSs']), ['tie', 'ties', 'untie', 'unties'])
        self.assertEqual(words(self.NUMBERS, ['fly/20']), ['flies', 'fly'])

    def test_a_suffix_may_take_another_one(self):
        self.assertEqual(words(self.LONG, ['bus/Ss po:noun']), ['bus', 'buses', 'busesque'])

    def test_a_word_that_needs_an_affix_is_none_by_itself(self):
        self.assertEqual(words(self.NUMBERS, ['do/9,10', 'and\\/or']), ['and/or', 'undo'])


class Lexicon(unittest.TestCase):
    def test_it_has_the_dictionary_and_what_people_write_repeatedly(self):
        counts = collections.Counter({'haus': 5, 'hausboot': 2, 'tipfehler': 1})
        every, common = chosen(['Haus', 'Häuser', "geht's"], counts)
        self.assertEqual(every, {'haus', 'häuser', 'geht', 's', 'hausboot'})
        self.assertEqual(common, {'haus'})


if __name__ == '__main__':
    unittest.main()
