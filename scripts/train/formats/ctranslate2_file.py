"""Writes CTranslate2 model folders of every binary version, sharing no code with the reader in core that they test."""

import json
import struct
from typing import List, NamedTuple

import numpy as np

DTYPE_CODES = {np.dtype(kind): code for code, kind in enumerate(('f4', 'i1', 'i2', 'i4', 'f2'))}
ACTIVATION_CODES = {'relu': 0, 'gelu_tanh': 1, 'swish': 2, 'gelu': 3, 'gelu_sigmoid': 4}
OLD_INT16_SCALE = 1000  # of version 1, where it is not stored
ROUNDING_VERSION = 5  # files before it hold weights cut towards zero
UNKNOWN, BEGIN, END = '<unk>', '<s>', '</s>'


class Flavour(NamedTuple):
    """One kind of file; `quantization` is float32, float16, int16, int8 or int8_float16."""

    version: int
    quantization: str = 'float32'
    specification: str = 'TransformerSpec'
    revision: int = 3
    vocabulary_suffix: str = 'txt'


class Variable(NamedTuple):
    """A stored array: the native tensors of `parts` one below the other."""

    name: str
    parts: List[str]


def write_ctranslate2_folder(folder, model, flavour):
    """Writes model.bin, the vocabularies and config.json; returns the float64 weights that they stand for.

    `model` is a NativeModel whose `vocabulary` holds the tokens as the library sees them.
    """
    config = model.config
    weights = dict(model.weights)
    arrays, aliases, stored = {}, {}, {}
    for variable in variables(config):
        name = _old_name(variable.name) if flavour.version == 1 else variable.name
        name = name if flavour.revision >= 5 else name.replace('embeddings_0', 'embeddings')
        target = _same_as(variable, arrays, weights, config) if flavour.version >= 3 else None
        if target:
            aliases[name] = target
            same = next(other for other in variables(config) if other.name == target)
            stored.update({own: stored[part] for own, part in zip(variable.parts, same.parts)})
            continue
        value = np.concatenate([weights[part] for part in variable.parts])
        entries, real = _quantized(name, value, flavour)
        arrays.update(entries)
        counts = np.cumsum([len(weights[part]) for part in variable.parts])[:-1]
        stored.update(zip(variable.parts, np.split(real, counts)))
    if flavour.version > 1:
        arrays.update(_attributes(config, flavour))
    (folder / 'model.bin').write_bytes(_binary(arrays, aliases, flavour))
    _write_vocabularies(folder, model, flavour)
    return {name: stored.get(name, weights[name]) for name in weights}


def variables(config):
    """All weights of the network under the names of version 2 and later."""
    result = []
    for side, embeddings in (('decoder', 'embeddings'), ('encoder', 'embeddings_0')):
        tied = config.tied_embeddings in ('all', 'source_target')
        embedding = 'embedding' if tied else f'{side}.embedding'
        result.append(Variable(f'{side}/{embeddings}/weight', [f'{embedding}.weight']))
        if config.positions == 'table':
            result.append(Variable(f'{side}/position_encodings/encodings', [f'{side}.positions.weight']))
        for i in range(getattr(config, f'{side}_layers')):
            result += _layer(f'{side}/layer_{i}', f'{side}.layers.{i}', side == 'decoder')
        result += _norm(f'{side}/layer_norm', f'{side}.norm') if config.final_norm else []
        result += _norm(f'{side}/layernorm_embedding', f'{side}.embedding_norm') if config.embedding_norm else []
    output = {'all': 'embedding', 'target_output': 'decoder.embedding'}.get(config.tied_embeddings, 'output')
    result.append(Variable('decoder/projection/weight', [f'{output}.weight']))
    if config.output_bias:
        result.append(Variable('decoder/projection/bias', ['output.bias']))
    return result


def _layer(name, native, is_decoder):
    own = f'{native}.self_attn'
    result = _linear(f'{name}/self_attention/linear_0', [f'{own}.q', f'{own}.k', f'{own}.v'])
    result += _linear(f'{name}/self_attention/linear_1', [f'{own}.o'])
    result += _norm(f'{name}/self_attention/layer_norm', f'{own}_norm')
    if is_decoder:
        cross = f'{native}.cross_attn'
        for number, parts in enumerate((['q'], ['k', 'v'], ['o'])):
            result += _linear(f'{name}/attention/linear_{number}', [f'{cross}.{part}' for part in parts])
        result += _norm(f'{name}/attention/layer_norm', f'{cross}_norm')
    result += _linear(f'{name}/ffn/linear_0', [f'{native}.ffn.inner'])
    result += _linear(f'{name}/ffn/linear_1', [f'{native}.ffn.outer'])
    return result + _norm(f'{name}/ffn/layer_norm', f'{native}.ffn_norm')


def _linear(name, natives):
    return [Variable(f'{name}/{end}', [f'{native}.{end}' for native in natives]) for end in ('weight', 'bias')]


def _norm(name, native):
    return [Variable(f'{name}/{ours}', [f'{native}.{end}']) for ours, end in (('gamma', 'weight'), ('beta', 'bias'))]


def _old_name(name):
    """OpenNMT-tf's own name, which version 1 kept."""
    decoder = name.startswith('decoder')
    name = name.replace('self_attention', 'masked_multi_head' if decoder else 'multi_head')
    name = name.replace('attention', 'multi_head').replace('layer_norm', 'LayerNorm').replace('projection', 'dense')
    name = name.replace('embeddings_0', 'embeddings').replace('embeddings/weight', 'w_embs')
    name = name.replace('weight', 'kernel').replace('linear_0', 'conv1d').replace('linear_', 'conv1d_')
    return f'transformer/{name}:0'


def _same_as(variable, arrays, weights, config):
    """The stored variable with the same values: aliases stand for tied tensors and equal tables."""
    for other in variables(config):
        if other.name == variable.name:
            return None
        equal = len(variable.parts) == len(other.parts) == 1 and np.array_equal(
            weights[variable.parts[0]], weights[other.parts[0]]
        )
        if equal and other.name in arrays:
            return other.name


def _quantized(name, value, flavour):
    """(stored arrays by name, the real values in float64)."""
    is_matrix = name.endswith(('/weight', 'kernel:0', 'w_embs:0'))
    if flavour.quantization == 'float32' or (not is_matrix and not flavour.quantization.endswith('float16')):
        return {name: value}, value.astype(np.float64)
    if flavour.quantization == 'float16' or not is_matrix:
        return {name: value.astype(np.float16)}, value.astype(np.float16).astype(np.float64)
    peak = np.abs(value).max(1, keepdims=True) if flavour.quantization.startswith('int8') else np.abs(value).max()
    if flavour.quantization.startswith('int8'):
        scale, kind = (127 / np.where(peak == 0, 127, peak)).astype(np.float32), np.int8
    else:
        scale, kind = np.float32(OLD_INT16_SCALE if flavour.version == 1 else 1024 / peak), np.int16
    scaled = value * scale
    integers = (np.trunc(scaled) if flavour.version < ROUNDING_VERSION else np.rint(scaled)).astype(kind)
    entries = {name: integers}
    if flavour.version > 1:
        entries[f'{name}_scale'] = np.asarray(scale, np.float32).reshape(-1 if scale.ndim else ())
    return entries, integers / scale.astype(np.float64)


def _attributes(config, flavour):
    """Scalars beside the weights: at the root before revision 5, of each side since."""
    flags = {}
    if flavour.specification != 'TransformerSpec':
        return flags
    roots = [''] if flavour.revision < 5 else ['encoder/', 'decoder/']
    for root in roots:
        flags[f'{root}num_heads'] = np.array(config.heads, np.int8 if flavour.revision < 5 else np.int16)
        flags[f'{root}pre_norm'] = _flag(config.norm == 'pre')
        flags[f'{root}activation'] = np.array(ACTIVATION_CODES[config.activation], np.int8)
        if root != 'encoder/':
            flags[f'{root}alignment_layer'] = np.array(-1, np.int16)
            flags[f'{root}alignment_heads'] = np.array(1, np.int16)
    scale = np.array(1, np.int8) if config.embedding_scale == 'sqrt(d_model)' else np.float32(config.embedding_scale)
    for root in ('encoder/', 'decoder/') if flavour.revision >= 5 else ():
        flags[f'{root}scale_embeddings'] = np.asarray(scale)
    flags['decoder/start_from_zero_embedding'] = _flag(config.decoder_start == 'zero')
    if flavour.version < 6:
        flags['with_source_bos'] = _flag(config.source_bos)
        flags['with_source_eos'] = _flag(config.source_eos)
        flags['with_target_bos'] = _flag(config.decoder_start == 'bos')
    if flavour.version == 5:
        for name, token in (('unk', UNKNOWN), ('bos', BEGIN), ('eos', END)):
            flags[f'{name}_token'] = np.frombuffer(token.encode(), np.int8)
    return flags


def _flag(value):
    return np.array(int(value), np.int8)


def _binary(arrays, aliases, flavour):
    out = [struct.pack('<I', flavour.version)]
    if flavour.version >= 2:
        out += [_string(flavour.specification), struct.pack('<I', flavour.revision)]
    out.append(struct.pack('<I', len(arrays)))
    for name, array in sorted(arrays.items()):
        out += [_string(name), struct.pack(f'<B{array.ndim}I', array.ndim, *array.shape)]
        if flavour.version >= 4:
            out.append(struct.pack('<BI', DTYPE_CODES[array.dtype], array.nbytes))
        else:
            out.append(struct.pack('<BI', array.itemsize, array.size))
        out.append(np.ascontiguousarray(array).tobytes())
    if flavour.version >= 3:
        out.append(struct.pack('<I', len(aliases)))
        out += [_string(alias) + _string(target) for alias, target in sorted(aliases.items())]
    return b''.join(out)


def _string(text):
    return struct.pack('<H', len(text.encode()) + 1) + text.encode() + b'\0'


def _write_vocabularies(folder, model, flavour):
    """An unknown token at the end of a list is left out: the library appends it."""
    names = {'vocabulary': 'shared', 'vocabulary.source': 'source', 'vocabulary.target': 'target'}
    for name, tokens in model.vocabulary.items():
        path = folder / f'{names[name]}_vocabulary.{flavour.vocabulary_suffix}'
        tokens = tokens[:-1] if tokens[-1] == UNKNOWN else tokens
        text = json.dumps(tokens, indent=2) if flavour.vocabulary_suffix == 'json' else '\n'.join(tokens)
        path.write_text(text + '\n', encoding='utf-8')
    if flavour.version >= 6:
        start = END if model.config.decoder_start == 'zero' else BEGIN
        facts = {
            'add_source_bos': model.config.source_bos,
            'add_source_eos': model.config.source_eos,
            'bos_token': BEGIN,
            'decoder_start_token': start,
            'eos_token': END,
            'layer_norm_epsilon': None if model.config.norm_eps == 1e-5 else model.config.norm_eps,
            'unk_token': UNKNOWN,
        }
        (folder / 'config.json').write_text(json.dumps(facts, indent=2) + '\n')
