"""The pairs that a model does not know yet: what is worth more practice than the rest."""

import sys
import time

import numpy as np
import sentencepiece
import torch
import torch.nn.functional as F

from train.trainer.batches import epoch_batches, make_batch
from train.trainer.pair_files import read_pairs
from train.trainer.pair_ids import DataError
from train.trainer.prepare import to_ids
from train.trainer.progress import INTERVAL, duration
from train.trainer.transformer import Transformer


def mistakes(native, files, tokens):
    """(rows, how many pairs there are): the rows (origin, source, target) of the pair files that the model does not know.

    `native` is a NativeModel with one SentencePiece model; `tokens` is the size of the batches.
    """
    if set(native.spm) != {'spm'}:
        raise DataError('mistakes can be found of a model whose languages share one SentencePiece model only')
    processor = sentencepiece.SentencePieceProcessor(model_proto=native.spm['spm'])
    rows = [row for file in files for row in read_pairs(file, ())]
    pairs = to_ids(processor, native.config, [row[1:] for row in rows], [1.0] * len(rows))
    wrong = mistaken(Transformer(native.config, native.weights), pairs, tokens)
    return [row for row, is_wrong in zip(rows, wrong) if is_wrong], len(rows)


def mistaken(model, pairs, tokens):
    """[n] whether some id of a target is not the model's first choice, given the source and the right ids before it."""
    wrong, done, progress = np.zeros(len(pairs.source), bool), 0, Progress(len(pairs.source))
    with torch.no_grad():
        for indices in epoch_batches(pairs, tokens, 0, 0):
            batch = make_batch(pairs, indices, model.config)
            hidden = model.decode(*model.encode(batch.source, batch.source_lengths), batch.inputs)
            best = torch.full_like(batch.outputs, model.config.pad)
            best[batch.is_output] = F.linear(hidden[batch.is_output], *model.output_layer()).argmax(-1)
            wrong[indices] = (best != batch.outputs).any(1).numpy()
            done += len(indices)
            progress.show(done)
    return wrong


class Progress:
    """A line on standard error every few seconds."""

    def __init__(self, total):
        self.total, self.began = total, time.monotonic()
        self.last = self.began

    def show(self, done):
        """`done` of all pairs are done."""
        now = time.monotonic()
        if now - self.last >= INTERVAL:
            self.last = now
            left = (self.total - done) * (now - self.began) / done
            print(f'mistakes: {done:,} of {self.total:,} pairs, left {duration(left)}', file=sys.stderr, flush=True)
