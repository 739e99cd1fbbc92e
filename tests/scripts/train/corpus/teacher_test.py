"""Tests of the teacher, with the real Apertium where it is installed."""

import os
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import teacher
from train.corpus.pair import read_pair

PAIR = read_pair('es-ca')
MARKS = PAIR.languages[0].opening_marks


class Soundness(unittest.TestCase):
    def test_marks_of_the_engine_are_faults(self):
        for text in ('', '*gos', 'el #gos', 'el @gos menja', 'dues\nlínies'):
            self.assertFalse(teacher.is_sound(text), text)
        for text in ('El gos', '2 * 3', '#1', 'a@b.cat', '* i #'):
            self.assertTrue(teacher.is_sound(text), text)

    def test_asterisks_of_unknown_words_go_and_those_of_the_text_stay(self):
        self.assertEqual(teacher.unmarked('El xyzzy', 'El *xyzzy'), 'El xyzzy')
        self.assertEqual(teacher.unmarked('2 * 3', '2 * 3'), '2 * 3')

    def test_two_blanks_come_from_the_source_only(self):
        self.assertEqual(teacher.unmarked('a b', 'a  b'), 'a b')
        self.assertEqual(teacher.unmarked('a  b', 'a  b'), 'a  b')

    def test_words_that_the_engine_does_not_know_teach_nothing(self):
        self.assertIsNone(teacher.taught('xyzzy', '*xyzzy'))
        self.assertIsNone(teacher.taught('Una línea.', None))
        self.assertEqual(teacher.taught('El xyzzy', 'El *xyzzy'), 'El xyzzy')
        self.assertEqual(teacher.taught('canal', 'canal'), 'canal')


class OpeningMarks(unittest.TestCase):
    def test_each_question_and_exclamation_gets_its_own(self):
        for text, expected in (
            ('Quién es?', '¿Quién es?'),
            ('Hola. Cómo estás? Bien!', 'Hola. ¿Cómo estás? ¡Bien!'),
            ('«Adónde vas?», dijo.', '«¿Adónde vas?», dijo.'),
            ('Ah... por qué?', 'Ah... ¿por qué?'),
            ('- No! dijo él', '- ¡No! dijo él'),
            ('El 3.5 es mejor?', '¿El 3.5 es mejor?'),
            ('Qué?!', '¿Qué?!'),
        ):
            self.assertEqual(teacher.opened(text, MARKS), expected)

    def test_what_has_them_or_is_no_sentence_stays(self):
        for text in ('¿Ya?', '¡Ven, Ana!', 'Pulse «?».', 'a?b=1', 'x != 1', '', '...?'):
            self.assertEqual(teacher.opened(text, MARKS), text)


class Files(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.path = os.path.join(self.folder, 'taught.tsv')

    def test_nothing_is_done_where_there_is_no_file(self):
        self.assertEqual(teacher.already_done(self.path), set())

    def test_an_unfinished_line_is_cut_off(self):
        with open(self.path, 'w', encoding='utf-8') as file:
            file.write('o\tuno\tun\no\tdos\td')
        self.assertEqual(teacher.already_done(self.path), {'uno'})
        with open(self.path, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'o\tuno\tun\n')


@unittest.skipUnless(
    shutil.which('apertium') and os.path.exists('/usr/share/apertium/modes/spa-cat.mode'),
    'needs apertium and apertium-spa-cat',
)


class Apertium(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)

    def test_each_sentence_gets_its_own_translation(self):
        sentences = ['El perro come manzanas.', 'Abrir el archivo', '¿Qué hora es?', 'El xyzzy duerme.']
        expected = ['El gos menja pomes.', "Obrir l'arxiu", 'Quina hora és?', 'El *xyzzy dorm.']
        self.assertEqual(teacher.translate('spa-cat', sentences), expected)

    def test_a_sentence_that_breaks_its_group_is_found_and_left_out(self):
        sentences = ['El perro come.', 'Una línea.\n\nOtra línea.', 'Está nevando.']
        self.assertEqual(teacher.translate('spa-cat', sentences), ['El gos menja.', None, 'Està nevant.'])

    def test_a_mode_that_is_not_there_is_an_error(self):
        with self.assertRaises(teacher.TeacherError):
            teacher.translate('spa-xyz', ['Hola.'])

    def run_command(self, *arguments):
        command = [sys.executable, '-m', 'train.corpus.teacher', '--recipe', 'es-ca', '--work', self.folder, *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_the_command_goes_on_where_it_stopped(self):
        with open(os.path.join(self.folder, 'es.tsv'), 'w', encoding='utf-8') as file:
            file.write('a:b\tEl perro come.\na:c\tEstá nevando.\n')
        path = os.path.join(self.folder, 'es-ca.taught.tsv')
        first = self.run_command('--from', 'es', '--to', 'ca', '--first', '1')
        self.assertEqual(first.returncode, 0, first.stderr)
        with open(path, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'a:b\tEl perro come.\tEl gos menja.\n')
        second = self.run_command('--from', 'es', '--to', 'ca')
        self.assertIn('1 of 1 sentences', second.stderr)
        with open(path, encoding='utf-8') as file:
            self.assertEqual(file.read(), 'a:b\tEl perro come.\tEl gos menja.\na:c\tEstá nevando.\tEstà nevant.\n')

    def test_spanish_stands_with_and_without_its_opening_marks(self):
        with open(os.path.join(self.folder, 'ca.phrases.tsv'), 'w', encoding='utf-8') as file:
            file.write("phrases\tOn és el gos?\nphrases\tEl gos dorm.\n")
        done = self.run_command('--from', 'ca', '--to', 'es', '--sentences', 'phrases')
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.folder, 'ca-es.phrases.tsv'), encoding='utf-8') as file:
            rows = [line.rstrip('\n').split('\t') for line in file]
        self.assertEqual([row[3] for row in rows], ['¿' + rows[0][2], rows[1][2]])
        self.assertEqual(rows[1][2], 'El perro duerme.')

    def test_the_command_translates_every_held_out_line(self):
        with open(os.path.join(self.folder, 'test.es'), 'w', encoding='utf-8') as file:
            file.write('El perro come.\nxyzzy\nEstá nevando.\n')
        done = self.run_command('--from', 'es', '--to', 'ca', '--part', 'test')
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(os.path.join(self.folder, 'test.es-ca.taught'), encoding='utf-8') as file:
            self.assertEqual(file.read(), 'El gos menja.\nxyzzy\nEstà nevant.\n')

    def test_the_command_refuses_what_is_no_direction_of_the_recipe(self):
        done = self.run_command('--from', 'es', '--to', 'es')
        self.assertEqual(done.returncode, 2)
        self.assertIn('no es-es in the recipe es-ca', done.stderr)


if __name__ == '__main__':
    unittest.main()
