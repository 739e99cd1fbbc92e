"""What the corpus builder takes out of texts, which sentences it keeps, and which pairs it believes."""

import pathlib
import tempfile
import unittest

from train.corpus import cleaning
from train.corpus.language_teller import LanguageTeller
from train.corpus.licences import copyright_licence, is_compatible
from train.corpus.pair import read_pair
from train.corpus.segments import Segment, read_segments, write_segments
from train.corpus.selection import Sentence, SentenceSelector
from train.corpus.sentences import SentenceSplitter

PAIR = read_pair('es-ca')
SHARED = PAIR.corpus.shared_stems
SPANISH, CATALAN = PAIR.languages


def segment_sentences(segment):
    return list(SentenceSelector(PAIR).sentences(segment, True))


class Sentences(unittest.TestCase):
    def test_ends(self):
        sentences = SentenceSplitter(PAIR.languages).sentences
        self.assertEqual(
            sentences('El Sr. Pérez vino. ¿Lo viste? Sí… «Claro.» Fue el pto. 3 de EE. UU. ayer.'),
            ['El Sr. Pérez vino.', '¿Lo viste?', 'Sí…', '«Claro.»', 'Fue el pto. 3 de EE. UU. ayer.'],
        )
        self.assertEqual(
            sentences("L'home de J. R. R. Tolkien. Què? Res."), ["L'home de J. R. R. Tolkien.", 'Què?', 'Res.']
        )


class Languages(unittest.TestCase):
    SENTENCES = {
        'es': ('La casa del bosque es muy grande y no tiene puertas.', '¿Quién vive aquí?', 'Guardar el archivo'),
        'ca': ("La casa del bosc és molt gran i no té portes.", "L'home no ho sap.", 'Desa el fitxer amb un nom nou'),
        'en': (
            'The house in the forest is very big and has no doors.',
            'Save the file as',
            'What do you want from me?',
        ),
    }

    def test_each_speaks_its_own_language_alone(self):
        teller = LanguageTeller.of(PAIR)
        for language, examples in self.SENTENCES.items():
            for example in examples:
                for asked in ('es', 'ca'):
                    self.assertEqual(teller.speaks(example, asked), asked == language, f'{example} as {asked}')


class Markup(unittest.TestCase):
    def test_plain(self):
        self.assertEqual(cleaning.plain('_Abrir el archivo'), 'Abrir el archivo')
        self.assertEqual(cleaning.plain('Guardar ~como'), 'Guardar como')
        self.assertEqual(cleaning.plain('Ver &amp; oír <b>todo</b>'), 'Ver & oír todo')
        self.assertEqual(cleaning.plain("Los <ref>dst='..elfo' text='elfos'</ref> viven"), 'Los elfos viven')
        self.assertEqual(cleaning.plain("``Cita''"), '"Cita"')

    def test_middle_dot(self):
        for written in ('col·lecció', 'coŀlecció', 'col.lecció', 'col•lecció'):
            self.assertEqual(cleaning.normalized(written, CATALAN), 'col·lecció')
        self.assertEqual(cleaning.normalized('Véase el.lugar', SPANISH), 'Véase el.lugar')

    def test_punctuation_stays(self):
        text = "«No —va dir—, l'home d'aquí “no” en sap…»"
        self.assertEqual(cleaning.normalized(text, CATALAN), text)

    def test_integers_become_the_same_numbers_and_others_refuse(self):
        self.assertEqual(cleaning.with_numbers('%d de %d al 50%%'), '5 de 12 al 50%')
        self.assertEqual(cleaning.with_numbers('%1$d archivos'), '5 archivos')
        for text in ('No existe %s', 'El $nombre', 'Hola {name}', '%1 de %2', 'Pulse &ok;'):
            self.assertIsNone(cleaning.with_numbers(text), text)

    def test_paragraphs(self):
        self.assertEqual(
            list(cleaning.paragraphs('Una línea\nque sigue.\nOtra.\n\nFin\n - uno\n - dos')),
            ['Una línea que sigue.', 'Otra.', 'Fin', '- uno', '- dos'],
        )


class Prose(unittest.TestCase):
    def test_kept(self):
        for text in ('¡El jefe orco ha muerto!', 'El daño sube un 25% por nivel.', '—¿Qué hacéis aquí?'):
            self.assertTrue(cleaning.is_prose(text), text)

    def test_left_out(self):
        for text in (
            'Véase https://example.org para más.',
            'Edite el archivo /etc/hosts con cuidado.',
            'Use la opción --verbose para ver más.',
            'El método getName() no existe.',
            'Un paréntesis (sin cerrar.',
            'ESTO ES TODO EN MAYÚSCULAS',
            'Español mal leÃ­do por una máquina.',
            'palabra ' * 61,
            'Привет, como estás hoy.',
        ):
            self.assertFalse(cleaning.is_prose(text), text)


class Pairs(unittest.TestCase):
    def test_believed(self):
        self.assertTrue(
            cleaning.is_pair(('El castillo tiene 3 torres muy altas.', 'El castell té 3 torres molt altes.'), SHARED)
        )

    def test_not_believed(self):
        for spanish, catalan in (
            ('El castillo tiene 3 torres.', 'El castell té 4 torres.'),
            ('Sí.', 'Això no és cert, i ho sabeu prou bé.'),
            ('¿Vienes?', 'Véns.'),
            (
                'Nuestros enemigos huyeron anoche hacia aquellas montañas.',
                'Guanyareu quan tots els trolls hagin perdut.',
            ),
        ):
            self.assertFalse(cleaning.is_pair((spanish, catalan), SHARED), spanish)

    def test_languages_without_common_stems_are_not_asked_for_any(self):
        texts = ('Nuestros enemigos huyeron anoche hacia aquellas montañas.', 'Unsere Feinde flohen gestern Abend in jene Berge.')
        self.assertFalse(cleaning.is_pair(texts, SHARED))
        self.assertTrue(cleaning.is_pair(texts, 0))


class Selection(unittest.TestCase):
    def test_pairs_and_single_sentences(self):
        segment = Segment('p', 'd', ('Nadie vive aquí. ¿Y el rey?', "Ningú no viu aquí. I el rei? Se n'ha anat."))
        self.assertEqual(
            segment_sentences(segment),
            [
                Sentence('p:d', ('Nadie vive aquí.', '')),
                Sentence('p:d', ('¿Y el rey?', '')),
                Sentence('p:d', ('', 'Ningú no viu aquí.')),
                Sentence('p:d', ('', 'I el rei?')),
                Sentence('p:d', ('', "Se n'ha anat.")),
            ],
        )
        segment = Segment('p', 'd', ('Nadie vive aquí. ¿Y el rey?', 'Ningú no viu aquí. I el rei?'))
        self.assertEqual(
            segment_sentences(segment),
            [Sentence('p:d', ('Nadie vive aquí.', 'Ningú no viu aquí.')), Sentence('p:d', ('¿Y el rey?', 'I el rei?'))],
        )

    def test_untranslated_text_is_nobodys(self):
        self.assertEqual(segment_sentences(Segment('p', 'd', ('Debian', 'Debian'))), [])

    def test_segments_survive_the_file(self):
        segments = [Segment('p', 'd', ('a\\n\tb\nc', '')), Segment('p', '', ('', 'col·lecció\\'))]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 's.tsv'
            write_segments(path, segments)
            self.assertEqual(list(read_segments(path)), segments)


class Licences(unittest.TestCase):
    COPYRIGHT = (
        'Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n\n'
        'Files: *\nCopyright: A\nLicense: GPL-2+\n\nFiles: doc/* po/*/docs/*\nCopyright: B\nLicense: GFDL-1.2\n\n'
        'Files: src/x.c\n po/ca/*.po\nCopyright: C\nLicense: LGPL-2.1 or LGPL-3\n'
    )

    def test_of_the_translations_without_the_manuals(self):
        self.assertEqual(copyright_licence(self.COPYRIGHT), 'GPL-2+ and LGPL-2.1 or LGPL-3')

    def test_free_text_is_not_guessed(self):
        self.assertIsNone(copyright_licence('This is free software under the GPL.'))

    def test_compatible_with_version_3_or_later(self):
        for licence in (
            'GPL-2+',
            'GPL-2+ and LGPL-2.1',
            'GFDL-1.3 or GPL-3+',
            'LGPL-3+',
            'MPL-2.0',
            'CC-BY-SA-3.0 or GPL-2.0+',
            'Expat',
        ):
            self.assertTrue(is_compatible(licence), licence)
        for licence in (
            'GPL-2',
            'GFDL-1.3+',
            'LGPL-3',
            'CC-BY-SA-3.0',
            'CC-BY-SA-4.0',
            'CC-BY-NC-4.0',
            'GPL-2+ and GFDL-1.2',
            'AGPL-3+',
            'other',
        ):
            self.assertFalse(is_compatible(licence), licence)


if __name__ == '__main__':
    unittest.main()
