"""Sentence pairs in TSV files: which files there are, their columns, and the pairs in them."""

import pathlib
from typing import NamedTuple

from train.trainer.pair_ids import DataError

ORIGIN = 1  # the column that names where a pair comes from
LANGUAGES = 'languages.txt'  # of a work folder, which the corpus builder writes


class PairFile(NamedTuple):
    """A TSV file of pairs; columns count from 1, the first names the origin."""

    path: pathlib.Path
    source: int
    target: int
    weight: float

    @classmethod
    def parse(cls, text):
        """From FILE:SOURCE_COLUMN:TARGET_COLUMN:WEIGHT."""
        try:
            path, source, target, weight = text.rsplit(':', 3)
            parsed = cls(pathlib.Path(path), int(source), int(target), float(weight))
        except ValueError:
            raise DataError(f'{text!r} is not FILE:SOURCE_COLUMN:TARGET_COLUMN:WEIGHT') from None
        if min(parsed.source, parsed.target) < 1 or parsed.weight <= 0:
            raise DataError(f'{text!r}: columns count from 1, and the weight must be above 0')
        return parsed


def usual_files(work, source, target):
    """What the corpus builder and the teacher leave in the work folder, as far as it is there.

    What the teacher made of the target's sentences is read backwards too: its targets are sentences that people wrote.
    """
    codes = languages_of(work)
    if set(codes) != {source, target}:
        raise DataError(f'{work} has no {LANGUAGES} of {source} and {target}: name the files of pairs with --data')
    real = (2, 3) if source == codes[0] else (3, 2)
    candidates = [
        PairFile(work / f'{source}-{target}.taught.tsv', 2, 3, 1.0),
        PairFile(work / 'real.tsv', *real, 1.0),
        PairFile(work / f'{target}-{source}.taught.tsv', 3, 2, 0.5),
    ]
    files = [file for file in candidates if file.path.exists()]
    if not files:
        raise DataError(f'{work} has neither real.tsv nor {source}-{target}.taught.tsv')
    return files


def languages_of(work):
    """The codes of both languages of a corpus, in the order of the columns of real.tsv; none where nothing tells."""
    path = work / LANGUAGES
    return path.read_text(encoding='utf-8').split() if path.exists() else []


def read_rows(path):
    """The fields of each line; a last line without its end is one that is still being written."""
    with open(path, encoding='utf-8', newline='\n') as file:
        for line in file:
            if line.endswith('\n'):
                yield line[:-1].split('\t')


def read_pairs(file, held_out):
    """Yields (origin, source, target), without pairs of which a side is held out."""
    columns = max(file.source, file.target, ORIGIN)
    for number, fields in enumerate(read_rows(file.path), 1):
        if len(fields) < columns:
            raise DataError(f'{file.path}, line {number}: {len(fields)} fields, expected at least {columns}')
        source, target = fields[file.source - 1].strip(), fields[file.target - 1].strip()
        if source and target and source not in held_out and target not in held_out:
            yield fields[ORIGIN - 1], source, target
