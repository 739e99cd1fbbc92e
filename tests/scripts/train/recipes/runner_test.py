"""Tests of the runner of recipes, with a program that notes what it is told in place of Python."""

import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from recipes.made_up import write_recipe

# Notes its module and arguments; fails, prints or waits as they say.
PROGRAM = """#!{python}
import os, pathlib, signal, sys, time
work = pathlib.Path.cwd()
words = sys.argv[2:]  # without -m
with open(work / 'calls', 'a') as file:
    file.write(' '.join(words) + '\\n')
for word in words:
    verb, _, name = word.partition('=')
    if verb == 'fail-without' and not (work / name).exists():
        print('half')
        sys.exit(3)
    if verb == 'print':
        print(name)
    if verb == 'touch':
        (work / name).touch()
    if verb == 'wait-for':
        while not (work / name).exists():
            time.sleep(0.01)
    if verb == 'sleep':
        signal.signal(signal.SIGTERM, lambda *_: ((work / 'saved').touch(), sys.exit(143)))
        (work / 'asleep').touch()
        time.sleep(60)
"""


def stage(name, *steps, **options):
    """A stage of the recipe, as TOML."""
    lines = [f'{key} = {value}' for key, value in options.items()]
    return '\n'.join(['[[stages]]', f'name = "{name}"', 'about = "x"', *lines, f'steps = [{", ".join(steps)}]', ''])


class Recipes(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        self.work = self.folder / 'work folder'
        self.work.mkdir()
        self.program = self.folder / 'program'
        self.program.write_text(PROGRAM.format(python=sys.executable), encoding='utf-8')
        self.program.chmod(0o755)

    def command(self, *options):
        recipe = self.folder / 'qa-qb.toml'
        common = ['--work', str(self.work), '--python', str(self.program)]
        return [sys.executable, '-m', 'train.recipe', str(recipe), *common, *options]

    def run_recipe(self, *options):
        return subprocess.run(self.command(*options), capture_output=True, text=True, check=False)

    def calls(self):
        path = self.work / 'calls'
        calls = path.read_text(encoding='utf-8').splitlines() if path.exists() else []
        path.unlink(missing_ok=True)
        return calls

    def test_what_is_finished_is_not_run_again(self):
        plain, making = '{ run = "trainer a" }', '{ run = "trainer b touch=made", makes = "made" }'
        write_recipe(self.folder, stage('one', plain, making))
        done = self.run_recipe()
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(self.calls(), ['train.trainer a', 'train.trainer b touch=made'])
        self.assertIn('recipe: step 2 of 2: done in 0:00:0', done.stderr)
        self.assertIn('recipe: one: 0 of 2 steps run', self.run_recipe().stderr)
        self.assertEqual(self.calls(), [])
        write_recipe(self.folder, stage('one', '{ run = "trainer a2" }', making))
        (self.work / 'made').unlink()
        self.run_recipe()
        self.assertEqual(self.calls(), ['train.trainer a2', 'train.trainer b touch=made'])

    def test_a_stage_may_be_run_alone(self):
        write_recipe(self.folder, stage('one', '{ run = "trainer a" }') + stage('two', '{ run = "trainer b" }'))
        self.assertEqual(self.run_recipe('--stage', 'two').returncode, 0)
        self.assertEqual(self.calls(), ['train.trainer b'])
        done = self.run_recipe('--stage', 'three')
        self.assertEqual((done.returncode, done.stderr), (2, 'recipe: no stage three; there are one, two\n'))

    def test_a_dry_run_says_what_would_be_run_and_runs_nothing(self):
        write_recipe(self.folder, stage('one', '{ run = "trainer a" }', '{ run = "trainer \'b c\'", into = "out" }'))
        self.assertEqual(self.run_recipe('--stage', 'one').returncode, 0)
        self.calls()
        (self.work / 'finished-steps.txt').write_text("python trainer a\n", encoding='utf-8')
        done = self.run_recipe('--dry-run')
        self.assertEqual(
            done.stdout,
            f"# one: x\n# finished: {self.program} -m train.trainer a\n{self.program} -m train.trainer 'b c' > out\n",
        )
        self.assertEqual(self.calls(), [])
        self.assertEqual(self.run_recipe('--list').stdout, 'one  x\n')

    def test_a_step_that_fails_ends_its_lane_and_the_same_command_goes_on(self):
        steps = ('{ run = "trainer a-{direction}" }', '{ run = "trainer fail-without={direction}" }', '{ run = "trainer c-{direction}" }')
        write_recipe(self.folder, stage('one', *steps, each='"direction"', side_by_side='true'))
        (self.work / 'qb-qa').touch()
        done = self.run_recipe()
        self.assertEqual(done.returncode, 1)
        self.assertRegex(done.stderr, r'fail-without=qa-qb: exit code 3; the same command goes on from there\n$')
        calls = self.calls()
        self.assertEqual([call for call in calls if 'qb-qa' in call], ['train.trainer a-qb-qa', 'train.trainer fail-without=qb-qa', 'train.trainer c-qb-qa'])
        self.assertEqual([call for call in calls if 'qa-qb' in call], ['train.trainer a-qa-qb', 'train.trainer fail-without=qa-qb'])
        (self.work / 'qa-qb').touch()
        self.assertEqual(self.run_recipe().returncode, 0)
        self.assertEqual(self.calls(), ['train.trainer fail-without=qa-qb', 'train.trainer c-qa-qb'])

    def test_lanes_run_side_by_side(self):
        """Each waits for what the other does: one after the other, neither would come to its end."""
        steps = ('{ run = "trainer touch={source}" }', '{ run = "trainer wait-for={target}" }')
        write_recipe(self.folder, stage('one', *steps, each='"direction"', side_by_side='true'))
        self.assertEqual(self.run_recipe().returncode, 0)
        self.assertEqual(len(self.calls()), 4)

    def test_output_goes_to_a_file_when_its_step_ended_well(self):
        first, second = '{ run = "trainer print=one", into = "out" }', '{ run = "trainer print=two fail-without=key", onto = "out" }'
        write_recipe(self.folder, stage('one', first, second))
        self.assertEqual(self.run_recipe().returncode, 1)
        self.assertEqual((self.work / 'out').read_text(encoding='utf-8'), 'one\n')
        (self.work / 'key').touch()
        self.assertEqual(self.run_recipe().returncode, 0)
        self.assertEqual((self.work / 'out').read_text(encoding='utf-8'), 'one\ntwo\n')

    def test_a_copy_is_not_made_again(self):
        (self.work / 'a.run').mkdir()
        (self.work / 'a.run' / 'state').write_text('1', encoding='utf-8')
        write_recipe(self.folder, stage('one', '{ copy = ["{work}/a.run", "{work}/b.run"] }', '{ copy = ["{work}/none", "{work}/c"] }'))
        done = self.run_recipe()
        self.assertEqual(done.returncode, 1)
        self.assertIn("No such file or directory: '", done.stderr)
        (self.work / 'b.run' / 'state').write_text('2', encoding='utf-8')
        (self.work / 'none').touch()
        self.assertEqual(self.run_recipe().returncode, 0)
        self.assertEqual((self.work / 'b.run' / 'state').read_text(encoding='utf-8'), '2')

    def test_a_signal_is_told_to_what_runs_and_no_other_step_begins(self):
        write_recipe(self.folder, stage('one', '{ run = "trainer sleep" }', '{ run = "trainer b" }'))
        with subprocess.Popen(self.command(), stderr=subprocess.PIPE, text=True) as process:
            while not (self.work / 'asleep').exists() and process.poll() is None:
                time.sleep(0.01)
            os.kill(process.pid, signal.SIGTERM)
            _, errors = process.communicate()
        self.assertEqual(process.returncode, 130, errors)
        self.assertTrue((self.work / 'saved').exists())
        self.assertEqual(self.calls(), ['train.trainer sleep'])
        self.assertIn('recipe: stopped; the same command goes on', errors)

    def test_modules_of_the_corpus_run_without_pytorch(self):
        write_recipe(self.folder, stage('one', '{ run = "corpus.build {options}" }'))
        line = self.run_recipe('--dry-run').stdout.splitlines()[1]
        self.assertTrue(line.startswith(f'{sys.executable} -m train.corpus.build --recipe '), line)

    def test_a_recipe_with_a_fault_is_refused_by_its_place(self):
        write_recipe(self.folder, stage('one', '{}'))
        done = self.run_recipe()
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, r'^recipe: .*/qa-qb.toml: stage one, step 1: needs one of')


if __name__ == '__main__':
    unittest.main()
