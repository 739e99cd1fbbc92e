"""Activation multipliers of an int8 Marian model: 127 over the largest input that each matrix saw."""

import torch

from marian_file import parameters
from reference_transformer import ReferenceTransformer

CALIBRATION_IDS = range(12, 40)  # a source of many different ids
CALIBRATION_LENGTH = 30


class RangeRecorder(ReferenceTransformer):
    """Notes the largest absolute input of every matrix, by its native name."""

    def __init__(self, config, weights):
        super().__init__(config, weights)
        self.ranges = {}

    def logits(self, x):
        self._note('output', x)
        return super().logits(x)

    def _linear(self, x, name):
        self._note(name, x)
        return super()._linear(x, name)

    def _recur(self, name, x):
        self._note(f'{name}.candidate', x)
        self._note(f'{name}.forget', x)
        return super()._recur(name, x)

    def _note(self, name, x):
        self.ranges[name] = max(self.ranges.get(name, 0), x.abs().max().item())


def activation_multipliers(model):
    """Multipliers by Marian's names, those of the output matrix under both of its names."""
    reference = model.transformer(torch.float64)
    recorder = RangeRecorder(model.config, reference.weights)
    recorder.greedy([*CALIBRATION_IDS, model.config.eos], CALIBRATION_LENGTH)
    matrices = {p.name: p.native.removesuffix('.weight') for p in parameters(model.config) if p.transposed}
    alphas = {name: 127 / recorder.ranges[native] for name, native in matrices.items()}
    output = 127 / recorder.ranges['output']
    return {**alphas, 'none': output, 'Wemb' if model.config.vocab_size else 'decoder_Wemb': output}
