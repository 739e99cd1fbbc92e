"""All words that a dictionary of Hunspell has, by its affix file; compounds that it would also accept are not among them.

An affix file says which ends and beginnings a word may take by its flags (man 5 hunspell): `SFX A y ate +ion`.
"""

import pathlib
import re
from typing import NamedTuple, Tuple

DICTIONARIES = pathlib.Path('/usr/share/hunspell')
ESCAPED_SLASH = '\\/'
PLACEHOLDER = '\0'  # of an escaped slash
NO_WORDS = ('NEEDAFFIX', 'PSEUDOROOT', 'ONLYINCOMPOUND', 'FORBIDDENWORD')  # whose flags a word by itself does not have


class Affix(NamedTuple):
    """A line of the affix file; `condition` is what the word must match."""

    crosses: bool  # whether a prefix and a suffix may both be added
    stripped: str
    added: str
    flags: Tuple[str, ...]  # of the new word, by which it takes further affixes
    condition: re.Pattern

    def suffixed(self, word):
        """The word with another end, or None where the affix does not fit."""
        if word.endswith(self.stripped) and len(word) > len(self.stripped) and self.condition.search(word):
            return word[: len(word) - len(self.stripped)] + self.added
        return None

    def prefixed(self, word):
        """The same with another beginning."""
        if word.startswith(self.stripped) and len(word) > len(self.stripped) and self.condition.match(word):
            return self.added + word[len(self.stripped) :]
        return None


class AffixFile:
    """The rules of an affix file."""

    def __init__(self, content):
        match = re.search(rb'^SET\s+(\S+)', content, re.MULTILINE)
        self.encoding = match[1].decode() if match else 'latin-1'
        self._suffixes, self._prefixes, self._aliases, self._form, self._barred = {}, {}, [], '', set()
        headers = {}
        for fields in map(str.split, content.decode(self.encoding, 'replace').splitlines()):
            name = fields[0] if len(fields) > 1 else ''
            if name in ('SFX', 'PFX'):
                self._read_affix(fields, headers)
            elif name == 'FLAG':
                self._form = fields[1]
            elif name == 'AF':
                self._aliases.append(fields[1])
            elif name in NO_WORDS:
                self._barred.add(fields[1])

    def _read_affix(self, fields, headers):
        kind, flag, *rest = fields
        if (kind, flag) not in headers:
            headers[kind, flag] = rest[0] == 'Y'
            return
        stripped, added, *condition = rest
        added, _, flags = added.replace(ESCAPED_SLASH, PLACEHOLDER).partition('/')
        pattern = condition[0] if condition else '.'
        affix = Affix(
            headers[kind, flag],
            '' if stripped == '0' else stripped,
            '' if added == '0' else added.replace(PLACEHOLDER, '/'),
            self.flags(flags),
            re.compile(f'{pattern}$' if kind == 'SFX' else pattern),
        )
        (self._suffixes if kind == 'SFX' else self._prefixes).setdefault(flag, []).append(affix)

    def flags(self, text):
        """The flags in a text, in the form that the file says."""
        if self._aliases and text.isdigit():
            number = int(text)  # of a line, the first of which says how many there are
            text = self._aliases[number] if number < len(self._aliases) else ''
        if self._form == 'num':
            return tuple(filter(None, text.split(',')))
        length = 2 if self._form == 'long' else 1
        return tuple(text[i : i + length] for i in range(0, len(text), length))

    def words(self, word, flags):
        """The word in all its forms."""
        prefixes = [affix for flag in flags for affix in self._prefixes.get(flag, ())]
        for form, crosses, is_word in self._suffixed(word, flags):
            if is_word:
                yield form
            for prefix in prefixes:
                new = prefix.prefixed(form) if crosses is None or (crosses and prefix.crosses) else None
                if new is not None and self._are_free(prefix.flags):
                    yield new

    def _suffixed(self, word, flags):
        """(form, whether a prefix may come too, whether it is a word) with no, one and two suffixes."""
        yield word, None, self._are_free(flags)
        for flag in flags:
            for suffix in self._suffixes.get(flag, ()):
                new = suffix.suffixed(word)
                if new is None:
                    continue
                yield new, suffix.crosses, self._are_free(suffix.flags)
                for second in (affix for own in suffix.flags for affix in self._suffixes.get(own, ())):
                    newer = second.suffixed(new)
                    if newer is not None:
                        yield newer, suffix.crosses and second.crosses, self._are_free(second.flags)

    def _are_free(self, flags):
        return self._barred.isdisjoint(flags)


def dictionary_words(name, folder=DICTIONARIES):
    """Every form of every word of a dictionary, some more than once, with the capitals that it has."""
    rules = AffixFile((folder / f'{name}.aff').read_bytes())
    lines = (folder / f'{name}.dic').read_bytes().decode(rules.encoding, 'replace').splitlines()
    for line in lines[1:]:
        entry = line.split('\t')[0].split(' ')[0].replace(ESCAPED_SLASH, PLACEHOLDER)
        word, _, flags = entry.partition('/')
        if word:
            yield from rules.words(word.replace(PLACEHOLDER, '/'), rules.flags(flags))
