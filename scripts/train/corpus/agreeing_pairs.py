"""The real pairs that agree with the teacher: two texts that people wrote, and that say the same.

    python3 -m train.corpus.agreeing_pairs --work .training/es-ca

reads WORK/real.tsv (origin, Spanish, Catalan), WORK/es-ca.taught.tsv and WORK/ca-es.taught.tsv (origin, sentence,
translation) and writes WORK/es-ca.agreeing.tsv (origin, Spanish, Catalan).

Most real pairs are two translations of an English sentence, and many say different things, or the same so freely that a
model learns to guess. Where the teacher's translation of one side has most words of the other, both say the same, and
people chose the words: what a thing is called is right where the teacher takes the first entry of its dictionary.
"""

import argparse
import collections
import pathlib
import re
import sys

from train.corpus.corpus_files import read_rows

LEAST = 0.55  # F1 of words; below, pairs leave things out or add them
TOKEN = re.compile(r'[\w·]+|[^\w\s]')


def word_f1(text, other):
    """How many words and marks two texts share, of those that they have: 0 to 1."""
    words, others = (collections.Counter(TOKEN.findall(side.lower())) for side in (text, other))
    count = words.total() + others.total()
    return 2 * (words & others).total() / count if count else 0.0


def translations(path):
    """What the teacher made of each sentence of a file that it wrote."""
    return {sentence: translation for _, sentence, translation, *_ in read_rows(path)}


def agreeing(rows, to_catalan, to_spanish, least=LEAST):
    """The rows (origin, Spanish, Catalan) of which the translation of one side is near enough to the other."""
    for origin, spanish, catalan in rows:
        near = [
            word_f1(taught[text], other)
            for taught, text, other in ((to_catalan, spanish, catalan), (to_spanish, catalan, spanish))
            if text in taught
        ]
        if near and max(near) >= least:
            yield origin, spanish, catalan


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', type=pathlib.Path, required=True, help='folder that build.py and teacher.py wrote')
    work = parser.parse_args().work
    files = [work / 'real.tsv', work / 'es-ca.taught.tsv', work / 'ca-es.taught.tsv']
    for path in files:
        if not path.exists():
            sys.exit(f'agreement: no {path}: run build.py and teacher.py first')
    real, to_catalan, to_spanish = files
    rows = list(agreeing(read_rows(real), translations(to_catalan), translations(to_spanish)))
    (work / 'es-ca.agreeing.tsv').write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')
    print(f'agreement: {len(rows)} pairs', file=sys.stderr)


if __name__ == '__main__':
    main()
