"""The architecture of a Stepglot model: the switches that its container stores as JSON."""

import dataclasses
import json
import math
from typing import List, Optional, Union

CHOICES = {
    'norm': ('pre', 'post'),
    'activation': ('relu', 'swish', 'gelu', 'gelu_tanh', 'gelu_sigmoid'),
    'positions': ('sinusoidal-concatenated', 'sinusoidal-interleaved', 'table'),
    'decoder_cell': ('self_attention', 'ssru'),
    'position_exponent': ('2j/d', 'j/(d/2-1)'),
    'tied_embeddings': ('all', 'source_target', 'target_output', 'none'),
}


class ConfigError(Exception):
    """A configuration that names no model this code can compute."""


@dataclasses.dataclass(frozen=True)
class ModelConfig:
    """Sizes are element counts; `unk`, `bos`, `eos` and `pad` are ids of the target vocabulary."""

    source_language: str
    target_language: str
    d_model: int
    ffn: int
    heads: int
    encoder_layers: int
    decoder_layers: int
    norm: str
    final_norm: bool
    norm_eps: float
    activation: str
    positions: str
    position_exponent: str
    position_offset: int
    embedding_scale: Union[str, float]  # 'sqrt(d_model)' or a factor
    tied_embeddings: str
    output_bias: bool
    unk: int
    eos: int
    source_bos: bool
    source_eos: bool
    decoder_start: Union[str, int]  # 'bos', 'eos', 'pad', 'zero' (a zero vector) or an id
    bos: Optional[int] = None
    pad: Optional[int] = None
    vocab_size: Optional[int] = None  # a vocabulary shared by source and target
    source_vocab_size: Optional[int] = None
    target_vocab_size: Optional[int] = None
    embedding_norm: bool = False
    linear_bias: bool = True
    decoder_cell: str = 'self_attention'
    norm_keys: bool = True  # False: self-attention's keys and values see the input before a pre-norm
    suppressed: Optional[List[int]] = None
    max_source_length: Optional[int] = None  # limits of the engine and rows of a position table
    max_target_length: Optional[int] = None
    source_ids: Optional[dict] = None  # unk, bos and eos of the source's vocabulary where it has others
    search: Optional[dict] = None  # defaults of decoding that the model brings; unused here

    def __post_init__(self):
        for key, allowed in CHOICES.items():
            if getattr(self, key) not in allowed:
                raise ConfigError(
                    f'{key} is {getattr(self, key)!r}, expected one of {", ".join(allowed)}'
                )
        if self.d_model % self.heads or self.d_model % 2:
            raise ConfigError(f'd_model {self.d_model} must be even and divisible by {self.heads} heads')
        if self.vocab_size is None and None in (self.source_vocab_size, self.target_vocab_size):
            raise ConfigError('either vocab_size or both source and target sizes are needed')
        if self.positions == 'table' and None in (self.max_source_length, self.max_target_length):
            raise ConfigError('a position table needs max_source_length and max_target_length')
        if not self.norm_keys and self.norm != 'pre':
            raise ConfigError('norm_keys says something of norm "pre" only')

    @classmethod
    def from_json(cls, text):
        """Parses the `config` entry of a container's metadata."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise ConfigError(f'the model configuration is not usable: {error}') from error

    def to_json(self):
        """The inverse of from_json; keys whose default applies are left out."""
        defaults = {field.name: field.default for field in dataclasses.fields(self)}
        values = dataclasses.asdict(self)
        nullable = ('bos', 'pad')  # written even when null: the model states that it has none
        return json.dumps(
            {key: value for key, value in values.items() if key in nullable or value != defaults[key]}
        )

    @property
    def source_size(self):
        """Rows of the source embedding."""
        return self.source_vocab_size or self.vocab_size

    @property
    def target_size(self):
        """Rows of the target embedding and length of the logits."""
        return self.target_vocab_size or self.vocab_size

    @property
    def embedding_factor(self):
        """What looked-up embedding rows are multiplied by."""
        if self.embedding_scale == 'sqrt(d_model)':
            return math.sqrt(self.d_model)
        return float(self.embedding_scale)

    @property
    def start_id(self):
        """The first id that the decoder is fed, or None for a zero vector."""
        if isinstance(self.decoder_start, int):
            return self.decoder_start
        start = {'bos': self.bos, 'eos': self.eos, 'pad': self.pad, 'zero': None}
        if self.decoder_start not in start:
            raise ConfigError(f'decoder_start is {self.decoder_start!r}')
        if self.decoder_start != 'zero' and start[self.decoder_start] is None:
            raise ConfigError(f'decoder_start is {self.decoder_start}, which this model does not have')
        return start[self.decoder_start]

    @property
    def suppressed_ids(self):
        """Ids that decoding never emits."""
        if self.suppressed is not None:
            return self.suppressed
        return [i for i in (self.unk, self.bos, self.pad) if i is not None]
