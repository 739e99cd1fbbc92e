"""Variants of pairs that people translated, as people type and publish: what a corpus of clean sentences lacks.

    python3 -m train.corpus.text_variants --recipe en-de --work .training/en-de

reads the files of pairs that `gather` wrote and writes WORK/PAIR.variants.tsv: origin, first, second language. A variant
has one or two of these in it:

  curly      apostrophes and quotation marks as printers have them, each language's own
  capitals   all of it in capitals, or the first language without any
  numbers    other digits, the same on both sides, also with a currency or a unit
  copied     a name, a placeholder, an address or a mark in place of a word that both sides have, or after the sentence
  foreign    a word in another script or a picture, which is copied
  joined     two sentences in one line
"""

import random
import re

from train.corpus.command import add_work, parser_of, require_files
from train.corpus.language_teller import WORD
from train.corpus.rows import rows_of, write_rows

SEED = 11
SHARE = 0.16  # of the pairs of a file that have a variant
LONGEST = 45  # words of a variant
STRAIGHT_QUOTE = re.compile(r'"([^"]+)"')
APOSTROPHE = re.compile(r"(?<=\w)'(?=\w|\s|$|[,.;:!?])")
DIGITS = re.compile(r'(?<![\w.,])\d{1,4}(?![\w.,]*\d)(?!\w)')
SHARED_WORD = re.compile(r'(?<![\w\'’-])[A-Z][a-z]{2,}(?![\w\'’-])')
WORDS_OF_ADDRESSES = 'example shop news blog docs my home city mail photo music travel school garden'.split()
ENDS = 'com org net de fr es eu io co.uk'.split()
UNITS = ('€', '°', '%', '°C', ' km', ' kg', ' m²', ' €', '§', ' £', ' GB', '½')
FOREIGN = '東京 你好 Привет Москва Ελλάδα 한국어 שלום مرحبا नमस्ते ไทย 😀 🎉 👍 ❤️ 🚀 ✅ → ★ ♫ ™ ®'.split()
JOINED = 0.1


class TextVariants:
    """Makes variants of pairs; `marks` are the opening and the closing quotation mark of both languages."""

    def __init__(self, languages, generator):
        self._marks, self._random = tuple(language.quotation_marks for language in languages), generator
        self._ways = (self._curly, self._capitals, self._numbers, self._copied, self._foreign)

    def variant(self, texts):
        """Other texts of a pair, or None where the way that was drawn does not suit it."""
        changed = texts
        for way in self._random.sample(self._ways, 2 if self._random.random() < 0.2 else 1):
            changed = way(changed)
        return changed if changed != texts else None

    def _curly(self, texts):
        if self._random.random() < 0.3 and not any('"' in text for text in texts):
            texts = tuple(f'"{text}"' for text in texts)
        return tuple(curly(text, marks) for text, marks in zip(texts, self._marks))

    def _capitals(self, texts):
        first, second = texts
        drawn = self._random.random()
        if drawn < 0.45 and 'ß' not in second:
            return first.upper(), second.upper()
        return (first.lower() if drawn < 0.8 else first.lower().rstrip('.')), second

    def _numbers(self, texts):
        first, second = (DIGITS.findall(text) for text in texts)
        if not first or sorted(first) != sorted(second):
            return self._copied(texts)
        unit = self._random.choice(UNITS) if self._random.random() < 0.3 else ''
        new = {number: f'{self._random.randrange(2, 10 ** self._random.randrange(1, 5))}{unit}' for number in first}
        return tuple(DIGITS.sub(lambda match: new[match[0]], text) for text in texts)

    def _copied(self, texts):
        shared = set(SHARED_WORD.findall(texts[0])) & set(SHARED_WORD.findall(texts[1]))
        if shared:
            word, other = self._random.choice(sorted(shared)), self._copy()
            return tuple(re.sub(rf'\b{word}\b', lambda _: other, text) for text in texts)
        return self._with_end(texts, self._copy())

    def _foreign(self, texts):
        return self._with_end(texts, self._random.choice(FOREIGN))

    def _with_end(self, texts, what):
        """The texts with something before their last mark, in brackets or after it, on both sides alike."""
        end = self._random.choice((f' {what}', f': {what}', f' ({what})'))
        if end.startswith(':') and all(text[-1:] in '.!?' for text in texts):
            return tuple(text[:-1] + end for text in texts)
        return tuple(text + (end if not end.startswith(':') else f' {what}') for text in texts)

    def _copy(self):
        """Something that no language translates: mostly the marks that stand for it while a text is translated."""
        choose, number = self._random.choice, self._random.randrange(1, 10)
        word, other, end = choose(WORDS_OF_ADDRESSES), choose(WORDS_OF_ADDRESSES), choose(ENDS)
        return choose((
            f'X{number}', f'X{number}', f'[{number}]', f'XX{number}', f'{{{word}}}', f'%{choose("sd")}', f'${word}',
            f'https://{word}.{end}/{other}', f'www.{word}-{other}.{end}', f'{word}@{other}.{end}', f'{word}_{other}.txt',
            f'@{word}{number}', f'#{other}', f'v{number}.{self._random.randrange(20)}',
            f'{chr(65 + number)}{other[:3].upper()}-{self._random.randrange(100, 9999)}',
        ))  # fmt: skip


def curly(text, marks):
    """The text with printers' apostrophes, and with these quotation marks."""
    return APOSTROPHE.sub('’', STRAIGHT_QUOTE.sub(lambda match: f'{marks[0]}{match[1]}{marks[1]}', text))


def variants(rows, languages, generator):
    """(origin, first, second) of variants of some of the rows."""
    maker, before = TextVariants(languages, generator), None
    for origin, *texts in rows:
        if generator.random() >= SHARE or len(WORD.findall(texts[0])) > LONGEST:
            continue
        if generator.random() < JOINED:
            if before and all(text[-1:] in '.!?' for text in before):
                yield origin, *(f'{first} {second}' for first, second in zip(before, texts))
            before = texts
            continue
        made = maker.variant(tuple(texts))
        if made:
            yield origin, *made


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    options = parser.parse_args()
    pair, work = options.recipe, options.work
    out = work / f'{pair.name}.variants.tsv'
    files = sorted(path for path in work.glob(f'{pair.name}.*.tsv') if path != out)
    require_files('text_variants', [work / f'{pair.name}.packages.tsv'], 'train.corpus.gather')
    rows = (row for file in files for row in rows_of(file))
    made = list(dict.fromkeys(variants(rows, pair.languages, random.Random(SEED))))
    write_rows(out, made)
    print(f'text_variants: {len(made)} pairs in {out}')


if __name__ == '__main__':
    main()
