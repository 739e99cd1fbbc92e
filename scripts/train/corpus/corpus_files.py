"""Writes the training folder: held-out texts once, then sentences and pairs that are only ever added to."""

import collections
import hashlib

from train.corpus.cleaning import key
from train.corpus.language_teller import WORD
from train.corpus.rows import append_rows, rows_if_there, rows_of, write_rows
from train.corpus.selection import Sentence
from train.corpus.sources import KINDS

HELD_OUT_WORDS = range(4, 61)
MIN_KEY = 8  # letters of a sentence by itself
MIN_PAIR_KEY = 3
MAX_PAIRS_OF_A_SIDE = 3  # different translations of one sentence
MAX_IDENTICAL = 0.02  # share of pairs with the same text on both sides: names, and words that the languages share


class HeldOut:
    """The documents of the development and test parts that a list names, and everything that their texts are compared by."""

    def __init__(self, path):
        self.parts = {}
        for part, origin in rows_of(path) if path else ():
            self.parts.setdefault(part, []).append(origin)
        self.documents = {_document(origin) for origins in self.parts.values() for origin in origins}
        self.keys = set()

    def has(self, sentence):
        """Of a held-out document in any package: another version of the package has nearly the same text."""
        return _document(sentence.origin) in self.documents

    def write(self, sentences, folder, codes):
        """Writes the parts that are not there, a file for each language of `codes`: later builds must be measured on the
        same text.
        """
        held = [sentence for sentence in sentences if self.has(sentence)]
        self.keys = {key(text) for sentence in held for text in sentence.texts}
        seen = set()
        for part, origins in self.parts.items():
            files = [folder / f'{part}.{code}' for code in codes]
            if not all(file.exists() for file in files):
                rows = [row for origin in origins for row in held if row.origin == origin and _is_measurable(row)]
                _write_part(files, _unseen(rows, seen))
            self.keys |= {key(line) for file in files for line in file.read_text(encoding='utf-8').splitlines()}


def _document(origin):
    return origin.partition(':')[2]


def _unseen(rows, seen):
    for row in rows:
        keys = list(map(key, row.texts))
        if keys[0] not in seen:
            seen |= set(keys)
            yield row


def _write_part(files, rows):
    texts = list(zip(*(row.texts for row in rows)))
    for file, lines in zip(files, texts or ((), ())):
        file.write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8')


def _is_measurable(sentence):
    return sentence.texts[0] != sentence.texts[1] and all(
        len(WORD.findall(text)) in HELD_OUT_WORDS for text in sentence.texts
    )


class CorpusWriter:
    """Appends to the files of a folder; `kinds` has the kind of each package, `held_out` was written before."""

    def __init__(self, folder, codes, kinds, held_out):
        self._folder, self._codes, self._kinds, self._held_out = folder, codes, kinds, held_out

    def write_monolingual(self, sentences, side, stands_alone):
        """Appends the sentences of a side (0 or 1) that its language's file lacks, whole ones and best kinds first.

        `stands_alone` tells of a text and its language whether it is worth translating by itself. Returns how many lines
        there are then.
        """
        code = self._codes[side]
        path = self._folder / f'{code}.tsv'
        seen = {key(row[1]) for row in rows_if_there(path)} | self._held_out.keys
        fresh = {}
        for sentence in sentences:
            text = sentence.texts[side]
            text_key = key(text)
            if (
                text_key
                and text_key not in seen
                and not self._held_out.has(sentence)
                and (self._is_listed(sentence) or (len(text_key) >= MIN_KEY and stands_alone(text, code)))
            ):
                seen.add(text_key)
                fresh[text] = sentence.origin
        append_rows(path, ((fresh[text], text) for text in sorted(fresh, key=lambda text: self._order(fresh[text], text))))
        return len(rows_if_there(path))

    def write_pairs(self, sentences):
        """Appends the pairs that real.tsv lacks, best kinds first; returns how many lines there are then."""
        path = self._folder / 'real.tsv'
        rows = rows_if_there(path)
        seen = {(key(row[1]), key(row[2])) for row in rows}
        sides = collections.Counter(side for pair in seen for side in enumerate(pair))
        fresh, identical = [], []
        for sentence in sorted(sentences, key=lambda row: self._rank(row.origin)):
            pair = tuple(map(key, sentence.texts))
            if min(map(len, pair)) < MIN_PAIR_KEY or pair in seen or self._is_held_out(sentence, pair):
                continue
            if any(sides[side] >= MAX_PAIRS_OF_A_SIDE for side in enumerate(pair)):
                continue
            seen.add(pair)
            sides.update(enumerate(pair))
            (identical if sentence.texts[0] == sentence.texts[1] else fresh).append(sentence)
        wanted = int(MAX_IDENTICAL * (len(rows) + len(fresh))) - sum(row[1] == row[2] for row in rows)
        identical.sort(key=lambda sentence: _shuffled(sentence.texts[0]))
        append_rows(path, ((row.origin, *row.texts) for row in [*fresh, *identical[: max(0, wanted)]]))
        return len(rows_if_there(path))

    def _is_held_out(self, sentence, pair):
        return self._held_out.has(sentence) or bool(self._held_out.keys & set(pair))

    def _is_listed(self, sentence):
        return self._kinds[_package(sentence.origin)] == 'words'

    def _rank(self, origin):
        return KINDS.index(self._kinds[_package(origin)])

    def _order(self, origin, text):
        """Listed words first, which cost the teacher nothing; then whole sentences."""
        is_listed = self._kinds[_package(origin)] == 'words'
        return not is_listed, _is_fragment(text), self._rank(origin), _shuffled(text)


def write_sentences(path, sentences):
    """Writes what `read_sentences` reads, and the folder where there is none."""
    path.parent.mkdir(parents=True, exist_ok=True)
    write_rows(path, ((row.origin, *row.texts) for row in sentences))


def read_sentences(path):
    """The sentences of a file, none of one that is not there."""
    return [Sentence(origin, tuple(texts)) for origin, *texts in rows_if_there(path)]


def _package(origin):
    return origin.partition(':')[0]


def _is_fragment(text):
    return text[-1] not in '.!?:…"»”'


def _shuffled(text):
    """A fixed order without meaning, so that the start of the file holds something of every document."""
    return hashlib.md5(text.encode()).hexdigest()
