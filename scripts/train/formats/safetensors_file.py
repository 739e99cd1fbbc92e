"""Reads and writes .safetensors files: a length, a JSON header and the tensors' bytes.

Layout: u64 little-endian header length N, N bytes of JSON padded with blanks, then the data. Only the
element types that Stepglot's own files use are known.
"""

import json
import struct

import numpy as np

BFLOAT16 = np.dtype([('bits', '<u2')])  # NumPy has no such number: a type of its own for the upper half of a float32
DTYPES = {
    'F32': np.dtype('<f4'),
    'F16': np.dtype('<f2'),
    'BF16': BFLOAT16,
    'I32': np.dtype('<i4'),
    'I8': np.dtype('i1'),
    'U8': np.dtype('u1'),
}
DTYPE_NAMES = {dtype: name for name, dtype in DTYPES.items()}
DATA_ALIGNMENT = 64  # bytes; lets a reader use the tensors in place


class SafetensorsError(Exception):
    """A file that is not a safetensors file or holds an element type that is not supported."""


def read_safetensors(path):
    """Returns (tensors by name as numpy arrays, metadata as a dict of strings)."""
    with open(path, 'rb') as file:
        content = file.read()
    header, data = _split_header(content, path)
    metadata = header.pop('__metadata__', {})
    tensors = {name: _tensor(data, name, entry, path) for name, entry in header.items()}
    return tensors, metadata


def _split_header(content, path):
    if len(content) < 8:
        raise SafetensorsError(f'{path}: {len(content)} bytes is too short for a safetensors file')
    (length,) = struct.unpack_from('<Q', content)
    if length > len(content) - 8:
        raise SafetensorsError(
            f'{path}: the header claims {length} bytes, the file has {len(content) - 8} after the length'
        )
    try:
        return json.loads(content[8 : 8 + length]), content[8 + length :]
    except ValueError as error:
        raise SafetensorsError(f'{path}: the header is not JSON: {error}') from error


def _tensor(data, name, entry, path):
    dtype = DTYPES.get(entry['dtype'])
    if dtype is None:
        raise SafetensorsError(
            f'{path}: tensor {name} has type {entry["dtype"]}, expected one of {", ".join(DTYPES)}'
        )
    begin, end = entry['data_offsets']
    count = int(np.prod(entry['shape'], dtype=np.int64))
    if not 0 <= begin <= end <= len(data) or end - begin != count * dtype.itemsize:
        raise SafetensorsError(f'{path}: tensor {name} has wrong offsets {begin}..{end}')
    return np.frombuffer(data, dtype, count, begin).reshape(entry['shape'])


def write_safetensors(path, tensors, metadata):
    """Writes numpy arrays of the types in DTYPES.

    Wider elements come first, so that every tensor is aligned to its element size without gaps.
    """
    names = sorted(tensors, key=lambda name: (-tensors[name].itemsize, name))
    header = {'__metadata__': metadata}
    offset = 0
    for name in names:
        tensor = tensors[name]
        if tensor.dtype not in DTYPE_NAMES:
            raise SafetensorsError(f'{path}: cannot write tensor {name} of type {tensor.dtype}')
        header[name] = {
            'dtype': DTYPE_NAMES[tensor.dtype],
            'shape': list(tensor.shape),
            'data_offsets': [offset, offset + tensor.nbytes],
        }
        offset += tensor.nbytes
    encoded = json.dumps(header, separators=(',', ':')).encode()
    encoded += b' ' * (-(8 + len(encoded)) % DATA_ALIGNMENT)
    with open(path, 'wb') as file:
        file.write(struct.pack('<Q', len(encoded)))
        file.write(encoded)
        for name in names:
            file.write(np.ascontiguousarray(tensors[name]).tobytes())
