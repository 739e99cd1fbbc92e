"""Tests of the choice of real pairs that agree with the teacher."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import agreeing_pairs

REAL = [
    ('a:b', 'El grifo vuela sobre la ciudad.', 'El griu vola sobre la ciutat.'),
    ('a:b', 'Elige un tipo de cita:', 'Aquí hi ha una altra cosa:'),
    ('a:c', 'Una casa blanca.', 'Una casa blanca.'),
    ('a:d', 'Nadie lo tradujo.', 'Ningú no ho va traduir.'),
]
TO_CATALAN = [
    ('a:b', 'El grifo vuela sobre la ciudad.', "L'aixeta vola sobre la ciutat."),
    ('a:b', 'Elige un tipo de cita:', 'Tria un tipus de cita:'),
]
TO_SPANISH = [('a:c', 'Una casa blanca.', 'Una casa blanca.', 'Una casa blanca.')]


class Sharing(unittest.TestCase):
    def test_words_and_marks_count_as_often_as_both_texts_have_them(self):
        self.assertEqual(agreeing_pairs.word_f1('El gos, el gat', 'el gos i el gat'), 2 * 4 / (5 + 5))
        self.assertEqual(agreeing_pairs.word_f1('a', 'b'), 0)
        self.assertEqual(agreeing_pairs.word_f1('Vés!', 'vés!'), 1)
        self.assertEqual(agreeing_pairs.word_f1('', ''), 0)

    def test_a_geminate_l_is_part_of_its_word(self):
        self.assertEqual(agreeing_pairs.word_f1('col·legi', 'col legi'), 0)


class Choice(unittest.TestCase):
    def test_a_pair_is_taken_when_the_translation_of_either_side_is_near(self):
        chosen = agreeing_pairs.agreeing(REAL, dict(row[1:] for row in TO_CATALAN), dict(row[1:3] for row in TO_SPANISH))
        self.assertEqual(list(chosen), [REAL[0], REAL[2]])

    def test_without_translations_nothing_is_known_to_agree(self):
        self.assertEqual(list(agreeing_pairs.agreeing(REAL, {}, {}, least=0)), [])


class Command(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)

    def write(self, name, rows):
        (self.work / name).write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')

    def run_command(self):
        command = [sys.executable, '-m', 'train.corpus.agreeing_pairs', '--recipe', 'es-ca', '--work', str(self.work)]
        return subprocess.run(command, capture_output=True, text=True, check=False)

    def test_it_writes_the_pairs_as_they_are_in_the_corpus(self):
        self.write('real.tsv', REAL)
        self.write('es-ca.taught.tsv', TO_CATALAN)
        self.write('ca-es.taught.tsv', TO_SPANISH)
        done = self.run_command()
        self.assertEqual(done.returncode, 0, done.stderr)
        expected = ''.join('\t'.join(row) + '\n' for row in (REAL[0], REAL[2]))
        self.assertEqual((self.work / 'es-ca.agreeing.tsv').read_text(encoding='utf-8'), expected)

    def test_it_says_what_is_missing(self):
        self.write('real.tsv', REAL)
        done = self.run_command()
        self.assertEqual(done.returncode, 1)
        self.assertIn('es-ca.taught.tsv', done.stderr)


if __name__ == '__main__':
    unittest.main()
