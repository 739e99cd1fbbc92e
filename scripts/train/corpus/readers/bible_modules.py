"""Reads the verses of a SWORD Bible module in the zText format: compressed blocks and an index of verses."""

import re
import struct
import zlib

TAG = re.compile(r'<note\b.*?</note>|<title\b.*?</title>|<[^<>]*>', re.DOTALL)


def module_verses(folder):
    """The texts of both Testaments in order; `folder` holds ot.bz[svz] and nt.bz[svz]."""
    for testament in ('ot', 'nt'):
        index, verses, texts = ((folder / f'{testament}.bz{part}').read_bytes() for part in 'svz')
        blocks = [
            zlib.decompress(texts[start : start + size]) for start, size, _ in struct.iter_unpack('<III', index)
        ]
        for block, start, length in struct.iter_unpack('<IIH', verses):
            text = blocks[block][start : start + length].decode('utf-8', 'replace') if length else ''
            verse = ' '.join(TAG.sub('', text).split())
            if verse:
                yield verse
