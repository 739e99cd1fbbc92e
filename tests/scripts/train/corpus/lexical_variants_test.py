"""Tests of the sentences with other words, with the real Apertium where it is installed."""

import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.corpus import lexical_variants
from train.corpus.morphology import Morphology, Unit
from train.corpus.pair import read_pair

ROOT = pathlib.Path(__file__).resolve().parents[4]
PAIR = read_pair('es-ca')
PLANS = PAIR.lexical_variants
GRAMMAR = PAIR.languages[0].grammar

SPANISH = [
    'El perro viejo duerme en la casa blanca.',
    'Los reyes buscaban rápidamente un camino seguro.',
    'Venid, amigos, y comed con nosotros.',
    'Kalenz cantó una canción triste, pero nadie habló.',
    'La espada del enano corta la piedra.',
    'Encontraremos agua fresca en el valle.',
    'Tenéis que dármelo ahora mismo.',
    'Landril escribe un libro sabio.',
]
CATALAN = [
    "L'home vell dorm a la casa blanca.",
    "Els reis busquen l'espasa de l'elf.",
    'Veniu, amics, i mengeu amb nosaltres.',
    "La reina escriu l'historiador d'aquesta ciutat.",
    "Trobarem aigua fresca a l'illa.",
    'El gos estima la nena i l’oncle.',
]


class Units(unittest.TestCase):
    def test_a_unit_is_what_the_text_has_with_one_analysis(self):
        unit = Unit.parse('duerme/dormir<vblex><pri><p3><sg>')
        self.assertEqual(unit, ('duerme', 'dormir', '<vblex><pri><p3><sg>', ''))
        self.assertEqual(unit.kind, 'vblex')
        self.assertEqual(unit.for_generator(), '^dormir<vblex><pri><p3><sg>$')

    def test_what_is_joined_to_a_word_and_what_follows_it_keep_their_places(self):
        joined = Unit.parse('darlo/dar<vblex><inf>+lo<prn><enc><p3><m><sg>')
        self.assertEqual(joined.for_generator(), '^dar<vblex><inf>+lo<prn><enc><p3><m><sg>$')
        followed = Unit.parse('tenéis que/tener# que<vbmod><pri><p2><pl>')
        self.assertEqual(followed.for_generator(), '^tener<vbmod><pri><p2><pl># que$')

    def test_an_unknown_word_stays_text(self):
        unit = Unit.parse('Kalenz/*Kalenz')
        self.assertEqual((unit.kind, unit.for_generator()), ('', 'Kalenz'))


class Classes(unittest.TestCase):
    def test_words_are_exchanged_for_words_that_agree_with_the_same_others(self):
        def name(lemma, tags):
            return lexical_variants.exchange_class(Unit(lemma, lemma, tags, ''), GRAMMAR)

        self.assertNotEqual(name('casa', '<n><f><sg>'), name('perro', '<n><m><sg>'))
        self.assertEqual(name('casa', '<n><f><sg>'), name('espada', '<n><f><pl>'))
        self.assertNotEqual(name('triste', '<adj><mf><sg>'), name('viejo', '<adj><m><sg>'))
        self.assertEqual(name('viejo', '<adj><f><pl>'), name('blanco', '<adj><m><sg>'))

    def test_words_that_others_depend_on_stay(self):
        for unit in (
            Unit('estaba', 'estar', '<vblex><pii><p3><sg>', ''),
            Unit('no', 'no', '<adv>', ''),
            Unit('tenéis que', 'tener# que', '<vbmod><pri><p2><pl>', ''),
            Unit('de', 'de', '<pr>', ''),
            Unit('Kalenz', 'Kalenz', '', ''),
        ):
            self.assertIsNone(lexical_variants.exchange_class(unit, GRAMMAR), unit)

    def test_an_elided_article_takes_the_gender_of_its_noun(self):
        article, noun = Unit("l'", 'el', '<det><def><mf><sg>', ''), Unit('casa', 'casa', '<n><f><sg>', '')
        self.assertEqual(lexical_variants.with_gender(article, [noun]).tags, '<det><def><f><sg>')
        self.assertEqual(lexical_variants.with_gender(article, []), article)


class Sentences(unittest.TestCase):
    def test_a_form_that_does_not_exist_makes_no_sentence(self):
        for text in ('el #gos dorm.', 'el @gos dorm.', '*gos', '~de', '...'):
            self.assertIsNone(lexical_variants.finished(text), text)
        self.assertEqual(lexical_variants.finished('¿el perro duerme?'), '¿El perro duerme?')

    def test_kinds_say_how_often_a_sentence_is_varied_and_marks_of_apertium_that_it_is_not(self):
        rows = [('g', 'El perro duerme aquí.'), ('h', 'Pulse el botón rojo.'), ('s', 'Abra el archivo nuevo.')]
        rows += [('g', 'El [perro] duerme aquí.'), ('g', 'Corto.'), ('g', 'El perro duerme sin punto')]
        kinds = {'g': 'general', 'h': 'help', 's': 'software'}
        plan = PLANS['varied']._replace(sentences={'general': 3, 'help': 1})
        found = lexical_variants.sentences_to_vary(rows, kinds, plan)
        self.assertEqual(found, [rows[0][1]] * 3 + [rows[1][1]])

    def test_words_are_counted_without_the_capital_of_a_beginning(self):
        counts = lexical_variants.count_words([('o', 'Una col·lega i Una més, 2 més.')])
        self.assertEqual(counts, {'una': 1, 'col·lega': 1, 'i': 1, 'Una': 1, 'més': 2})


class Phrases(unittest.TestCase):
    """The everyday sentences and words that were written for this."""

    def test_each_is_one_sentence_that_can_be_varied_and_none_is_held_out(self):
        for language in ('es', 'ca'):
            rows = lexical_variants.phrases(PAIR, language)
            texts = [text for _, text in rows]
            self.assertEqual(len(set(texts)), len(texts))
            plan = PLANS['phrases']
            varied = lexical_variants.sentences_to_vary(rows, {lexical_variants.PHRASES: lexical_variants.PHRASES}, plan)
            self.assertEqual(set(varied), {text for text in texts if len(text.split()) in plan.lengths})
            self.assertGreater(len(set(varied)), 0.95 * len(texts))
            held_out = pathlib.Path(ROOT, 'tests', 'data', f'es-ca.everyday.{language}').read_text(encoding='utf-8')
            self.assertFalse(set(texts) & set(held_out.splitlines()))

    def test_catalan_words_have_the_counts_of_the_spanish_ones_that_the_teacher_makes_them_of(self):
        work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, work)
        (work / 'es.counts.tsv').write_text('k\tperro\t70\nk\tcan\t5\nk\tsigma\t9\n', encoding='utf-8')
        (work / 'es-ca.counts.tsv').write_text('k\tperro\tgos\nk\tcan\tgos\nk\tsigma\tsigma\n', encoding='utf-8')
        self.assertEqual(lexical_variants.counted_words(PAIR, work, 'ca', False), {'gos': 75, 'sigma': 9})
        often = PAIR.corpus.everyday_count
        favoured = lexical_variants.counted_words(PAIR, work, 'es', True)
        self.assertEqual((favoured['perro'], favoured['sigma'], favoured['manzana']), (often, 9, often))
        self.assertEqual(lexical_variants.counted_words(PAIR, work, 'ca', True), {'gos': often + 5, 'sigma': 9})


@unittest.skipUnless(
    shutil.which('apertium-tagger') and shutil.which('cg-proc') and os.path.exists(PAIR.teacher.folder), 'needs apertium, cg3 and apertium-spa-cat'
)


class Apertium(unittest.TestCase):
    def vary(self, sentences, language):
        rows = [('g', text) for text in sentences * 8]
        words = lexical_variants.count_words(rows)
        return lexical_variants.make_variants(PAIR, language, lexical_variants.Texts(rows, {'g': 'general'}), PLANS['varied'], words)

    def test_variations_have_known_words_new_names_and_never_a_sentence_that_was_there(self):
        made = self.vary(SPANISH, 'es')
        self.assertGreater(len(made), 60)
        self.assertFalse(set(made) & set(SPANISH))
        words = sorted({word for text in made for word in re.findall(r'[^\W\d_]+', text)})
        unknown = {word for word, units in zip(words, Morphology(PAIR.teacher).analyses('es', words)) if not units}
        self.assertTrue(all(word[0].isupper() for word in unknown), unknown)
        self.assertTrue(unknown - {'Kalenz', 'Landril'})

    def test_the_same_corpus_gives_the_same_variations(self):
        self.assertEqual(self.vary(SPANISH, 'es'), self.vary(SPANISH, 'es'))

    def test_words_of_the_corpus_come_in_places_where_it_does_not_have_them(self):
        made = ' '.join(self.vary(SPANISH, 'es'))
        self.assertRegex(made, r'\bperros?\b.*\bpiedras?\b')
        self.assertRegex(made, r'\b(duerm|dorm)\w+')
        self.assertNotRegex(made, r'\bel piedra\b|\bla perro\b|\bla camino\b')

    def test_catalan_articles_are_elided_before_vowels_alone(self):
        made = self.vary(CATALAN, 'ca')
        self.assertGreater(len(made), 40)
        text = ' '.join(made).replace('’', "'")
        self.assertNotRegex(text, r"(?i)\b(el|de) [aeoàèéòó]")
        self.assertNotRegex(text, r"(?i)\b[ld]'[bcdfgjklmnpqrstvxz]")
        self.assertRegex(text, r"(?i)\b(el|la) [bcdfgjklmnpqrstvxz]")

    def test_the_command_writes_a_file_that_the_teacher_translates(self):
        folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, folder)
        (folder / 'es.tsv').write_text(''.join(f'p:g\t{text}\n' for text in SPANISH), encoding='utf-8')
        (folder / 'origins.tsv').write_text('p:g\tp\t1\tGPL-3+\tgeneral\t8\t0\t0\n', encoding='utf-8')
        self.run_script('lexical_variants', '--work', str(folder), '--language', 'es')
        varied = (folder / 'es.varied.tsv').read_text(encoding='utf-8').splitlines()
        self.run_script('teacher', '--work', str(folder), '--from', 'es', '--to', 'ca', '--sentences', 'varied')
        taught = (folder / 'es-ca.varied.tsv').read_text(encoding='utf-8').splitlines()
        self.assertEqual([line.rpartition('\t')[0] for line in taught], varied)
        self.assertFalse((folder / 'es-ca.taught.tsv').exists())

    def test_everyday_words_come_as_often_as_the_counts_say(self):
        rows = [('g', text) for text in SPANISH * 8]
        words = {'gato': 9000, 'queso': 9000, 'zapato': 90, 'come': 500, 'limpio': 500}
        made = lexical_variants.make_variants(PAIR, 'es', lexical_variants.Texts(rows, {'g': 'general'}), PLANS['everyday'], words)
        text = ' '.join(made)
        often, seldom = (len(re.findall(word, text)) for word in ('gatos?|quesos?', 'zapatos?'))
        self.assertGreater(often, 5 * seldom)
        self.assertGreater(seldom, 0)

    def run_script(self, name, *arguments):
        command = [sys.executable, '-m', f'train.corpus.{name}', '--recipe', 'es-ca', *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 0, done.stderr)

    def test_without_a_corpus_the_command_says_what_is_missing(self):
        command = [sys.executable, '-m', 'train.corpus.lexical_variants', '--recipe', 'es-ca', '--work', '/nowhere', '--language', 'ca']
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('no /nowhere/ca.tsv: build the corpus first', done.stderr)

    def test_catalan_phrases_need_the_counted_words_in_catalan(self):
        work = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, work)
        (work / 'es.counts.tsv').write_text('k\tperro\t70\n', encoding='utf-8')
        command = [sys.executable, '-m', 'train.corpus.lexical_variants', '--recipe', 'es-ca', '--work', str(work), '--language', 'ca']
        done = subprocess.run([*command, '--plan', 'phrases'], capture_output=True, text=True, check=False)
        self.assertEqual(done.returncode, 1)
        self.assertIn('es-ca.counts.tsv: let the teacher translate counts first', done.stderr)


if __name__ == '__main__':
    unittest.main()
