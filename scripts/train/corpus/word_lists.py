"""Reads the list of Spanish words that Debian has for spell checkers and games, one word a line."""

import re

SPANISH = 'usr/share/dict/spanish'
WORD = re.compile(r'[a-záéíóúüñ]{3,}')  # neither names nor abbreviations


def listed_words(content):
    """The words of a list that are no names."""
    return [line for line in content.decode('utf-8', 'replace').split() if WORD.fullmatch(line)]
