"""The real pairs that agree with the teacher: two texts that people wrote, and that say the same.

    python3 -m train.corpus.agreeing_pairs --recipe es-ca --work .training/es-ca

reads WORK/real.tsv (origin, Spanish, Catalan), WORK/es-ca.taught.tsv and WORK/ca-es.taught.tsv (origin, sentence,
translation) and writes WORK/es-ca.agreeing.tsv (origin, Spanish, Catalan).

Most real pairs are two translations of an English sentence, and many say different things, or the same so freely that a
model learns to guess. Where the teacher's translation of one side has most words of the other, both say the same, and
people chose the words: what a thing is called is right where the teacher takes the first entry of its dictionary.
"""

import collections
import re
import sys

from train.corpus.command import add_work, parser_of, require_files
from train.corpus.rows import rows_of, write_rows

LEAST = 0.55  # F1 of words; below, pairs leave things out or add them
TOKEN = re.compile(r'[\w·]+|[^\w\s]')


def word_f1(text, other):
    """How many words and marks two texts share, of those that they have: 0 to 1."""
    words, others = (collections.Counter(TOKEN.findall(side.lower())) for side in (text, other))
    count = words.total() + others.total()
    return 2 * (words & others).total() / count if count else 0.0


def translations(path):
    """What the teacher made of each sentence of a file that it wrote."""
    return {sentence: translation for _, sentence, translation, *_ in rows_of(path)}


def agreeing(rows, there, back, least=LEAST):
    """The rows (origin, first, second) of which the translation of one side is near enough to the other.

    `there` has the translations of first sides, `back` those of second ones.
    """
    for origin, first, second in rows:
        near = [
            word_f1(taught[text], other)
            for taught, text, other in ((there, first, second), (back, second, first))
            if text in taught
        ]
        if near and max(near) >= least:
            yield origin, first, second


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    options = parser.parse_args()
    work, (first, second) = options.work, options.recipe.codes
    files = [work / 'real.tsv', work / f'{first}-{second}.taught.tsv', work / f'{second}-{first}.taught.tsv']
    require_files('agreeing_pairs', files, 'train.corpus.build and train.corpus.teacher')
    real, *taught = files
    rows = list(agreeing(rows_of(real), *map(translations, taught)))
    write_rows(work / f'{options.recipe.name}.agreeing.tsv', rows)
    print(f'agreeing_pairs: {len(rows)} pairs', file=sys.stderr)


if __name__ == '__main__':
    main()
