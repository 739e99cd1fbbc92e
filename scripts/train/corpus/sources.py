"""The committed list of packages that the corpus is made of: what is read of each, its kind, and its licence."""

import dataclasses
import pathlib

from train.corpus.licences import copyright_licence

LIST = pathlib.Path(__file__).parents[1] / 'recipes' / 'es-ca' / 'packages.tsv'
# Best first: where the corpus is too large for the teacher, it is cut from the end.
KINDS = ('words', 'general', 'scripture', 'handbook', 'software', 'help', 'manual')
READERS = ('catalogues', 'pages', 'manuals', 'messages', 'bible', 'words', 'counts')


@dataclasses.dataclass(frozen=True)
class Source:
    """Packages that are read together: one with both languages, or one of each language."""

    packages: tuple
    suite: str
    kind: str
    readers: tuple
    licence: str  # '' where the package's machine-readable copyright file tells it

    @property
    def name(self):
        return self.packages[0]

    def licence_of(self, copyright_text):
        """Of the list, else of the copyright file; None when neither tells."""
        return self.licence or copyright_licence(copyright_text)


def read_sources(path=LIST):
    sources = []
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line and not line.startswith('#'):
            sources.append(_source(f'{path.name}:{number}', line.split('\t')))
    return sources


def _source(place, fields):
    if len(fields) != 5:
        raise SystemExit(f'{place}: expected 5 fields between tabs, found {len(fields)}')
    packages, suite, kind, readers, licence = fields
    source = Source(tuple(packages.split()), suite, kind, tuple(readers.split(',')), licence.partition(' — ')[0])
    if kind not in KINDS or not set(source.readers) <= set(READERS):
        raise SystemExit(f'{place}: unknown kind or reader: {kind}, {readers}')
    return source
