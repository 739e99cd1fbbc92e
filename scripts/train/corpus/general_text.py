"""Files of general text that are no packages: their list, and the pairs in them that are fit for training."""

import hashlib
import lzma
import re
from typing import NamedTuple

from train.corpus.language_teller import WORD

LONGEST = 80  # words
LONG = 8  # words from which a sentence is long: half of everyday ones are shorter than six
MIN_RATIO = 0.4  # of the lengths of both sides
ADDRESS = re.compile(r'https?:|www\.|\S@\S|[{}<>|\\\x00-\x1f\ufffd]')


class GeneralFile(NamedTuple):
    """A line of the list: `group` is what mixtures call the text of this kind."""

    name: str
    group: str
    licence: str
    origin: str

    def path(self, folder, pair):
        """Where it is for a pair of languages."""
        return folder / f'{self.name}.{pair}.tsv.xz'


def read_list(path):
    """The files of a list; a line that is not as expected ends the program."""
    files = []
    for number, line in enumerate(path.read_text(encoding='utf-8').splitlines(), 1):
        if line and not line.startswith('#'):
            fields = line.split('\t')
            if len(fields) != len(GeneralFile._fields):
                raise SystemExit(f'{path.name}:{number}: expected {len(GeneralFile._fields)} fields between tabs')
            files.append(GeneralFile(*fields))
    return files


def read_pairs(path):
    """The (first, second) texts of a compressed file."""
    with lzma.open(path, 'rt', encoding='utf-8', newline='\n') as file:
        rows = [tuple(map(str.strip, line.split('\t'))) for line in file]
    if any(len(row) != 2 for row in rows):
        raise SystemExit(f'{path}: expected two texts a line with a tab between them')
    return rows


def is_fit(texts):
    """Whether two texts can be translations of each other and are sentences."""
    counts = [len(WORD.findall(text)) for text in texts]
    shorter, longer = sorted(map(len, texts))
    return (
        min(counts) >= 1
        and max(counts) <= LONGEST
        and shorter + 8 >= MIN_RATIO * (longer + 8)
        and not any(map(ADDRESS.search, texts))
    )


def is_long(texts):
    """Whether a pair is among the longer ones, which teach more of a language's order of words."""
    return len(WORD.findall(texts[0])) >= LONG


def shuffled(texts):
    """A fixed place without meaning, to draw by."""
    return hashlib.md5('\t'.join(texts).encode()).hexdigest()
