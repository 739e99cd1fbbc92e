"""Reads lists of Spanish words: that which Debian has for spell checkers and games, and that of an on-screen keyboard."""

import re

SPANISH = 'usr/share/dict/spanish'
COUNTED = 'usr/share/onboard/models/es_ES.lm'  # what the keyboard completes words by
WORD = re.compile(r'[a-záéíóúüñ]{3,}')  # neither names nor abbreviations


def listed_words(content):
    """The words of a list that are no names."""
    return [line for line in content.decode('utf-8', 'replace').split() if WORD.fullmatch(line)]


def counted_words(content):
    """(word, how often books have it) of the single words of a language model: lines of a count and a word."""
    singles = content.decode('utf-8', 'replace').partition('\\1-grams:\n')[2].partition('\\2-grams:')[0]
    rows = (line.split(' ') for line in singles.splitlines())
    return [(row[1], int(row[0])) for row in rows if len(row) == 2 and row[0].isdecimal() and row[1][:1].isalpha()]
