"""Tells whether a text has words of a test in it: eight that follow each other, or all of a shorter sentence."""

import re

WORDS = re.compile(r'[^\W_]+')
LONGEST = 8  # words that two texts may not share
SHORTEST = 4  # shorter sentences are found as a whole only: "Open the file" is in many others


class Overlap:
    """What sentences of tests say, found in other texts without regard to case and punctuation."""

    def __init__(self, sentences):
        self._whole, self._runs = set(), {}
        for sentence in sentences:
            words = words_of(sentence)
            self._whole.add(tuple(words))
            if len(words) >= SHORTEST:
                for run in _runs(words):
                    self._runs.setdefault(run[:SHORTEST], set()).add(run)

    def has(self, text):
        """Whether the text has such a run of words, or is one of the sentences."""
        words = words_of(text)
        if tuple(words) in self._whole:
            return True
        for i in range(len(words) - SHORTEST + 1):
            for run in self._runs.get(tuple(words[i : i + SHORTEST]), ()):
                if tuple(words[i : i + len(run)]) == run:
                    return True
        return False


def words_of(text):
    """The words and numbers of a text in lower case."""
    return WORDS.findall(text.lower())


def _runs(words):
    length = min(LONGEST, len(words))
    return (tuple(words[i : i + length]) for i in range(len(words) - length + 1))
