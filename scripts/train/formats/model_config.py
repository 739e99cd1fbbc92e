"""The architecture of a Stepglot model: the fields that its container stores as JSON.

Their names, defaults and values are those of core/model/config.schema.json, which the core's own list of fields makes.
core/model/README.md says what they mean.
"""

import dataclasses
import json
import math
import pathlib

SCHEMA = json.loads(
    (pathlib.Path(__file__).resolve().parents[3] / 'core' / 'model' / 'config.schema.json').read_text(encoding='utf-8')
)
FIELDS = SCHEMA['properties']
CHOICES = {name: tuple(values['enum']) for name, values in FIELDS.items() if 'enum' in values}


class ConfigError(Exception):
    """A configuration that names no model this code can compute."""


class _ConfigRules:
    """What the fields of a ModelConfig have to be, and what follows from them."""

    def __post_init__(self):
        for name, values in FIELDS.items():
            if getattr(self, name) is None and 'default' in values:
                object.__setattr__(self, name, values['default'])
        if self.final_norm is None:
            object.__setattr__(self, 'final_norm', self.norm == 'pre')
        self._check_values()
        if self.d_model % self.heads or self.d_model % 2:
            raise ConfigError(f'd_model {self.d_model} must be even and divisible by {self.heads} heads')
        if self.vocab_size is None and None in (self.source_vocab_size, self.target_vocab_size):
            raise ConfigError('either vocab_size or both source and target sizes are needed')
        if not self.norm_keys and self.norm != 'pre':
            raise ConfigError('norm_keys says something of norm "pre" only')

    def _check_values(self):
        for name, values in FIELDS.items():
            value = getattr(self, name)
            if value is None:
                continue
            if 'enum' in values and value not in values['enum']:
                raise ConfigError(f'{name} is {value!r}, expected one of {", ".join(values["enum"])}')
            least, most = values.get('minimum', -math.inf), values.get('maximum', math.inf)
            if 'minimum' in values and not least <= value <= most:
                raise ConfigError(f'{name} is {value}, expected {least} to {most}')

    @classmethod
    def from_json(cls, text):
        """Parses the `config` entry of a container's metadata."""
        try:
            return cls(**json.loads(text))
        except (ValueError, TypeError) as error:
            raise ConfigError(f'the model configuration is not usable: {error}') from error

    def to_json(self):
        """The inverse of from_json; keys whose default applies are left out."""
        nullable = ('bos', 'pad')  # written even when null: the model states that it has none
        return json.dumps(
            {
                name: value
                for name, value in dataclasses.asdict(self).items()
                if name in nullable or value != FIELDS[name].get('default')
            }
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
        return [i for i in (self.unk, self.bos, self.pad) if i not in (None, self.eos)]


def _fields():
    """(name, type, default) of each field, those without a default first; null stands for a missing one."""
    required = SCHEMA['required']
    for name in required:
        yield name, object
    for name, values in FIELDS.items():
        if name not in required:
            yield name, object, dataclasses.field(default=values.get('default'))


ModelConfig = dataclasses.make_dataclass('ModelConfig', _fields(), bases=(_ConfigRules,), frozen=True)
ModelConfig.__module__ = __name__
ModelConfig.__doc__ = 'Sizes are element counts; `unk`, `bos`, `eos` and `pad` are ids of the target vocabulary.'
