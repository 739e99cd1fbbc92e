"""Tests of the list of all words of a language, with the real Apertium where it is installed."""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import lexicon_words
from train.corpus.morphology import Morphology, MorphologyError
from train.corpus.pair import read_pair

PAIR = read_pair('es-ca')


def transducer(*paths):
    """The text of a transducer that reads x and writes one of the paths, as lt-print has it."""
    arcs, state = [], 1  # 1 is the last one
    for path in paths:
        states = [0, *range(state + 1, state + len(path)), 1]
        state += len(path) - 1
        arcs += [(begin, end, symbol) for begin, end, symbol in zip(states, states[1:], path)]
    return ''.join(f'{begin}\t{end}\tx\t{symbol}\t0.000000\t\n' for begin, end, symbol in arcs) + '1\t0.000000\n'


def written(text, ends_words=True):
    return [list(words) for words in lexicon_words.written_words(text, ends_words)]


class Splitting(unittest.TestCase):
    """What a word is."""

    def test_words_are_runs_of_letters_in_lower_case(self):
        words = lexicon_words.words_of("L'Home va fer-ho 2 cops: ÀRIES!")
        self.assertEqual(words, ['l', 'home', 'va', 'fer', 'ho', 'cops', 'àries'])

    def test_the_middle_dot_is_a_letter_but_no_word(self):
        self.assertEqual(lexicon_words.words_of('Col·lecció · de'), ['col·lecció', 'de'])

    def test_digits_of_any_kind_part_words(self):
        self.assertEqual(lexicon_words.words_of('1r m² H₂O snake_case'), ['r', 'm', 'h', 'o', 'snake', 'case'])


class Transducers(unittest.TestCase):
    """The words that the text of a transducer says it writes."""

    def test_words_are_in_order_and_distinct_and_what_writes_nothing_is_skipped(self):
        text = transducer('pas', 'paε', ['ε', 'p', 'ε', 'a', 's'], 'Ell', 'àε')
        self.assertEqual(written(text), [['ell', 'pa', 'pas', 'à']])

    def test_other_symbols_part_words(self):
        self.assertEqual(written(transducer('fer-ho', 'fa ~h', 'a·lb')), [['a·lb', 'fa', 'fer', 'h', 'ho']])

    def test_the_mark_of_the_post_generator_does_not(self):
        self.assertEqual(written(transducer('~amer~indi')), [['amerindi']])

    def test_the_last_word_of_a_post_generator_may_go_on(self):
        self.assertEqual(written(transducer('del h', "l'a"), ends_words=False), [['del', 'l']])

    def test_sections_are_read_by_themselves_and_one_with_a_cycle_is_left_out(self):
        endless = '0\t1\tx\ta\t0.000000\t\n1\t1\tx\tb\t0.000000\t\n1\t0.000000\n'
        self.assertEqual(written('--\n'.join([transducer('pa'), endless, transducer('oli')])), [['pa'], ['oli']])

    def test_many_paths_are_no_trouble(self):
        arcs = [f'{i}\t{i + 1}\tx\t{symbol}\t0.000000\t\n' for i in range(60) for symbol in 'ε~']
        self.assertEqual(written(''.join(arcs) + '60\t61\tx\to\t0.000000\t\n61\t0.000000\n'), [['o']])


class Work(unittest.TestCase):
    def setUp(self):
        self.work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.work)

    def write(self, name, *rows):
        (self.work / name).write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')

    def run_command(self, *arguments, **options):
        command = [sys.executable, '-m', 'train.corpus.lexicon_words', '--recipe', 'es-ca', *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=False, **options)


class Taught(Work):
    """Which words of the teacher's translations are taken."""

    def test_words_that_it_wrote_three_times_without_their_source_having_them_are(self):
        twice = [('Una casa', 'Una casa bella, bella')] * 2
        thrice = [('Bella', 'Bella'), ('Dos', 'Casa'), ('Xana', 'Xana 1r')] * 3
        self.assertEqual(lexicon_words.often_written(twice + thrice), {'casa', 'r'})

    def test_all_files_of_the_teacher_are_read_and_none_that_people_wrote(self):
        self.write('es-ca.taught.tsv', ('k', 'uno', 'un'))
        self.write('ca-es.taught.tsv', ('k', 'dos', 'dos', 'dos'))
        self.write('ca-es.forms.tsv', ('forms', 'tres', 'tres', '¿tres?'))
        self.write('real.tsv', ('k', 'cuatro', 'quatre'))
        self.assertEqual(list(lexicon_words.rows_taught(PAIR, self.work, 'ca')), [('uno', 'un')])
        self.assertEqual(list(lexicon_words.rows_taught(PAIR, self.work, 'es')), [('dos', 'dos'), ('tres', 'tres')])


class Written(Work):
    """How often people wrote a word."""

    def test_words_in_small_letters_are_counted(self):
        self.write('ca.tsv', ('k', "Plou a l'Olot"), ('k', 'OLOT, plou i plou', 'more'))
        counts = lexicon_words.counted_in_texts(self.work, 'ca')
        self.assertEqual(counts, {'plou': 2, 'a': 1, 'l': 1, 'i': 1})


class Missing(Work):
    """What the command says when something is not there."""

    def test_a_work_folder(self):
        done = self.run_command('--work', '/nowhere', '--language', 'ca')
        self.assertEqual(done.returncode, 1)
        self.assertIn('lexicon_words: no /nowhere/es.tsv: run train.corpus.build and train.corpus.teacher first', done.stderr)

    def test_lt_print(self):
        for name in ('es.tsv', 'ca.tsv', 'es-ca.taught.tsv'):
            self.write(name)
        done = self.run_command('--work', str(self.work), '--language', 'ca', env={**os.environ, 'PATH': '/nowhere'})
        self.assertEqual(done.returncode, 1)
        self.assertIn('no lt-print. On Debian: apt install lttoolbox-dev apertium-spa-cat', done.stderr)
        self.assertFalse((self.work / 'ca.words.txt').exists())


@unittest.skipUnless(
    shutil.which('lt-print') and os.path.exists(PAIR.teacher.folder), 'needs lttoolbox-dev and apertium-spa-cat'
)


class Apertium(Work):
    def test_a_dictionary_that_is_missing_is_named(self):
        with self.assertRaisesRegex(MorphologyError, '^lt-print .*/spa-cat.no-such.bin: .'):
            Morphology(PAIR.teacher).dictionary('ca', 'no-such')

    def test_the_command_writes_all_words_of_catalan_in_order(self):
        self.write('es-ca.taught.tsv', *[('k', 'ordinador', 'qwertyar')] * 3, *[('k', 'Xana', 'Xana')] * 3)
        self.write('ca.tsv', *[('k', 'Plourà als orquets systemd.')] * 5, *[('k', 'Elfs i ploureà')] * 4)
        self.write('es.tsv', ('k', 'systemd als'))
        done = self.run_command('--work', str(self.work), '--language', 'ca')
        self.assertEqual(done.returncode, 0, done.stderr)
        content = (self.work / 'ca.words.txt').read_text(encoding='utf-8')
        words = content.split('\n')
        self.assertEqual(words.pop(), '')
        self.assertEqual(words, sorted(set(words)))
        common = (self.work / 'ca.common.txt').read_text(encoding='utf-8').split()
        self.assertEqual(common, ['als', 'i', 'orquets'])
        self.assertIn(f'lexicon_words: {len(words)} words, 3 of them common\n', done.stderr)
        some = {'col·lecció', 'plourà', 'del', 'pels', 'l', 'd', 'adéu', 'adeu', 'amerindi', 'barcelona', 'qwertyar', 'orquets', 'systemd'}
        self.assertEqual(some - set(words), set())
        self.assertEqual({'ploureà', 'xana', '', 'ameríndi'} & set(words), set())

    def test_spanish_verbs_have_pronouns(self):
        found = dict(lexicon_words.all_words(PAIR.teacher, 'es', {'qwertyar', 'del'}))
        self.assertEqual([found['qwertyar'], found['del']], [True, False])
        self.assertEqual({'diciéndoselo', 'verla', 'del', 'al', 'y', 'e', 'lloverá'} - set(found), set())


if __name__ == '__main__':
    unittest.main()
