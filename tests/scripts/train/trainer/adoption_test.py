"""Tests of a whole vocabulary of other pieces: what a model knows of their texts stays."""

import dataclasses
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np
import sentencepiece

from train.fixtures.fixture_corpus import english_lines, german_lines
from train.formats.native_model import NativeModel
from train.formats.spm_training import train_spm
from train.reference.random_weights import random_weights
from train.trainer.adoption import adopted
from train.trainer.overfit import CONFIG
from train.trainer.pair_ids import DataError
from train.trainer.prepare import SPM_OPTIONS

HAVE = dataclasses.replace(CONFIG, vocab_size=180, output_bias=True)
WANT = dataclasses.replace(HAVE, vocab_size=420, unk=0, bos=1, eos=2, pad=3, target_language='fr', suppressed=None)


class Adoption(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        lines = [*english_lines()[:900], *german_lines()[:900]]
        old = train_spm(lines, HAVE, 180, {'character_coverage': 0.99})  # without bytes
        cls.new = train_spm(lines[::-1], WANT, 420, SPM_OPTIONS)
        cls.model = NativeModel(HAVE, random_weights(HAVE, np.random.default_rng(1)), {'spm': old})
        cls.adopted = adopted(cls.model, WANT, cls.new)
        cls.pieces = [sentencepiece.SentencePieceProcessor(model_proto=spm) for spm in (old, cls.new)]

    def row(self, i):
        return self.adopted.weights['embedding.weight'][i]

    def test_pieces_that_both_have_and_special_ones_keep_their_rows(self):
        old, new = self.pieces
        both = [new.id_to_piece(i) for i in range(300, 420) if old.piece_to_id(new.id_to_piece(i)) != old.unk_id()]
        self.assertGreater(len(both), 5)
        for piece in both:
            before = self.model.weights['embedding.weight'][old.piece_to_id(piece)]
            np.testing.assert_array_equal(self.row(new.piece_to_id(piece)), before)
        for name in ('pad', 'unk', 'bos', 'eos'):
            before = self.model.weights['embedding.weight'][getattr(HAVE, name)]
            np.testing.assert_array_equal(self.row(getattr(WANT, name)), before)

    def test_bytes_that_the_model_never_met_differ_from_each_other(self):
        new = self.pieces[1]
        rows = [self.row(i) for i in range(420) if new.is_byte(i)]
        self.assertEqual(len(rows), 256)
        self.assertGreater(np.abs(rows[0] - rows[1]).max(), 0)

    def test_everything_else_is_as_it_was(self):
        self.assertEqual((self.adopted.config, self.adopted.spm), (WANT, {'spm': self.new}))
        self.assertEqual(self.adopted.weights['output.bias'].shape, (420,))
        others = self.model.weights.keys() - {'embedding.weight', 'output.bias'}
        self.assertTrue(all(self.adopted.weights[name] is self.model.weights[name] for name in others))

    def test_another_form_is_refused(self):
        with self.assertRaisesRegex(DataError, 'ffn'):
            adopted(self.model, dataclasses.replace(WANT, ffn=WANT.ffn * 2), self.new)
        with self.assertRaisesRegex(DataError, 'share one'):
            adopted(self.model._replace(spm={}), WANT, self.new)


if __name__ == '__main__':
    unittest.main()
