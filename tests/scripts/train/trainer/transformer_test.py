"""Tests of the batched Transformer and its loss against the unbatched reference and torch's own functions."""

import dataclasses
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np
import torch
import torch.nn.functional as F

from train.fixtures.tiny_models import BASE_CONFIG, MARIAN_CONFIG, POST_CONFIG
from train.formats.model_config import ConfigError
from train.formats.native_model import NativeModel
from train.reference.model_parts import transformer_of
from train.reference.random_weights import random_weights
from train.trainer.batches import padded
from train.trainer.decoding import longest_output, translate_greedily
from train.trainer.dropout import Dropout
from train.trainer.loss import SLICE, smoothed_cross_entropy
from train.trainer.transformer import Transformer, initial_weights

CONFIGS = {
    'pre-norm, all tied': BASE_CONFIG,
    'post-norm, tied, as in the paper': dataclasses.replace(
        BASE_CONFIG, norm='post', final_norm=False, positions='sinusoidal-interleaved', output_bias=False
    ),
    'post-norm, nothing tied, no biases': dataclasses.replace(POST_CONFIG, pad=0),
    'embedding norm, output tied, other positions': dataclasses.replace(
        MARIAN_CONFIG, pad=2, bos=3, decoder_start='bos'
    ),
}
SOURCES = [[5, 6, 7, 2], [9, 2], list(range(10, 40)), [77]]
PREFIXES = [[8, 9], [4, 4, 4, 4, 4, 4, 4, 4], [], [30]]


class Equations(unittest.TestCase):
    def test_each_row_of_a_batch_is_what_the_reference_computes_alone(self):
        for name, config in CONFIGS.items():
            weights = random_weights(config, np.random.default_rng(3))
            reference = transformer_of(NativeModel(config, weights, {}), torch.float64)
            model = Transformer(config, weights, torch.float64)
            sources, lengths = padded(SOURCES, config.pad)
            inputs, _ = padded([[config.start_id] + prefix for prefix in PREFIXES], config.pad)
            with self.subTest(name), torch.no_grad():
                encoded, mask = model.encode(sources, lengths)
                logits = model.logits(model.decode(encoded, mask, inputs))
                for row, (source, prefix) in enumerate(zip(SOURCES, PREFIXES)):
                    expected = reference.encode(source)
                    self.assert_equal(encoded[row, : len(source)], expected)
                    self.assert_equal(
                        logits[row, : len(prefix) + 1], reference.decode(expected, prefix).logits
                    )

    def assert_equal(self, actual, expected):
        self.assertEqual(actual.shape, expected.shape)
        self.assertLess(float((actual - expected).abs().max()), 1e-12)

    def test_greedy_translations_are_those_of_the_reference(self):
        for name, config in CONFIGS.items():
            weights = random_weights(config, np.random.default_rng(5), eos_gain=2.0)
            reference = transformer_of(NativeModel(config, weights, {}), torch.float64)
            model = Transformer(config, weights, torch.float64)
            limit = longest_output(max(map(len, SOURCES)))
            with self.subTest(name), torch.no_grad():
                for source, found in zip(SOURCES, translate_greedily(model, SOURCES)):
                    expected = reference.greedy(source, limit).ids
                    self.assertEqual(found, [i for i in expected if i != config.eos])

    def test_bfloat16_is_close(self):
        weights = random_weights(BASE_CONFIG, np.random.default_rng(3))
        sources, lengths = padded(SOURCES, BASE_CONFIG.pad)
        with torch.no_grad():
            exact, coarse = (
                Transformer(BASE_CONFIG, weights, compute=compute).encode(sources, lengths)[0].float()
                for compute in (torch.float32, torch.bfloat16)
            )
        for row, source in enumerate(SOURCES):
            difference = (coarse - exact)[row, : len(source)]
            self.assertLess(float(difference.pow(2).mean().sqrt()), 0.1)
            self.assertGreater(float(difference.abs().max()), 0)

    def test_what_cannot_be_trained_is_refused(self):
        for changes in ({'decoder_cell': 'ssru'}, {'norm_keys': False}, {'positions': 'table'}):
            with self.assertRaisesRegex(ConfigError, 'training does not know'):
                Transformer(dataclasses.replace(BASE_CONFIG, **changes), {})

    def test_initial_weights_are_those_of_the_container(self):
        weights = initial_weights(BASE_CONFIG, 1)
        shapes = {name: array.shape for name, array in random_weights(BASE_CONFIG, np.random.default_rng(1)).items()}
        self.assertEqual({name: array.shape for name, array in weights.items()}, shapes)
        self.assertEqual(set(weights['encoder.norm.weight']), {1.0})
        self.assertEqual(set(weights['output.bias']), {0.0})
        self.assertAlmostEqual(float(weights['embedding.weight'].std()), BASE_CONFIG.d_model**-0.5, places=2)
        self.assertTrue((initial_weights(BASE_CONFIG, 2)['embedding.weight'] != weights['embedding.weight']).any())


class Loss(unittest.TestCase):
    def test_values_and_gradients_are_those_of_torch(self):
        generator = torch.Generator().manual_seed(1)
        rows, width, size = SLICE + 7, 8, 30
        hidden, weight, bias = (
            torch.randn(shape, dtype=torch.float64, generator=generator).requires_grad_()
            for shape in ((rows, width), (size, width), (size,))
        )
        targets = torch.randint(size, (rows,), generator=generator)
        for smoothing in (0.0, 0.1):
            for used in ((hidden, weight, bias), (hidden, weight)):
                output_layer = (weight, bias if len(used) == 3 else None)
                found, plain = smoothed_cross_entropy(hidden, output_layer, targets, smoothing)
                logits = F.linear(hidden, *output_layer)
                expected = F.cross_entropy(logits, targets, label_smoothing=smoothing)
                self.assertAlmostEqual(found.item(), expected.item(), places=12)
                self.assertAlmostEqual(plain.item(), F.cross_entropy(logits, targets).item(), places=12)
                pairs = zip(torch.autograd.grad(2 * found, used), torch.autograd.grad(2 * expected, used))
                for actual, wanted in pairs:
                    self.assertLess(float((actual - wanted).abs().max()), 1e-12)


class DropoutMasks(unittest.TestCase):
    def test_rate_and_scale(self):
        dropout = Dropout(0.25, 1, torch.float32, pool=100_000)
        dropout.begin_step(0)
        masked = dropout(torch.ones(200, 200))
        self.assertEqual({round(float(value), 6) for value in masked.unique()}, {0.0, round(4 / 3, 6)})
        self.assertAlmostEqual(float((masked == 0).float().mean()), 0.25, places=1)

    def test_a_step_has_its_own_masks_and_always_the_same(self):
        dropout = Dropout(0.5, 1, torch.float32, pool=100_000)
        ones, masks = torch.ones(500), []
        for step in (7, 8, 7):
            dropout.begin_step(step)
            masks.append((dropout(ones), dropout(ones)))
        self.assertTrue(torch.equal(masks[0][0], masks[2][0]) and torch.equal(masks[0][1], masks[2][1]))
        self.assertFalse(torch.equal(masks[0][0], masks[0][1]))
        self.assertFalse(torch.equal(masks[0][0], masks[1][0]))


if __name__ == '__main__':
    unittest.main()
