"""A Stepglot model as its native container stores it: config, weights, SentencePiece models and words."""

import json
from typing import Dict, List, NamedTuple

import numpy as np

from train.formats.model_config import ModelConfig
from train.formats.safetensors_file import SafetensorsError, read_safetensors, write_safetensors


class NativeModel(NamedTuple):
    """`weights` are float32 arrays; `spm` maps 'spm', or 'spm.source' and 'spm.target', to model bytes.

    `vocabulary` maps 'vocabulary', or 'vocabulary.source' and 'vocabulary.target', to pieces in id order; without it
    the ids of `spm` are those of the network. `lexicon` has the bytes of a Lexicon, or none.
    """

    config: ModelConfig
    weights: Dict[str, np.ndarray]
    spm: Dict[str, bytes]
    vocabulary: Dict[str, List[str]] = {}
    lexicon: bytes = b''


def read_native_model(path):
    """Reads float32 or int8 weights; int8 rows are multiplied by their scale."""
    tensors, metadata = read_safetensors(path)
    if 'config' not in metadata:
        raise SafetensorsError(f'{path}: no model configuration in the metadata')
    contents = {name: tensors[name].tobytes() for name in tensors if tensors[name].dtype == np.uint8}
    spm = {name: content for name, content in contents.items() if name.startswith('spm')}
    vocabulary = {name: json.loads(content) for name, content in contents.items() if name.startswith('vocabulary')}
    weights = {}
    for name, tensor in tensors.items():
        if tensor.dtype == np.int8:
            if f'{name}.scale' not in tensors:
                raise SafetensorsError(f'{path}: int8 tensor {name} has no {name}.scale')
            weights[name] = tensor * tensors[f'{name}.scale'][:, None]
        elif tensor.dtype == np.float32 and not name.endswith('.scale'):
            weights[name] = tensor
    config = ModelConfig.from_json(metadata['config'])
    return NativeModel(config, weights, spm, vocabulary, contents.get('lexicon', b''))


def int8_model(model):
    """The same model with its matrices as int8 and a scale for each row, the largest element of which becomes 127."""
    weights = {}
    for name, array in model.weights.items():
        if array.ndim != 2 or name.endswith('positions.weight'):
            weights[name] = array
            continue
        peak = np.abs(array).max(1)
        scale = np.where(peak > 0, peak / 127, 1).astype(np.float32)
        weights[name] = np.rint(array / scale[:, None]).astype(np.int8)
        weights[f'{name}.scale'] = scale
    return model._replace(weights=weights)


def write_native_model(path, model):
    """Writes weights as they are, the SentencePiece models, the vocabularies and the lexicon into one container."""
    tensors = dict(model.weights)
    vocabulary = {name: json.dumps(pieces, ensure_ascii=False).encode() for name, pieces in model.vocabulary.items()}
    lexicon = {'lexicon': model.lexicon} if model.lexicon else {}
    for name, content in {**model.spm, **vocabulary, **lexicon}.items():
        tensors[name] = np.frombuffer(content, np.uint8)
    write_safetensors(path, tensors, {'format': 'stepglot', 'config': model.config.to_json()})
