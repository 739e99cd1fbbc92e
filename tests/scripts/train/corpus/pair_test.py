"""Tests of what is known of a pair and its languages: that a made-up pair works as well, and that faults are named."""

import ast
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import cleaning, language, pair
from train.corpus.lexical_variants import counted_words
from train.corpus.package_files import LanguagePaths
from train.corpus.punctuation_variants import pairs
from train.corpus.segments import Segment
from train.corpus.selection import Sentence, SentenceSelector

# Two languages that nobody speaks; the second one opens its questions.
FIRST = 'name = "Firstish"\ncommon = "uno duo trio"\nregions = ["XX"]\ncapitals = "Ŝ"\nabbreviations = ["etk"]\n'
SECOND = (
    'name = "Secondish"\ncommon = "ena dva tri"\ndropped_accents = \'\\bdvá\\b\'\n'
    'spellings = [["dz", "c"]]\nopening_marks = { "?" = "⸮" }\nleft_out = ["latin"]\n'
)
RECIPE = """
languages = ["qa", "qb"]

[corpus]
packages = "packages.tsv"
held_out = "held-out.tsv"
suites = ["sid"]
untranslated = []
letters.qa = 'ŝ'
shared_stems = 0
counted = "qb"
everyday_count = 10

[teacher]
folder = "/nowhere"
package = "apertium-qa-qb"
modes = { qa-qb = "qaa-qbb", qb-qa = "qbb-qaa" }
writers.qa = { steps = ["-g autogen"], dictionaries = { autogen = true } }

[lexical_variants]
varied = { sentences = { general = 2 }, lengths = [2, 9], often = 5, power = 0.5, seed = 7 }

[punctuation_variants]
seed = 1
kinds = ["words"]
files = { all = { sources = ["qa-qb.taught", "qb-qa.taught"] } }
"""

DASHES = {'em', 'en'}  # as manual pages call them


def strings_of(tree):
    """The strings of code, those within formatted ones included, but for those that document it."""
    documented = (ast.Module, ast.ClassDef, ast.FunctionDef)
    nodes = [node for node in ast.walk(tree) if isinstance(node, documented) and node.body]
    documents = {id(node.body[0].value) for node in nodes if isinstance(node.body[0], ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in documents:
            yield node.value


class MadeUp(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        (self.folder / 'languages').mkdir()
        self.write('languages/qa.toml', FIRST)
        self.write('languages/qb.toml', SECOND)

    def write(self, name, text):
        (self.folder / name).write_text(text, encoding='utf-8')

    def pair(self, recipe=RECIPE):
        self.write('qa-qb.toml', recipe)
        return pair.read_pair(str(self.folder / 'qa-qb.toml'))

    def test_it_has_its_languages_and_their_modes(self):
        made = self.pair()
        self.assertEqual((made.name, made.codes), ('qa-qb', ('qa', 'qb')))
        self.assertEqual((made.teacher.reads('qa'), made.teacher.writes('qa')), ('qaa-qbb', 'qbb-qaa'))
        self.assertEqual((made.other('qa').name, made.other('qb').name), ('Secondish', 'Firstish'))
        self.assertEqual([made.columns(name) for name in ('qa-qb', 'qb-qa')], [(1, 2), (2, 1)])
        self.assertEqual(made.corpus.packages, self.folder / 'packages.tsv')
        self.assertEqual(list(made.lexical_variants['varied'].lengths), list(range(2, 10)))

    def test_its_texts_are_cut_told_apart_and_paired(self):
        selector = SentenceSelector(self.pair())
        texts = ('Uno duo trio etk. la la. Ŝi uno duo.', 'Ena dva tri la la la. Ena dva dzi.')
        found = list(selector.sentences(Segment('p', 'd', texts), False))
        first = Sentence('p:d', ('Uno duo trio etk. la la.', 'Ena dva tri la la la.'))
        self.assertEqual(found, [first, Sentence('p:d', ('Ŝi uno duo.', 'Ena dva ci.'))])
        swapped = Segment('p', 'd', ('Ena dva tri la la la.', 'Uno duo trio la la la.'))
        self.assertEqual(list(selector.sentences(swapped, False)), [])
        self.assertEqual(self.pair().languages[1].modern('Dvá dvá dvár'), 'Dva dva dvár')

    def test_files_are_of_the_language_that_their_path_names(self):
        paths = LanguagePaths(self.pair().languages)
        for path, code in (('/x/qa_XX/y.mo', 'qa'), ('/x/qb/y.mo', 'qb'), ('/x/qb_XX/y.mo', None), ('/x/es/y.mo', None)):
            self.assertEqual(paths.language_of(path), code, path)
        self.assertTrue(paths.is_read('/x/qb.json'))
        self.assertFalse(paths.is_read('/x/es.json'))

    def test_words_have_counts_of_the_language_in_which_they_were_counted(self):
        self.write('qb.counts.tsv', 'k\tdva\t7\n')
        self.write('qb-qa.counts.tsv', 'k\tdva\tduo\n')
        made = self.pair()
        self.assertEqual(counted_words(made, self.folder, 'qb', False), {'dva': 7})
        self.assertEqual(counted_words(made, self.folder, 'qa', False), {'duo': 7})

    def test_columns_of_both_directions_come_in_the_order_of_the_pair(self):
        self.write('origins.tsv', '')
        self.write('qa-qb.taught.tsv', 'k\tuno\tena\n')
        self.write('qb-qa.taught.tsv', 'k\tdva\tduo\n')
        made = self.pair()
        found = list(pairs(made, self.folder, made.punctuation_variants.files['all'].sources))
        self.assertEqual(found, [('k', ('uno', 'ena')), ('k', ('duo', 'dva'))])

    def test_a_recipe_may_share_tables_with_others_and_have_no_teacher(self):
        self.write('shared.toml', '[corpus]\npackages = "all.tsv"\nsuites = ["sid"]\nmessage_ids = "qa"\nletters = {}\n')
        made = self.pair('like = "shared.toml"\nlanguages = ["qa", "qb"]\n[corpus]\npackages = "own.tsv"\n')
        self.assertEqual((made.corpus.packages, made.corpus.message_ids), (self.folder / 'own.tsv', 'qa'))
        self.assertIsNone(made.teacher)
        with self.assertRaisesRegex(pair.PairError, 'others.toml'):
            self.pair('like = "others.toml"\nlanguages = ["qa", "qb"]\n')

    def test_a_language_may_have_other_names_in_paths(self):
        self.write('languages/qa.toml', FIRST + 'also = ["C"]\n')
        paths = LanguagePaths(self.pair().languages)
        self.assertEqual(paths.language_of('/help/C/index.page'), 'qa')
        self.assertEqual(list(paths.files(self.folder / 'none')), [])

    def test_faults_of_a_recipe_are_named(self):
        for before, after, message in (
            ('[corpus]', '[corpse]', 'no corpus'),
            ('seed = 1', 'seeds = 1', "argument 'seeds'"),
            ('"qb"]', '"qc"]', 'no table .*/languages/qc.toml of the language qc; there are qa, qb'),
            ('seed = 7', 'seed = ', 'qa-qb.toml: Invalid value'),
            ('languages = ["qa", "qb"]', 'languages = ["qa"]', 'not enough values'),
        ):
            with self.assertRaisesRegex(pair.PairError, message):
                self.pair(RECIPE.replace(before, after))

    def test_faults_of_a_language_are_named(self):
        for text, message in (
            ('common = ""', r"languages/qa.toml: .*'name'"),
            ('name = "x"\nverbs = 1', "argument 'verbs'"),
            ('name = "x"\nabbreviations = ["("]', 'unterminated subpattern'),
        ):
            self.write('languages/qa.toml', text)
            with self.assertRaisesRegex(pair.PairError, message):
                self.pair()


class Tables(unittest.TestCase):
    """The tables of the checkout."""

    def test_every_language_can_be_read(self):
        folder = pair.languages_folder(pair.RECIPES)
        codes = [path.stem for path in folder.glob('*.toml')]
        self.assertIn('es', codes)
        for code in codes:
            self.assertTrue(language.read_language(code, folder).name)

    def test_every_recipe_has_a_pair_with_its_files(self):
        for path in pair.RECIPES.glob('*.toml'):
            made = pair.read_pair(path.stem)
            files = [made.corpus.packages, made.corpus.held_out, made.corpus.general]
            self.assertTrue(all(file.is_file() for file in files if file), path)
            self.assertTrue(made.corpus.held_out or made.corpus.general, path)

    def test_the_code_of_the_corpus_names_no_language(self):
        """Whatever belongs to one is in a table: no string of the code has a language's code, its name, or a pair's."""
        for path in pair.RECIPES.glob('*.toml'):
            made = pair.read_pair(path.stem)
            names = '|'.join([*(other.name for other in made.languages), rf'(?:{"|".join(made.codes)})(?![^.-])'])
            named = re.compile(rf'(?<![^.-])(?:{names})')
            for file in pathlib.Path(cleaning.__file__).parent.rglob('*.py'):
                for text in set(strings_of(ast.parse(file.read_text(encoding='utf-8')))) - DASHES:
                    self.assertIsNone(named.search(text), f'{file}: {text}')

    def test_the_reader_of_strings_sees_them(self):
        tree = ast.parse('"""es."""\nx = f"{y}-es"\ndef f():\n    "ca"\n    return {"ca.tsv": 1}\n')
        self.assertEqual(list(strings_of(tree)), ['-es', 'ca.tsv'])

    def test_a_recipe_that_is_not_there_is_named(self):
        command = [sys.executable, '-m', 'train.corpus.build', '--recipe', 'xx-yy']
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 2)
        self.assertRegex(done.stderr, 'no recipe xx-yy; there are .*es-ca')


if __name__ == '__main__':
    unittest.main()
