"""Cuts a block of text into sentences."""

import re


class SentenceSplitter:
    """For texts in any of the languages, whose capitals begin sentences and whose abbreviations end none."""

    def __init__(self, languages):
        capitals = 'A-Z' + ''.join(sorted({letter for language in languages for letter in language.capitals}))
        self._end = re.compile(rf'(?<=[.!?…])(["\'»”’)\]]*)\s+(?=[-–—]?\s?["\'«“‘(\[¿¡]*[{capitals}0-9])')
        # A full stop after these, or after a single letter, ends no sentence.
        abbreviations = '|'.join(pattern for language in languages for pattern in language.abbreviations)
        self._abbreviation = re.compile(rf'(?:^|[\s(«“"\'’])(?:{abbreviations}|[{capitals}])\.$')

    def sentences(self, text):
        """The sentences of the text without the white space between them."""
        pieces, start = [], 0
        for match in self._end.finditer(text):
            end = match.end(1)
            if not self._abbreviation.search(text[start:end]):
                pieces.append(text[start:end].strip())
                start = match.end()
        pieces.append(text[start:].strip())
        return [piece for piece in pieces if piece]
