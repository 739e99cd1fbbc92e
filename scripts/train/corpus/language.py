"""What is known of a language: the table recipes/languages/CODE.toml, one for each language."""

import dataclasses
import re
import tomllib
import unicodedata
from typing import Dict, FrozenSet, NamedTuple, Optional, Tuple

ACUTE = '\u0301'


class LanguageError(Exception):
    """A table that is missing or not as expected; the message names the file."""


class PackagedWords(NamedTuple):
    """A list of words in a package: where the package installs it, and the pattern of the words to take."""

    file: str
    word: str = r'[^\W\d_]+'


@dataclasses.dataclass(frozen=True)
class Grammar:
    """What Apertium's tags have to say of a language, for sentences and forms that are made with its dictionary."""

    tenses: Tuple[str, ...]  # finite ones that have all persons
    pronouns: Tuple[str, ...]  # lexical units that follow infinitive, gerund and imperative
    auxiliaries: Tuple[str, ...] = ()  # before an infinitive, those that form a tense of two words
    kept_verbs: FrozenSet[str] = frozenset()  # on which other words of a sentence depend
    adverb_ending: str = ''  # of adverbs that are made of adjectives; empty where none are


@dataclasses.dataclass(frozen=True)
class Language:
    """`code` is the name of the table's file; the rest is in it, or has the default."""

    code: str
    name: str  # in English
    common: FrozenSet[str]  # frequent words in lower case, to tell the language by
    regions: Tuple[str, ...] = ()  # of locales that are read besides that without a region, such as ES of es_ES
    also: Tuple[str, ...] = ()  # other names of the language in paths, such as C
    left_out: Tuple[str, ...] = ()  # what the path of a variant has that is not read
    pack: str = ''  # the end of the names of Mozilla's language packs; empty: its code
    capitals: str = ''  # besides A to Z, that begin sentences
    abbreviations: Tuple[str, ...] = ()  # patterns after which a full stop ends no sentence
    spellings: Tuple[Tuple[str, str], ...] = ()  # patterns of variant spellings, with what is written instead
    dropped_accents: str = ''  # the pattern of words that older texts write with an accent
    quotation_marks: Tuple[str, str] = ('“', '”')  # as printers have them, with the spaces that belong to them
    opening_marks: Dict[str, str] = dataclasses.field(default_factory=dict)  # by the mark that ends the sentence
    conjunction: str = ''  # the word for "and"
    no_conjunction_before: str = ''  # the pattern of beginnings before which it is another word
    dictionary: str = ''  # of Hunspell
    dictionary_package: str = ''
    word_list: Optional[PackagedWords] = None
    counted_words: Optional[PackagedWords] = None  # an on-screen keyboard's language model
    grammar: Optional[Grammar] = None

    def __str__(self):
        return self.code

    def spelled(self, text):
        """The text with the spellings that the corpus has."""
        for pattern, replacement in self.spellings:
            text = re.sub(pattern, replacement, text)
        return text

    def modern(self, text):
        """The text without accents that are no longer written."""
        if not self.dropped_accents:
            return text
        return re.sub(self.dropped_accents, lambda match: without_acute(match[0]), text, flags=re.IGNORECASE)


def without_acute(text):
    """The text without acute accents."""
    return unicodedata.normalize('NFC', unicodedata.normalize('NFD', text).replace(ACUTE, ''))


def read_language(code, folder):
    """The language of this code, from its table in the folder."""
    path = folder / f'{code}.toml'
    try:
        with open(path, 'rb') as file:
            return parsed(code, tomllib.load(file))
    except FileNotFoundError as error:
        known = ', '.join(sorted(other.stem for other in folder.glob('*.toml')))
        raise LanguageError(f'no table {path} of the language {code}; there are {known or "none"}') from error
    except (tomllib.TOMLDecodeError, TypeError, re.error) as error:
        raise LanguageError(f'{path}: {error}') from error


def parsed(code, table):
    """The language of a table; names that no language has are a TypeError."""
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
    values['common'] = frozenset(table.get('common', '').split())
    values['spellings'] = tuple(map(tuple, table.get('spellings', ())))
    for key in ('word_list', 'counted_words'):
        values[key] = PackagedWords(**table[key]) if key in table else None
    if 'grammar' in table:
        grammar = {key: tuple(value) if isinstance(value, list) else value for key, value in table['grammar'].items()}
        values['grammar'] = Grammar(**{**grammar, 'kept_verbs': frozenset(grammar.get('kept_verbs', ()))})
    language = Language(code, **values)
    for pattern in (*language.abbreviations, *dict(language.spellings), language.no_conjunction_before):
        re.compile(pattern)
    return language
