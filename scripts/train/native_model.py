"""A Stepglot model as it lies in its native container: config, weights and SentencePiece models."""

from typing import Dict, NamedTuple

import numpy as np
import torch

from model_config import ModelConfig
from reference_transformer import ReferenceTransformer
from safetensors_file import SafetensorsError, read_safetensors, write_safetensors
from tokenizer import Tokenizer


class Weights(dict):
    """Tensors by name; asking for one that is not there is an error in the file."""

    def __missing__(self, name):
        raise SafetensorsError(f'the model lacks tensor {name}')


class NativeModel(NamedTuple):
    """`weights` are float32 arrays; `spm` maps 'spm', or 'spm.source' and 'spm.target', to model bytes."""

    config: ModelConfig
    weights: Dict[str, np.ndarray]
    spm: Dict[str, bytes]

    def transformer(self, dtype):
        """The reference Transformer that computes in `dtype`."""
        weights = Weights((name, torch.tensor(array, dtype=dtype)) for name, array in self.weights.items())
        return ReferenceTransformer(self.config, weights)

    def tokenizer(self):
        """The tokenizer of the SentencePiece models inside."""
        if 'spm' in self.spm:
            return Tokenizer(self.config, self.spm['spm'])
        return Tokenizer(self.config, self.spm['spm.source'], self.spm['spm.target'])


def read_native_model(path):
    """Reads float32 or int8 weights; int8 rows are multiplied by their scale."""
    tensors, metadata = read_safetensors(path)
    if 'config' not in metadata:
        raise SafetensorsError(f'{path}: no model configuration in the metadata')
    spm = {name: tensors[name].tobytes() for name in tensors if tensors[name].dtype == np.uint8}
    weights = {}
    for name, tensor in tensors.items():
        if tensor.dtype == np.int8:
            if f'{name}.scale' not in tensors:
                raise SafetensorsError(f'{path}: int8 tensor {name} has no {name}.scale')
            weights[name] = tensor * tensors[f'{name}.scale'][:, None]
        elif tensor.dtype == np.float32 and not name.endswith('.scale'):
            weights[name] = tensor
    return NativeModel(ModelConfig.from_json(metadata['config']), weights, spm)


def write_native_model(path, model):
    """Writes float32 weights and the SentencePiece models into one container."""
    tensors = dict(model.weights)
    for name, content in model.spm.items():
        tensors[name] = np.frombuffer(content, np.uint8)
    write_safetensors(path, tensors, {'format': 'stepglot', 'config': model.config.to_json()})
