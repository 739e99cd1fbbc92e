"""A segment is a block of text of a document in one language of a pair or in both; here are its form and its file."""

import dataclasses
from typing import Tuple


@dataclasses.dataclass(frozen=True)
class Segment:
    """`package:document` is the origin; `texts` has both languages, an empty string for one that the document lacks."""

    package: str
    document: str
    texts: Tuple[str, str]

    @property
    def origin(self):
        return f'{self.package}:{self.document}' if self.document else self.package


def write_segments(path, segments):
    """One line a segment; line breaks, tabs and backslashes inside of a text are escaped."""
    with open(path, 'w', encoding='utf-8') as file:
        for segment in segments:
            file.write('\t'.join(map(_escaped, (segment.package, segment.document, *segment.texts))) + '\n')


def read_segments(path):
    with open(path, encoding='utf-8', newline='\n') as file:
        for line in file:
            package, document, *texts = map(_unescaped, line.rstrip('\n').split('\t'))
            yield Segment(package, document, tuple(texts))


def _escaped(text):
    return text.replace('\\', r'\\').replace('\t', r'\t').replace('\r', '').replace('\n', r'\n')


def _unescaped(text):
    if '\\' not in text:
        return text
    characters, source = [], iter(text)
    for character in source:
        characters.append(
            {'n': '\n', 't': '\t'}.get(escaped := next(source), escaped) if character == '\\' else character
        )
    return ''.join(characters)
