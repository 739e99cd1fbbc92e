"""Reads files of messages by name: JSON as in MediaWiki, and Mozilla's Fluent, properties and DTD in language packs."""

import io
import json
import re
import zipfile

WIKI = (
    (re.compile(r'\{\{(?:GENDER|gender):[^|{}]*\|([^|{}]*)[^{}]*\}\}'), r'\1'),
    (re.compile(r'\{\{(?:PLURAL|plural):[^|{}]*\|(?:[^{}]*\|)?([^|{}]*)\}\}'), r'\1'),
    (re.compile(r'\[\[(?:[^\]|]*\|)?([^\]|]*)\]\]'), r'\1'),
    (re.compile(r'\[(?:https?:\S+|\$\d)\s+([^\]]*)\]'), r'\1'),
    (re.compile(r"'''?"), ''),
)
FLUENT_MESSAGE = re.compile(r'^(-?[A-Za-z][\w-]*)\s*=\s*(.*)$')
FLUENT_ATTRIBUTE = re.compile(r'^\s+(\.[\w-]+)\s*=\s*(.*)$')
PROPERTY = re.compile(r'^\s*([^#!=\s][^=\s]*)\s*=\s*(.*)$', re.MULTILINE)
ENTITY = re.compile(r'<!ENTITY\s+(\S+)\s+(?:"([^"]*)"|\'([^\']*)\')\s*>')
BRAND = re.compile(r'\{\s*-[\w-]*(?:brand|product)[\w-]*(?:\([^)]*\))?\s*\}|&brand\w+;')
KEY_NAME = re.compile(r'(?:key|accesskey|width|height|style|size|url)$', re.IGNORECASE)


def read_json(content):
    """{('', name, 0): text} of a flat JSON file."""
    messages = json.loads(content)
    return {('', name, 0): _without_wiki(text) for name, text in messages.items() if isinstance(text, str)}


def _without_wiki(text):
    for pattern, replacement in WIKI:
        text = pattern.sub(replacement, text)
    return text


def read_language_pack(content, shared_name):
    """{(file, name, 0): text} of an .xpi; `shared_name` makes the name of a file the same in every language."""
    messages = {}
    with zipfile.ZipFile(io.BytesIO(content)) as pack:
        for name in pack.namelist():
            read = {'ftl': _fluent, 'properties': _properties, 'dtd': _entities}.get(name.rpartition('.')[2])
            if read:
                file = shared_name(name)
                for key, text in read(pack.read(name).decode('utf-8', 'replace')):
                    if not KEY_NAME.search(key):
                        messages[file, key, 0] = BRAND.sub('Firefox', text)
    return messages


def _fluent(text):
    """A selector's variants are left out: they need the grammar of the place where they stand."""
    key, value = None, []
    for line in [*text.split('\n'), '#']:
        message, attribute = FLUENT_MESSAGE.match(line), FLUENT_ATTRIBUTE.match(line)
        if not message and not attribute and (line.startswith(' ') or not line.strip()):
            value.append(line.strip())
            continue
        joined = ' '.join(filter(None, value))
        if key and joined and '->' not in joined:
            yield key, joined
        if message:
            key, value = message[1], [message[2]]
        elif attribute and key:
            key, value = f'{key.partition(".")[0]}{attribute[1]}', [attribute[2]]
        else:
            key, value = None, []


def _properties(text):
    for key, value in PROPERTY.findall(text):
        yield key, re.sub(r'\\u([0-9a-fA-F]{4})', lambda match: chr(int(match[1], 16)), value)


def _entities(text):
    for key, quoted, single in ENTITY.findall(text):
        yield key, quoted or single
