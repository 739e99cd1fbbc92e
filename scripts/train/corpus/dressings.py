"""Pairs of the teacher in another dress: in capitals, exclaimed, quoted, as a question, and so on.

    /usr/bin/python3 scripts/train/corpus/dressings.py --work .training/es-ca

reads WORK/es-ca.taught.tsv, WORK/ca-es.taught.tsv and WORK/es-ca.counts.tsv and writes WORK/es-ca.dressed.tsv (origin,
Spanish, Catalan); and of WORK/es-ca.phrases.tsv and WORK/ca-es.phrases.tsv, WORK/es-ca.dressed-phrases.tsv.

The pieces of a word depend on what stands before it: those of "¡Mientras" have little to do with those of "mientras", and
the corpus has neither COMUNIDAD nor (mientras) often enough to learn what they are. What a sentence means is the same in
every dress, so that nothing needs to be translated again.
"""

import argparse
import pathlib
import random
import re
import sys
from typing import NamedTuple

from corpus_files import read_rows
from variations import kinds_of

# What is written, from which files, and their columns of Spanish and Catalan.
FILES = {
    'dressed': {'es-ca.taught.tsv': (1, 2), 'ca-es.taught.tsv': (2, 1), 'es-ca.counts.tsv': (1, 2)},
    'dressed-phrases': {'es-ca.phrases.tsv': (1, 2), 'ca-es.phrases.tsv': (2, 1)},
}
MOST_WORDS = 20
KINDS = {'general', 'handbook', 'scripture', 'words'}
SEED = 5
PLAIN = re.compile(r'[\w ,;’\'·-]+')


class Dress(NamedTuple):
    """What surrounds the text of either language; `{}` is the text."""

    es: str
    ca: str


EXCLAIMED, ASKED = Dress('¡{}!', '{}!'), Dress('¿{}?', '{}?')
AROUND = [*(Dress(form, form) for form in ('«{}»', '"{}"', '“{}”', '({})', '—{}', '- {}')), EXCLAIMED, ASKED]
AROUND_WORDS = [*AROUND, *(Dress(form, form) for form in ('{}.', '{}:', '{},', '...{}', '{}...'))]
IN_CAPITALS = 0.2


def with_capital(text):
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def dressed_word(pair, generator):
    """A pair of words with a capital, or all in capitals, with or without something around them; None of other things."""
    change = str.upper if generator.random() < IN_CAPITALS else with_capital if generator.random() < 0.7 else str
    around = generator.choice(AROUND_WORDS) if generator.random() < 0.5 else Dress('{}', '{}')
    is_plain = all(PLAIN.fullmatch(text) for text in pair)
    return tuple(form.format(change(text)) for form, text in zip(around, pair)) if is_plain else None


def dressed_sentence(pair, generator):
    """A pair of statements in another dress; None where one side is no plain statement."""
    if any(not text.endswith('.') or not PLAIN.fullmatch(text[:-1]) for text in pair):
        return None
    if generator.random() < IN_CAPITALS:
        return tuple(text.upper() for text in pair)
    around = generator.choice(AROUND)
    ends = around in (EXCLAIMED, ASKED)
    return tuple(form.format(text[:-1] if ends else text) for form, text in zip(around, pair))


def dressed(pair, generator):
    """A pair in a dress that is drawn, or None."""
    length = max(len(text.split()) for text in pair)
    if length > MOST_WORDS:
        return None
    return (dressed_word if length == 1 else dressed_sentence)(pair, generator)


def pairs(work, files):
    """(origin, (Spanish, Catalan)) of what is fit to be dressed."""
    kinds = kinds_of(work / 'origins.tsv')
    for name, columns in files.items():
        for row in read_rows(work / name):
            if kinds.get(row[0], 'words') in KINDS:
                yield row[0], tuple(row[column] for column in columns)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', type=pathlib.Path, required=True, help='folder that build.py and teacher.py wrote')
    work = parser.parse_args().work
    for path in (work / name for files in FILES.values() for name in files):
        if not path.exists():
            sys.exit(f'dressings: no {path}: run build.py and teacher.py first')
    for output, files in FILES.items():
        generator = random.Random(SEED)
        drawn = ((origin, dressed(pair, generator)) for origin, pair in pairs(work, files))
        rows = dict.fromkeys((origin, *pair) for origin, pair in drawn if pair)
        (work / f'es-ca.{output}.tsv').write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')
        print(f'dressings: {len(rows)} pairs {output}', file=sys.stderr)


if __name__ == '__main__':
    main()
