"""A recipe as its file RECIPE.toml has it: the pair and its corpus, mixtures of data, and stages of steps."""

import dataclasses
import pathlib
from typing import Dict, List, NamedTuple, Optional, Tuple, Union

from train.corpus.pair import (
    TABLES as PAIR_TABLES, RECIPES, Pair, PairError, languages_folder, read_pair, read_tables, recipe_path
)

TABLES = (*PAIR_TABLES, 'mixtures', 'files', 'kinds', 'lengths', 'stages')
EACH = ('direction', 'language', 'forward')  # forward: the direction from the first language to the second alone
ACTIONS = ('run', 'node', 'prepare', 'copy')  # of which each step has one

Weight = Union[float, Tuple[float, float]]


class RecipeError(Exception):
    """A recipe that is not as expected; the message names the file and the place."""


class StepTable(NamedTuple):
    """One step of a stage: an action, and what it leaves in the work folder. Texts have {placeholders}."""

    run: str = ''  # a module of the package train with its arguments
    node: str = ''  # a script of the checkout with its arguments
    prepare: str = ''  # NAME of the ids to make of a mixture
    copy: Tuple[str, ...] = ()  # from, to
    kinds: str = ''  # of `prepare`: a name in [kinds]
    mixture: str = ''  # of `prepare`: a name in [mixtures]
    pieces_of: str = ''  # of `prepare`: a model in the work folder whose pieces are taken
    each: str = ''  # of EACH: the step comes once for each
    makes: str = ''  # a file that is there, and whole, when the step is finished
    into: str = ''  # the file that the output goes to
    onto: str = ''  # the file that the output is added to


class StageTable(NamedTuple):
    """A part of a recipe that can be run by itself."""

    name: str
    about: str
    steps: Tuple[StepTable, ...]
    each: str = ''  # of EACH: all steps come for the one, then all for the other
    only: Tuple[str, ...] = ()  # directions or languages; none given: all
    side_by_side: bool = False  # whether those of one run beside those of the other


@dataclasses.dataclass(frozen=True)
class Recipe:
    """`mixtures` have weights by the names of files, `files` the names of those that are not PAIR.NAME.tsv."""

    called: str  # its name, or its path where it is not among those of the checkout
    pair: Pair
    mixtures: Dict[str, Dict[str, Weight]]
    files: Dict[str, str]
    kinds: Dict[str, Dict[str, float]]
    lengths: Dict[str, int]
    stages: Tuple[StageTable, ...]

    @property
    def languages_folder(self):
        """Where the tables and texts of the recipe's languages are."""
        return languages_folder(self.pair.folder)


def read_recipe(text):
    """The recipe of this name, or in the file of this path."""
    try:
        path, pair = recipe_path(text), read_pair(text)
    except PairError as error:
        raise RecipeError(str(error)) from error
    tables = read_tables(path)  # read_pair could read it
    unknown = sorted(tables.keys() - set(TABLES))
    if unknown:
        raise RecipeError(f'{path}: unknown table {", ".join(unknown)}; there may be {", ".join(TABLES)}')
    return Recipe(
        called=path.stem if path.parent == RECIPES else str(path.absolute()),
        pair=pair,
        mixtures=_mixtures(path, tables.get('mixtures', {})),
        files=tables.get('files', {}),
        kinds=tables.get('kinds', {}),
        lengths=tables.get('lengths', {}),
        stages=_stages(path, tables.get('stages', [])),
    )


def _mixtures(path: pathlib.Path, tables) -> Dict[str, Dict[str, Weight]]:
    """Those that are `like` another one have its files first."""
    mixtures = {}
    for name, table in tables.items():
        own = dict(table)
        like = own.pop('like', None)
        if like is not None and like not in mixtures:
            raise RecipeError(f'{path}: mixture {name} is like {like}, which does not come before it')
        weights = {file: tuple(weight) if isinstance(weight, list) else weight for file, weight in own.items()}
        if not all(_is_weight(weight) for weight in weights.values()):
            raise RecipeError(f'{path}: mixture {name} needs a weight, or two in a list, for each file')
        mixtures[name] = {**mixtures.get(like, {}), **weights}
    return mixtures


def _is_weight(weight):
    weights = weight if isinstance(weight, tuple) else (weight, weight)
    return len(weights) == 2 and all(isinstance(one, (int, float)) and one >= 0 for one in weights)


def _stages(path: pathlib.Path, tables: List[dict]) -> Tuple[StageTable, ...]:
    stages = []
    for number, table in enumerate(tables, 1):
        place = f'{path}: stage {table.get("name", number)}'
        steps = tuple(
            _step(f'{place}, step {step_number}', step) for step_number, step in enumerate(table.get('steps', []), 1)
        )
        stage = _made(StageTable, place, {**table, 'steps': steps})
        if not steps or stage.each not in ('', *EACH) or stage.name in [other.name for other in stages]:
            raise RecipeError(f'{place}: needs a name of its own and steps; each is one of {", ".join(EACH)}')
        if not stage.each and (stage.only or stage.side_by_side):
            raise RecipeError(f'{place}: only and side_by_side need each')
        stages.append(stage)
    return tuple(stages)


def _step(place, table):
    step = _made(StepTable, place, table)
    if len([action for action in ACTIONS if getattr(step, action)]) != 1:
        raise RecipeError(f'{place}: needs one of {", ".join(ACTIONS)}')
    if step.copy and len(step.copy) != 2:
        raise RecipeError(f'{place}: copy has a file to copy and its new name')
    if bool(step.prepare) != bool(step.mixture) or bool(step.prepare) != bool(step.kinds):
        raise RecipeError(f'{place}: kinds and mixture are for prepare, which needs both')
    if step.each not in ('', *EACH):
        raise RecipeError(f'{place}: each is one of {", ".join(EACH)}')
    return step


def _made(kind, place, table) -> Optional[NamedTuple]:
    try:
        return kind(**{key: tuple(value) if isinstance(value, list) else value for key, value in table.items()})
    except TypeError as error:
        raise RecipeError(f'{place}: {error}') from error
