"""The parts of the reference that compute with a NativeModel: its Transformer, its tokenizer, and its spelling."""

import torch

from train.formats.lexicon import Lexicon
from train.formats.safetensors_file import SafetensorsError
from train.reference.spelling import Spelling
from train.reference.tokenizer import Tokenizer
from train.reference.transformer import ReferenceTransformer

SIDES = ('source', 'target')


class Weights(dict):
    """Tensors by name; asking for one that is not there is an error in the file."""

    def __missing__(self, name):
        raise SafetensorsError(f'the model lacks tensor {name}')


def transformer_of(model, dtype):
    """The reference Transformer that computes in `dtype`."""
    weights = Weights((name, torch.tensor(array, dtype=dtype)) for name, array in model.weights.items())
    return ReferenceTransformer(model.config, weights, byte_of=tokenizer_of(model).byte_of() if model.spm else {})


def tokenizer_of(model):
    """The tokenizer of the SentencePiece models and vocabularies of the model."""
    sides = [(_side(model.spm, 'spm', side), _side(model.vocabulary, 'vocabulary', side)) for side in SIDES]
    return Tokenizer(model.config, *sides)


def spelling_of(model):
    """What tells which tokens misspell words, or None for a model without a lexicon."""
    return Spelling(Lexicon(model.lexicon), *tokenizer_of(model).texts()) if model.lexicon else None


def _side(entries, name, side):
    return entries.get(f'{name}.{side}', entries.get(name))
