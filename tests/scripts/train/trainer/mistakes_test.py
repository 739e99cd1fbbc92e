"""Tests of the choice of pairs that a model does not know, with the model that knows ten by heart."""

import pathlib
import subprocess
import sys
import tempfile
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

from train.formats.native_model import read_native_model
from train.trainer.mistakes import mistakes
from train.trainer.pair_files import PairFile
from train.trainer.pair_ids import DataError

ROOT = pathlib.Path(__file__).resolve().parents[4]
MODEL = ROOT / 'tests' / 'data' / 'overfit' / 'overfit.safetensors'
PAIRS = [line.split('\t') for line in (MODEL.parent / 'pairs.tsv').read_text(encoding='utf-8').splitlines()]


class Mistakes(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.folder = pathlib.Path(folder.name)

    def write(self, pairs):
        path = self.folder / 'pairs.tsv'
        path.write_text(''.join(f'o{i}\t{source}\t{target}\n' for i, (source, target) in enumerate(pairs)), encoding='utf-8')
        return path

    def found(self, pairs, tokens=1000):
        return mistakes(read_native_model(MODEL), [PairFile(self.write(pairs), 2, 3, 1.0)], tokens)

    def test_what_it_knows_is_no_mistake_in_batches_of_any_size(self):
        for tokens in (1, 40, 1000):
            self.assertEqual(self.found(PAIRS, tokens), ([], len(PAIRS)))

    def test_another_target_is_one_wherever_it_differs(self):
        source, target = PAIRS[0]
        others = [(source, PAIRS[1][1]), (source, f'{target} {target}'), (source, target[: len(target) // 2]), (source, target)]
        rows, total = self.found([*PAIRS[1:], *others])
        self.assertEqual([row[1:] for row in rows], others[:3])
        self.assertEqual(total, len(PAIRS) + 3)

    def test_a_model_with_a_vocabulary_for_each_language_is_refused(self):
        native = read_native_model(MODEL)
        with self.assertRaisesRegex(DataError, 'share one SentencePiece model'):
            mistakes(native._replace(spm={'spm.source': b'', 'spm.target': b''}), [], 100)

    def test_the_command_writes_the_lines_in_their_order(self):
        (source, target), (_, other) = PAIRS[:2]
        path, out = self.write([(source, other), (source, target), (source, target[:9])]), self.folder / 'out.tsv'
        command = [sys.executable, '-m', 'train.trainer', 'mistakes', str(MODEL), str(out), '--data', f'{path}:2:3']
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(out.read_text(encoding='utf-8'), f'o0\t{source}\t{other}\no2\t{source}\t{target[:9]}\n')
        self.assertIn('2 of 3 pairs', done.stderr)


if __name__ == '__main__':
    unittest.main()
