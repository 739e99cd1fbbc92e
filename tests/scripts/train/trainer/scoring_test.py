"""Tests of scores: the model that knows ten sentences by heart translates these as they are."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

from train.formats.native_model import read_native_model
from train.trainer.pair_ids import DataError
from train.trainer.scoring import score

FOLDER = pathlib.Path(__file__).resolve().parents[3] / 'data' / 'overfit'


class Scores(unittest.TestCase):
    def setUp(self):
        self.model = read_native_model(FOLDER / 'overfit.safetensors')
        lines = (FOLDER / 'pairs.tsv').read_text(encoding='utf-8').splitlines()
        self.sources, self.references = zip(*(line.split('\t')[-2:] for line in lines))

    def test_what_is_known_by_heart_is_perfect(self):
        found = score(self.model, list(self.sources), list(self.references))
        self.assertEqual([round(value, 6) for value in found], [100, 100, 1])

    def test_half_a_reference_makes_a_translation_too_long(self):
        halves = [text[: len(text) // 2] for text in self.references]
        found = score(self.model, list(self.sources), halves)
        self.assertGreater(found.brevity, 1.9)
        self.assertLess(found.bleu, 60)

    def test_texts_that_are_no_pairs_are_refused(self):
        with self.assertRaises(DataError):
            score(self.model, ['one'], [])

    def test_the_command_prints_them(self):
        with tempfile.TemporaryDirectory() as name:
            files = [pathlib.Path(name) / side for side in ('source', 'reference')]
            for file, lines in zip(files, (self.sources, self.references)):
                file.write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8')
            command = [sys.executable, '-m', 'train.trainer', 'score', FOLDER / 'overfit.safetensors']
            options = ['--source', files[0], '--reference', files[1]]
            done = subprocess.run([*command, *options], capture_output=True, text=True, check=True)
            self.assertRegex(done.stdout, r'^BLEU 100\.00  chrF2 100\.00  length 1\.000$')


if __name__ == '__main__':
    unittest.main()
