"""Tests of the count of words that nobody knows, with the real Hunspell where it is installed."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import misspellings


def candidates(source, translation):
    return list(misspellings.candidates(source, translation))


class Candidates(unittest.TestCase):
    """Which words of a translation are looked up."""

    def test_words_of_the_source_and_names_are_not(self):
        self.assertEqual(candidates('La Lahjosha corre.', 'La lahjosha corre com Galtrid.'), ['com'])

    def test_the_first_word_is_whatever_stands_before_it(self):
        self.assertEqual(candidates('¡Arrojad!', '«Arrosseu»'), ['Arrosseu'])
        self.assertEqual(candidates('', '— Mira Pere'), ['Mira'])

    def test_parts_of_words_and_addresses_are_not(self):
        self.assertEqual(candidates('', "l'home va fer-los a https://debian.org/els i noms.txt"), ['home', 'fer'])

    def test_a_geminate_l_is_part_of_its_word(self):
        self.assertEqual(candidates('', 'la col·lecció'), ['col·lecció'])


@unittest.skipUnless(
    shutil.which('hunspell') and os.path.exists('/usr/share/hunspell/ca_ES.dic'), 'needs hunspell and hunspell-ca'
)


class Hunspell(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)

    def run_command(self, source, translation, *options):
        (self.work / 'source').write_text(source, encoding='utf-8')
        (self.work / 'translation').write_text(translation, encoding='utf-8')
        command = [sys.executable, '-m', 'train.corpus.misspellings', '--language', 'ca', *options]
        command += ['--source', str(self.work / 'source'), str(self.work / 'translation')]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_made_up_words_are_found_and_good_ones_are_not(self):
        found = misspellings.misspellings('ca_ES', ['Lloverá.', 'La colección'], ['Ploureà demà.', 'La col·lecció plourà'])
        self.assertEqual(found, [['Ploureà'], []])

    def test_it_counts_lines_and_words_and_names_them(self):
        done = self.run_command('Uno\nDos\nTres\n', 'encaraen i apriïts\nDos\nTres\n', '--words')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn(': 1 of 3 lines (33.3 %) have such a word, 2 words\n1: encaraen apriïts\n', done.stdout)

    def test_files_that_do_not_belong_together_are_refused(self):
        done = self.run_command('Uno\nDos\n', 'Un\n')
        self.assertEqual(done.returncode, 1)
        self.assertEqual(done.stderr, 'misspellings: 2 lines of the source, 1 of the translation\n')

    def test_a_file_that_is_no_text_is_named(self):
        (self.work / 'source').write_bytes(b'\xff\n')
        command = [sys.executable, '-m', 'train.corpus.misspellings', '--language', 'ca', '--source']
        done = subprocess.run([*command, str(self.work / 'source'), '/nowhere'], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'^misspellings: .*0xff')


if __name__ == '__main__':
    unittest.main()
