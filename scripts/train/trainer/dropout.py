"""Dropout whose random numbers are drawn once: drawing anew takes longer than the layers that they mask."""

import numpy as np
import torch

POOL = 1 << 24  # mask values; twenty times the largest tensor of a usual batch


class Dropout:
    """Masks are slices of one pool, at places that depend on the seed and the step alone."""

    def __init__(self, rate, seed, dtype, pool=POOL):
        self.rate, self.seed = rate, seed
        generator = torch.Generator().manual_seed(seed)
        self.pool = None
        if rate:
            kept = torch.rand(pool, generator=generator, device='cpu') >= rate
            self.pool = (kept.to(dtype) / (1 - rate)).to(torch.zeros(()).device)
        self.places = None

    def begin_step(self, step):
        """Every step has its own places: training that resumes there takes the same."""
        self.places = np.random.default_rng((self.seed, step))

    def __call__(self, x):
        if not self.rate:
            return x
        count = x.numel()
        begin = int(self.places.integers(len(self.pool) - count))
        return x * self.pool[begin : begin + count].view(x.shape)
