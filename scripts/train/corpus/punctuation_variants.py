"""Punctuation variants: pairs of the teacher in capitals, exclaimed, quoted, as a question, as one of a list, and so on.

    python3 -m train.corpus.punctuation_variants --recipe es-ca --work .training/es-ca

reads files that the teacher wrote and writes those that the recipe's table punctuation_variants names: WORK/es-ca.NAME.tsv
(origin, Spanish, Catalan). Those `in_lists` have a few words or forms in a row, as in "Perderemos, Iglesia y duermes.", so
that they are learned within a sentence too.

    python3 -m train.corpus.punctuation_variants --recipe es-ca --work .training/es-ca --practise ca-es

reads WORK/ca-es.mistaken.tsv (origin, source, target), which `train.trainer mistakes` wrote, and writes
WORK/ca-es.practised.tsv (origin, Spanish, Catalan): lists of these words alone, each word in four of them.

The pieces of a word depend on what stands before it: those of "¡Mientras" have little to do with those of "mientras", and
the corpus has neither COMUNIDAD nor (mientras) often enough to learn what they are. What a sentence means is the same in
every variant, so that nothing needs to be translated again.
"""

import random
import re
import sys
from typing import NamedTuple

from train.corpus.command import add_work, parser_of, require_files
from train.corpus.lexical_variants import kinds_of
from train.corpus.rows import rows_of, write_rows

TIMES = 4  # that a word is practised
MOST_WORDS = 20
PLAIN = re.compile(r'[\w ,;’\'·-]+')
IN_CAPITALS = 0.2
LIST_LENGTHS = range(1, 6)


class Frame(NamedTuple):
    """What surrounds the text of either language; `{}` is the text."""

    first: str
    second: str


PLAIN_FRAME = Frame('{}', '{}')
AROUND = [Frame(form, form) for form in ('«{}»', '"{}"', '“{}”', '({})', '—{}', '- {}')]
AROUND_WORDS = [Frame(form, form) for form in ('{}.', '{}:', '{},', '...{}', '{}...')]


class PunctuationVariants:
    """Makes the variants of pairs of texts in two languages, drawn by a generator of random numbers."""

    def __init__(self, languages, generator):
        self._languages, self._generator = languages, generator
        exclaimed, asked = (
            Frame(*(f'{language.opening_marks.get(mark, "")}{{}}{mark}' for language in languages)) for mark in '!?'
        )
        self._ending = (exclaimed, asked)  # frames in place of a full stop
        self._around = [*AROUND, *self._ending]

    def variant(self, pair):
        """A variant of a pair, or None."""
        length = max(len(text.split()) for text in pair)
        if length > MOST_WORDS:
            return None
        return self.word(pair) if length == 1 else self.sentence(pair)

    def word(self, pair):
        """Words with a capital or all in capitals, with or without something around them; None of what is no word."""
        random_number = self._generator.random
        change = str.upper if random_number() < IN_CAPITALS else with_capital if random_number() < 0.7 else str
        is_framed = random_number() < 0.5
        frame = self._generator.choice([*self._around, *AROUND_WORDS]) if is_framed else PLAIN_FRAME
        is_plain = all(PLAIN.fullmatch(text) for text in pair)
        return tuple(form.format(change(text)) for form, text in zip(frame, pair)) if is_plain else None

    def sentence(self, pair):
        """Statements in another form; None where one side is no plain statement."""
        if any(not text.endswith('.') or not PLAIN.fullmatch(text[:-1]) for text in pair):
            return None
        if self._generator.random() < IN_CAPITALS:
            return tuple(text.upper() for text in pair)
        frame = self._generator.choice(self._around)
        ends = frame in self._ending
        return tuple(form.format(text[:-1] if ends else text) for form, text in zip(frame, pair))

    def of_each(self, rows):
        """(origin, first, second) of each of the rows (origin, pair) that has a variant."""
        for origin, pair in rows:
            made = self.variant(pair)
            if made:
                yield origin, *made

    def in_lists(self, rows):
        """(origin, first, second) of lists of the rows in an order without meaning; the origin is that of the first."""
        rows = [row for row in rows if all(PLAIN.fullmatch(text) for text in row[1])]
        self._generator.shuffle(rows)
        begin = 0
        while begin < len(rows):
            part = rows[begin : begin + self._generator.choice(LIST_LENGTHS)]
            begin += len(part)
            yield part[0][0], *self._listed([pair for _, pair in part])

    def _listed(self, pairs):
        """Pairs one behind the other; some with a capital, the first one mostly, and mostly with a full stop."""
        capitals = [self._generator.random() < (0.25 if i else 0.7) for i in range(len(pairs))]
        is_joined = all(map(_may_join, self._languages, pairs[-1]))
        end = '.' if self._generator.random() < 0.7 else ''
        for side, language in enumerate(self._languages):
            *others, last = (with_capital(pair[side]) if capital else pair[side] for pair, capital in zip(pairs, capitals))
            between = f' {language.conjunction} ' if is_joined else ', '
            yield between.join(filter(None, [', '.join(others), last])) + end


def _may_join(language, word):
    """Whether the conjunction may stand before the word: the Spanish "y" is "e" before an i."""
    exception = language.no_conjunction_before
    return bool(language.conjunction) and not (exception and re.match(exception, word.lower()))


def with_capital(text):
    """The text with its first letter as a capital."""
    return text[:1].upper() + text[1:]


def pairs(pair, work, sources):
    """(origin, (first, second)) of the rows of DIRECTION.NAME files whose kind of text has variants."""
    kinds = kinds_of(work / 'origins.tsv')
    for name in sources:
        columns = pair.columns(name.partition('.')[0])
        for row in rows_of(work / f'{name}.tsv'):
            if kinds.get(row[0], 'words') in pair.punctuation_variants.kinds:
                yield row[0], tuple(row[column] for column in columns)


def generator_of(pair):
    """Draws the same for every file, so that one can be made again without the others."""
    return PunctuationVariants(pair.languages, random.Random(pair.punctuation_variants.seed))


def write_all(pair, work):
    """Writes all the files of the recipe."""
    files = pair.punctuation_variants.files
    sources = sorted({name for file in files.values() for name in file.sources})
    first = 'train.corpus.build and train.corpus.teacher'
    require_files('punctuation_variants', [work / f'{name}.tsv' for name in sources], first)
    for name, file in files.items():
        variants, rows = generator_of(pair), pairs(pair, work, file.sources)
        made = variants.in_lists(rows) if file.in_lists else variants.of_each(rows)
        write_distinct(work / f'{pair.name}.{name}.tsv', made)


def practise(pair, work, direction):
    """Writes the lists of what a model mistook."""
    mistaken = f'{direction}.mistaken'
    require_files('punctuation_variants', [work / f'{mistaken}.tsv'], 'train.trainer mistakes')
    rows, variants = list(pairs(pair, work, [mistaken])), generator_of(pair)
    write_distinct(
        work / f'{direction}.practised.tsv', (row for _ in range(TIMES) for row in variants.in_lists(rows))
    )


def write_distinct(path, rows):
    """Writes distinct rows, and says how many they are."""
    rows = dict.fromkeys(rows)
    write_rows(path, rows)
    print(f'punctuation_variants: {len(rows)} pairs in {path.name}', file=sys.stderr)


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    parser.add_argument(
        '--practise', metavar='DIRECTION', help='write the lists of what the model of this direction mistook instead'
    )
    options = parser.parse_args()
    pair = options.recipe
    if options.practise and options.practise not in pair.teacher.modes:
        parser.error(f'no {options.practise} in the recipe {pair.name}')
    if options.practise:
        practise(pair, options.work, options.practise)
    else:
        write_all(pair, options.work)


if __name__ == '__main__':
    main()
