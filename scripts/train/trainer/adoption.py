"""The weights of a trained model under a whole vocabulary of other pieces: what its layers know stays known.

The embedding of a piece that the model lacks is the mean of those of the pieces that it has for the same text, as
`piece_exchange` does for single ones.
"""

import dataclasses

import numpy as np
import sentencepiece

from train.trainer.pair_ids import DataError
from train.trainer.piece_exchange import BY_PIECE, parts_of

SPECIAL = ('unk', 'bos', 'eos', 'pad')
FREE = {*SPECIAL, 'vocab_size', 'source_vocab_size', 'target_vocab_size', 'source_language', 'target_language'} | {
    'suppressed',
    'decoder_start',
    'norm_eps',
    'embedding_scale',
}  # of a configuration, what may differ; the scale has to be the same number


def adopted(model, config, content):
    """A model of this configuration whose pieces are those of the serialized SentencePiece model."""
    _check(model, config)
    old, new = (sentencepiece.SentencePieceProcessor(model_proto=spm) for spm in (model.spm['spm'], content))
    origins = [_origins(model.config, config, old, new, i) for i in range(len(new))]
    weights = {
        name: _rows(array, origins) if BY_PIECE.fullmatch(name) else array for name, array in model.weights.items()
    }
    return model._replace(config=config, weights=weights, spm={'spm': content}, vocabulary={}, lexicon=b'')


def _check(model, config):
    if set(model.spm) != {'spm'}:
        raise DataError('only a model whose languages share one SentencePiece model can have other pieces')
    have, want = (dataclasses.asdict(one) for one in (model.config, config))
    other = sorted(name for name in want if name not in FREE and have[name] != want[name])
    if other or model.config.embedding_factor != config.embedding_factor:
        raise DataError(f'the model differs from what prepare was told in {", ".join(other) or "embedding_scale"}')


def _origins(have, want, old, new, i):
    """The ids of the old pieces that an id begins with; none for a byte that the model has not met."""
    for name in SPECIAL:
        if i == getattr(want, name):
            return [getattr(have, name)]
    piece = new.id_to_piece(i)
    if new.is_byte(i):
        return [old.piece_to_id(piece)] if old.piece_to_id(piece) != old.unk_id() else []
    if old.piece_to_id(piece) != old.unk_id():
        return [old.piece_to_id(piece)]
    return [part for part in parts_of(old, piece) if part != old.unk_id()]


def _rows(array, origins):
    """The means of the rows of each origin; a row without one gets the mean of all, and noise that tells it apart."""
    mean, spread = array.mean(0), array.std(0)
    noise = np.random.default_rng(1)
    rows = [
        array[ids].mean(0) if ids else mean + spread * noise.standard_normal(mean.shape) for ids in origins
    ]
    return np.stack(rows).astype(np.float32)
