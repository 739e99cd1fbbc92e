"""From a recipe to its plan: the command of each step, with all but the paths of this machine filled in."""

import re
import shlex
from typing import Dict, List, NamedTuple, Tuple

from train.recipes.recipe_file import RecipeError

PLACEHOLDER = re.compile(r'\{([^{}]*)\}')
PATHS = ('work', 'checkout', 'languages', 'corpora')  # which the runner fills in


class Step(NamedTuple):
    """A command and what it leaves; texts have the placeholders of PATHS."""

    program: str  # 'python' for modules of the package train, 'node', or 'copy'
    arguments: Tuple[str, ...]
    makes: str = ''  # as in StepTable, but below {work}
    into: str = ''
    onto: str = ''

    @property
    def key(self):
        """What the step is called where the finished ones are noted: the same on every machine."""
        return shlex.join([self.program, *self.arguments]) + self.redirection

    @property
    def redirection(self):
        """Where the output goes, as a shell has it."""
        return f' > {self.into}' if self.into else f' >> {self.onto}' if self.onto else ''


class Stage(NamedTuple):
    """Lanes are run one after the other, or side by side."""

    name: str
    about: str
    lanes: List[List[Step]]
    side_by_side: bool


def make_plan(recipe):
    """The stages of a recipe with their steps."""
    return [_stage(recipe, stage) for stage in recipe.stages]


def _stage(recipe, stage):
    scopes = _scopes(recipe.pair, stage.each)
    wrong = sorted(set(stage.only) - scopes.keys())
    if wrong:
        raise RecipeError(f'stage {stage.name}: only {", ".join(wrong)}, which the pair does not have')
    chosen = [values for name, values in scopes.items() if not stage.only or name in stage.only]
    lanes = [
        [
            _Texts(recipe, {**values, **own}, f'stage {stage.name}').step(step)
            for step in stage.steps
            for own in _scopes(recipe.pair, step.each).values()
        ]
        for values in chosen
    ]
    return Stage(stage.name, stage.about, lanes, stage.side_by_side)


def _scopes(pair, each) -> Dict[str, dict]:
    """What is known within a stage or step that comes for `each` direction or language, or the first one, by its name."""
    if each == 'language':
        return {language.code: {'language': language} for language in pair.languages}
    if each in ('direction', 'forward'):
        return {
            f'{source}-{target}': {'source': source, 'target': target, 'direction': f'{source}-{target}'}
            for source, target in pair.directions[: 1 if each == 'forward' else 2]
        }
    return {'': {}}


class _Texts:
    """Fills in the texts of a step: `values` are those of its scope, `place` is for messages."""

    def __init__(self, recipe, values, place):
        self._recipe, self._values, self._place = recipe, values, place

    def step(self, table):
        """The step of a StepTable."""
        files = {name: self._text(getattr(table, name)) for name in ('makes', 'into', 'onto')}
        if table.copy:
            return Step('copy', tuple(map(self._text, table.copy)))
        if table.prepare:
            name = self._text(table.prepare)
            return Step('python', self._prepare(table, name), **{**files, 'makes': f'{name}.ids/about.json'})
        return Step('node' if table.node else 'python', self._arguments(table.run or table.node), **files)

    def _prepare(self, table, name):
        source, target = self._value('source'), self._value('target')
        pieces = ['--pieces-of', f'{{work}}/{self._text(table.pieces_of)}'] if table.pieces_of else []
        return (
            *('trainer', 'prepare', '--work', '{work}', '--from', str(source), '--to', str(target)),
            *('--out', f'{{work}}/{name}.ids'),
            *self._kinds(table.kinds),
            *pieces,
            *self._mixture(table.mixture),
        )

    def _arguments(self, text):
        """The words of a command; a placeholder that stands alone may become several."""
        arguments = []
        for word in shlex.split(text):
            match = PLACEHOLDER.fullmatch(word)
            several = self._several(match[1]) if match else None
            arguments += [self._text(word)] if several is None else several
        return tuple(arguments)

    def _several(self, name):
        """The words that stand for a placeholder, or None where it is one word."""
        kind, _, rest = name.partition('.')
        if name == 'options':
            return ['--recipe', self._recipe.called, '--work', '{work}']
        if kind == 'kinds':
            return self._kinds(rest)
        if kind == 'mixtures':
            mixture, _, direction = rest.partition('.')
            return self._mixture(mixture, direction)
        return None

    def _text(self, text):
        """A text with all placeholders but those of PATHS filled in."""
        return PLACEHOLDER.sub(lambda match: match[0] if match[1] in PATHS else str(self._value(match[1])), text)

    def _value(self, name):
        kind, _, rest = name.partition('.')
        if kind == 'lengths':
            return self._named('length', self._recipe.lengths, rest)
        if name == 'pair':
            return self._recipe.pair.name
        if name == 'columns' and 'source' in self._values:
            return ':'.join(map(str, self._columns()))
        if rest == 'opening_marks' and kind in self._values:
            return ''.join(self._values[kind].opening_marks.values())
        if name in self._values:
            return self._values[name]
        raise RecipeError(f'{self._place}: nothing is known here of {{{name}}}')

    def _named(self, what, table, name):
        if name not in table:
            raise RecipeError(f'{self._place}: no {what} {name}; there are {", ".join(table)}')
        return table[name]

    def _kinds(self, name):
        kinds = self._named('kinds', self._recipe.kinds, name)
        return [word for kind, factor in kinds.items() for word in ('--kind', f'{kind}={factor:g}')]

    def _columns(self):
        """The columns, from 1, of source and target in files with both languages."""
        pair = self._recipe.pair
        return tuple(column + 1 for column in pair.columns(str(self._values['direction'])))

    def _mixture(self, name, direction=''):
        """The options for the pairs of a mixture, of the step's direction or of a given one."""
        if direction:
            values = self._named('direction', _scopes(self._recipe.pair, 'direction'), direction)
            return _Texts(self._recipe, values, self._place)._mixture(name)
        weights = self._named('mixture', self._recipe.mixtures, name)
        return [word for file, weight in weights.items() for word in self._data(file, weight)]

    def _data(self, name, weight):
        source, target = self._value('source'), self._value('target')
        if isinstance(weight, tuple):
            there, back = weight
            # The teacher's file has the translation once more, with opening marks, where the language has them.
            column = 4 if target.opening_marks else 3
            yield from ('--data', f'{{work}}/{source}-{target}.{name}.tsv:2:{column}:{there:g}')
            yield from ('--data', f'{{work}}/{target}-{source}.{name}.tsv:3:2:{back:g}')
        else:
            file = self._text(self._recipe.files.get(name, f'{{pair}}.{name}.tsv'))
            first, second = self._columns()
            yield from ('--data', f'{{work}}/{file}:{first}:{second}:{weight:g}')
