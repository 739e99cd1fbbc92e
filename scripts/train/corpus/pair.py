"""The pair of languages that a corpus is for: the tables of recipes/PAIR.toml that the programs of this room read."""

import dataclasses
import pathlib
import tomllib
from typing import Dict, NamedTuple, Optional, Tuple

from train.corpus.language import Language, LanguageError, read_language

RECIPES = pathlib.Path(__file__).resolve().parents[1] / 'recipes'
SHARED = 'like'  # of a recipe: the file whose tables it has as well
TABLES = ('languages', 'corpus', 'teacher', 'lexical_variants', 'punctuation_variants', SHARED)  # of a recipe, read here


class PairError(Exception):
    """A recipe without the tables of a pair, or a name that is none; the message says which."""


class CorpusTable(NamedTuple):
    """What the corpus is built from; paths are relative to the recipe."""

    packages: pathlib.Path  # the list of packages
    suites: Tuple[str, ...]  # of Debian
    letters: Dict[str, str]  # by language, the pattern of letters and endings that only it has of all these
    held_out: Optional[pathlib.Path] = None  # the documents of the development and test parts
    untranslated: Tuple[Language, ...] = ()  # other languages that texts are in where nobody translated them
    shared_stems: float = 0  # least share of the shorter side's words whose beginning the other side has too
    counted: str = ''  # the language whose words are counted; those of the other one have the counts of their translations
    everyday_count: int = 0  # how often everyday words count as there, where they are favored
    message_ids: str = ''  # the language of the pair that catalogues' message ids are written in; empty: in neither
    general: Optional[pathlib.Path] = None  # the list of files of general text; see general_text.py


class Writer(NamedTuple):
    """How Apertium writes a language."""

    steps: Tuple[str, ...]  # the programs' options and dictionaries, in their order, such as '-g autogen'
    dictionaries: Dict[str, bool]  # that have all words, and whether a word ends where a text of theirs does


class Apertium(NamedTuple):
    """The teacher: its data for the pair, and the mode of each direction, such as es-ca."""

    folder: str
    package: str
    modes: Dict[str, str]
    writers: Dict[str, Writer]

    def reads(self, language):
        """The mode that translates from the language."""
        return next(mode for direction, mode in self.modes.items() if direction.split('-')[0] == language)

    def writes(self, language):
        """The mode that translates into the language."""
        return next(mode for direction, mode in self.modes.items() if direction.split('-')[1] == language)


class VariantPlan(NamedTuple):
    """How a file of lexical variants is made; see lexical_variants.py."""

    sentences: Dict[str, int]  # variants of a sentence of each kind of text
    lengths: range  # words of a sentence that is varied
    often: int  # a word that is counted so often is practised no more often than the next one
    power: float  # of the count, for how often a word is drawn: 1 as often as it is counted, 0 as often as any other
    seed: int
    words: str = 'corpus'  # whose words, and counts of them: of the corpus, of counted `texts`, or with `everyday` ones


class PunctuationFile(NamedTuple):
    """A file of punctuation variants: what of, and whether they come in lists of a few."""

    sources: Tuple[str, ...]  # DIRECTION.NAME of the teacher's files
    in_lists: bool = False


class PunctuationTable(NamedTuple):
    """How the punctuation variants are made."""

    seed: int
    kinds: Tuple[str, ...]  # of text that has them
    files: Dict[str, PunctuationFile]  # by name


@dataclasses.dataclass(frozen=True)
class Pair:
    """`name` is that of the recipe and of files with both languages; their columns have the order of `languages`."""

    name: str
    folder: pathlib.Path  # of the recipe
    languages: Tuple[Language, Language]
    corpus: CorpusTable
    teacher: Optional[Apertium]  # none where people translated all that is learned
    lexical_variants: Dict[str, VariantPlan]
    punctuation_variants: Optional[PunctuationTable]

    @property
    def codes(self):
        """The codes of both languages."""
        return tuple(language.code for language in self.languages)

    @property
    def directions(self):
        """(source, target) of each direction, as languages."""
        return self.languages, self.languages[::-1]

    def language(self, code):
        """The language of the pair with this code."""
        return self.languages[self.side(code)]

    def side(self, code):
        """0 for the first language, 1 for the second."""
        if code not in self.codes:
            raise PairError(f'{self.name} is a pair of {" and ".join(self.codes)}, not of {code}')
        return self.codes.index(code)

    def other(self, code):
        """The language that the one with this code is paired with."""
        return self.languages[1 - self.side(code)]

    def columns(self, direction):
        """The columns, from 0, of first and second language in a file of rows (origin, source, target)."""
        return (1, 2) if direction == '-'.join(self.codes) else (2, 1)

    def language_file(self, code, name):
        """A file of a language beside its table, such as its everyday phrases."""
        return languages_folder(self.folder) / f'{code}.{name}.txt'


def languages_folder(recipes):
    """The tables of languages that belong to a folder of recipes."""
    return recipes / 'languages'


def recipe_path(text):
    """The file of a recipe by its name in RECIPES, or by its own path."""
    path = pathlib.Path(text) if text.endswith('.toml') else RECIPES / f'{text}.toml'
    if not path.is_file():
        names = ', '.join(sorted(other.stem for other in RECIPES.glob('*.toml')))
        raise PairError(f'no recipe {text}; there are {names}, and files whose names end with .toml')
    return path


def read_pair(text):
    """The pair of a recipe, by the recipe's name or path."""
    path = recipe_path(text)
    try:
        return parsed(path, read_tables(path))
    except KeyError as error:
        raise PairError(f'{path}: no {error.args[0]}') from error
    except (tomllib.TOMLDecodeError, TypeError, ValueError) as error:
        raise PairError(f'{path}: {error}') from error
    except (LanguageError, OSError) as error:
        raise PairError(str(error)) from error


def read_tables(path):
    """The tables of a recipe: its own, and those of the file that it is `like`, which its own complete or replace."""
    tables = tomllib.loads(path.read_text(encoding='utf-8'))
    if SHARED not in tables:
        return tables
    shared = tomllib.loads((path.parent / tables[SHARED]).read_text(encoding='utf-8'))
    both = {name: {**shared[name], **tables[name]} for name in shared.keys() & tables if isinstance(shared[name], dict)}
    return {**shared, **tables, **both}


def parsed(path, tables):
    """The pair of a recipe's tables."""
    folder = path.parent

    def languages(codes):
        return tuple(read_language(code, languages_folder(folder)) for code in codes)

    return Pair(
        name=path.stem,
        folder=folder,
        languages=languages(_two(tables['languages'])),
        corpus=_corpus(tables['corpus'], folder, languages),
        teacher=_teacher(tables['teacher']) if 'teacher' in tables else None,
        lexical_variants={name: _plan(table) for name, table in tables.get('lexical_variants', {}).items()},
        punctuation_variants=_punctuation(tables['punctuation_variants']) if 'punctuation_variants' in tables else None,
    )


def _two(codes):
    first, second = codes
    return first, second


def _corpus(table, folder, languages):
    paths = {name: folder / table[name] for name in ('packages', 'held_out', 'general') if name in table}
    return CorpusTable(**{**_tuples(table), **paths, 'untranslated': languages(table.get('untranslated', ()))})


def _teacher(table):
    writers = {code: Writer(**_tuples(writer)) for code, writer in table['writers'].items()}
    return Apertium(**{**table, 'writers': writers})


def _punctuation(table):
    files = {name: PunctuationFile(**_tuples(file)) for name, file in table['files'].items()}
    return PunctuationTable(**{**_tuples(table), 'files': files})


def _plan(table):
    least, most = table['lengths']
    return VariantPlan(**{**table, 'lengths': range(least, most + 1)})


def _tuples(table):
    return {key: tuple(value) if isinstance(value, list) else value for key, value in table.items()}
