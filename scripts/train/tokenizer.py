"""Text to ids and back with the SentencePiece models of one container."""

import sentencepiece


class Tokenizer:
    """Holds one shared SentencePiece model, or one for each side."""

    def __init__(self, config, source_model, target_model=None):
        """Models are serialized SentencePiece protocol buffers; without `target_model` the first serves both."""
        self.config = config
        self.source = sentencepiece.SentencePieceProcessor(model_proto=source_model)
        self.target = (
            sentencepiece.SentencePieceProcessor(model_proto=target_model) if target_model else self.source
        )

    def encode(self, text):
        """The ids that the encoder is fed, with bos and eos where the model wants them."""
        ids = self.source.encode(text)
        begin = [self.config.bos] if self.config.source_bos else []
        return begin + ids + ([self.config.eos] if self.config.source_eos else [])

    def decode(self, ids):
        """The text of generated ids; eos has none."""
        return self.target.decode([i for i in ids if i != self.config.eos])
