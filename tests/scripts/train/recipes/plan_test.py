"""Tests of the plan of a recipe: the commands for a made-up pair, faults by name, and the plans of the checkout."""

import pathlib
import re
import shutil
import tempfile
import unittest

from recipes.made_up import STAGES, TABLES, write_recipe
from train.corpus.pair import RECIPES
from train.recipes.plan import PATHS, make_plan
from train.recipes.recipe_file import RecipeError, read_recipe

CHECKOUT = RECIPES.parents[2]


class MadeUp(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)

    def plan(self, stages=STAGES, tables=TABLES):
        return make_plan(read_recipe(write_recipe(self.folder, stages, tables)))

    def test_it_names_its_own_languages_alone(self):
        recipe = str(self.folder / 'qa-qb.toml')
        corpus, train, ship = self.plan()
        self.assertEqual(
            [step.arguments for step in corpus.lanes[0]],
            [
                ('corpus.build', '--recipe', recipe, '--work', '{work}'),
                *(
                    ('corpus.lexical_variants', '--recipe', recipe, '--work', '{work}', '--language', language)
                    for language in ('qa', 'qb')
                ),
            ],
        )
        self.assertEqual([step.makes for step in corpus.lanes[0]], ['', 'qa.varied.tsv', 'qb.varied.tsv'])
        self.assertTrue(train.side_by_side)
        self.assertEqual([len(lane) for lane in train.lanes], [3, 3])
        words = ' '.join(word for stage in (corpus, train, ship) for lane in stage.lanes for step in lane for word in step.arguments)
        self.assertNotRegex(words, r'\b(es|ca|Spanish|Catalan)\b')

    def test_a_mixture_has_the_files_of_its_direction_with_their_columns_and_weights(self):
        there, back = (lane[0].arguments for lane in self.plan()[1].lanes)
        common = ('--kind', 'general=2', '--kind', 'words=0.5')
        # The teacher's fourth column has the opening marks that the second language sets.
        self.assertEqual(
            there,
            (
                *('trainer', 'prepare', '--work', '{work}', '--from', 'qa', '--to', 'qb', '--out', '{work}/qa-qb.ids'),
                *common,
                *('--data', '{work}/qa-qb.taught.tsv:2:4:1', '--data', '{work}/qb-qa.taught.tsv:3:2:0.5'),
                *('--data', '{work}/real.tsv:2:3:0.25'),
            ),
        )
        self.assertEqual(
            back,
            (
                *('trainer', 'prepare', '--work', '{work}', '--from', 'qb', '--to', 'qa', '--out', '{work}/qb-qa.ids'),
                *common,
                *('--data', '{work}/qb-qa.taught.tsv:2:3:1', '--data', '{work}/qa-qb.taught.tsv:3:2:0.5'),
                *('--data', '{work}/real.tsv:3:2:0.25'),
            ),
        )

    def test_a_mixture_like_another_has_its_files_with_other_weights(self):
        step = self.plan()[1].lanes[1][2]
        self.assertEqual(step.makes, 'qb-qa.more.ids/about.json')
        self.assertEqual(step.arguments[14:16], ('--pieces-of', '{work}/qb-qa.safetensors'))
        self.assertEqual(
            step.arguments[20:],
            ('--data', '{work}/real.tsv:3:2:0.125', '--data', '{work}/qb-qa.lists.tsv:3:2:3'),
        )

    def test_lengths_columns_and_marks_are_filled_in_and_paths_are_left(self):
        run = self.plan()[1].lanes[0][1]
        self.assertEqual(run.arguments[-4:], ('--steps', '300', '--until', '20'))
        (lane,) = self.plan()[2].lanes
        self.assertEqual(
            [step.arguments for step in lane],
            [
                ('{work}/qb-qa.run', '{work}/qb-qa.kept'),
                ('trainer', 'export', '{work}/qb-qa.run', '{work}/m', '--blank-after', '⸘⸮', '--blank-after', ''),
                ('scripts/stepglot.mjs', 'convert', '{checkout}/a b', '{languages}/qb.txt', '--pair', 'qa-qb'),
                (
                    *('trainer', 'mistakes', '{work}/m', '--data', '{work}/x.tsv:3:2'),
                    *('--data', '{work}/qa-qb.taught.tsv:2:4:1', '--data', '{work}/qb-qa.taught.tsv:3:2:0.5'),
                    *('--data', '{work}/real.tsv:2:3:0.25'),
                ),
            ],
        )
        self.assertEqual([step.program for step in lane], ['copy', 'python', 'node', 'python'])
        self.assertEqual([(step.into, step.onto) for step in lane[2:]], [('qb-qa.out', ''), ('', 'qb-qa.out')])

    def test_faults_are_named_with_their_place(self):
        stage = '[[stages]]\nname = "one"\nabout = "x"\n'
        for stages, message in (
            (stage, 'qa-qb.toml: stage one: needs a name of its own and steps'),
            (stage + 'steps = [{ run = "a" }]\n' + stage + 'steps = [{ run = "b" }]', 'stage one: needs a name of its own'),
            (stage + 'steps = [{ run = "a", node = "b" }]', 'stage one, step 1: needs one of run, node, prepare, copy'),
            (stage + 'steps = [{ run = "a" }, {}]', 'stage one, step 2: needs one of'),
            (stage + 'steps = [{ walk = "a" }]', "stage one, step 1: .*'walk'"),
            (stage + 'steps = [{ prepare = "a", kinds = "all" }]', 'step 1: kinds and mixture are for prepare'),
            (stage + 'steps = [{ copy = ["a"] }]', 'step 1: copy has a file to copy and its new name'),
            (stage + 'steps = [{ run = "a", each = "word" }]', 'step 1: each is one of direction, language'),
            (stage + 'side_by_side = true\nsteps = [{ run = "a" }]', 'stage one: only and side_by_side need each'),
            (stage + 'each = "language"\nonly = ["qc"]\nsteps = [{ run = "a" }]', 'stage one: only qc'),
            (stage + 'steps = [{ run = "a {lengths.none}" }]', 'stage one: no length none; there are short, long'),
            (stage + 'steps = [{ run = "a {mixtures.none.qa-qb}" }]', 'stage one: no mixture none; there are first, second'),
            (stage + 'steps = [{ run = "a {kinds.none}" }]', 'stage one: no kinds none; there are all'),
            (stage + 'steps = [{ run = "a {source}" }]', r'stage one: nothing is known here of \{source\}'),
            ('[steps]\n', 'unknown table steps; there may be languages, corpus'),
        ):
            with self.assertRaisesRegex(RecipeError, message):
                self.plan(stages)
        for tables, message in (
            ('[mixtures]\na = { like = "b" }\nb = {}', 'mixture a is like b, which does not come before it'),
            ('[mixtures]\na = { taught = [1] }', 'mixture a needs a weight, or two in a list'),
            ('[mixtures]\na = { taught = "1" }', 'mixture a needs a weight, or two in a list'),
        ):
            with self.assertRaisesRegex(RecipeError, message):
                self.plan('', tables)


class Checkout(unittest.TestCase):
    """The recipes of the checkout."""

    def test_their_steps_name_what_is_there(self):
        for path in RECIPES.glob('*.toml'):
            for stage in make_plan(read_recipe(path.stem)):
                for step in (step for lane in stage.lanes for step in lane):
                    self.check(path.stem, step)

    def check(self, name, step):
        with self.subTest(recipe=name, step=step.key):
            for text in (*step.arguments, step.makes, step.into, step.onto):
                self.assertLessEqual(set(re.findall(r'\{(\w+)\}', text)), set(PATHS))
            if step.program == 'python':
                module = CHECKOUT / 'scripts' / 'train' / step.arguments[0].replace('.', '/')
                self.assertTrue(module.with_suffix('.py').is_file() or (module / '__main__.py').is_file())
            if step.program == 'node':
                self.assertTrue((CHECKOUT / step.arguments[0]).is_file())
            for text in step.arguments:
                for folder, place in (('{languages}', RECIPES / 'languages'), ('{checkout}/tests', CHECKOUT / 'tests')):
                    if text.startswith(folder):
                        self.assertTrue(pathlib.Path(text.replace(folder, str(place))).is_file(), text)


if __name__ == '__main__':
    unittest.main()
