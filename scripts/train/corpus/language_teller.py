"""Tells the languages of a corpus apart by words and letters that only one of them has."""

import re

WORD = re.compile(r'[^\W\d_]+(?:·[^\W\d_]+)?')
MAX_LETTERS = 3  # counted, so that one word full of them does not outweigh a sentence
MIN_WORDS_TO_TELL = 5


class LanguageTeller:
    """`languages` are told apart by their common words and by `letters`, patterns by the code of a language."""

    def __init__(self, languages, letters):
        self._only = {
            language.code: language.common.difference(*(other.common for other in languages if other is not language))
            for language in languages
        }
        self._letters = {code: re.compile(pattern) for code, pattern in letters.items()}

    @classmethod
    def of(cls, pair):
        """For the languages of a pair and those of its untranslated texts."""
        return cls([*pair.languages, *pair.corpus.untranslated], pair.corpus.letters)

    def evidence(self, text):
        """{language: how many words and letters of the text speak for it alone}."""
        words = [word.lower() for word in WORD.findall(text)]
        found = {language: sum(word in only for word in words) for language, only in self._only.items()}
        for language, pattern in self._letters.items():
            found[language] += min(MAX_LETTERS, len(pattern.findall(text)))
        return found

    def speaks(self, text, language):
        """Whether nothing speaks more for another language; a longer text needs more for its own than for any other."""
        found = self.evidence(text)
        own, most = found[language], max(count for name, count in found.items() if name != language)
        is_long = len(WORD.findall(text)) >= MIN_WORDS_TO_TELL
        return own >= most + (1 if is_long and most else 0)
