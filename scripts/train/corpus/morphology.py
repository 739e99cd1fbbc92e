"""Apertium's morphology of two languages: text to lexical units and back.

Analysed text is text in which each word, or words that belong together, is a unit such as
^duerme/dormir<vblex><pri><p3><sg>$: what stands in the text, the lemma, and tags. The programs are those of Apertium's
own pipelines (/usr/share/apertium/modes). To read a language they keep the words that the other one has too, so that the
mode of a direction does it; to write one, that of the other direction.
"""

import os
import re
import subprocess
from typing import NamedTuple

UNIT = re.compile(r'\^((?:[^$\\]|\\.)*)\$')  # what is between ^ and $; it is the separator of `split`
ANALYSED = re.compile(r'([^<+]+)((?:<[^>]+>)+)(.*)')


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


class Morphology:
    """Reads and writes the languages of a pair with the teacher's data, a pair's Apertium."""

    def __init__(self, teacher):
        self._teacher = teacher

    def analyse(self, language, text):
        """The text with a unit for each word, the likeliest of its analyses."""
        mode = self._teacher.reads(language)
        return self._run(
            text,
            ('lt-proc', '-w', f'{mode}.automorf.bin'),
            ('cg-proc', '-w', f'{mode}.rlx.bin'),
            ('apertium-tagger', '-g', '-p', f'{mode}.prob'),
        )

    def analyses(self, language, words):
        """For each of the words its analyses as units; none where Apertium does not know it."""
        program = ('lt-proc', '-w', f'{self._teacher.reads(language)}.automorf.bin')
        lines = self._run('\n'.join(words) + '\n', program).splitlines()
        found = (line.strip('^$').split('/')[1:] for line in lines)
        units = ([Unit.parse(f'{word}/{text}') for text in texts] for word, texts in zip(words, found))
        return [[unit for unit in every if unit.tags] for every in units]

    def generate(self, language, text):
        """Text of units: with articles elided and contracted; a form that does not exist is marked with #."""
        mode = self._teacher.writes(language)
        steps = (step.split() for step in self._teacher.writers[language].steps)
        return self._run(text, *(('lt-proc', option, f'{mode}.{name}.bin') for option, name in steps))

    def dictionary(self, language, name):
        """A compiled dictionary that writes the language, as text."""
        command = ['lt-print', os.path.join(self._teacher.folder, f'{self._teacher.writes(language)}.{name}.bin')]
        done = subprocess.run(command, capture_output=True, encoding='utf-8', check=False)
        if done.returncode != 0 or not done.stdout:
            raise MorphologyError(f'{" ".join(command)}: {done.stderr.strip() or f"exit code {done.returncode}"}')
        return done.stdout

    def _run(self, text, *programs):
        """What the programs, each reading what the one before it writes, make of a text."""
        for name, *options, file in programs:
            command = [name, *options, os.path.join(self._teacher.folder, file)]
            done = subprocess.run(command, input=text, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise MorphologyError(f'{name} {file}: {done.stderr.strip() or f"exit code {done.returncode}"}')
            text = done.stdout
        return text
