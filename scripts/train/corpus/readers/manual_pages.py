"""Reads manual pages (roff with the man macros) as paragraphs of running text."""

import gzip
import re

HEADING, PARAGRAPH = {'SH', 'SS'}, {'PP', 'P', 'LP', 'TP', 'IP', 'TQ', 'HP', 'RS', 'RE', 'br', 'sp', 'TH', 'in', 'ti'}
TABLES = {'nf': 'fi', 'EX': 'EE', 'TS': 'TE', 'SY': 'YS'}
FONT = {'B', 'I', 'SM', 'SB', 'R', 'UR', 'MT'}
ALTERNATING = {'BR', 'IR', 'RB', 'RI', 'BI', 'IB'}
SPECIAL = {
    'aq': "'", 'lq': '“', 'rq': '”', 'oq': '‘', 'cq': '’', 'dq': '"', 'em': '—', 'en': '–', 'Fo': '«', 'Fc': '»',
    'hy': '-',
    'co': '(c)', 'bu': '', 'ti': '~', 'ha': '^', 'rs': '\\', 'tm': '', 'Bq': '„', 'ga': '`', 'ba': '|',
    "'a": 'á', "'e": 'é', "'i": 'í', "'o": 'ó', "'u": 'ú', '~n': 'ñ', ':u': 'ü', 'r?': '¿', 'r!': '¡',
}  # fmt: skip
ESCAPES = (
    (re.compile(r'\\f(?:\[[^\]]*\]|\(..|.)'), ''),
    (re.compile(r'\\s[-+]?\d'), ''),
    (re.compile(r'\\\[u([0-9A-F]{4})\]'), lambda match: chr(int(match[1], 16))),
    (re.compile(r'\\\((..)|\\\[([^\]]+)\]'), lambda match: SPECIAL.get(match[1] or match[2], '\ufffd')),
    (re.compile(r'\\-'), '-'),
    (re.compile(r'\\[~ 0]'), ' '),
    (re.compile(r'\\[&|^%:/,)c]'), ''),
    (re.compile(r'\\e'), r'\\'),
)
REQUEST = re.compile(r"^[.']\s*(\w+)\s*(.*)$")
ARGUMENT = re.compile(r'"([^"]*)"|(\S+)')


def page_paragraphs(content):
    text = (gzip.decompress(content) if content[:2] == b'\x1f\x8b' else content).decode('utf-8', 'replace')
    if text.lstrip().startswith('.so '):
        return
    lines, until = [], None
    for line in text.split('\n'):
        if line.startswith(('.\\"', "'\\\"", '\\"')):
            continue
        request = REQUEST.match(line)
        name, rest = (request[1], request[2]) if request else (None, line)
        if until:
            until = None if name == until else until
        elif name in TABLES or name in HEADING | PARAGRAPH or not line.strip():
            until = TABLES.get(name)
            yield from _joined(lines)
            lines = [rest] if name in HEADING else []
            if name in HEADING and rest:
                yield from _joined(lines)
                lines = []
        elif name in FONT | ALTERNATING:
            arguments = [quoted or word for quoted, word in ARGUMENT.findall(rest)]
            lines.append(('' if name in ALTERNATING else ' ').join(arguments))
        elif not name:
            lines.append(line)
    yield from _joined(lines)


def _joined(lines):
    text = ' '.join(lines)
    for pattern, replacement in ESCAPES:
        text = pattern.sub(replacement, text)
    text = ' '.join(text.split())
    if text:
        yield text
