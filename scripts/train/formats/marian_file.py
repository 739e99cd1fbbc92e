"""Writes Marian's model files and shortlists, a deliberate second opinion beside the writers of scripts/judge and tests/core.

Files are .npz and .bin, float32 or int8, made of native weights. The writers share no code with each other nor with the
reader in core, so that a fault of one shows.
"""

import re
import struct
from typing import NamedTuple

import numpy as np

FLOAT32, INT8, INTGEMM8 = 0x404, 0x101, 0x4101  # type codes of a .bin file
BLOB_ALIGNMENT = 256  # bytes, counted from the start of the file
QUANTIZED_NAME = re.compile('_W.?$|Wemb')
SHORTLIST_MAGIC = 0xF11A48D5013417F5
MASK = 2**64 - 1
ACTIVATIONS = {'relu': 'relu', 'swish': 'swish', 'gelu_sigmoid': 'gelu'}  # native name to Marian's


class Parameter(NamedTuple):
    """Marian's name and the native one; `transposed` where Marian's matrix is [in, out]."""

    name: str
    native: str
    transposed: bool = False


def parameters(config, tied_layers=None):
    """All parameters of the network; `tied_layers` has the number, from 1, whose names each decoder layer uses."""
    pre = '_pre' if config.norm == 'pre' else ''
    shared = config.tied_embeddings == 'all'
    result = [Parameter('Wemb', 'embedding.weight')] if shared else []
    if not shared:
        result += [Parameter(f'{side}_Wemb', f'{side}.embedding.weight') for side in ('encoder', 'decoder')]
    result.append(Parameter('decoder_ff_logit_out_b', 'output.bias'))
    for side, layers in (('encoder', config.encoder_layers), ('decoder', config.decoder_layers)):
        for i in range(layers):
            number = tied_layers[i] if tied_layers and side == 'decoder' else i + 1
            result += _layer(config, f'{side}_l{number}', f'{side}.layers.{i}', side == 'decoder', pre)
        if config.final_norm:
            result += _norm(f'{side}_top', '', f'{side}.norm')
        if config.embedding_norm:
            result += _norm(f'{side}_emb', '_pre', f'{side}.embedding_norm')
    return list({parameter.name: parameter for parameter in reversed(result)}.values())


def _layer(config, name, native, is_decoder, pre):
    recurrent = is_decoder and config.decoder_cell == 'ssru'
    result = []
    if recurrent:
        result += [
            Parameter(f'{name}_rnn_W', f'{native}.ssru.candidate.weight', True),
            Parameter(f'{name}_rnn_Wf', f'{native}.ssru.forget.weight', True),
            Parameter(f'{name}_rnn_bf', f'{native}.ssru.forget.bias'),
            *_norm(f'{name}_rnn' if pre else f'{name}_rnn_ffn', pre, f'{native}.self_attn_norm'),
        ]
    for kind, ours in (('self', 'self_attn'), ('context', 'cross_attn'))[recurrent : 1 + is_decoder]:
        for part in 'qkvo':
            result.append(Parameter(f'{name}_{kind}_W{part}', f'{native}.{ours}.{part}.weight', True))
            result.append(Parameter(f'{name}_{kind}_b{part}', f'{native}.{ours}.{part}.bias'))
        result += _norm(f'{name}_{kind}_Wo', pre, f'{native}.{ours}_norm')
    for number, part in enumerate(('inner', 'outer'), 1):
        result.append(Parameter(f'{name}_ffn_W{number}', f'{native}.ffn.{part}.weight', True))
        result.append(Parameter(f'{name}_ffn_b{number}', f'{native}.ffn.{part}.bias'))
    return result + _norm(f'{name}_ffn_ffn', pre, f'{native}.ffn_norm')


def _norm(name, suffix, native):
    return [Parameter(f'{name}_ln_{end}{suffix}', f'{native}.{n}') for end, n in (('scale', 'weight'), ('bias', 'bias'))]


def settings(config, tied_layers=None):
    """The YAML text of special:model.yml."""
    recurrent = config.decoder_cell == 'ssru'
    pre = config.norm == 'pre'
    tied = ''.join(f'\n  - {number}' for number in tied_layers) if tied_layers else '\n  []'
    lines = {
        'dim-emb': config.d_model,
        'dim-vocabs': f'\n  - {config.source_size}\n  - {config.target_size}',
        'dec-cell': 'ssru' if recurrent else 'gru',
        'dec-depth': config.decoder_layers,
        'enc-depth': config.encoder_layers,
        'tied-embeddings': _yes(config.tied_embeddings == 'target_output'),
        'tied-embeddings-all': _yes(config.tied_embeddings == 'all'),
        'tied-embeddings-src': 'false',
        'transformer-decoder-autoreg': 'rnn' if recurrent else 'self-attention',
        'transformer-dim-ffn': config.ffn,
        'transformer-ffn-activation': ACTIVATIONS[config.activation],
        'transformer-ffn-depth': 2,
        'transformer-heads': config.heads,
        'transformer-no-projection': 'false',
        'transformer-postprocess': 'da' if pre else 'dan',
        'transformer-postprocess-emb': 'd' if not config.embedding_norm else 'nd',
        'transformer-postprocess-top': 'n' if config.final_norm else '""',
        'transformer-preprocess': 'n' if pre else '""',
        'transformer-tied-layers': tied,
        'transformer-train-position-embeddings': 'false',
        'type': 'transformer',
        'version': 'v1.9.0',
    }
    return ''.join(f'{key}: {value}\n' for key, value in lines.items())


def _yes(value):
    return 'true' if value else 'false'


def write_npz(path, config, weights):
    """Float32 parameters, one `.npy` member each."""
    arrays = {p.name: _matrix(p, weights) for p in parameters(config)}
    arrays['special:model.yml'] = _settings_bytes(settings(config))
    np.savez(path, **arrays)


def write_bin(path, config, weights, tied_layers=None, alphas=None):
    """Float32 parameters, or int8 with the activation multipliers `alphas` (by Marian's names).

    Returns the float64 native weights that the file stands for.
    """
    items, stored = [], dict(weights)
    for parameter in parameters(config, tied_layers):
        matrix = _matrix(parameter, weights)
        if alphas is None or not QUANTIZED_NAME.search(parameter.name):
            items.append((parameter.name, FLOAT32, matrix.shape, matrix.tobytes()))
            continue
        multiplier = np.float32(127 / np.abs(matrix).max())
        integers = np.rint(matrix * multiplier).astype(np.int8)
        bytes_in_order = integers if 'Wemb' in parameter.name else integers.T
        blob = bytes_in_order.tobytes() + struct.pack('<f', multiplier)
        items.append((parameter.name, INTGEMM8, matrix.shape, blob))
        real = integers / np.float64(multiplier)
        stored[parameter.native] = real.T if parameter.transposed else real
    items += _multipliers(alphas or {})
    text = _settings_bytes(settings(config, tied_layers))
    items.append(('special:model.yml', INT8, (len(text),), text.tobytes()))
    path.write_bytes(_container(items))
    return stored


def _multipliers(alphas):
    """NAME_QuantMultA is a float, but where the name holds Wemb it is itself stored as one int8 of 127."""
    for name, alpha in alphas.items():
        full = f'{name}_QuantMultA'
        if 'Wemb' in name:
            yield full, INTGEMM8, (1,), struct.pack('<bf', 127, 127 / alpha)
        else:
            yield full, FLOAT32, (1,), struct.pack('<f', alpha)


def _matrix(parameter, weights):
    array = np.asarray(weights[parameter.native], np.float32)
    return np.ascontiguousarray(array.T if parameter.transposed else np.atleast_2d(array))


def _settings_bytes(text):
    return np.frombuffer(text.encode() + b'\0', np.int8)


def _container(items):
    """Version 1: headers, names, shapes, padding, blobs."""
    blobs = [data + b'\0' * (-len(data) % BLOB_ALIGNMENT) for *_, data in items]
    names = [name.encode() + b'\0' for name, *_ in items]
    out = struct.pack('<QQ', 1, len(items))
    for name, (_, kind, shape, _), blob in zip(names, items, blobs):
        out += struct.pack('<4Q', len(name), kind, len(shape), len(blob))
    out += b''.join(names)
    out += b''.join(struct.pack(f'<{len(shape)}i', *shape) for _, _, shape, _ in items)
    padding = -(len(out) + 8) % BLOB_ALIGNMENT
    return out + struct.pack('<Q', padding) + b'\0' * padding + b''.join(blobs)


class Shortlist(NamedTuple):
    """Target ids that may follow from each source id, and the first ids that always may."""

    first: int
    best: int
    lists: list  # ascending target ids by source id


def write_shortlist(path, shortlist):
    """A lex.*.s2t.bin file, its checksum as a 64-bit program computes it."""
    offsets = np.cumsum([0] + [len(ids) for ids in shortlist.lists]).astype('<u8')
    ids = np.array([i for ids in shortlist.lists for i in ids], '<u4')
    body = struct.pack('<4Q', shortlist.first, shortlist.best, len(offsets), len(ids))
    body += offsets.tobytes() + ids.tobytes()
    checksum = 0
    for (word,) in struct.iter_unpack('<Q', body[: len(body) // 8 * 8]):
        checksum ^= (word + 0x9E3779B9 + (checksum << 6) + (checksum >> 2)) & MASK
    path.write_bytes(struct.pack('<QQ', SHORTLIST_MAGIC, checksum) + body)


def shortlist_candidates(shortlist, source, is_shared, target_size):
    """The ids, ascending, whose logits are computed for one sentence; a multiple of 8 of them."""
    ids = set(range(shortlist.first)).union(*(shortlist.lists[i] for i in source))
    ids |= set(source) if is_shared else set()
    for extra in range(shortlist.first, target_size):
        if len(ids) % 8 == 0:
            break
        ids.add(extra)
    return sorted(ids)
