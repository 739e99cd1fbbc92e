"""Everyday words in the language for which no list was written: what the teacher makes of those of the other one.

    python3 -m train.corpus.everyday_words --recipe es-ca --work .training/es-ca

reads recipes/languages/es.everyday-words.txt and WORK/es-ca.counts.tsv and writes WORK/everyday-words.ca, one a line.
"""

import sys

from train.corpus.command import add_work, parser_of, require_files
from train.corpus.rows import rows_of


def translations(words, rows):
    """The translations of those of the rows (origin, word, translation) whose word is among the words."""
    return [translation for _, word, translation, *_ in rows if word in words]


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    options = parser.parse_args()
    pair, work = options.recipe, options.work
    source = pair.corpus.counted
    target = pair.other(source)
    path = work / f'{source}-{target}.counts.tsv'
    require_files('everyday_words', [path], 'train.corpus.teacher --sentences counts')
    words = set(pair.language_file(source, 'everyday-words').read_text(encoding='utf-8').split())
    found = translations(words, rows_of(path))
    (work / f'everyday-words.{target}').write_text(''.join(f'{word}\n' for word in found), encoding='utf-8')
    print(f'everyday_words: {len(found)} words', file=sys.stderr)


if __name__ == '__main__':
    main()
