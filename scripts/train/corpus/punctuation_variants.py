"""Pairs of the teacher in another dress: in capitals, exclaimed, quoted, as a question, as one of a list, and so on.

    python3 -m train.corpus.punctuation_variants --work .training/es-ca

reads WORK/es-ca.taught.tsv, WORK/ca-es.taught.tsv and WORK/es-ca.counts.tsv and writes WORK/es-ca.dressed.tsv (origin,
Spanish, Catalan); of WORK/es-ca.phrases.tsv and WORK/ca-es.phrases.tsv, WORK/es-ca.dressed-phrases.tsv; and of words and
their forms, in WORK/es-ca.counts.tsv, WORK/es-ca.forms.tsv and WORK/ca-es.forms.tsv, WORK/es-ca.listed.tsv: a few of
them in a row, as in "Perderemos, Iglesia y duermes.", so that they are learnt within a sentence too.

    python3 -m train.corpus.punctuation_variants --work .training/es-ca --practise ca-es

reads WORK/ca-es.mistaken.tsv (origin, source, target), which `train.trainer mistakes` wrote, and writes
WORK/ca-es.practised.tsv (origin, Spanish, Catalan): lists of these words alone, each word in four of them.

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

from train.corpus.corpus_files import read_rows
from train.corpus.lexical_variants import kinds_of

# What is written, from which files, and their columns of Spanish and Catalan.
FILES = {
    'dressed': {'es-ca.taught.tsv': (1, 2), 'ca-es.taught.tsv': (2, 1), 'es-ca.counts.tsv': (1, 2)},
    'dressed-phrases': {'es-ca.phrases.tsv': (1, 2), 'ca-es.phrases.tsv': (2, 1)},
    'listed': {'es-ca.counts.tsv': (1, 2), 'es-ca.forms.tsv': (1, 2), 'ca-es.forms.tsv': (2, 1)},
}
LISTED = 'listed'
PRACTISED = {'es-ca': (1, 2), 'ca-es': (2, 1)}
TIMES = 4  # that a word is practised
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
LIST_LENGTHS = range(1, 6)
AND = Dress(' y ', ' i ')


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


def dress_each(rows, generator):
    """(origin, Spanish, Catalan) of each of the rows that has a dress."""
    for origin, pair in rows:
        made = dressed(pair, generator)
        if made:
            yield origin, *made


def dress_lists(rows, generator):
    """(origin, Spanish, Catalan) of lists of the rows in an order without meaning; the origin is that of the first."""
    rows = [row for row in rows if all(PLAIN.fullmatch(text) for text in row[1])]
    generator.shuffle(rows)
    begin = 0
    while begin < len(rows):
        part = rows[begin : begin + generator.choice(LIST_LENGTHS)]
        begin += len(part)
        yield part[0][0], *listed([pair for _, pair in part], generator)


def listed(pairs, generator):
    """Pairs one behind the other; some with a capital, the first one mostly, and mostly with a full stop."""
    capitals = [generator.random() < (0.25 if i else 0.7) for i in range(len(pairs))]
    is_joined = not re.match('h?[iy]', pairs[-1][0].lower())  # "y" is "e" before i
    end = '.' if generator.random() < 0.7 else ''
    for side, conjunction in enumerate(AND):
        texts = [with_capital(pair[side]) if capital else pair[side] for pair, capital in zip(pairs, capitals)]
        *others, last = texts
        yield (conjunction if is_joined else ', ').join(filter(None, [', '.join(others), last])) + end


def dress_all(work):
    """Writes all the FILES."""
    demand(work, sorted({name for files in FILES.values() for name in files}), 'build.py and teacher.py')
    for output, files in FILES.items():
        generator = random.Random(SEED)
        dress = dress_lists if output == LISTED else dress_each
        write_rows(work / f'es-ca.{output}.tsv', dress(pairs(work, files), generator))


def practise(work, pair):
    """Writes the lists of what a model mistook."""
    files = {f'{pair}.mistaken.tsv': PRACTISED[pair]}
    demand(work, files, 'train.trainer mistakes')
    rows, generator = list(pairs(work, files)), random.Random(SEED)
    write_rows(work / f'{pair}.practised.tsv', (row for _ in range(TIMES) for row in dress_lists(rows, generator)))


def demand(work, names, first):
    """Ends the program where one of the files is missing."""
    for path in (work / name for name in names):
        if not path.exists():
            sys.exit(f'dressings: no {path}: run {first} first')


def write_rows(path, rows):
    """Writes distinct rows, and says how many they are."""
    rows = dict.fromkeys(rows)
    path.write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')
    print(f'dressings: {len(rows)} pairs in {path.name}', file=sys.stderr)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', type=pathlib.Path, required=True, help='folder that build.py and teacher.py wrote')
    parser.add_argument('--practise', choices=sorted(PRACTISED), help='write the lists of what this model mistook instead')
    options = parser.parse_args()
    if options.practise:
        practise(options.work, options.practise)
    else:
        dress_all(options.work)


if __name__ == '__main__':
    main()
