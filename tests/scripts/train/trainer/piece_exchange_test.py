"""Tests of the exchange of pieces: what is counted, which words become pieces, and the model that gets them."""

import collections
import dataclasses
import pathlib
import re
import subprocess
import sys
import tempfile
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np
import sentencepiece

from train.fixtures.fixture_corpus import english_lines, german_lines
from train.formats.native_model import NativeModel, read_native_model, write_native_model
from train.formats.spm_training import train_spm
from train.reference.random_weights import random_weights
from train.trainer.overfit import CONFIG
from train.trainer.pair_ids import DataError, DataFolder
from train.trainer.piece_exchange import FAVOURED, SELDOM, count_usage, exchange_pieces, with_pieces
from train.trainer.prepare import SPM_OPTIONS, to_ids

PIECES = 420
MODEL_CONFIG = dataclasses.replace(CONFIG, vocab_size=PIECES, output_bias=True)
# A word of everyday life, an apostrophe, a mark before a word, and a name: none is in what the pieces are learnt from.
SEEN = [("The dog sleeps, and l'hora comes.", '¡Mentrestant! the dog of Zarathustra sleeps.')] * 300
PAIRS = [*zip(english_lines()[:600], german_lines()[:600]), *SEEN]
WEIGHTS = [2.0] * 600 + [1.0] * len(SEEN)


def normal_pieces(content):
    """Those that stand for text, in id order."""
    spm = sentencepiece.SentencePieceProcessor(model_proto=content)
    return [spm.id_to_piece(i) for i in range(len(spm)) if not (spm.is_control(i) or spm.is_unknown(i) or spm.is_byte(i))]


def pieces(content, text):
    return sentencepiece.SentencePieceProcessor(model_proto=content).encode(text, out_type=str)


class Exchange(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.spm = train_spm([text for pair in PAIRS[:600] for text in pair], MODEL_CONFIG, PIECES, SPM_OPTIONS)
        processor = sentencepiece.SentencePieceProcessor(model_proto=cls.spm)
        cls.pairs = to_ids(processor, MODEL_CONFIG, PAIRS, WEIGHTS)
        cls.usage = count_usage(cls.pairs, cls.spm)

    def test_words_and_pieces_are_counted_as_often_as_they_come_in_an_epoch(self):
        words, used = collections.Counter(), collections.Counter()
        for pair, weight in zip(PAIRS, WEIGHTS):
            for text in pair:
                for before, word in re.findall(r'(^| |)([^\W\d_]+)', text):
                    words['\u2581' * (before == ' ' or text.startswith(word)) + word] += weight
                used.update({piece: weight * count for piece, count in collections.Counter(pieces(self.spm, text)).items()})
        self.assertEqual({word: self.usage.words[word] for word in words}, words)
        spm = sentencepiece.SentencePieceProcessor(model_proto=self.spm)
        for piece, count in used.items():
            if not spm.is_control(spm.piece_to_id(piece)) and spm.piece_to_id(piece) != spm.unk_id():
                self.assertEqual(self.usage.pieces[spm.piece_to_id(piece)], count, piece)

    def test_words_that_come_often_become_pieces(self):
        content = exchange_pieces(self.spm, self.usage, 20)
        self.assertGreater(len(pieces(self.spm, 'sleeps')), 1)
        self.assertEqual(pieces(content, 'The dog sleeps.')[-3:], ['\u2581dog', '\u2581sleeps', '.'])
        self.assertIn('hora', pieces(content, "l'hora"))  # behind an apostrophe it has no blank
        self.assertGreater(len(pieces(content, 'Zarathustra')), 1)  # nobody writes it without its capital: a name
        self.assertLess(self.total(content), self.total(self.spm))

    def total(self, content):
        return sum(weight * len(pieces(content, text)) for pair, weight in zip(PAIRS, WEIGHTS) for text in pair)

    def test_as_many_pieces_go_as_come_and_every_text_stays_as_it_was(self):
        content = exchange_pieces(self.spm, self.usage, 20)
        before, after = normal_pieces(self.spm), normal_pieces(content)
        self.assertEqual(len(before), len(after))
        gone = set(before) - set(after)
        self.assertEqual(len(gone), 20)
        self.assertTrue(all(len(piece.strip('\u2581')) > 1 for piece in gone))  # else there would be no text without bytes
        spm = sentencepiece.SentencePieceProcessor(model_proto=content)
        for text in ['', 'Größe 漢字 🙂', *(text for pair in PAIRS[::50] for text in pair)]:
            self.assertEqual(spm.decode(spm.encode(text)), text)

    def test_the_same_data_give_the_same_pieces(self):
        again = count_usage(self.pairs, self.spm)
        self.assertEqual(exchange_pieces(self.spm, again, 20), exchange_pieces(self.spm, self.usage, 20))
        self.assertEqual(exchange_pieces(self.spm, self.usage, 0), self.spm)

    def test_favoured_words_come_first_unless_they_hardly_come_at_all(self):
        counts = {'\u2581sleeps': SELDOM, '\u2581comes': SELDOM - 1, '\u2581dog': FAVOURED - 100}
        usage = self.usage._replace(words=collections.Counter(counts))
        for favoured, new in (({'sleeps', 'comes'}, '\u2581sleeps'), (set(), '\u2581dog')):
            content = exchange_pieces(self.spm, usage, 1, favoured)
            self.assertEqual(set(normal_pieces(content)) - set(normal_pieces(self.spm)), {new})

    def test_another_kind_of_sentencepiece_model_is_refused(self):
        options = {**SPM_OPTIONS, 'model_type': 'bpe'}
        bpe = train_spm([text for pair in PAIRS[:600] for text in pair], MODEL_CONFIG, PIECES, options)
        with self.assertRaisesRegex(DataError, 'unigram'):
            exchange_pieces(bpe, self.usage, 20)

    def test_a_new_piece_begins_as_the_mean_of_the_old_ones(self):
        model = NativeModel(MODEL_CONFIG, random_weights(MODEL_CONFIG, np.random.default_rng(1)), {'spm': self.spm})
        content = exchange_pieces(self.spm, self.usage, 20)
        changed = with_pieces(model, content)
        old, new = (sentencepiece.SentencePieceProcessor(model_proto=spm) for spm in (self.spm, content))
        parts = {'\u2581sleeps': old.encode('sleeps'), 'hora': old.encode("l'hora")[-len(self.usage.split['hora']) :]}
        for name in ('embedding.weight', 'output.bias'):
            for i in range(PIECES):
                if new.id_to_piece(i) == old.id_to_piece(i):
                    np.testing.assert_array_equal(changed.weights[name][i], model.weights[name][i])
            for piece, ids in parts.items():
                self.assertEqual(''.join(map(old.id_to_piece, ids)), piece)
                mean = model.weights[name][ids].mean(0)
                np.testing.assert_array_equal(changed.weights[name][new.piece_to_id(piece)], mean)
        others = model.weights.keys() - {'embedding.weight', 'output.bias'}
        self.assertTrue(all(changed.weights[name] is model.weights[name] for name in others))

    def test_models_with_other_numbers_of_pieces_are_refused(self):
        model = NativeModel(MODEL_CONFIG, {}, {'spm': self.spm})
        fewer = train_spm([text for pair in PAIRS[:600] for text in pair], MODEL_CONFIG, PIECES - 1, SPM_OPTIONS)
        with self.assertRaisesRegex(DataError, '420 pieces.* 419'):
            with_pieces(model, fewer)
        with self.assertRaisesRegex(DataError, 'share one'):
            with_pieces(model._replace(spm={'spm.source': self.spm, 'spm.target': self.spm}), fewer)


class Command(unittest.TestCase):
    def test_training_goes_on_with_other_pieces(self):
        with tempfile.TemporaryDirectory() as name:
            work = pathlib.Path(name)
            self.write(work)
            prepared = ['--work', work, '--from', 'en', '--to', 'de', '--data', f'{work}/a.tsv:2:3:1']
            sizes = '--pieces 420 --d-model 16 --ffn 32 --heads 2 --encoder-layers 1 --decoder-layers 1'.split()
            steps = ['--steps', '1', '--tokens', '200', '--average', '1']
            self.train('prepare', *prepared, *sizes)
            self.train('run', work / 'a.run', '--data', work / 'en-de.ids', *steps)
            self.train('export', work / 'a.run', work / 'a.safetensors', '--last', '1')
            exchange = ['exchange', work / 'a.safetensors', work / 'b.safetensors']
            self.train(*exchange, '--data', work / 'en-de.ids', '--most', '9', '--favour', work / 'favoured.txt')
            self.train('prepare', *prepared, *sizes, '--pieces-of', work / 'b.safetensors', '--out', work / 'b.ids')
            model, data = read_native_model(work / 'b.safetensors'), DataFolder(work / 'b.ids')
            self.assertEqual(model.spm['spm'], data.spm)
            self.assertNotEqual(data.spm, DataFolder(work / 'en-de.ids').spm)
            self.train('run', work / 'b.run', '--data', work / 'b.ids', '--start', work / 'b.safetensors', *steps)
            self.refused(work, exchange, model)

    def refused(self, work, exchange, model):
        other = self.run_train(*exchange, '--data', work / 'b.ids')
        self.assertEqual((other.returncode, 'other pieces' in other.stderr), (1, True), other.stderr)
        write_native_model(work / 'a.safetensors', model._replace(spm={}))
        none = self.run_train(*exchange, '--data', work / 'b.ids')
        self.assertEqual((none.returncode, 'Traceback' in none.stderr), (1, False), none.stderr)

    @staticmethod
    def write(work):
        for i, part in enumerate(('dev', 'test')):
            for side, language in enumerate(('en', 'de')):
                (work / f'{part}.{language}').write_text(PAIRS[i][side] + '\n', encoding='utf-8')
        rows = ('\t'.join(('books', *pair)) + '\n' for pair in PAIRS[2:600])
        (work / 'a.tsv').write_text(''.join(rows), encoding='utf-8')
        (work / 'favoured.txt').write_text('Herunterladen, finished', encoding='utf-8')

    def train(self, *arguments):
        done = self.run_train(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)

    @staticmethod
    def run_train(*arguments):
        command = [sys.executable, '-m', 'train.trainer', *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, check=False)


if __name__ == '__main__':
    unittest.main()
