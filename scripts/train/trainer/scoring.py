"""Scores of a model's greedy translations of a test, in PyTorch."""

from typing import NamedTuple

import sentencepiece

from train.trainer.decoding import translate_greedily
from train.trainer.metrics import bleu, chrf
from train.trainer.pair_ids import DataError
from train.trainer.transformer import Transformer


class Score(NamedTuple):
    """BLEU and chrF2 from 0 to 100; `brevity` is how long the translations are, in characters of the reference."""

    bleu: float
    chrf: float
    brevity: float

    def __str__(self):
        return f'BLEU {self.bleu:.2f}  chrF2 {self.chrf:.2f}  length {self.brevity:.3f}'


def score(model, sources, references):
    """The Score of a model for these sentences."""
    if len(sources) != len(references) or not sources:
        raise DataError(f'{len(sources)} sentences and {len(references)} references')
    spm, config = sentencepiece.SentencePieceProcessor(model_proto=model.spm['spm']), model.config
    begin = [config.bos] if config.source_bos else []
    end = [config.eos] if config.source_eos else []
    ids = [begin + line + end for line in spm.encode(sources)]
    texts = [spm.decode(line) for line in translate_greedily(Transformer(config, model.weights), ids)]
    length = sum(map(len, texts)) / sum(map(len, references))
    return Score(bleu(texts, references), chrf(texts, references), length)
