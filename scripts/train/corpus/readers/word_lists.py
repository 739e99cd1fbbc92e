"""Reads lists of words: one for spell checkers and games, and one of an on-screen keyboard, which counts them."""

import re


def listed_words(content, pattern):
    """The words of a list that the pattern matches whole."""
    word = re.compile(pattern)
    return [line for line in content.decode('utf-8', 'replace').split() if word.fullmatch(line)]


def counted_words(content):
    """(word, how often books have it) of the single words of a language model: lines of a count and a word."""
    singles = content.decode('utf-8', 'replace').partition('\\1-grams:\n')[2].partition('\\2-grams:')[0]
    rows = (line.split(' ') for line in singles.splitlines())
    return [(row[1], int(row[0])) for row in rows if len(row) == 2 and row[0].isdecimal() and row[1][:1].isalpha()]
