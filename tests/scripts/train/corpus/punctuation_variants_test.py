"""Tests of the punctuation variants of pairs."""

import pathlib
import random
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import punctuation_variants
from train.corpus.pair import read_pair
from train.corpus.punctuation_variants import PunctuationVariants

PAIR = read_pair('es-ca')

STATEMENT = ('Mientras tanto, el perro duerme.', 'Mentrestant, el gos dorm.')
WORD = ('colección', 'col·lecció')


def variants_of(pair):
    """All that some draws make of a pair."""
    variants = PunctuationVariants(PAIR.languages, random.Random(1))
    return {variants.variant(pair) for _ in range(500)}


def lists_of(rows, seed):
    return PunctuationVariants(PAIR.languages, random.Random(seed)).in_lists(rows)


class Sentences(unittest.TestCase):
    def test_both_sides_get_what_their_language_sets(self):
        made = variants_of(STATEMENT)
        for es, ca in (
            ('¡Mientras tanto, el perro duerme!', 'Mentrestant, el gos dorm!'),
            ('¿Mientras tanto, el perro duerme?', 'Mentrestant, el gos dorm?'),
            ('«Mientras tanto, el perro duerme.»', '«Mentrestant, el gos dorm.»'),
            ('—Mientras tanto, el perro duerme.', '—Mentrestant, el gos dorm.'),
            ('MIENTRAS TANTO, EL PERRO DUERME.', 'MENTRESTANT, EL GOS DORM.'),
        ):
            self.assertIn((es, ca), made)
        self.assertNotIn(STATEMENT, made)

    def test_only_plain_statements_that_are_not_long_have_variants(self):
        for pair in (
            ('¿Ya?', 'Ja?'),
            ('Sí. No.', 'Sí. No.'),
            ('Dijo «no».', 'Va dir «no».'),
            ('Sin punto', 'Sense punt'),
            ('Tiene punto solo aquí.', 'En té només allà'),
            (' '.join(['palabra'] * 30) + '.', ' '.join(['paraula'] * 30) + '.'),
        ):
            self.assertEqual(variants_of(pair), {None}, pair)


class Words(unittest.TestCase):
    def test_a_word_comes_with_a_capital_in_capitals_and_between_marks(self):
        made = variants_of(WORD)
        for es, ca in (
            ('Colección', 'Col·lecció'),
            ('COLECCIÓN', 'COL·LECCIÓ'),
            ('¡Colección!', 'Col·lecció!'),
            ('(colección)', '(col·lecció)'),
            ('«COLECCIÓN»', '«COL·LECCIÓ»'),
        ):
            self.assertIn((es, ca), made)


class Lists(unittest.TestCase):
    """Words and forms in a row."""

    WORDS = [('f', pair) for pair in (('perderemos', 'perdrem'), ('iglesia', 'església'), ('huyeron', 'van fugir'))]

    def lists(self, words):
        return [row for seed in range(100) for row in lists_of(words, seed)]

    def test_each_word_comes_once_and_both_sides_have_the_same_order(self):
        for seed in range(20):
            rows = list(lists_of(self.WORDS, seed))
            es, ca = (' '.join(row[side] for row in rows).lower() for side in (1, 2))
            for _, (spanish, catalan) in self.WORDS:
                self.assertEqual((es.count(spanish), ca.count(catalan)), (1, 1))
            orders = ([text.find(pair[side]) for _, pair in self.WORDS] for side, text in enumerate((es, ca)))
            self.assertEqual(*(sorted(range(len(places)), key=places.__getitem__) for places in orders))

    def test_they_are_parted_and_joined_as_in_a_sentence(self):
        made = {row[1:] for row in self.lists(self.WORDS)}
        self.assertIn(('Iglesia, perderemos y huyeron.', 'Església, perdrem i van fugir.'), made)
        self.assertIn(('Perderemos', 'Perdrem'), made)

    def test_there_is_no_y_before_i(self):
        for _, es, ca in self.lists(self.WORDS):
            self.assertNotRegex(es.lower(), 'y iglesia')
            self.assertEqual(' y ' in es, ' i ' in ca)

    def test_what_has_marks_is_left_out(self):
        self.assertEqual(self.lists([('f', ('a.b', 'a.b'))]), [])


class Command(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)

    def run_command(self, *options):
        command = [sys.executable, '-m', 'train.corpus.punctuation_variants', '--recipe', 'es-ca', '--work', str(self.work), *options]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def write(self, **files):
        for name, text in files.items():
            (self.work / f'{name.replace("_", "-").replace("--", ".")}.tsv').write_text(text, encoding='utf-8')

    def test_it_takes_what_is_general_and_words_the_same_each_time(self):
        self.write(
            origins='a:b\ta\t1\tGPL\tgeneral\t1\t1\t1\nc:d\tc\t1\tGPL\tsoftware\t1\t1\t1\n',
            es_ca__taught='a:b\tEl perro duerme.\tEl gos dorm.\nc:d\tEl programa termina.\tEl programa acaba.\n',
            ca_es__taught='a:b\tUn gat menja.\tUn gato come.\tUn gato come.\n',
            es_ca__counts='onboard-data\tcolección\tcol·lecció\n',
            es_ca__phrases='phrases\tMañana cocinas tú.\tDemà cuines tu.\n',
            es_ca__forms='forms\tduermes\tdorms\n',
            ca_es__forms='forms\tvam perdre\tperdimos\tperdimos\n',
            ca_es__phrases='variations\tAra dormim.\tAhora dormimos.\tAhora dormimos.\n',
        )
        texts = []
        for _ in range(2):
            done = self.run_command()
            self.assertEqual(done.returncode, 0, done.stderr)
            written = (self.work / f'es-ca.{name}.tsv' for name in ('dressed-phrases', 'dressed', 'listed'))
            texts.append([path.read_text(encoding='utf-8') for path in written])
        self.assertEqual(texts[0], texts[1])
        phrases, rows, lists = ([line.split('\t') for line in text.splitlines()] for text in texts[0])
        self.assertEqual([row[0] for row in rows], ['a:b', 'a:b', 'onboard-data'])
        self.assertIn('gato come', rows[1][1].lower())
        self.assertIn('gat menja', rows[1][2].lower())
        self.assertEqual([row[0] for row in phrases], ['phrases', 'variations'])
        self.assertIn('ahora dormimos', phrases[1][1].lower())
        self.assertIn('ara dormim', phrases[1][2].lower())
        for side, words in ((1, ('colección', 'duermes', 'perdimos')), (2, ('col·lecció', 'dorms', 'vam perdre'))):
            for word in words:
                self.assertIn(word, ' '.join(row[side] for row in lists).lower())

    def test_what_a_model_mistook_is_listed_four_times_with_spanish_first(self):
        self.write(
            origins='a:b\ta\t1\tGPL\tgeneral\t1\t1\t1\n',
            ca_es__mistaken='forms\tplourà\tlloverá\nonboard-data\tclavells\tclaveles\nforms\tvam perdre\tperdimos\n',
        )
        done = self.run_command('--practise', 'ca-es')
        self.assertEqual(done.returncode, 0, done.stderr)
        rows = (self.work / 'ca-es.practised.tsv').read_text(encoding='utf-8').lower().splitlines()
        for side, words in ((1, ('lloverá', 'claveles', 'perdimos')), (2, ('plourà', 'clavells', 'vam perdre'))):
            text = ' '.join(row.split('\t')[side] for row in rows)
            self.assertEqual([1 <= text.count(word) <= punctuation_variants.TIMES for word in words], [True] * 3)
        self.assertGreater(len(rows), punctuation_variants.TIMES)
        done = self.run_command('--practise', 'es-ca')
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'no .*es-ca.mistaken.tsv: run train.trainer mistakes first')

    def test_it_says_what_is_missing(self):
        done = self.run_command()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, 'no .*/ca-es.forms.tsv: run train.corpus.build and train.corpus.teacher first')


if __name__ == '__main__':
    unittest.main()
