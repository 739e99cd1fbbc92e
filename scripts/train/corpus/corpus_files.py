"""Writes the training folder: held-out texts once, then sentences and pairs that are only ever added to."""

import collections
import hashlib
import pathlib

from train.corpus.cleaning import key
from train.corpus.languages import WORD
from train.corpus.selection import LANGUAGES, Sentence, stands_alone
from train.corpus.sources import KINDS

HELD_OUT = pathlib.Path(__file__).parents[1] / 'recipes' / 'es-ca' / 'held-out.tsv'
HELD_OUT_WORDS = range(4, 61)
MIN_KEY = 8  # letters of a sentence by itself
MIN_PAIR_KEY = 3
MAX_PAIRS_OF_A_SIDE = 3  # different translations of one sentence
MAX_IDENTICAL = 0.02  # share of pairs with the same text on both sides: names, and words that the languages share


class HeldOut:
    """The documents of the development and test parts, and everything that their texts are compared by."""

    def __init__(self, path=HELD_OUT):
        self.parts = {}
        for part, origin in read_rows(path):
            self.parts.setdefault(part, []).append(origin)
        self.documents = {_document(origin) for origins in self.parts.values() for origin in origins}
        self.keys = set()

    def has(self, sentence):
        """Of a held-out document in any package: another version of the package has nearly the same text."""
        return _document(sentence.origin) in self.documents

    def write(self, sentences, folder):
        """Writes the parts that are not there: later builds must be measured on the same text."""
        held = [sentence for sentence in sentences if self.has(sentence)]
        self.keys = {key(text) for sentence in held for text in (sentence.es, sentence.ca)}
        seen = set()
        for part, origins in self.parts.items():
            files = [folder / f'{part}.{language}' for language in LANGUAGES]
            if not all(file.exists() for file in files):
                rows = [row for origin in origins for row in held if row.origin == origin and _is_measurable(row)]
                _write_part(files, _unseen(rows, seen))
            self.keys |= {key(line) for file in files for line in file.read_text(encoding='utf-8').splitlines()}


def _document(origin):
    return origin.partition(':')[2]


def _unseen(rows, seen):
    for row in rows:
        if key(row.es) not in seen:
            seen |= {key(row.es), key(row.ca)}
            yield row


def _write_part(files, rows):
    texts = list(zip(*((row.es, row.ca) for row in rows)))
    for file, lines in zip(files, texts or ((), ())):
        file.write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8')


def _is_measurable(sentence):
    texts = (sentence.es, sentence.ca)
    return sentence.es != sentence.ca and all(len(WORD.findall(text)) in HELD_OUT_WORDS for text in texts)


def write_monolingual(sentences, kinds, held_out, folder, language):
    """Appends the sentences that the file lacks, whole ones and best kinds first; returns how many there are then."""
    path = folder / f'{language}.tsv'
    seen = {key(row[1]) for row in read_rows(path)} | held_out.keys
    fresh = {}
    for sentence in sentences:
        text = getattr(sentence, language)
        text_key = key(text)
        is_listed = kinds[_package(sentence.origin)] == 'words'
        if (
            text_key
            and text_key not in seen
            and not held_out.has(sentence)
            and (is_listed or (len(text_key) >= MIN_KEY and stands_alone(text, language)))
        ):
            seen.add(text_key)
            fresh[text] = sentence.origin
    _append(path, ((fresh[text], text) for text in sorted(fresh, key=lambda text: _order(kinds, fresh[text], text))))
    return len(read_rows(path))


def write_pairs(sentences, kinds, held_out, folder):
    path = folder / 'real.tsv'
    rows = read_rows(path)
    seen = {(key(row[1]), key(row[2])) for row in rows}
    sides = collections.Counter(side for pair in seen for side in enumerate(pair))
    fresh, identical = [], []
    for sentence in sorted(sentences, key=lambda row: _rank(kinds, row.origin)):
        pair = key(sentence.es), key(sentence.ca)
        if min(map(len, pair)) < MIN_PAIR_KEY or pair in seen or held_out.has(sentence) or held_out.keys & set(pair):
            continue
        if any(sides[side] >= MAX_PAIRS_OF_A_SIDE for side in enumerate(pair)):
            continue
        seen.add(pair)
        sides.update(enumerate(pair))
        (identical if sentence.es == sentence.ca else fresh).append(sentence)
    wanted = int(MAX_IDENTICAL * (len(rows) + len(fresh))) - sum(row[1] == row[2] for row in rows)
    identical.sort(key=lambda sentence: _shuffled(sentence.es))
    _append(path, ((row.origin, row.es, row.ca) for row in [*fresh, *identical[: max(0, wanted)]]))
    return len(read_rows(path))


def read_rows(path):
    if not path.exists():
        return []
    with open(path, encoding='utf-8', newline='\n') as file:
        return [line.rstrip('\n').split('\t') for line in file]


def write_sentences(path, sentences):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(''.join(f'{row.origin}\t{row.es}\t{row.ca}\n' for row in sentences), encoding='utf-8')


def read_sentences(path):
    return [Sentence(*row) for row in read_rows(path)]


def _append(path, rows):
    with open(path, 'a', encoding='utf-8') as file:
        file.writelines('\t'.join(row) + '\n' for row in rows)


def _package(origin):
    return origin.partition(':')[0]


def _rank(kinds, origin):
    return KINDS.index(kinds[_package(origin)])


def _order(kinds, origin, text):
    """Listed words first, which cost the teacher nothing; then whole sentences."""
    is_listed = kinds[_package(origin)] == 'words'
    return not is_listed, _is_fragment(text), _rank(kinds, origin), _shuffled(text)


def _is_fragment(text):
    return text[-1] not in '.!?:…"»”'


def _shuffled(text):
    """A fixed order without meaning, so that the start of the file holds something of every document."""
    return hashlib.md5(text.encode()).hexdigest()
