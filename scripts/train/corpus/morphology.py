"""Apertium's morphology of Spanish and Catalan: text to lexical units and back.

Analysed text is text in which each word, or words that belong together, is a unit such as
^duerme/dormir<vblex><pri><p3><sg>$: what stands in the text, the lemma, and tags. The programs are those of Apertium's
own pipelines (/usr/share/apertium/modes).
"""

import os
import re
import subprocess
from typing import NamedTuple

DATA = '/usr/share/apertium/apertium-spa-cat'
UNIT = re.compile(r'\^((?:[^$\\]|\\.)*)\$')  # what is between ^ and $; it is the separator of `split`
ANALYSED = re.compile(r'([^<+]+)((?:<[^>]+>)+)(.*)')

# The pipeline that reads a language, and the one that writes it: each keeps the words that the other language has too.
READS = {'es': 'spa-cat', 'ca': 'cat-spa'}
WRITES = {'es': 'cat-spa', 'ca': 'spa-cat'}


class MorphologyError(Exception):
    """A program of Apertium failed; the message says how."""


class Unit(NamedTuple):
    """A lexical unit: what stands in the text, the lemma, its tags, and what is joined to it, such as +lo<prn>...

    A word that Apertium does not know has no tags.
    """

    surface: str
    lemma: str
    tags: str
    joined: str

    @classmethod
    def parse(cls, text):
        """Of what stands between ^ and $: the surface and one analysis."""
        surface, _, analysis = text.partition('/')
        match = ANALYSED.fullmatch(analysis)
        return cls(surface, *match.groups()) if match else cls(surface, surface, '', '')

    @property
    def kind(self):
        """The first tag: n, adj, vblex, det and so on; empty for an unknown word."""
        return self.tags[1:].partition('>')[0]

    def for_generator(self):
        """As `generate` takes it: without its surface; an unknown word is plain text."""
        if not self.tags:
            return self.surface
        head, mark, rest = self.lemma.partition('#')  # of "tener# que" the second word follows the tags
        return f'^{head}{self.tags}{mark}{rest}{self.joined}$'


def analyse(language, text):
    """The text with a unit for each word, the likeliest of its analyses."""
    mode = READS[language]
    return _run(
        text,
        ('lt-proc', '-w', f'{mode}.automorf.bin'),
        ('cg-proc', '-w', f'{mode}.rlx.bin'),
        ('apertium-tagger', '-g', '-p', f'{mode}.prob'),
    )


def analyses(language, words):
    """For each of the words its analyses as units; none where Apertium does not know it."""
    lines = _run('\n'.join(words) + '\n', ('lt-proc', '-w', f'{READS[language]}.automorf.bin')).splitlines()
    found = ([Unit.parse(f'{word}/{text}') for text in line.strip('^$').split('/')[1:]] for word, line in zip(words, lines))
    return [[unit for unit in units if unit.tags] for units in found]


def generate(language, text):
    """Text of units: with articles elided and contracted; a form that does not exist is marked with #."""
    mode = WRITES[language]
    accents = [('lt-proc', '-x', f'{mode}.autopgen-diacritics-vells.bin')] if language == 'ca' else []
    programs = ('lt-proc', '-g', f'{mode}.autogen.bin'), *accents, ('lt-proc', '-p', f'{mode}.autopgen.bin')
    return _run(text, *programs)


def _run(text, *programs):
    """What the programs, each reading what the one before it writes, make of a text."""
    for name, *options, file in programs:
        command = [name, *options, os.path.join(DATA, file)]
        done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise MorphologyError(f'{name} {file}: {done.stderr.strip() or f"exit code {done.returncode}"}')
        text = done.stdout
    return text
