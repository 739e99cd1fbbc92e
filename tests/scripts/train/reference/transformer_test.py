"""Tests the switches of the reference Transformer that torch.nn does not have, inside torch.nn's own layers."""

import dataclasses
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np
import torch

from train.fixtures.reference_checks import torch_stack
from train.fixtures.tiny_models import BASE_CONFIG
from train.reference.random_weights import random_weights
from train.reference.transformer import ReferenceTransformer

SOURCE, PREFIX = [7, 9, 20, 11, 5, 2], [13, 4, 28, 8]
TORCH = {'relu': torch.nn.ReLU(), 'gelu_tanh': torch.nn.GELU(approximate='tanh')}


class Gated(torch.nn.Module):
    """activation(gate(x)) * inner(x), in place of the first matrix of torch's feed-forward."""

    def __init__(self, inner, gate, activation):
        super().__init__()
        self.inner, self.gate, self.activation = inner, gate, activation

    def forward(self, x):
        return self.activation(self.gate(x)) * self.inner(x)


class RmsNorm(torch.nn.Module):
    """x / rms(x) * weight; torch 1.13 has none of its own."""

    def __init__(self, weight, eps):
        super().__init__()
        self.weight, self.eps = torch.nn.Parameter(weight), eps

    def forward(self, x):
        return x * torch.rsqrt((x * x).mean(-1, keepdim=True) + self.eps) * self.weight


def replace_norms(module, eps):
    """Makes the layer norms of a module RMS norms with the same weights."""
    for name, child in module.named_children():
        if isinstance(child, torch.nn.LayerNorm):
            setattr(module, name, RmsNorm(child.weight.detach(), eps))
        else:
            replace_norms(child, eps)


class ReferenceTransformerTest(unittest.TestCase):
    def reference(self, **switches):
        config = dataclasses.replace(BASE_CONFIG, vocab_size=29, **switches)
        weights = random_weights(config, np.random.default_rng(5))
        return ReferenceTransformer(config, {n: torch.tensor(w, dtype=torch.float64) for n, w in weights.items()})

    def assert_computes(self, reference, stacks):
        """The reference computes what the stacks of torch.nn do."""
        encoded = reference.encode(SOURCE)
        embedded = reference.embedded(reference.source_embedding[SOURCE], 'encoder')
        torch.testing.assert_close(encoded, stacks['encoder'](embedded[None])[0], rtol=0, atol=1e-12)
        inputs = reference.embedded(reference.decoder_input(PREFIX), 'decoder')
        causal = torch.ones(len(inputs), len(inputs), dtype=torch.bool).triu(1)
        hidden = stacks['decoder'](inputs[None], encoded[None], tgt_mask=causal)[0]
        logits = reference.decode(encoded, PREFIX).logits
        torch.testing.assert_close(logits, reference.logits(hidden), rtol=0, atol=1e-12)

    def test_rms_norms(self):
        for norm in ('pre', 'post'):
            with self.subTest(norm), torch.inference_mode():
                reference = self.reference(norm=norm, final_norm=norm == 'pre', norm_type='rms', norm_eps=1e-2)
                names = [name for name in reference.weights if name.endswith('norm.weight')]
                self.assertFalse([name for name in reference.weights if name.endswith('norm.bias')])
                # torch's layers have biases until their norms are replaced.
                zeros = {f'{name[:-6]}bias': torch.zeros_like(reference.weights[name]) for name in names}
                layered = ReferenceTransformer(reference.config, {**reference.weights, **zeros})
                stacks = {side: torch_stack(layered, side) for side in ('encoder', 'decoder')}
                for stack in stacks.values():
                    replace_norms(stack, reference.config.norm_eps)
                self.assert_computes(reference, stacks)

    def test_gated_feed_forward(self):
        for activation in ('relu', 'gelu_tanh'):
            with self.subTest(activation), torch.inference_mode():
                reference = self.reference(feed_forward='gated', activation=activation)
                # torch's layers have no such activation; the gate takes the place of both.
                plain = dataclasses.replace(reference.config, activation='relu', feed_forward='plain')
                layered = ReferenceTransformer(plain, reference.weights)
                stacks = {side: torch_stack(layered, side) for side in ('encoder', 'decoder')}
                for side, stack in stacks.items():
                    for i, layer in enumerate(stack.layers):
                        gate = torch.nn.Linear(plain.d_model, plain.ffn).double()
                        gate.weight, gate.bias = (
                            torch.nn.Parameter(reference.weights[f'{side}.layers.{i}.ffn.gate.{end}'])
                            for end in ('weight', 'bias')
                        )
                        layer.linear1 = Gated(layer.linear1, gate, TORCH[activation])
                        layer.activation = torch.nn.Identity()
                self.assert_computes(reference, stacks)


if __name__ == '__main__':
    unittest.main()
