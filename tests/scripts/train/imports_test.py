"""The imports of the package train: they run from a room to one below it, and never in a circle."""

import ast
import graphlib
import pathlib
import unittest

PACKAGE = pathlib.Path(__file__).resolve().parents[3] / 'scripts' / 'train'

# The rooms that each room may import from; those of one line do not know each other.
BELOW = {
    'packages': set(),
    'formats': {'packages'},
    'reference': {'packages', 'formats'},
    'fixtures': {'packages', 'formats', 'reference'},
    'checkpoints': {'packages', 'formats', 'reference'},
    'trainer': {'packages', 'formats', 'reference'},
    'corpus': set(),
    'recipes': {'corpus'},
    'recipe': {'recipes'},
}


def module_name(path):
    """train.room.module; a package has the name of its folder."""
    parts = path.relative_to(PACKAGE.parent).with_suffix('').parts
    return '.'.join(parts[:-1] if parts[-1] == '__init__' else parts)


FILES = {module_name(path): path for path in PACKAGE.rglob('*.py')}


def imported_modules(path):
    """The modules of the package that a file imports, by whatever form of import."""
    for node in ast.walk(ast.parse(path.read_text(encoding='utf-8'))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names = [node.module, *(f'{node.module}.{alias.name}' for alias in node.names)]
        else:
            continue
        yield from (name for name in names if name in FILES and name != 'train')


class Imports(unittest.TestCase):
    def test_rooms_import_what_is_below_them(self):
        for name, path in FILES.items():
            room = name.split('.')[1:2]
            for imported in imported_modules(path):
                other = imported.split('.')[1]
                if room != [other]:
                    self.assertIn(other, BELOW[room[0]], f'{name} imports {imported}')

    def test_files_do_not_import_each_other_in_a_circle(self):
        graph = {name: set(imported_modules(path)) - {name} for name, path in FILES.items()}
        for name in graph:
            # A room's own sentence and its check of packages come with any of its files.
            graph[name].discard('.'.join(name.split('.')[:-1]))
        try:
            graphlib.TopologicalSorter(graph).prepare()
        except graphlib.CycleError as error:
            self.fail(f'a circle of imports: {" -> ".join(error.args[1])}')

    def test_the_reader_of_imports_sees_them(self):
        """Two that are known, so that a reader which sees nothing fails."""
        found = set(imported_modules(FILES['train.reference.model_parts']))
        self.assertLessEqual({'train.formats.lexicon', 'train.reference.transformer'}, found)


if __name__ == '__main__':
    unittest.main()
