"""Tests of the forms of words, with the real Apertium where it is installed."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import inflections
from train.corpus.morphology import Morphology, Unit
from train.corpus.pair import read_pair

PAIR = read_pair('es-ca')


class Plainness(unittest.TestCase):
    """Which forms say by themselves what they are."""

    def test_a_form_of_two_words_is_not_plain(self):
        parar, parir = (Unit('para', lemma, '<vblex><pri><p3><sg>', '') for lemma in ('parar', 'parir'))
        self.assertTrue(inflections.is_plain([parar, parar]))
        self.assertFalse(inflections.is_plain([parar, parir]))
        self.assertFalse(inflections.is_plain([]))

    def test_a_participle_that_is_an_adjective_too_is_plain(self):
        participle = Unit('apretado', 'apretar', '<vblex><pp><m><sg>', '')
        self.assertTrue(inflections.is_plain([Unit('apretado', 'apretado', '<adj><m><sg>', ''), participle]))
        self.assertFalse(inflections.is_plain([Unit('vestido', 'vestido', '<n><m><sg>', ''), participle]))

    def test_words_with_a_pronoun_or_an_auxiliary_are_forms_and_marks_of_apertium_are_none(self):
        for text in ("perdre'ls", 'unir-se', 'vam perdre', 'col·locat', 'perdiéndolos'):
            self.assertTrue(inflections.WORD.fullmatch(text), text)
        for text in ('#perdre', '@perdre', 'a1', '', 'vam perdre tot'):
            self.assertFalse(inflections.WORD.fullmatch(text), text)


@unittest.skipUnless(shutil.which('lt-proc') and os.path.exists(PAIR.teacher.folder), 'needs apertium and apertium-spa-cat')
class Apertium(unittest.TestCase):
    def test_a_spanish_verb_has_its_tenses_persons_participles_and_pronouns(self):
        made = inflections.make_forms(PAIR, 'es', {'perdemos': 5, 'casas': 2, 'blanco': 1, 'triste': 1})
        for form in ('perderemos', 'pierda', 'perdieron', 'perdidas', 'perdiendo', 'perdiéndolo', 'perderme', 'perded'):
            self.assertIn(form, made)
        for form in ('blancas', 'tristes'):
            self.assertIn(form, made)
        self.assertNotIn('casas', made)  # of casar, too
        self.assertEqual(len(set(made)), len(made))

    def test_a_catalan_verb_has_a_preterite_of_two_words(self):
        made = inflections.make_forms(PAIR, 'ca', {'perdre': 5, 'ciutat': 3})
        for form in ('vam perdre', 'perdrem', 'perdent', 'perdudes', "perdre'l", 'ciutats'):
            self.assertIn(form, made)

    def test_only_words_that_are_counted_most_often_have_forms(self):
        words = {f'{stem}ar': 1 for stem in ('cant', 'bail', 'habl', 'salt')} | {'ciudad': 1, 'hablamos': 1}
        most, inflections.MOST = inflections.MOST, {'vblex': 1, 'n': 0, 'adj': 0}
        self.addCleanup(setattr, inflections, 'MOST', most)
        self.assertEqual(list(inflections.frequent_lexemes(Morphology(PAIR.teacher), 'es', words)), [('hablar', 'vblex', '')])

    def test_the_command_writes_a_file_that_the_teacher_translates(self):
        work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, work)
        (work / 'es.counts.tsv').write_text('k\tlloverá\t70\nk\tbiblioteca\t9\n', encoding='utf-8')
        self.run_script('inflections', '--work', str(work), '--language', 'es')
        rows = [line.split('\t') for line in (work / 'es.forms.tsv').read_text(encoding='utf-8').splitlines()]
        self.assertEqual({row[0] for row in rows}, {inflections.ORIGIN})
        self.assertLess({'lloverá', 'bibliotecas'}, {row[1] for row in rows})
        few = [row for row in rows if row[1] in ('lloverá', 'bibliotecas')]
        (work / 'es.forms.tsv').write_text(''.join('\t'.join(row) + '\n' for row in few), encoding='utf-8')
        self.run_script('teacher', '--work', str(work), '--from', 'es', '--to', 'ca', '--sentences', 'forms')
        taught = (work / 'es-ca.forms.tsv').read_text(encoding='utf-8').splitlines()
        self.assertEqual({line.split('\t')[2] for line in taught}, {'plourà', 'biblioteques'})

    def test_it_says_what_is_missing(self):
        command = [sys.executable, '-m', 'train.corpus.inflections', '--recipe', 'es-ca', '--work', '/nowhere', '--language', 'ca']
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('no /nowhere/es.counts.tsv: build the corpus first', done.stderr)

    def run_script(self, name, *arguments):
        command = [sys.executable, '-m', f'train.corpus.{name}', '--recipe', 'es-ca', *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)


if __name__ == '__main__':
    unittest.main()
