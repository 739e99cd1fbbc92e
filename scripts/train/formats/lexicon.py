"""The lexicon of the native container, a deliberate second opinion beside its reader in core and writer in web/engine.

Its bytes are an alphabet and an automaton that reads the words of a model's languages.

Little-endian u32 throughout, after the four bytes of MAGIC: the number of characters, the number of arcs, the
characters (code point in bits 0..23, label in bits 24..31; code points ascend) and the arcs (label in bits 0..7, LAST
of its node, ENDS a word of the target or the source, words of the target's GO_ON with it, from bit 12 the index of the
first arc of the node that follows, 0 for none). The root's arcs come first; those of a node lie one behind the other, their labels ascending.
"""

import bisect
import collections
import itertools

import numpy as np

MAGIC = b'LEX1'
SEPARATOR = 0  # where others have the label of a letter
LAST, ENDS, ENDS_OF_SOURCE, GO_ON, NEXT = 1 << 8, 1 << 9, 1 << 10, 1 << 11, 12  # of an arc: bits, where the index begins
MOST_LABELS = 255
MOST_ARCS = 1 << 32 - NEXT


class LexiconError(Exception):
    """Bytes that are no lexicon, or words that none can hold."""


class Lexicon:
    """Words as bytes, a label for each letter, without any automaton.

    `words` is the sorted list of the target's, `source_words` the set of the source's, which are to be translated.
    """

    def __init__(self, content):
        if content[:4] != MAGIC or len(content) < 12 or len(content) % 4:
            raise LexiconError('the lexicon does not begin as one')
        characters, arcs, *rest = np.frombuffer(content, '<u4', offset=4).tolist()
        if len(rest) != characters + arcs:
            raise LexiconError(f'the lexicon has {len(rest)} entries, not {characters} characters and {arcs} arcs')
        self.labels = _alphabet(rest[:characters])
        ends = _ends(rest[characters:])
        self.words = [word for word, arc in ends if arc & ENDS]
        self.source_words = {word for word, arc in ends if arc & ENDS_OF_SOURCE}

    def letters(self, text):
        """The label of each character, SEPARATOR for those that are no letters."""
        return bytes(self.labels.get(character, SEPARATOR) for character in text)

    def is_word(self, letters):
        """Whether labels are one of the target's words."""
        place = bisect.bisect_left(self.words, letters)
        return self.words[place : place + 1] == [letters]

    def is_beginning(self, letters):
        """Whether some word of the target begins so, or is that."""
        place = bisect.bisect_left(self.words, letters)
        return place < len(self.words) and self.words[place].startswith(letters)


def _alphabet(entries):
    codes, labels = [entry & 0xFFFFFF for entry in entries], [entry >> 24 for entry in entries]
    if codes != sorted(set(codes)) or SEPARATOR in labels or any(code > 0x10FFFF for code in codes):
        raise LexiconError('the alphabet of the lexicon is out of order')
    return dict(zip(map(chr, codes), labels))


def _ends(arcs):
    """All words that the arcs read, in ascending order, each with the arc that ends it."""
    if not arcs:
        raise LexiconError('the lexicon has no words')
    ends = []
    waiting = [(0, b'')]  # arcs to follow, with the labels before them; the next in order is the last
    while waiting:
        index, before = waiting.pop()
        if index >= len(arcs) or len(before) >= len(arcs):
            raise LexiconError('an arc of the lexicon leads to no node, or back to its own')
        arc = arcs[index]
        word = before + bytes([arc & 0xFF])
        if not arc & LAST:
            waiting.append((index + 1, before))
        if arc >> NEXT:
            waiting.append((arc >> NEXT, word))
        elif not arc & (ENDS | ENDS_OF_SOURCE):
            raise LexiconError('an arc of the lexicon leads to no word')
        if arc & (ENDS | ENDS_OF_SOURCE):
            ends.append((word, arc))
    if any(a >= b for (a, _), (b, _) in zip(ends, ends[1:])):
        raise LexiconError('arcs of the lexicon are out of order')
    return ends


def lexicon_bytes(words, source_words=(), letters='', equal=()):
    """The smallest automaton that reads the words of the target and of the source, serialized.

    Letters are the characters of the words and of `letters`, small or capital; `equal` has strings of
    characters that count as one, for example two forms of the apostrophe.
    """
    words, source_words = set(words) - {''}, set(source_words) - {''}
    labels = _labels({*letters, *itertools.chain(*words, *source_words)}, equal)
    marks = collections.defaultdict(int)
    for mark, language in ((ENDS, words), (ENDS_OF_SOURCE, source_words)):
        for word in language:
            marks[bytes(labels[character] for character in word)] |= mark
    nodes = {}
    _add_node(sorted(marks.items()), 0, nodes)
    nodes = list(nodes)[::-1]  # each was added after those that follow it: now the root comes first
    ends = list(itertools.accumulate(map(len, nodes)))
    if ends and ends[-1] > MOST_ARCS:
        raise LexiconError(f'the words need {ends[-1]} arcs, more than {MOST_ARCS}')
    arcs = [_arc(arc, rank == len(node), nodes, ends) for node in nodes for rank, arc in enumerate(node, 1)]
    alphabet = [ord(character) | label << 24 for character, label in sorted(labels.items())]
    return MAGIC + np.array([len(alphabet), len(arcs), *alphabet, *arcs], '<u4').tobytes()


def _labels(characters, equal):
    """Labels by character; capitals and what counts as equal have that of the small letter, or of the first."""
    first = {other: group[0] for group in equal for other in group}
    cases = (case for c in {*characters, *first} for case in (c, c.lower(), c.upper()) if len(case) == 1)
    folded = {case: case.lower() if len(case.lower()) == 1 else case for case in cases}
    folded = {case: first.get(small, small) for case, small in folded.items()}
    order = sorted(set(folded.values()))
    if len(order) > MOST_LABELS:
        raise LexiconError(f'the words have {len(order)} different letters, more than {MOST_LABELS}')
    return {character: 1 + order.index(small) for character, small in folded.items()}


def _add_node(words, depth, nodes):
    """Adds to `nodes` what is left of sorted (word, marks) after `depth` labels, and all that follows.

    Returns its rank there. A node is a tuple of arcs (label, marks, rank of the node that follows
    or None), so that equal ones are one.
    """
    if not words:
        return None
    arcs = []
    for label, group in itertools.groupby(words, key=lambda entry: entry[0][depth]):
        group = list(group)
        ends = len(group[0][0]) == depth + 1
        marks, longer = group[0][1] if ends else 0, group[ends:]
        goes_on = any(mark & ENDS for _, mark in longer)
        arcs.append((label, marks | GO_ON * goes_on, _add_node(longer, depth + 1, nodes)))
    return nodes.setdefault(tuple(arcs), len(nodes))


def _arc(arc, is_last, nodes, ends):
    """u32 of an arc; `ends` has the index behind each node's arcs."""
    label, marks, following = arc
    place = None if following is None else len(nodes) - 1 - following
    index = 0 if place is None else ends[place] - len(nodes[place])
    return label | LAST * is_last | marks | index << NEXT
