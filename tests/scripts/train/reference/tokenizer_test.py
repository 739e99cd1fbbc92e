"""Tests of the texts that a tokenizer has for ids."""

import dataclasses
import pathlib
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

from train.formats.native_model import read_native_model
from train.reference.model_parts import tokenizer_of

DATA = pathlib.Path(__file__).resolve().parents[4] / 'tests' / 'data'


class Texts(unittest.TestCase):
    """The texts of ids, by which spelling knows words."""

    def test_special_tokens_and_bytes_have_no_text(self):
        model = read_native_model(DATA / 'tiny-pre.safetensors')
        source, target = tokenizer_of(model).texts()
        self.assertEqual(source, target)
        self.assertEqual(len(target), model.config.target_size)
        self.assertEqual(target[:4], [None] * 4)
        self.assertIn(None, target[4:])
        self.assertFalse(any(text.startswith('<') for text in target if text))

    def test_a_list_of_pieces_has_its_own_special_tokens_on_each_side(self):
        model = read_native_model(DATA / 'tiny-marian.safetensors')
        ids = {'vocab_size': None, 'source_vocab_size': 5, 'target_vocab_size': 6}
        config = dataclasses.replace(model.config, source_ids={'unk': 3, 'bos': 0, 'eos': 1}, **ids)
        lists = {
            'vocabulary.source': ['<s>', '</s>', '▁a', '<unk>', 'b'],
            'vocabulary.target': ['</s>', '<unk>', 'c', '<0xE2>', 'd'],
        }
        texts = tokenizer_of(model._replace(config=config, vocabulary=lists)).texts()
        self.assertEqual(texts, ([None, None, '▁a', None, 'b'], [None, None, 'c', None, 'd', None]))


if __name__ == '__main__':
    unittest.main()
