"""How many translations have a misspelling: a word that neither a spelling dictionary nor their source has.

    python3 -m train.corpus.misspellings --language ca --source tests/data/es-ca.test.es TRANSLATIONS...

reads texts in a language whose table names a dictionary of Hunspell, one a line, each the translation of that line of the
source, and prints for each file how many lines have such a word, and how many words they are; with `--words` also which
ones.

A small model makes up words from pieces ("ploureà"), and BLEU hardly tells such a word from another good one. What the
source has too is copied, mostly a name or a mistake of its own; other words with a capital within a sentence are taken
for names. Good words that the dictionary lacks are counted as well: compare the count with that of a text that people
or a rule-based system wrote.
"""

import pathlib
import re
import subprocess
import sys

from train.corpus.command import parser_of, require_program
from train.corpus.language import LanguageError, read_language
from train.corpus.pair import RECIPES, languages_folder

LEAST_LETTERS = 3  # shorter ones are abbreviations and parts of "l'home"
# A word; not the pronoun of "fer-los", nor a part of an address or of a name of a file.
WORD = re.compile(r'(?<![\w@/.-])[^\W\d_]+(?:·l[^\W\d_]+)?(?![\w@/]|\.\w|:/)')


class MisspellingError(Exception):
    """What there is cannot be counted; the message says why."""


def candidates(source, translation):
    """The words of a translation that its source does not have and that are no names."""
    known = {word.lower() for word in WORD.findall(source)}
    for match in WORD.finditer(translation):
        word = match.group()
        is_first = not re.search(r'\w', translation[: match.start()])
        if len(word) >= LEAST_LETTERS and word.lower() not in known and (word.islower() or is_first):
            yield word


def unknown_words(dictionary, words):
    """Those of the words that a dictionary of Hunspell lacks."""
    command = ['hunspell', '-l', '-i', 'utf-8', '-d', dictionary]
    text = ''.join(f'{word}\n' for word in sorted(words))
    done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr:
        raise MisspellingError(f'{" ".join(command)}: {done.stderr.strip() or f"exit code {done.returncode}"}')
    return set(done.stdout.split())


def misspellings(dictionary, sources, translations):
    """For each translation the words that neither the dictionary nor its source has."""
    if len(sources) != len(translations):
        raise MisspellingError(f'{len(sources)} lines of the source, {len(translations)} of the translation')
    words = [list(candidates(*pair)) for pair in zip(sources, translations)]
    unknown = unknown_words(dictionary, {word for line in words for word in line})
    return [[word for word in line if word in unknown] for line in words]


def lines_of(path):
    """The lines of a file; what ends them is no part of them."""
    return path.read_text(encoding='utf-8').removesuffix('\n').split('\n')


def report(name, found):
    """A line about a file."""
    lines = sum(bool(words) for words in found)
    words = sum(len(words) for words in found)
    return f'{name}: {lines} of {len(found)} lines ({100 * lines / len(found):.1f} %) have such a word, {words} words'


def main():
    parser = parser_of(__doc__)
    parser.add_argument('--language', required=True, help='of the translations')
    parser.add_argument('--source', type=pathlib.Path, required=True, metavar='FILE', help='what they are translations of')
    parser.add_argument('--words', action='store_true', help='also print the words, after the number of their line')
    parser.add_argument('translations', type=pathlib.Path, nargs='+')
    options = parser.parse_args()
    try:
        language = read_language(options.language, languages_folder(RECIPES))
    except LanguageError as error:
        parser.error(str(error))
    if not language.dictionary:
        parser.error(f'the table of {language.name} has no dictionary')
    require_program('misspellings', 'hunspell', 'hunspell', language.dictionary_package)
    try:
        sources = lines_of(options.source)
        for path in options.translations:
            found = misspellings(language.dictionary, sources, lines_of(path))
            print(report(path, found))
            if options.words:
                print(''.join(f'{i}: {" ".join(words)}\n' for i, words in enumerate(found, 1) if words), end='')
    except (OSError, UnicodeDecodeError, MisspellingError) as error:
        sys.exit(f'misspellings: {error}')


if __name__ == '__main__':
    main()
