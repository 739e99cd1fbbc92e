"""What a training leaves on disk: its whole state to go on from, and the last weights to average."""

import pathlib
import pickle

import numpy as np
import torch

from train.formats.model_config import ModelConfig
from train.formats.native_model import NativeModel
from train.formats.safetensors_file import read_safetensors, write_safetensors
from train.trainer.pair_ids import SPM

STATE = 'state.pt'
CONFIG = 'config.json'
WEIGHTS = 'weights-{:08d}.safetensors'


class RunFolderError(Exception):
    """A folder that holds no usable training."""


def replace_file(path, write):
    """Calls `write` with another path and renames: a file is whole or not there."""
    partial = path.with_name(path.name + '.partial')
    write(partial)
    partial.replace(path)


def save_state(folder, state):
    """The state of a training, a dict of tensors and plain values."""
    replace_file(folder / STATE, lambda path: torch.save(state, path))


def load_state(folder):
    """The stored state, or None when the training has not begun."""
    path = folder / STATE
    if not path.exists():
        return None
    try:
        return torch.load(path, map_location='cpu')
    except (OSError, RuntimeError, ValueError, EOFError, pickle.UnpicklingError) as error:
        raise RunFolderError(f'{path} is not usable: {error}') from error


def save_weights(folder, step, arrays, keep):
    """Stores the weights of a step and removes all but the last `keep`."""
    replace_file(folder / WEIGHTS.format(step), lambda path: write_safetensors(path, arrays, {'step': str(step)}))
    for path in stored_weights(folder)[:-keep]:
        path.unlink()


def stored_weights(folder):
    """Files of weights, oldest first."""
    return sorted(folder.glob(WEIGHTS.replace('{:08d}', '*')))


def begin_folder(folder, config, spm):
    """Writes what an export needs besides weights."""
    replace_file(folder / CONFIG, lambda path: pathlib.Path(path).write_text(config.to_json() + '\n', encoding='utf-8'))
    replace_file(folder / SPM, lambda path: pathlib.Path(path).write_bytes(spm))


def read_config(folder):
    """The model's configuration."""
    try:
        return ModelConfig.from_json((folder / CONFIG).read_text(encoding='utf-8'))
    except OSError as error:
        raise RunFolderError(f'{folder} holds no training: {error}') from error


def averaged_model(folder, last):
    """(the model with the mean of the last weights, their steps)"""
    config = read_config(folder)
    files = stored_weights(folder)[-last:]
    if not files:
        raise RunFolderError(f'{folder} has no stored weights yet')
    sums, steps = {}, []
    for path in files:
        tensors, metadata = read_safetensors(path)
        steps.append(int(metadata['step']))
        for name, array in tensors.items():
            sums[name] = sums.get(name, 0) + array.astype(np.float64)
    weights = {name: (array / len(files)).astype(np.float32) for name, array in sums.items()}
    return NativeModel(config, weights, {'spm': (folder / SPM).read_bytes()}), steps


def mean_model(models):
    """The model whose weights are the means of those of models that one training parted from; sizes and pieces are theirs."""
    first, *others = models
    if any((model.config, model.spm) != (first.config, first.spm) for model in others):
        raise RunFolderError('only trainings of one model, with the same pieces, have a mean')
    weights = {
        name: np.mean([model.weights[name] for model in models], 0, np.float64).astype(np.float32) for name in first.weights
    }
    return first._replace(weights=weights)
