"""Tests of the batches of pairs: their sizes, their order, and what the decoder is fed."""

import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np

from train.trainer.batches import epoch_batches, make_batch
from train.trainer.overfit import CONFIG
from train.trainer.pair_ids import IdLists, PairIds


class Batches(unittest.TestCase):
    def pairs(self):
        generator = np.random.default_rng(1)
        sides = [[[9] * int(n) for n in generator.integers(1, 40, 500)] for _ in range(2)]
        weights = np.array([[1.0, 2.0, 0.25][i % 3] for i in range(500)], np.float32)
        return PairIds(IdLists.of(sides[0]), IdLists.of(sides[1]), weights)

    def test_batches_hold_few_enough_tokens_and_each_pair_as_often_as_its_weight(self):
        pairs = self.pairs()
        counts = np.zeros(500)
        for epoch in range(40):
            batches = epoch_batches(pairs, 300, 1, epoch)
            for batch in batches:
                np.add.at(counts, batch, 1)
                longest = max(pairs.source.lengths[batch].max(), pairs.target.lengths[batch].max())
                self.assertLessEqual(longest * len(batch), 300)
        self.assertEqual(set(counts[0::3]), {40})
        self.assertEqual(set(counts[1::3]), {80})
        self.assertAlmostEqual(counts[2::3].mean(), 10, delta=1)

    def test_batches_are_dense(self):
        pairs = self.pairs()
        batches = epoch_batches(pairs, 1000, 1, 0)
        used = sum(np.maximum(pairs.source.lengths, pairs.target.lengths)[batch].sum() for batch in batches)
        self.assertGreater(used / (1000 * len(batches)), 0.85)

    def test_order_depends_on_seed_and_epoch_alone(self):
        first, again, other, later = (
            [batch.tolist() for batch in epoch_batches(self.pairs(), 300, seed, epoch)]
            for seed, epoch in ((1, 0), (1, 0), (2, 0), (1, 1))
        )
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        self.assertNotEqual(first, later)

    def test_a_pair_longer_than_a_batch_is_alone(self):
        pairs = PairIds(IdLists.of([[1] * 50, [1], [1]]), IdLists.of([[1], [1], [1]]), np.ones(3, np.float32))
        self.assertIn([0], [batch.tolist() for batch in epoch_batches(pairs, 10, 1, 0)])

    def test_decoder_inputs_are_the_outputs_one_later(self):
        pairs = PairIds(IdLists.of([[7, 8, 3], [9, 3]]), IdLists.of([[5, 3], [6, 5, 4, 3]]), np.ones(2))
        batch = make_batch(pairs, [0, 1], CONFIG)
        self.assertEqual(batch.inputs.tolist(), [[2, 5, 3, 0], [2, 6, 5, 4]])
        self.assertEqual(batch.outputs.tolist(), [[5, 3, 0, 0], [6, 5, 4, 3]])
        self.assertEqual(batch.is_output.sum(1).tolist(), [2, 4])


if __name__ == '__main__':
    unittest.main()
