"""Which tokens misspell a word: a deliberate second opinion beside the spelling of core/search, without an automaton.

A word is known if it is among the target's words of the lexicon or, so that names can be copied, in the source text, and
not among the words that the lexicon has as the source's. A word is a run of letters in the joined pieces. What is left of
a word after a letter that no known word has there is excused: a word is a fault once, at the token that spoils it or at
the one that ends it too early.
"""

from train.formats.lexicon import SEPARATOR

EXCUSED = None  # in place of the letters of a word that is spoilt already


class Spelling:
    """A lexicon and the pieces of a model."""

    def __init__(self, lexicon, source, target):
        """`source` and `target` have the text of each id, None where it has none: then it separates words."""
        self.lexicon = lexicon
        self.source, self.target = ([self._letters(text) for text in side] for side in (source, target))

    def walk(self, source):
        """The walk through hypotheses that translate source ids."""
        letters = b''.join(self.source[i] for i in source)
        words = set(letters.split(bytes([SEPARATOR]))) - {b''}
        return SpellingWalk(self, words - self.lexicon.source_words)

    def _letters(self, text):
        return bytes([SEPARATOR]) if text is None else self.lexicon.letters(text)


class SpellingWalk:
    """From token to token of the hypotheses for one source.

    The state between two tokens is the labels of the word that goes on, empty after a separator, or EXCUSED.
    """

    def __init__(self, spelling, words):
        """`words` are those of the source that may be copied, as labels."""
        self.spelling = spelling
        self.words = words
        self.beginnings = {word[:length]: True for word in words for length in range(1, len(word) + 1)}
        self.misspelt = {}  # by state

    def state(self, ids):
        """The state after target ids."""
        state = b''
        for i in ids:
            state, _ = self._step(state, self.spelling.target[i])
        return state

    def misspells(self, state):
        """[V]: for each target id whether it misspells a word after the state."""
        if state not in self.misspelt:
            self.misspelt[state] = [self._step(state, letters)[1] for letters in self.spelling.target]
        return self.misspelt[state]

    def _step(self, state, letters):
        """(next state, whether there is a fault) for the letters and separators of one piece."""
        is_fault = False
        for letter in letters:
            if letter == SEPARATOR:
                is_fault = is_fault or bool(state) and not self._is_word(state)
                state = b''
            elif state is not EXCUSED:
                state += bytes([letter])
                if not self._is_beginning(state):
                    state, is_fault = EXCUSED, True
        return state, is_fault

    def _is_word(self, letters):
        return letters in self.words or self.spelling.lexicon.is_word(letters)

    def _is_beginning(self, letters):
        known = self.beginnings.get(letters)
        if known is None:
            known = self.beginnings[letters] = self.spelling.lexicon.is_beginning(letters)
        return known
