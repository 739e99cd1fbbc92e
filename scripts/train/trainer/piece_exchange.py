"""Other pieces for a trained model: words that its pairs often have, in place of pieces that they seldom use.

Pieces are learnt from all texts alike, most of which speak of software; a word of everyday life then comes in three or
four, is harder to learn than a word of one piece, and takes longer to write.
"""

import collections
import math
import re
import typing
from typing import Dict, NamedTuple, Tuple

import numpy as np
import sentencepiece
from sentencepiece import sentencepiece_model_pb2

from train.trainer.pair_ids import DataError

BLANK = '\u2581'
LETTERS = re.compile(f'{BLANK}?[^\\W\\d_]*')
BY_PIECE = re.compile(r'((en|de)coder\.)?embedding\.weight|output\.(weight|bias)')  # tensors with a row for each piece
LONGEST = 16  # characters of a new piece
SELDOM, FAVOURED = 60, 400  # how often words come in an epoch


class Usage(NamedTuple):
    """How often pieces, and words with their pieces, come in an epoch.

    A word after a blank begins with BLANK; one that follows a mark or an apostrophe is another word, without it.
    """

    pieces: np.ndarray
    words: typing.Counter[str]
    split: Dict[str, Tuple[int, ...]]


def words_of(text):
    """The distinct words of a text."""
    return set(re.findall(r'[^\W\d_]+', text))


def count_usage(pairs, content):
    """The `Usage` of both sides of pairs, whose ids are those of the serialized SentencePiece model."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=content)
    pieces = [processor.id_to_piece(i) for i in range(len(processor))]
    is_letters = np.array([LETTERS.fullmatch(piece) is not None for piece in pieces])
    begins = ~is_letters | np.array([piece.startswith(BLANK) for piece in pieces])
    usage, runs = np.zeros(len(pieces)), collections.Counter()
    for side in (pairs.source, pairs.target):
        ids, weights = np.asarray(side.ids), np.repeat(pairs.weights, side.lengths)
        usage += np.bincount(ids, weights, len(pieces))
        starts = begins[ids]
        starts[side.offsets[:-1]] = True
        starts[1:] |= ~is_letters[ids[:-1]]
        starts = np.nonzero(starts)[0]
        for start, end, weight in zip(starts, [*starts[1:], len(ids)], weights[starts].tolist()):
            runs[ids[start:end].tobytes()] += weight
    words, split = collections.Counter(), {}
    for key, count in sorted(runs.items()):
        run = tuple(np.frombuffer(key, ids.dtype).tolist())
        if is_letters[run[0]]:
            word = ''.join(pieces[i] for i in run)
            words[word] += count
            split[word] = run
    return Usage(usage, words, split)


def exchange_pieces(content, usage, most, favoured=frozenset()):
    """A SentencePiece model in which up to `most` pieces stand for others: the words that save the most pieces, for the
    pieces that are then used least.

    `content` is a serialized unigram model. A favoured word (without its blank) counts as FAVOURED when it comes less
    often, unless it comes so seldom that it could not be learnt.
    """
    model = sentencepiece_model_pb2.ModelProto.FromString(content)
    if model.trainer_spec.model_type != model.trainer_spec.UNIGRAM:
        raise DataError('pieces can be exchanged in a unigram SentencePiece model only')
    new = _most_saving(usage, favoured)[:most]
    used = usage.pieces.copy()
    for word in new:
        np.subtract.at(used, list(usage.split[word]), usage.words[word])
    total = used.sum() + sum(usage.words[word] for word in new)
    for i, word in zip(_least_used(model, used), new):
        model.pieces[i].piece = word
        model.pieces[i].score = math.log(usage.words[word] / total)
    return model.SerializeToString()


def _most_saving(usage, favoured):
    """Words that would save pieces, those that save most first; no names and the like."""
    saved = {}
    for word, count in usage.words.items():
        if word.strip(BLANK) in favoured and count >= SELDOM:
            count = max(count, FAVOURED)
        is_name = usage.words[word.lower()] < usage.words[word]
        if len(usage.split[word]) > 1 and len(word) <= LONGEST and not is_name:
            saved[word] = count * (len(usage.split[word]) - 1)
    return sorted(saved, key=lambda word: (-saved[word], word))


def _least_used(model, used):
    """Ids of ordinary pieces of more than one character, the least used first."""
    normal = sentencepiece_model_pb2.ModelProto.SentencePiece.NORMAL
    ids = [i for i, piece in enumerate(model.pieces) if piece.type == normal and len(piece.piece.strip(BLANK)) > 1]
    return sorted(ids, key=lambda i: (used[i], i))


def with_pieces(model, content):
    """A model with other pieces: embedding and output of a new one are the means of those of the old pieces of its text."""
    if set(model.spm) != {'spm'}:
        raise DataError('pieces can be exchanged in a model whose languages share one SentencePiece model only')
    old, new = (sentencepiece.SentencePieceProcessor(model_proto=spm) for spm in (model.spm['spm'], content))
    if len(old) != len(new):
        raise DataError(f'the model has {len(old)} pieces, and its new SentencePiece model {len(new)}')
    rows = {name: array.copy() for name, array in model.weights.items() if BY_PIECE.fullmatch(name)}
    for i in range(len(new)):
        piece = new.id_to_piece(i)
        if piece != old.id_to_piece(i):
            parts = parts_of(old, piece)
            for name, array in rows.items():
                array[i] = model.weights[name][parts].mean(0)
    return model._replace(weights={**model.weights, **rows}, spm={'spm': content})


def parts_of(processor, piece):
    """The ids of the pieces that a text of a new piece came in."""
    if piece.startswith(BLANK):
        return processor.encode(piece[len(BLANK) :])
    text, ids = '', []
    for i in reversed(processor.encode(f'({piece}')):  # a mark before it, for SentencePiece begins a text with a blank
        if text == piece:
            break
        text, ids = processor.id_to_piece(i) + text, [i, *ids]
    return ids
