"""A blank behind the marks that open a sentence, set by the SentencePiece model of a source language.

The pieces of a word depend on what stands before it. Those of "Mientras" are one, those of "¡Mientras" were ¡, M, ient, ra
and s, which no training had often enough to learn what they mean; behind a blank, they are those of the word anywhere.
"""

from sentencepiece import sentencepiece_model_pb2

from train.formats.spm_training import train_spm
from train.trainer.pair_ids import DataError
from train.trainer.prepare import replacements


def with_blank_after(model, marks):
    """A Stepglot model whose SentencePiece model puts a blank behind each of `marks`, characters that only its source
    language writes: a translation would have the blanks too.
    """
    if set(model.spm) != {'spm'}:
        raise DataError('a blank behind marks is for a model whose languages share one SentencePiece model')
    spm = sentencepiece_model_pb2.ModelProto.FromString(model.spm['spm'])
    if spm.normalizer_spec.precompiled_charsmap != _compiled(model.config, replacements()):
        raise DataError('the SentencePiece model has another map of characters than prepare gives it')
    apart = {mark: f'{mark} ' for mark in marks}
    spm.normalizer_spec.precompiled_charsmap = _compiled(model.config, {**replacements(), **apart})
    return model._replace(spm={'spm': spm.SerializeToString()})


def _compiled(config, rules):
    """A map of characters as SentencePiece reads it, which compiles one only when it trains."""
    options = {'replacements': rules, 'model_type': 'char', 'hard_vocab_limit': False}
    content = train_spm(['a'], config, 8, options)
    return sentencepiece_model_pb2.ModelProto.FromString(content).normalizer_spec.precompiled_charsmap
