"""Puts the tensors of a PyTorch checkpoint together to a native model, and finds its sizes and ties."""

import pickle

import numpy as np
import torch

from train.formats.model_config import ModelConfig
from train.reference.random_weights import random_weights
from train.reference.transformer import sinusoids

WRAPPING_KEYS = ('model_state_dict', 'state_dict', 'model')
TABLE_TOLERANCE = 2e-3  # a float32 sine of 5,000 radians is off by about 3e-4
BIAS_KINDS = ('.q.', '.k.', '.v.', '.o.', '.ffn.')
# Whatever unpickling garbage comes to; weights_only refuses code as an UnpicklingError.
LOAD_FAULTS = (pickle.UnpicklingError, RuntimeError, LookupError, ValueError, AttributeError, TypeError, OSError, EOFError)
LAYOUTS = ('sinusoidal-interleaved', 'sinusoidal-concatenated')


class CheckpointError(Exception):
    """A checkpoint that is not a Transformer that Stepglot can compute."""


def read_state(path):
    """The state_dict of a file that torch.save wrote; nothing in the file is run."""
    with open(path, 'rb') as file:
        try:
            content = torch.load(file, map_location='cpu', weights_only=True)
        except LOAD_FAULTS as error:
            raise CheckpointError(
                'not a checkpoint of tensors and plain values alone; torch.save(model.state_dict(), PATH) writes one'
            ) from error
    key = next((k for k in WRAPPING_KEYS if isinstance(content, dict) and isinstance(content.get(k), dict)), None)
    state = content[key] if key else content
    if not isinstance(state, dict) or not all(isinstance(value, torch.Tensor) for value in state.values()):
        raise CheckpointError(f'expected a state_dict, or a dict with one as {", ".join(WRAPPING_KEYS)}')
    return state


def native_tensors(state, names):
    """Float32 arrays by native name, fused projections taken apart; names every key that no rule knows."""
    tensors, keys, unknown = {}, {}, []
    for key, tensor in state.items():
        known, name = names.native_name(key)
        if not known:
            unknown.append(f'  {key} {list(tensor.shape)}')
        if name is None:
            continue
        for part, array in _separated(name, tensor.detach().to(torch.float32).numpy()):
            if part in tensors and not np.array_equal(tensors[part], array):
                raise CheckpointError(f'{keys[part]} and {key} both are {part}, but differ')
            tensors[part], keys[part] = array, key
    if unknown:
        raise CheckpointError(
            'no rule says what these keys are; give them a name or drop them with --map:\n' + '\n'.join(unknown)
        )
    return tensors


def _separated(name, array):
    """(native name, array) of one tensor or of the projections that it stacks."""
    for fused in ('qkv', 'kv'):
        for end in ('weight', 'bias'):
            suffix = f'.{fused}.{end}'
            if name.endswith(suffix):
                if len(array) % len(fused):
                    raise CheckpointError(f'{name} has {len(array)} rows, not {len(fused)} equal parts')
                stem = name.removesuffix(suffix)
                return [(f'{stem}.{p}.{end}', a) for p, a in zip(fused, np.split(array, len(fused)))]
    return [(name, array)]


def assemble(tensors, switches):
    """(ModelConfig, weights); `switches` are the fields of the configuration that no tensor tells."""
    tensors = dict(tensors)
    sizes = _take_embeddings(tensors)
    tables = _take_tables(tensors)
    sizes.update(_network_sizes(tensors))
    sizes.update(_fill_biases(tensors))
    config = ModelConfig(**sizes, **switches)
    _check_ids(config)
    if config.positions == 'table':
        tensors.update(_stored_tables(tables, config))
    else:
        for name, table in tables.items():
            _check_table(name, table, config)
    _check_shapes(tensors, config)
    return config, tensors


def _check_ids(config):
    for name in ('pad', 'unk', 'bos', 'eos'):
        value = getattr(config, name)
        if value is not None and value >= config.target_size:
            raise CheckpointError(f'{name} is {value}, but the target embedding has {config.target_size} rows')
    if config.eos is None:
        raise CheckpointError('the vocabulary has no end token: give its id with --eos')


def _take_embeddings(tensors):
    """Takes tied copies out of `tensors`; returns which are tied and the vocabulary sizes."""
    source, target = (tensors.pop(f'{side}.embedding.weight', None) for side in ('encoder', 'decoder'))
    shared = tensors.pop('embedding.weight', None)
    source, target = (one if one is not None else shared for one in (source, target))
    if source is None or target is None:
        missing = 'source' if source is None else 'target'
        raise CheckpointError(f'no key is the embedding of the {missing}; see the names in scripts/train/checkpoints/README.md')
    if source.ndim != 2 or target.ndim != 2:
        raise CheckpointError(f'the embeddings have the shapes {list(source.shape)} and {list(target.shape)}, not [V, d]')
    output = tensors.pop('output.weight', target)
    is_shared, is_tied = np.array_equal(source, target), np.array_equal(output, target)
    tied = ('all' if is_tied else 'source_target') if is_shared else ('target_output' if is_tied else 'none')
    if is_shared:
        tensors['embedding.weight'] = source
    else:
        tensors.update({'encoder.embedding.weight': source, 'decoder.embedding.weight': target})
    if not is_tied:
        tensors['output.weight'] = output
    rows = {'vocab_size': len(source)} if is_shared else {'source_vocab_size': len(source), 'target_vocab_size': len(target)}
    return {'tied_embeddings': tied, 'd_model': source.shape[1], 'output_bias': 'output.bias' in tensors, **rows}


def _take_tables(tensors):
    """Position tables [rows, d] by the name that they came under."""
    names = [name for name in tensors if name.endswith('positions.weight')]
    return {name: np.squeeze(tensors.pop(name)) for name in names}


def _stored_tables(tables, config):
    sides = {'encoder': config.max_source_length, 'decoder': config.max_target_length}
    result = {}
    for side, rows in sides.items():
        name = f'{side}.positions.weight'
        table = tables.get(name, tables.get('positions.weight'))
        if table is None or table.ndim != 2 or len(table) < rows:
            found = 'none' if table is None else f'one of shape {list(table.shape)}'
            raise CheckpointError(f'the {side} needs a position table of {rows} rows, the checkpoint has {found}')
        result[name] = table[:rows]
    return result


def _check_table(name, table, config):
    """A stored table must be the one that is computed instead of it."""
    if table.ndim != 2 or table.shape[1] != config.d_model:
        raise CheckpointError(f'{name} has the shape {list(table.shape)}, not [positions, {config.d_model}]')
    distance = {layout: np.abs(sinusoids(config, layout, len(table)).numpy() - table).max() for layout in LAYOUTS}
    if distance[config.positions] > TABLE_TOLERANCE:
        fitting = [layout for layout in LAYOUTS if distance[layout] <= TABLE_TOLERANCE]
        advice = f'it is {fitting[0]}' if fitting else 'a table of its own needs --positions table'
        raise CheckpointError(
            f'the positions in {name} are not {config.positions}: they differ by {distance[config.positions]:.3g}; {advice}'
        )


def _network_sizes(tensors):
    inner = tensors.get('encoder.layers.0.ffn.inner.weight')
    if inner is None:
        raise CheckpointError('no key is encoder.layers.0.ffn.inner.weight; name it with --map')
    layers = {side: {int(n.split('.')[2]) for n in tensors if n.startswith(f'{side}.layers.')} for side in ('encoder', 'decoder')}
    return {
        'ffn': len(inner),
        'encoder_layers': max(layers['encoder']) + 1,
        'decoder_layers': max(layers['decoder'], default=0) + 1,
        'final_norm': any(name in tensors for name in ('encoder.norm.weight', 'decoder.norm.weight')),
    }


def _fill_biases(tensors):
    """Zeros for a kind of layer that has no biases at all, where another kind has some."""
    linear = [name for name in tensors if name.endswith('.weight') and '.layers.' in name and 'norm.' not in name]
    has_bias = any(_bias(name) in tensors for name in linear)
    for kind in BIAS_KINDS:
        names = [name for name in linear if kind in name]
        if has_bias and not any(_bias(name) in tensors for name in names):
            tensors.update({_bias(name): np.zeros(len(tensors[name]), np.float32) for name in names})
    return {'linear_bias': has_bias}


def _bias(weight):
    return weight.removesuffix('weight') + 'bias'


def _check_shapes(tensors, config):
    """Compares with the tensors that a model of this configuration has."""
    expected = {name: array.shape for name, array in random_weights(config, np.random.default_rng(0)).items()}
    faults = [f'  no key is {name} {list(expected[name])}' for name in sorted(expected.keys() - tensors.keys())]
    faults += [f'  {name} belongs to no layer of this model' for name in sorted(tensors.keys() - expected.keys())]
    for name in sorted(expected.keys() & tensors.keys()):
        if tensors[name].shape != expected[name]:
            faults.append(f'  {name} has the shape {list(tensors[name].shape)}, not {list(expected[name])}')
        elif not np.isfinite(tensors[name]).all():
            faults.append(f'  {name} has numbers that are not finite')
    if faults:
        raise CheckpointError('the checkpoint does not fit together:\n' + '\n'.join(faults))
