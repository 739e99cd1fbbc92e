"""All words of a language by its dictionary of Hunspell and by texts, so that a translation need not make up any.

    python3 -m train.corpus.dictionary_words --recipe en-de --work .training/en-de --language de

reads the dictionary that the language's table names, and the files of pairs that `gather` wrote, and writes, in lower
case, one a line:

  WORK/de.words.txt   the forms of the dictionary's words, and what people wrote at least WRITTEN times, compounds and
                      names among it, for a model that translates to the language
  WORK/de.common.txt  words of the dictionary that texts have, for one that translates from it: it is not to copy them
"""

import collections
import sys

from train.corpus.command import add_work, language_of, parser_of, require_files
from train.corpus.hunspell_words import DICTIONARIES, dictionary_words
from train.corpus.lexicon_words import words_of
from train.corpus.rows import rows_of

WRITTEN = 2  # times that a word is in texts which the dictionary lacks
COMMON = 2  # that a word of the dictionary is in texts


def counted(pair, work, code):
    """How often the pairs have each word on the side of the language."""
    counts, column = collections.Counter(), pair.side(code) + 1
    for path in sorted(work.glob(f'{pair.name}.*.tsv')):
        if path.name != f'{pair.name}.variants.tsv':
            for row in rows_of(path):
                counts.update(words_of(row[column]))
    return counts


def chosen(listed, counts):
    """(all words, those that are common) of a dictionary's words and the counts of texts."""
    known = {part for word in listed for part in words_of(word)}
    written = {word for word, count in counts.items() if count >= WRITTEN}
    return known | written, {word for word in known if counts[word] >= COMMON}


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    parser.add_argument('--language', required=True)
    options = parser.parse_args()
    pair, work, language = options.recipe, options.work, language_of(parser, options)
    require_files('dictionary_words', [work / f'{pair.name}.packages.tsv'], 'train.corpus.gather')
    if not (DICTIONARIES / f'{language.dictionary}.dic').exists():
        sys.exit(f'dictionary_words: no {language.dictionary}. On Debian: apt install {language.dictionary_package}')
    words, common = chosen(dictionary_words(language.dictionary), counted(pair, work, language.code))
    # Not before both are known: the runner of a recipe takes a file that is there for a whole one.
    for name, found in (('common', common), ('words', words)):
        (work / f'{language}.{name}.txt').write_text(''.join(f'{word}\n' for word in sorted(found)), encoding='utf-8')
    print(f'dictionary_words: {len(words)} words, {len(common)} of them common', file=sys.stderr)


if __name__ == '__main__':
    main()
