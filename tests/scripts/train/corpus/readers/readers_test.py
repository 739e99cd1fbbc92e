"""The readers of the corpus builder: catalogues, pages, manuals, messages, Bible modules, each from bytes made here."""

import gettext
import io
import pathlib
import struct
import tempfile
import unittest
import zipfile
import zlib

from train.corpus.package_files import LanguagePaths
from train.corpus.pair import read_pair
from train.corpus.readers import bible_modules, gettext_catalogues, manual_pages, markup_blocks, message_files
from train.corpus.readers import qt_catalogues, word_lists


def binary_catalogue(entries, order='<'):
    """The .mo file of {message: translation}, laid out as the GNU gettext manual describes."""
    ids, translations, strings = [], [], b''
    start = 28 + 16 * len(entries)
    for message, translation in sorted(entries.items()):
        for table, text in ((ids, message), (translations, translation)):
            content = text.encode()
            table.append(struct.pack(f'{order}II', len(content), start + len(strings)))
            strings += content + b'\0'
    header = struct.pack(f'{order}7I', 0x950412DE, 0, len(entries), 28, 28 + 8 * len(entries), 0, 0)
    return header + b''.join(ids) + b''.join(translations) + strings

PAIR = read_pair('es-ca')
HEADER = {'': 'Content-Type: text/plain; charset=UTF-8\nPlural-Forms: nplurals=2; plural=n != 1;\n'}


class Gettext(unittest.TestCase):
    ENTRIES = HEADER | {'menu\x04Open': 'Abrir', 'one day\0%d days': 'un día\0%d días', 'Tree': 'Árbol'}
    EXPECTED = {
        ('menu', 'Open', 0): 'Abrir',
        ('', 'one day', 0): 'un día',
        ('', '%d days', 1): '%d días',
        ('', 'Tree', 0): 'Árbol',
    }

    def test_both_byte_orders(self):
        for order in '<>':
            self.assertEqual(gettext_catalogues.read_mo(binary_catalogue(self.ENTRIES, order)), self.EXPECTED)

    def test_the_test_file_is_one_that_python_reads(self):
        catalogue = gettext.GNUTranslations(io.BytesIO(binary_catalogue(self.ENTRIES)))
        self.assertEqual(catalogue.pgettext('menu', 'Open'), 'Abrir')

    def test_source_catalogue(self):
        source = (
            'msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n\n'
            'msgctxt "menu"\nmsgid "Open"\nmsgstr "Abrir"\n\n'
            'msgid "one day"\nmsgid_plural "%d days"\nmsgstr[0] "un día"\nmsgstr[1] "%d "\n"días"\n\n'
            '#, fuzzy\nmsgid "Guess"\nmsgstr "Quizá"\n\nmsgid "Tree"\nmsgstr "Árbol"\n\n'
            '#~ msgid "Old"\n#~ msgstr "Viejo"\n'
        )
        self.assertEqual(gettext_catalogues.read_po(source.encode()), self.EXPECTED)

    def test_broken_file(self):
        for content in (b'', b'x' * 40):
            with self.assertRaises(ValueError):
                gettext_catalogues.read_mo(content)

    def test_joined_by_message_without_the_untranslated(self):
        spanish = {('', 'Tree', 0): 'Árbol', ('', 'Horse', 0): 'Caballo', ('', 'Linux', 0): 'Linux'}
        catalan = {('', 'Tree', 0): 'Arbre', ('', 'Horse', 0): 'Horse', ('', 'Linux', 0): 'Linux'}
        self.assertEqual(
            list(gettext_catalogues.joined_catalogues(spanish, catalan)), [('Árbol', 'Arbre'), ('Caballo', '')]
        )

    def test_message_ids_are_the_texts_of_their_language_unless_it_has_a_catalogue(self):
        first = {('', 'Tree', 0): 'Oak'}
        second = {
            ('', 'Tree', 0): 'Arbre',
            ('', 'Horse', 0): 'Cavall',
            ('', 'Wien', 0): 'Wien',
            ('', 'menu.open_file', 0): 'Obre',
            ('', '0012abcd', 0): 'Desa',
            ('', 'Not there', 0): '',
        }
        read = gettext_catalogues.with_message_ids
        self.assertEqual(list(read([first, second], 0)), [('Oak', 'Arbre'), ('Horse', 'Cavall')])
        self.assertEqual(list(read([second, {}], 1)), [('Arbre', 'Tree'), ('Cavall', 'Horse')])


class Qt(unittest.TestCase):
    def test_messages_with_and_without_source(self):
        def field(tag, content):
            return struct.pack('>BI', tag, len(content)) + content

        first = field(3, 'Árbol'.encode('utf-16-be')) + field(6, b'Tree') + field(7, b'Garden') + b'\x01'
        second = field(3, 'un día'.encode('utf-16-be')) + field(3, 'días'.encode('utf-16-be')) + b'\x01'
        hashes = struct.pack('>IIII', 7, 0, 255, len(first))
        content = qt_catalogues.MAGIC + field(0x42, hashes) + field(0x69, first + second)
        self.assertEqual(
            qt_catalogues.read_qm(content),
            {('Garden\0', 'Tree', 0): 'Árbol', ('\0', '000000ff', 0): 'un día', ('\0', '000000ff', 1): 'días'},
        )

    def test_wrong_magic(self):
        with self.assertRaises(ValueError):
            qt_catalogues.read_qm(b'nothing')


class Pages(unittest.TestCase):
    PAGE = (
        '<html><head><title>x</title></head><body><h1>Un t&iacute;tulo</h1><p>Un <b>texto</b> con '
        '<a href="x">enlace</a>.</p>'
        '<pre>rm -rf /<b>x</b></pre><ul><li>Primero</li><li><p>Segundo</p></li></ul><p>12</p></body></html>'
    )

    def test_blocks(self):
        self.assertEqual(
            markup_blocks.page_blocks(self.PAGE.encode()),
            [('h1', 'Un título'), ('p', 'Un texto con enlace.'), ('li', 'Primero'), ('p', 'Segundo')],
        )

    def test_words_for_another_system_and_unclosed_elements_inside_of_code(self):
        page = '<p>Elija <span class="MAC">A <span>1</span></span><span>B</span>.</p><pre>x<b>y<i>z</pre><p>Fin</p>'
        self.assertEqual(markup_blocks.page_blocks(page.encode()), [('p', 'Elija B.'), ('p', 'Fin')])

    def test_charset(self):
        page = '<meta charset="iso-8859-1"><p>Año</p>'.encode('iso-8859-1')
        self.assertEqual(markup_blocks.page_blocks(page), [('p', 'Año')])

    def test_same_structure_is_aligned_in_order(self):
        spanish, catalan = [('h1', 'Uno'), ('p', 'Dos')], [('h1', 'Un'), ('p', 'Una cosa molt més llarga')]
        self.assertEqual(
            list(markup_blocks.aligned_blocks(spanish, catalan)), [('Uno', 'Un'), ('Dos', 'Una cosa molt més llarga')]
        )

    def test_an_added_block_stays_alone(self):
        spanish = [('h1', 'Capítulo 1'), ('p', 'El año 1996 fue bueno.'), ('p', 'Fin.')]
        catalan = [
            ('h1', 'Capítol 1'),
            ('li', 'Una nota del traductor'),
            ('p', "L'any 1996 va ser bo."),
            ('p', 'Fi.'),
        ]
        aligned = list(markup_blocks.aligned_blocks(spanish, catalan))
        self.assertIn(('', 'Una nota del traductor'), aligned)
        self.assertIn(('El año 1996 fue bueno.', "L'any 1996 va ser bo."), aligned)


class Manuals(unittest.TestCase):
    def test_paragraphs(self):
        page = (
            '.TH LS 1\n.SH NOMBRE\nls \\- lista directorios\n'
            '.PP\nLa opción\n.B \\-a\nmuestra\n.BR todo ,\nincluso \\(lqesto\\(rq.\n'
            '.nf\nint main(void);\n.fi\n.\\" comentario\nFin de la \\fBpágina\\fR.\n'
        )
        self.assertEqual(
            list(manual_pages.page_paragraphs(page.encode())),
            ['NOMBRE', 'ls - lista directorios', 'La opción -a muestra todo, incluso “esto”.', 'Fin de la página.'],
        )

    def test_a_page_that_only_points_to_another(self):
        self.assertEqual(list(manual_pages.page_paragraphs(b'.so man1/dir.1\n')), [])


class Messages(unittest.TestCase):
    def test_wiki_markup(self):
        content = '{"@metadata": {"authors": []}, "a": "Vea [[Ayuda:Índice|la ayuda]] de \'\'hoy\'\'."}'
        self.assertEqual(message_files.read_json(content.encode()), {('', 'a', 0): 'Vea la ayuda de hoy.'})

    def test_language_pack(self):
        files = {
            'browser/es-ES/a.ftl': 'title = Página\n    nueva\n    .label = Abrir\n    .accesskey = A\n'
            'count = { $n ->\n    [one] uno\n   *[other] otros\n }\nname = { -brand-short-name } funciona\n',
            'browser/es-ES/b.properties': '# nota\nsaludo=Hola, ma\\u00f1ana\n',
            'browser/es-ES/c.dtd': '<!ENTITY despedida "Adiós">',
        }
        pack = io.BytesIO()
        with zipfile.ZipFile(pack, 'w') as archive:
            for name, text in files.items():
                archive.writestr(name, text)
        paths = LanguagePaths(PAIR.languages)
        self.assertEqual(
            message_files.read_language_pack(pack.getvalue(), paths.without_language_folder),
            {
                ('browser/@/a.ftl', 'title', 0): 'Página nueva',
                ('browser/@/a.ftl', 'title.label', 0): 'Abrir',
                ('browser/@/a.ftl', 'name', 0): 'Firefox funciona',
                ('browser/@/b.properties', 'saludo', 0): 'Hola, mañana',
                ('browser/@/c.dtd', 'despedida', 0): 'Adiós',
            },
        )


class Bible(unittest.TestCase):
    def test_verses_of_compressed_blocks(self):
        verses = ['Y fué la tarde <note>nota</note>y la mañana.', 'Dió á luz.']
        with tempfile.TemporaryDirectory() as folder:
            for testament in ('ot', 'nt'):
                text = ''.join(verses).encode()
                block = zlib.compress(text)
                index = [struct.pack('<IIH', 0, 0, 0)]
                for number, verse in enumerate(verses):
                    start = len(''.join(verses[:number]).encode())
                    index.append(struct.pack('<IIH', 0, start, len(verse.encode())))
                for suffix, content in (
                    ('s', struct.pack('<III', 0, len(block), len(text))),
                    ('v', b''.join(index)),
                    ('z', block),
                ):
                    (pathlib.Path(folder) / f'{testament}.bz{suffix}').write_bytes(content)
            found = list(bible_modules.module_verses(pathlib.Path(folder)))
        self.assertEqual(found, 2 * ['Y fué la tarde y la mañana.', 'Dió á luz.'])
        modern = [PAIR.languages[0].modern(verse) for verse in found[:2]]
        self.assertEqual(modern, ['Y fue la tarde y la mañana.', 'Dio a luz.'])


class Words(unittest.TestCase):
    def test_names_and_abbreviations_are_left_out(self):
        content = 'a\nábaco\nEspaña\nsr.\ntodavía\nUNESCO\n'.encode()
        self.assertEqual(word_lists.listed_words(content, PAIR.languages[0].word_list.word), ['ábaco', 'todavía'])

    def test_counted_words_are_the_single_words_of_a_language_model(self):
        content = '\\data\\\nngram 1=5\n\n\\1-grams:\n1 <unk>\n20 queso\n3 él\n7 2\nx y\n\n\\2-grams:\n4 el queso\n'
        self.assertEqual(word_lists.counted_words(content.encode()), [('queso', 20), ('él', 3)])


if __name__ == '__main__':
    unittest.main()
