"""Tests of the everyday words of the language for which no list was written."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus.everyday_words import translations


class EverydayWords(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)

    def run_command(self):
        command = [sys.executable, '-m', 'train.corpus.everyday_words', '--recipe', 'es-ca', '--work', str(self.work)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_other_words_are_left_out_and_the_order_stays(self):
        rows = [('k', 'dos', 'dos'), ('k', 'sigma', 'sigma'), ('k', 'uno', 'un', 'un')]
        self.assertEqual(translations({'uno', 'dos'}, rows), ['dos', 'un'])

    def test_the_command_takes_the_words_of_the_table_s_language(self):
        rows = 'k\tmujer\tdona\nk\tsigma\tsigma\nk\thombre\thome\n'
        (self.work / 'es-ca.counts.tsv').write_text(rows, encoding='utf-8')
        done = self.run_command()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual((self.work / 'everyday-words.ca').read_text(encoding='utf-8'), 'dona\nhome\n')

    def test_it_says_what_is_missing(self):
        done = self.run_command()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, 'no .*/es-ca.counts.tsv: run train.corpus.teacher --sentences counts first')


if __name__ == '__main__':
    unittest.main()
