"""Batches of pairs of similar length, each of about so many tokens, in an order that depends on seed and epoch."""

from typing import NamedTuple

import numpy as np
import torch

LENGTH_NOISE = 1.5  # pieces; pairs of nearly equal length meet others in each epoch


class Batch(NamedTuple):
    """Ids padded at their end, [B, S] and [B, T]; `inputs` begin with the start id, `outputs` end with eos."""

    source: torch.Tensor
    source_lengths: torch.Tensor
    inputs: torch.Tensor
    outputs: torch.Tensor
    is_output: torch.Tensor  # [B, T], false where `outputs` is padding


def epoch_batches(pairs, tokens, seed, epoch):
    """A list of index arrays; the longer side of each batch, padded, has at most `tokens` ids.

    A pair that is longer than that is a batch of its own.
    """
    generator = np.random.default_rng((seed, epoch))
    times = np.floor(pairs.weights + generator.random(len(pairs.weights))).astype(np.int64)
    chosen = np.repeat(np.arange(len(times)), times)
    longer = np.maximum(pairs.source.lengths, pairs.target.lengths)[chosen]
    shorter = np.minimum(pairs.source.lengths, pairs.target.lengths)[chosen]
    noise = generator.random(len(chosen)) * LENGTH_NOISE
    order = np.argsort(longer + 0.1 * shorter + noise, kind='stable')
    batches = _cut(chosen[order], longer[order], tokens)
    generator.shuffle(batches)
    return batches


def _cut(indices, lengths, tokens):
    batches, begin, longest = [], 0, 0
    for end, length in enumerate(lengths.tolist()):
        longest = max(longest, length)
        if end > begin and longest * (end + 1 - begin) > tokens:
            batches.append(indices[begin:end])
            begin, longest = end, length
    if begin < len(indices):
        batches.append(indices[begin:])
    return batches


def make_batch(pairs, indices, config):
    """The tensors of the pairs with these indices."""
    source, source_lengths = padded([pairs.source[i] for i in indices], config.pad)
    outputs, lengths = padded([pairs.target[i] for i in indices], config.pad)
    inputs = torch.cat([torch.full((len(outputs), 1), config.start_id), outputs[:, :-1]], 1)
    is_output = torch.arange(outputs.shape[1])[None] < lengths[:, None]
    return Batch(source, source_lengths, inputs, outputs, is_output)


def padded(lists, pad):
    """(ids [B, longest], lengths [B])"""
    lengths = [len(ids) for ids in lists]
    rows = np.full((len(lists), max(lengths)), pad, np.int64)
    for row, ids in zip(rows, lists):
        row[: len(ids)] = ids
    return torch.tensor(rows), torch.tensor(lengths)
