"""Greedy translation of many sentences with the model in training, to see how it gets on."""

import torch

from train.trainer.batches import padded

BATCH = 50  # sentences


def longest_output(length):
    """Most ids of a translation of so many."""
    return length * 3 // 2 + 10


def translate_greedily(model, sources):
    """The ids of each translation, without eos; `sources` are lists of ids as the encoder is fed."""
    outputs = [None] * len(sources)
    order = sorted(range(len(sources)), key=lambda i: len(sources[i]))
    with torch.no_grad():
        for begin in range(0, len(order), BATCH):
            indices = order[begin : begin + BATCH]
            for index, ids in zip(indices, _greedy_batch(model, [sources[i] for i in indices])):
                outputs[index] = ids
    return outputs


def _greedy_batch(model, sources):
    """Sentences that have ended leave the batch."""
    config = model.config
    ids, lengths = padded(sources, config.pad)
    encoded, mask = model.encode(ids, lengths)
    outputs = [[] for _ in sources]
    live = torch.arange(len(sources))
    prefixes = torch.full((len(sources), 1), config.start_id)
    for _ in range(longest_output(ids.shape[1])):
        logits = model.logits(model.decode(encoded, mask, prefixes)[:, -1])
        logits[:, config.suppressed_ids] = -float('inf')
        best = logits.argmax(1)
        goes_on = best != config.eos
        live, encoded, mask = live[goes_on], encoded[goes_on], mask[goes_on]
        prefixes = torch.cat([prefixes[goes_on], best[goes_on, None]], 1)
        for sentence, output in zip(live.tolist(), prefixes[:, 1:].tolist()):
            outputs[sentence] = output
        if not len(live):
            break
    return outputs
