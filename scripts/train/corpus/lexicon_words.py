"""All words of a language, so that a translation need not make up any.

    python3 -m train.corpus.lexicon_words --recipe es-ca --work .training/es-ca --language ca

reads WORK/ca.tsv, WORK/es-ca.taught.tsv and what else the teacher has translated into that language, and writes, in lower
case, one a line, in the order of their code points:

  WORK/ca.words.txt   the words of Catalan, for a model that translates to it
  WORK/ca.common.txt  those that texts have, for one that translates from it: it is not to copy them

A word is a run of letters, to which the middle dot of Catalan belongs: col·lecció is one, "l'home" and "fer-ho" are two
each. They are those that Apertium's generator and post-generator can write, those besides that the teacher wrote
several times where the source does not have them, and those that people wrote still more often in small letters, as a
misspelling comes rarely, and names have capitals. Of these last ones, those that the texts of the other language have
too (systemd) are not in the second file: they are the same in any language.
"""

import collections
import contextlib
import graphlib
import heapq
import itertools
import sys

from train.corpus.command import add_work, language_of, parser_of, require_files, require_program
from train.corpus.morphology import Morphology, MorphologyError
from train.corpus.rows import rows_if_there, rows_of
from train.corpus.teacher import OTHER_SENTENCES

LEAST_TAUGHT = 3  # times that the teacher wrote a word
LEAST_WRITTEN = 5  # that people did
LEAST_COMMON = 2  # that people wrote a word of the dictionary
NO_TEXT = {'ε', '~'}  # nothing, and the mark of what the post-generator looks at, as in amer~indi
MIDDLE_DOT = '·'
END = ('', -1)  # among the letters that may follow, with the numbers of their nodes: that the word may end


def is_letter(symbol):
    """Whether a symbol is part of a word."""
    return symbol.isalpha() or symbol == MIDDLE_DOT


class Letters(dict):
    """For str.translate: letters stay, and all else becomes a space."""

    def __missing__(self, code):
        self[code] = code if is_letter(chr(code)) else ' '
        return self[code]


LETTERS = Letters()


def words_of(text):
    """The words of a text, in lower case."""
    return [word for word in text.lower().translate(LETTERS).split() if word.strip(MIDDLE_DOT)]


class Endless(Exception):
    """A transducer has a cycle."""


class Written:
    """The words that a transducer writes, from its text: lines of state, next state, what it reads, what it writes.

    States from which the same may be written are one node, the set of the letters that may follow: a dictionary of a
    million forms has few.
    """

    def __init__(self, lines, ends_words):
        self._nodes = []
        arcs, last = _parsed(lines)
        numbers, of_state = {}, {}
        starts = {'0'}
        for state in _backwards(arcs):
            follows = {END} if ends_words and state in last else set()
            for target, symbol in arcs.get(state, ()):
                if symbol in NO_TEXT:
                    follows |= self._nodes[of_state[target]]
                elif is_letter(symbol):
                    follows.add((symbol, of_state[target]))
                else:
                    follows.add(END)
                    starts.add(target)
            node = frozenset(follows)
            of_state[state] = numbers.setdefault(node, len(numbers))
            if len(numbers) > len(self._nodes):
                self._nodes.append(node)
        self._starts = frozenset(of_state[state] for state in starts if state in of_state)

    def words(self):
        """Each word once, in the order of code points."""
        known, open_ends = {}, [('', self._starts)]
        while open_ends:
            word, numbers = open_ends.pop()
            if numbers not in known:
                known[numbers] = self._following(numbers)
            ends, following = known[numbers]
            if ends and word.strip(MIDDLE_DOT):
                yield word
            open_ends += [(word + letter, others) for letter, others in following]

    def _following(self, numbers):
        """Whether a word may end at nodes, and the letters that may follow, the last one first, with their nodes."""
        targets = collections.defaultdict(set)
        for letter, number in frozenset().union(*(self._nodes[number] for number in numbers)):
            targets[letter].add(number)
        ends = targets.pop('', None) is not None
        return ends, [(letter, frozenset(targets[letter])) for letter in sorted(targets, reverse=True)]


def _parsed(lines):
    """(next state, what is written in lower case) of the arcs of each state; and the states where a text may end."""
    arcs, last = collections.defaultdict(set), set()
    for line in lines:
        state, *arc = line.split('\t')
        if len(arc) > 2:
            arcs[state].add((arc[0], arc[2].lower()))
        elif line:
            last.add(state)
    return arcs, last


def _backwards(arcs):
    """The states, each behind all those that follow it."""
    try:
        sorter = graphlib.TopologicalSorter({state: {target for target, _ in arcs[state]} for state in arcs})
        yield from sorter.static_order()
    except graphlib.CycleError as error:
        raise Endless from error


def written_words(text, ends_words=True):
    """The words of each section of a transducer as lt-print has it.

    Sections with a cycle are left out: regular expressions of numbers, addresses and names of files, which are copied.
    """
    for is_mark, lines in itertools.groupby(text.split('\n'), lambda line: line == '--'):
        with contextlib.suppress(Endless):
            if not is_mark:
                yield Written(lines, ends_words).words()


def rows_taught(pair, work, code):
    """(source, translation) of all that the teacher translated into the language."""
    direction = f'{pair.other(code)}-{code}'
    for name in ('taught', *pair.lexical_variants, *OTHER_SENTENCES):
        for _, source, translation, *_ in rows_if_there(work / f'{direction}.{name}.tsv'):
            yield source, translation


def often_written(rows):
    """The words that are in at least LEAST_TAUGHT translations whose sources lack them."""
    counts = collections.Counter()
    for source, translation in rows:
        counts.update(set(words_of(translation)).difference(words_of(source)))
    return {word for word, count in counts.items() if count >= LEAST_TAUGHT}


def counted_in_texts(work, code):
    """How often the sentences of the language have each word in small letters."""
    counts = collections.Counter()
    for _, sentence, *_ in rows_of(work / f'{code}.tsv'):
        counts.update(word for word in sentence.translate(LETTERS).split() if word == word.lower())
    return counts


def all_words(teacher, code, others):
    """(word, whether it is one of `others` only) of the words of the language in order, each once, `others` among them."""
    morphology = Morphology(teacher)
    sections = [
        zip(words, itertools.repeat(False))
        for name, ends_words in teacher.writers[code].dictionaries.items()
        for words in written_words(morphology.dictionary(code, name), ends_words)
    ]
    merged = heapq.merge(zip(sorted(others), itertools.repeat(True)), *sections)
    return (next(group) for _, group in itertools.groupby(merged, lambda pair: pair[0]))


def write_words(pair, work, code):
    """Writes both files; returns how many words are in each."""
    counts = counted_in_texts(work, code)
    foreign = counted_in_texts(work, pair.other(code))
    written = {word for word in counts if counts[word] >= LEAST_WRITTEN}
    others = often_written(rows_taught(pair, work, code)) | written
    print(f'lexicon_words: {len(others)} words that texts have often', file=sys.stderr, flush=True)
    words, common = [], []
    for word, is_other in all_words(pair.teacher, code, others):
        words.append(word)
        if counts[word] >= LEAST_COMMON and not (is_other and word in foreign):
            common.append(word)
    # Not before all are known: the runner of a recipe takes a file that is there for a whole one.
    for name, found in (('common', common), ('words', words)):
        (work / f'{code}.{name}.txt').write_text(''.join(f'{word}\n' for word in found), encoding='utf-8')
    return len(words), len(common)


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    parser.add_argument('--language', required=True)
    options = parser.parse_args()
    pair, work, code = options.recipe, options.work, language_of(parser, options).code
    names = (*(f'{other}.tsv' for other in pair.codes), f'{pair.other(code)}-{code}.taught.tsv')
    require_files('lexicon_words', [work / name for name in names], 'train.corpus.build and train.corpus.teacher')
    require_program('lexicon_words', 'lt-print', 'lttoolbox-dev', pair.teacher.package)
    try:
        words, common = write_words(pair, work, code)
    except MorphologyError as error:
        sys.exit(f'lexicon_words: {error}')
    print(f'lexicon_words: {words} words, {common} of them common', file=sys.stderr)


if __name__ == '__main__':
    main()
