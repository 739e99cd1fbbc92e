"""Tests of a corpus that people translated: what is taken of general text, and what is held out."""

import contextlib
import io
import lzma
import pathlib
import shutil
import tempfile
import unittest

from train.corpus import gather, general_text, pair
from train.corpus.rows import rows_if_there, write_rows

RECIPE = """
languages = ["qa", "qb"]
[corpus]
packages = "packages.tsv"
general = "general.tsv"
suites = ["sid"]
letters = {}
"""
LIST = '# files\ntalk\teveryday\tCC0\tnowhere\nlore\twiki\tCC0\tnowhere\nlost\twiki\tCC0\tnowhere\n'
TALK = [
    ('Uno duo trio.', 'Ena dva tri.'),
    ('Uno duo trio!', 'Ena dva tri!'),  # says the same
    ('Uno kva kvin ses sep ok nau dek.', 'Ena stiri pet sest sedem osem devet deset.'),
    ('Uno sen la vino nokte.', 'Ena brez vina ponoci.'),  # in a test
    ('Vidu http://qa.example/ nun.', 'Glej http://qa.example/ zdaj.'),
]
TEST = [('Sen la vino nokte.', 'Brez cesa.')]
NEWS = [('Tute alia frazo estas.', 'Povsem drug stavek.')]


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / 'languages').mkdir()
        for code in ('qa', 'qb'):
            (self.folder / 'languages' / f'{code}.toml').write_text('name = "x"\n', encoding='utf-8')
        (self.folder / 'qa-qb.toml').write_text(RECIPE, encoding='utf-8')
        (self.folder / 'general.tsv').write_text(LIST, encoding='utf-8')
        self.compress('talk', TALK)
        self.compress('lore', [('Uno tre longa frazo kun ok vortoj ja.', 'Ena zelo dolga poved z osmimi besedami.')])
        self.compress('test-everyday-tatoeba', TEST)
        self.compress('test-news-wiki-pud', NEWS)
        packages = [(f'app:{i}', f'Malfermu la pordon {i} nun.', f'Odpri vrata {i} zdaj.') for i in range(5)]
        write_rows(self.folder / 'real.tsv', packages)
        self.pair = pair.read_pair(str(self.folder / 'qa-qb.toml'))

    def compress(self, name, rows):
        with lzma.open(self.folder / f'{name}.qa-qb.tsv.xz', 'wt', encoding='utf-8') as file:
            file.writelines('\t'.join(row) + '\n' for row in rows)

    def gathered(self):
        with contextlib.redirect_stdout(io.StringIO()) as output:
            gather.gather(self.pair, self.folder, self.folder, self.folder)
        return output.getvalue()

    def test_groups_have_fit_pairs_once_and_none_with_words_of_a_test(self):
        gather.DEV, before = {}, gather.DEV
        self.addCleanup(setattr, gather, 'DEV', before)
        said = self.gathered()
        self.assertEqual(rows_if_there(self.folder / 'qa-qb.everyday.tsv'), [['talk', *TALK[0]]])
        self.assertEqual(rows_if_there(self.folder / 'qa-qb.everyday-long.tsv'), [['talk', *TALK[2]]])
        self.assertEqual(len(rows_if_there(self.folder / 'qa-qb.wiki-long.tsv')), 1)
        self.assertEqual((self.folder / 'qa-qb.wiki.tsv').read_text(encoding='utf-8'), '')  # which a mixture may name
        self.assertIn('general text: talk, lore', said)
        self.assertIn('everyday: 1 pairs, 1 share words with tests', said)
        self.assertEqual((self.folder / 'news.qb').read_text(encoding='utf-8'), NEWS[0][1] + '\n')

    def test_without_a_test_of_packages_one_is_drawn_and_what_is_held_out_is_nowhere_else(self):
        gather.TEST, before = 2, gather.TEST
        self.addCleanup(setattr, gather, 'TEST', before)
        self.gathered()
        test = (self.folder / 'test.qa').read_text(encoding='utf-8').splitlines()
        dev = (self.folder / 'dev.qa').read_text(encoding='utf-8').splitlines()
        left = [row[1] for path in self.folder.glob('qa-qb.*.tsv') for row in rows_if_there(path)]
        self.assertEqual(len(test), 2)
        self.assertIn(TALK[0][0], left)  # too short to be measured
        self.assertEqual(set(left) & {*test, *dev}, set())
        self.assertEqual(len(dev), 5)

    def test_a_file_that_is_no_list_of_pairs_is_named(self):
        self.compress('talk', [('one', 'two', 'three')])
        with self.assertRaisesRegex(SystemExit, 'talk.*two texts'):
            self.gathered()
        (self.folder / 'general.tsv').write_text('talk\teveryday\n', encoding='utf-8')
        with self.assertRaisesRegex(SystemExit, 'general.tsv:1'):
            general_text.read_list(self.pair.corpus.general)


class Fitness(unittest.TestCase):
    def test_of_pairs(self):
        for texts, is_fit in (
            (('Good morning.', 'Bon dia.'), True),
            (('12', '12'), False),
            (('Yes.', 'A whole sentence that says far more than that.'), False),
            (('See www.example.org.', 'Mira www.example.org.'), False),
        ):
            self.assertEqual(general_text.is_fit(texts), is_fit, texts)


if __name__ == '__main__':
    unittest.main()
