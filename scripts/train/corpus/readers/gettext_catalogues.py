"""Reads gettext catalogues (.mo and .po) and joins those of two languages on context and message id."""

import gzip
import re
import struct

LITTLE_ENDIAN, BIG_ENDIAN = 0x950412DE, 0xDE120495
CHARSET = re.compile(rb'charset=([A-Za-z0-9_-]+)')
PO_LINE = re.compile(r'^(msgctxt|msgid_plural|msgid|msgstr)?(?:\[(\d+)\])?\s*"(.*)"$')
IS_NAME = re.compile(r'[0-9a-f]{8}|[A-Za-z0-9]*[_.][A-Za-z0-9_.]*[A-Za-z0-9_]')
PO_ESCAPE = re.compile(r'\\(.)')


def joined_catalogues(*catalogues):
    """The texts of two catalogues as read below; '' where a language lacks or leaves the message untranslated."""
    for key in dict.fromkeys(key for catalogue in catalogues for key in catalogue):
        sides = tuple(_translated(catalogue.get(key, ''), key) for catalogue in catalogues)
        if any(sides):
            yield sides


def with_message_ids(catalogues, side):
    """The texts of two catalogues; on `side` are the message ids, in whose language the program is written, or what
    its own catalogue has instead. Names that stand for a message, such as `menu_open`, are no texts."""
    own, other = catalogues[side], catalogues[1 - side]
    for key, text in other.items():
        original = own.get(key) or key[1]
        if text and text != original and not IS_NAME.fullmatch(original):
            yield (text, original) if side else (original, text)


def _translated(text, key):
    return '' if text == key[1] else text


def read_mo(content):
    """{(context, message id, plural form): translation} of a binary catalogue (GNU gettext manual, 'MO Files')."""
    if len(content) < 20:
        raise ValueError('too short for a binary catalogue')
    order = {LITTLE_ENDIAN: '<', BIG_ENDIAN: '>'}.get(struct.unpack('<I', content[:4])[0])
    if order is None:
        raise ValueError('not a binary catalogue: wrong magic number')
    _, count, ids, translations = struct.unpack_from(f'{order}4I', content, 4)
    entries = [
        (_string(content, order, ids, index), _string(content, order, translations, index)) for index in range(count)
    ]
    header = next((translation for message, translation in entries if not message), b'')
    charset = CHARSET.search(header)
    charset = charset.group(1).decode() if charset and charset.group(1) != b'CHARSET' else 'utf-8'
    catalogue = {}
    for message, translation in entries:
        if message:
            context, _, message = message.decode(charset, 'replace').rpartition('\x04')
            forms = translation.decode(charset, 'replace').split('\0')
            catalogue |= _plural_forms(context, message.split('\0'), forms)
    return catalogue


def _string(content, order, table, index):
    length, offset = struct.unpack_from(f'{order}2I', content, table + 8 * index)
    return content[offset : offset + length]


def _plural_forms(context, messages, forms):
    """The singular, and the last plural form when there is one: what two languages with two forms or more share."""
    entry = {(context, messages[0], 0): forms[0]}
    if len(messages) > 1 and len(forms) > 1:
        entry[context, messages[1], 1] = forms[-1]
    return entry


def read_po(content):
    """The same of a source catalogue; fuzzy and obsolete entries are left out."""
    text = (gzip.decompress(content) if content[:2] == b'\x1f\x8b' else content).decode('utf-8', 'replace')
    catalogue = {}
    for paragraph in re.split(r'\n\s*\n', text):
        entry = _po_entry(paragraph)
        if entry and entry.get('msgid') and entry.get('msgstr'):
            messages = [entry['msgid'], *([entry['msgid_plural']] if 'msgid_plural' in entry else [])]
            catalogue |= _plural_forms(entry.get('msgctxt', ''), messages, entry['msgstr'])
    return catalogue


def _po_entry(paragraph):
    entry, keyword = {}, None
    for line in paragraph.split('\n'):
        if line.startswith('#,') and 'fuzzy' in line:
            return None
        match = None if line.startswith('#') else PO_LINE.match(line.strip())
        if not match:
            continue
        text = PO_ESCAPE.sub(lambda escape: {'n': '\n', 't': '\t'}.get(escape[1], escape[1]), match[3])
        if match[1]:
            keyword = match[1]
            if keyword == 'msgstr':
                entry.setdefault(keyword, []).append(text)
            else:
                entry[keyword] = text
        elif keyword == 'msgstr':
            entry[keyword][-1] += text
        elif keyword:
            entry[keyword] += text
    return entry
