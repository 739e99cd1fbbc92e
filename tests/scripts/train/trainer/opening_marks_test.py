"""Tests of the blank behind marks that open a sentence."""

import dataclasses
import pathlib
import subprocess
import sys
import tempfile
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import sentencepiece

from train.fixtures.fixture_corpus import english_lines, german_lines
from train.formats.native_model import NativeModel, read_native_model
from train.formats.spm_training import train_spm
from train.trainer.opening_marks import with_blank_after
from train.trainer.overfit import CONFIG
from train.trainer.pair_ids import DataError
from train.trainer.prepare import SPM_OPTIONS, replacements

PIECES = 420
MODEL_CONFIG = dataclasses.replace(CONFIG, vocab_size=PIECES)
LINES = [*english_lines()[:600], *german_lines()[:600], *['¡Open! ¿Open?'] * 20]


def model_with(rules):
    return NativeModel(MODEL_CONFIG, {}, {'spm': train_spm(LINES, MODEL_CONFIG, PIECES, {**SPM_OPTIONS, **rules})})


class Marks(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.before = model_with({'replacements': replacements()})
        cls.after = with_blank_after(cls.before, '¡¿')

    def pieces(self, model, text):
        return sentencepiece.SentencePieceProcessor(model_proto=model.spm['spm']).encode(text, out_type=str)

    def test_a_word_behind_a_mark_has_the_pieces_of_the_word_alone(self):
        word = self.pieces(self.before, 'Open')
        self.assertNotEqual(self.pieces(self.before, '¡Open')[-len(word) :], word)
        for text in ('¡Open', '¡ Open', 'Now, ¿Open', '¡¿Open'):
            self.assertEqual(self.pieces(self.after, text)[-len(word) :], word, text)

    def test_all_else_is_as_it_was(self):
        for text in ('', '¡', 'Öffne jede Größe', 'co\u0140le', 'a\u00a0b', '(Open) "now"!', '🙂', *LINES[:1200:100]):
            self.assertEqual(self.pieces(self.after, text), self.pieces(self.before, text), text)

    def test_another_map_of_characters_is_refused(self):
        with self.assertRaisesRegex(DataError, 'another map'):
            with_blank_after(model_with({'normalization_rule_name': 'nmt_nfkc'}), '¡')
        with self.assertRaisesRegex(DataError, 'share one'):
            with_blank_after(NativeModel(MODEL_CONFIG, {}, {'spm.source': b''}), '¡')

    def test_the_export_takes_the_marks(self):
        with tempfile.TemporaryDirectory() as name:
            work = pathlib.Path(name)
            for part in ('dev', 'test'):
                (work / f'{part}.en').write_text('Open the file now.\n', encoding='utf-8')
                (work / f'{part}.de').write_text('Öffne jede Datei jetzt.\n', encoding='utf-8')
            rows = (f'x\t{en}\t{de}\n' for en, de in zip(english_lines()[1:500], german_lines()[1:500]))
            (work / 'a.tsv').write_text(''.join(rows), encoding='utf-8')
            sizes = '--pieces 420 --d-model 16 --ffn 32 --heads 2 --encoder-layers 1 --decoder-layers 1'.split()
            data = ['--from', 'en', '--to', 'de', '--data', f'{work}/a.tsv:2:3:1']
            self.train('prepare', '--work', work, *data, *sizes)
            self.train('run', work / 'a.run', '--data', work / 'en-de.ids', '--steps', '1', '--tokens', '100')
            for out, marks in (('plain', ''), ('apart', '¡')):
                self.train('export', work / 'a.run', work / out, '--blank-after', marks)
            plain, apart = (read_native_model(work / out) for out in ('plain', 'apart'))
            self.assertEqual(self.pieces(apart, '¡Open'), self.pieces(plain, '¡ Open'))
            self.assertNotEqual(self.pieces(apart, '¡Open'), self.pieces(plain, '¡Open'))

    def train(self, *arguments):
        command = [sys.executable, '-m', 'train.trainer', *map(str, arguments)]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == '__main__':
    unittest.main()
