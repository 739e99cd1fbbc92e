"""Reads Qt's compiled catalogues (.qm), into the same form as gettext's."""

import struct

MAGIC = bytes.fromhex('3cb86418caef9c95cd211cbf60a1bddd')
HASHES, MESSAGES = 0x42, 0x69  # sections of the file
END, SOURCE16, TRANSLATION, CONTEXT16, OBSOLETE, SOURCE, CONTEXT, COMMENT = range(1, 9)  # tags of a message
FIXED_LENGTH = {OBSOLETE: 4}


def read_qm(content):
    """{(context and comment, source or hash, plural form): translation}."""
    if content[:16] != MAGIC:
        raise ValueError("not one of Qt's catalogues: wrong magic number")
    sections = dict(_sections(content))
    messages, hashes = sections.get(MESSAGES, b''), sections.get(HASHES, b'')
    catalogue = {}
    for number, offset in struct.iter_unpack('>II', hashes):
        fields = _message(messages, offset)
        place = b'\0'.join(fields.get(tag, [b''])[0] for tag in (CONTEXT, COMMENT)).decode('utf-8', 'replace')
        source = fields[SOURCE][0].decode('utf-8', 'replace') if SOURCE in fields else f'{number:08x}'
        for form, translation in enumerate(fields.get(TRANSLATION, [])):
            catalogue[place, source, form] = translation.decode('utf-16-be', 'replace')
    return catalogue


def _sections(content):
    position = 16
    while position + 5 <= len(content):
        tag, length = struct.unpack_from('>BI', content, position)
        yield tag, content[position + 5 : position + 5 + length]
        position += 5 + length


def _message(messages, position):
    """{tag: [bytes]} of the message at an offset; plural forms are several translations."""
    fields = {}
    while position < len(messages):
        tag = messages[position]
        position += 1
        if tag == END or tag > COMMENT:
            break
        if tag in FIXED_LENGTH:
            length = FIXED_LENGTH[tag]
        else:
            (length,) = struct.unpack_from('>I', messages, position)
            position += 4
            length = 0 if length == 0xFFFFFFFF else length
        fields.setdefault(tag, []).append(messages[position : position + length])
        position += length
    return fields
