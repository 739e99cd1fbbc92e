"""A tiny model that knows ten sentence pairs by heart, for tests of everything between a text and its translation."""

import math
import sys

import torch

from train.formats.model_config import ModelConfig
from train.formats.native_model import NativeModel, int8_model, read_native_model, write_native_model
from train.formats.spm_training import train_spm
from train.reference.model_parts import tokenizer_of, transformer_of
from train.reference.search import ReferenceSearch, SearchOptions
from train.trainer.batches import make_batch
from train.trainer.pair_files import read_rows
from train.trainer.pair_ids import DataError
from train.trainer.prepare import to_ids
from train.trainer.settings import Settings
from train.trainer.training import Trainer

PAIRS = 'pairs.tsv'
FLOAT_MODEL, INT8_MODEL = 'overfit.safetensors', 'overfit.int8.safetensors'
PIECES = 200
SETTINGS = Settings(data='', steps=400, lr=3e-3, warmup=100, dropout=0.0, label_smoothing=0.0, seed=1)
BEAM = 4
GREEDY_MARGIN = 2.0  # nats between the best id and the second, at every step
BEAM_MARGIN = 0.1  # between the normalised scores of the best translation and the second
REPORT_EVERY = 100  # steps

# The model of the paper but for its size.
CONFIG = ModelConfig(
    source_language='en',
    target_language='de',
    d_model=32,
    ffn=64,
    heads=4,
    encoder_layers=2,
    decoder_layers=2,
    vocab_size=PIECES,
    embedding_scale='sqrt(d_model)',
    pad=0,
    unk=1,
    bos=2,
    eos=3,
    source_bos=True,
    decoder_start='bos',
)


def read_pairs(folder):
    """(source, target) of each line of pairs.tsv."""
    pairs = [tuple(fields) for fields in read_rows(folder / PAIRS)]
    if not pairs or any(len(pair) != 2 or not all(pair) for pair in pairs):
        raise DataError(f'{folder / PAIRS} must hold lines of a source, a tab and its target')
    return pairs


def overfit(folder):
    """Trains on pairs.tsv and writes both models there."""
    pairs = read_pairs(folder)
    spm = train_spm([text for pair in pairs for text in pair], CONFIG, PIECES, {'model_type': 'unigram'})
    trainer = Trainer(CONFIG, SETTINGS)
    tokenizer = tokenizer_of(NativeModel(CONFIG, {}, {'spm': spm}))
    ids = to_ids(tokenizer.source.spm, CONFIG, pairs, [1.0] * len(pairs))
    batch = make_batch(ids, range(len(pairs)), CONFIG)
    for step in range(SETTINGS.steps):
        loss = trainer.train_on(batch, step)
        if (step + 1) % REPORT_EVERY == 0:
            print(f'step {step + 1} of {SETTINGS.steps}, loss {loss:.5f}', file=sys.stderr, flush=True)
    model = NativeModel(CONFIG, trainer.model.arrays(), {'spm': spm})
    write_native_model(folder / FLOAT_MODEL, model)
    write_native_model(folder / INT8_MODEL, int8_model(model))


def check(folder):
    """What the PyTorch reference finds wrong with the models in the folder: a list of messages."""
    pairs = read_pairs(folder)
    faults = []
    for name in (FLOAT_MODEL, INT8_MODEL):
        model = read_native_model(folder / name)
        transformer, tokenizer = transformer_of(model, torch.float64), tokenizer_of(model)
        margins = []
        for source, target in pairs:
            with torch.inference_mode():
                found, margin = _greedy(transformer, tokenizer, source)
                searched, gap = _beam(transformer, tokenizer, source)
            margins.append((margin, gap))
            if (found, searched) != (target, target):
                faults.append(f'{name}: {source!r} gives {found!r} greedily and {searched!r} with a beam of {BEAM}')
            elif margin < GREEDY_MARGIN or gap < BEAM_MARGIN:
                faults.append(f'{name}: {source!r} is translated with a margin of {margin:.3f}, beam {gap:.3f} only')
        smallest = ', '.join(f'{min(values):.3f}' for values in zip(*margins))
        print(f'{name}: {len(pairs)} sentences, smallest margins {smallest}', file=sys.stderr)
    return faults


def _greedy(transformer, tokenizer, text):
    ids = tokenizer.encode(text)
    hypothesis = transformer.greedy(ids, 3 * len(ids))
    return tokenizer.decode(hypothesis.ids), min(hypothesis.margins)


def _beam(transformer, tokenizer, text):
    options = SearchOptions(beam=BEAM, n_best=2)
    best, *others = ReferenceSearch(transformer, tokenizer.encode(text), options).beam_search().hypotheses
    gap = best.normalized - others[0].normalized if others else math.inf
    return tokenizer.decode(best.ids), gap
