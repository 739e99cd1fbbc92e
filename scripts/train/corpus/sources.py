"""The list of packages that a corpus is made of: what is read of each, its kind, and its licence."""

import dataclasses

from train.corpus.licences import copyright_licence

# Best first: where the corpus is too large for the teacher, it is cut from the end.
KINDS = ('words', 'general', 'scripture', 'handbook', 'software', 'help', 'manual')
READERS = ('catalogues', 'pages', 'manuals', 'messages')
MONOLINGUAL_READERS = ('bible', 'words', 'counts')  # whose language is named, as in words:es


@dataclasses.dataclass(frozen=True)
class Source:
    """Packages that are read together: one with both languages, or one of each language."""

    packages: tuple
    suite: str
    kind: str
    readers: dict  # the language of each, None where both are read
    licence: str  # '' where the package's machine-readable copyright file tells it

    @property
    def name(self):
        return self.packages[0]

    def licence_of(self, copyright_text):
        """Of the list, else of the copyright file; None when neither tells."""
        return self.licence or copyright_licence(copyright_text)


def read_sources(path, second=None):
    """The sources of a list; a line that is not as expected ends the program.

    In the names of packages, {second} is the code of a pair's second language, {regional} the end of its Mozilla packs.
    """
    sources = []
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line and not line.startswith('#'):
            sources.append(_source(f'{path.name}:{number}', line.split('\t'), second))
    return sources


def _source(place, fields, second):
    if len(fields) != 5:
        raise SystemExit(f'{place}: expected 5 fields between tabs, found {len(fields)}')
    packages, suite, kind, readers, licence = fields
    if second:
        packages = packages.replace('{second}', second.code).replace('{regional}', second.pack or second.code)
    named = {name: language or None for name, _, language in (part.partition(':') for part in readers.split(','))}
    source = Source(tuple(packages.split()), suite, kind, named, licence.partition(' — ')[0])
    if kind not in KINDS or not all(map(_is_reader, named.items())):
        raise SystemExit(f'{place}: unknown kind or reader: {kind}, {readers}')
    return source


def _is_reader(entry):
    name, language = entry
    return name in (MONOLINGUAL_READERS if language else READERS)
