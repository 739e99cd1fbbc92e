"""Text to pieces to ids and back with the SentencePiece models and vocabularies of one model."""

import re

import sentencepiece

BLANK = '\u2581'
BYTE = re.compile('<0x[0-9A-F]{2}>')


class TokenizerError(Exception):
    """A text for a model that only takes pieces."""


class Tokenizer:
    """Source and target side: a SentencePiece model, a list of pieces in id order, or both."""

    def __init__(self, config, source, target):
        """Each side is (serialized SentencePiece model or None, pieces or None).

        With pieces, SentencePiece only segments, and a piece that is not among them is unknown.
        """
        self.config = config
        self.source, self.target = _Side(*source), _Side(*target)

    def pieces(self, text, target_token=None):
        """The pieces of a source text; `target_token` goes before them."""
        return ([target_token] if target_token else []) + self.source.pieces(text)

    def encode_pieces(self, pieces):
        """The ids that the encoder is fed, with bos and eos where the model wants them."""
        begin = [self._source_id(self.config.bos)] if self.config.source_bos else []
        end = [self._source_id(self.config.eos)] if self.config.source_eos else []
        unknown = None if self.config.unk is None else self._source_id(self.config.unk)
        return begin + [self.source.id_of(piece, unknown) for piece in pieces] + end

    def encode(self, text):
        """`encode_pieces` of a text."""
        return self.encode_pieces(self.pieces(text))

    def decode(self, ids):
        """The text of generated ids; eos has none."""
        return self.target.text([i for i in ids if i != self.config.eos])

    def texts(self):
        """For source and target the piece of each id; None for special ids, bytes, and ids without a piece."""
        config = self.config
        special = {'unk': config.unk, 'bos': config.bos, 'eos': config.eos, 'pad': config.pad}
        source = self.source.texts(config.source_size, (config.source_ids or special).values())
        return source, self.target.texts(config.target_size, special.values())

    def byte_of(self):
        """The byte that an id of the target stands for, by id."""
        return self.target.byte_of()

    def _source_id(self, special):
        """The source's id of a special piece, which `config` knows by its id in the target vocabulary."""
        if self.source.list is None:
            return special
        return self.source.ids[self.target.list[special]]


class _Side:
    def __init__(self, spm, pieces):
        self.spm = sentencepiece.SentencePieceProcessor(model_proto=spm) if spm else None
        self.list = pieces
        # The first of equal pieces keeps its id.
        self.ids = {piece: i for i, piece in reversed(list(enumerate(pieces or [])))}

    def pieces(self, text):
        if not self.spm:
            raise TokenizerError('this model has no SentencePiece model: it takes pieces only')
        return self.spm.encode(text, out_type=str)

    def id_of(self, piece, unknown):
        return self.spm.piece_to_id(piece) if self.list is None else self.ids.get(piece, unknown)

    def texts(self, size, special):
        if self.list is not None:
            texts = [None if i in special else piece for i, piece in enumerate(self.list)]
        else:
            spm, ids = self.spm, range(len(self.spm))
            hidden = {*special, *(i for i in ids if spm.is_control(i) or spm.is_unknown(i))}
            texts = [None if i in hidden else spm.id_to_piece(i) for i in ids]
        texts = [None if text is None or BYTE.fullmatch(text) else text for text in texts]
        return texts + [None] * (size - len(texts))

    def byte_of(self):
        if not self.spm:
            return {}
        pieces = self.list if self.list is not None else [self.spm.id_to_piece(i) for i in range(len(self.spm))]
        return {i: int(piece[3:5], 16) for i, piece in enumerate(pieces) if BYTE.fullmatch(piece)}

    def text(self, ids):
        if self.list is None:
            return self.spm.decode(ids)
        pieces = [self.list[i] for i in ids]
        if any(piece.startswith(BLANK) for piece in self.list):
            return ''.join(pieces).replace(BLANK, ' ').removeprefix(' ')
        return ' '.join(pieces)
