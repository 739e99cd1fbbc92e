"""The corpus builder's files: what is unpacked of a package, what is held out, and that files are only added to."""

import pathlib
import shutil
import subprocess
import tempfile
import unittest

from train.corpus import corpus_files, package_files, source_table, sources
from train.corpus.documents import DocumentReader, document_name
from train.corpus.licences import is_compatible
from train.corpus.pair import read_pair
from train.corpus.rows import rows_if_there, rows_of
from train.corpus.segments import Segment
from train.corpus.selection import Sentence, SentenceSelector

PAIR = read_pair('es-ca')
PATHS = package_files.LanguagePaths(PAIR.languages)
CONTROL = 'Package: hello\nVersion: 1.0-1\nArchitecture: all\nMaintainer: A <a@example.org>\nDescription: greeting\n'
FILES = {
    'usr/share/doc/hello/copyright': 'A copyright',
    'usr/share/doc/hello/es/index.html': '<h1>Título</h1><p>Hola a todo el mundo.</p>',
    'usr/share/doc/hello/ca/index.html': '<h1>Títol</h1><p>Hola a tothom.</p>',
    'usr/share/doc/hello/ca-valencia/index.html': '<p>Valencià</p>',
    'usr/share/doc/hello/es/picture.png': 'x',
    'usr/share/man/es/man1/hello.1': '.SH NOMBRE\nhola',
    'usr/share/hello/resource.language.gl_es/strings.po': 'msgid "a"\nmsgstr "b"\n',
    'usr/share/dict/spanish': 'sol\nEspaña\n',
    'usr/share/onboard/models/es_ES.lm': '1 sol\n',
    'usr/share/onboard/models/ca_ES.lm': '1 sol\n',
}

READ = ('/index.html', '/copyright', '/dict/spanish', '/es_ES.lm')  # the ends of those that are unpacked


class Paths(unittest.TestCase):
    def test_languages(self):
        for path, language in {
            '/usr/share/locale/es/LC_MESSAGES/x.mo': 'es',
            '/usr/share/x/translations/x_ca.qm': 'ca',
            '/usr/share/debian-reference/ch01.es.html': 'es',
            '/usr/share/doc/maint-guide-ca/html/x.ca.html': 'ca',
            '/usr/share/x/es_ES.UTF-8/x.html': 'es',
            '/usr/share/x/resource.language.ca_es/strings.po': 'ca',
            '/usr/share/x/resource.language.gl_es/strings.po': None,
            '/usr/lib/firefox-esr/x.xpi': None,
            '/usr/share/locale/es_MX/LC_MESSAGES/x.mo': None,
        }.items():
            self.assertEqual(PATHS.language_of(path), language, path)

    def test_document_names(self):
        self.assertEqual(document_name('/usr/share/locale/@/LC_MESSAGES/wesnoth-ei.mo'), 'wesnoth-ei')
        self.assertEqual(document_name('/usr/share/debian-reference/ch01.@.html'), 'ch01')
        self.assertEqual(document_name('/usr/share/games/x/po/@.po'), 'po')


@unittest.skipUnless(shutil.which('dpkg-deb'), 'needs dpkg-deb')
class Packages(unittest.TestCase):
    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        tree = self.folder / 'tree'
        for name, text in {'DEBIAN/control': CONTROL, **FILES}.items():
            path = tree / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding='utf-8')
        command = ['dpkg-deb', '--root-owner-group', '--build', tree, self.folder / 'hello_1.0-1_all.deb']
        subprocess.run(command, check=True, capture_output=True)

    def test_read_from_the_archive(self):
        archive = package_files.package_file('hello', self.folder)
        self.assertEqual(package_files.version(archive), '1.0-1')
        unpacked = self.folder / 'unpacked'
        package_files.unpack(archive, unpacked, PATHS)
        found = {str(path.relative_to(unpacked)) for path in unpacked.rglob('*') if path.is_file()}
        self.assertEqual(found, {name for name in FILES if name.endswith(READ)})
        self.assertEqual(package_files.copyright_text('hello', unpacked), 'A copyright')
        source = sources.Source(('hello',), 'bookworm', 'handbook', {'pages': None, 'words': 'es'}, '')
        self.assertEqual(
            list(DocumentReader(PAIR, PATHS).segments(source, [unpacked])),
            [
                Segment('hello', 'index', ('Título', 'Títol')),
                Segment('hello', 'index', ('Hola a todo el mundo.', 'Hola a tothom.')),
                Segment('hello', 'spanish', ('sol', '')),
            ],
        )


class Writing(unittest.TestCase):
    KINDS = {'game': 'general', 'tool': 'software', 'list': 'words'}
    SENTENCES = [
        Sentence('tool:tool', ('Se guarda el archivo.', 'Es desa el fitxer.')),
        Sentence('game:tale', ('El rey vive en la torre.', 'El rei viu a la torre.')),
        Sentence('game:tale', ('La reina que duerme mucho', 'La reina que dorm molt')),
        Sentence('game:secret', ('El tesoro está bajo el árbol grande.', "El tresor és sota l'arbre gran.")),
        Sentence('game2:secret', ('El tesoro está debajo del árbol.', "El tresor està sota l'arbre.")),
        Sentence('tool:tool', ('¡El tesoro está bajo el árbol grande!', '')),
    ]

    def setUp(self):
        self.folder = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.folder)
        held_out = self.folder / 'held-out.tsv'
        held_out.write_text('test\tgame:secret\n', encoding='utf-8')
        self.held_out = corpus_files.HeldOut(held_out)

    def write(self, sentences):
        kinds = self.KINDS | {'game2': 'general'}
        self.held_out.write(sentences, self.folder, PAIR.codes)
        writer = corpus_files.CorpusWriter(self.folder, PAIR.codes, kinds, self.held_out)
        for side in range(2):
            writer.write_monolingual(sentences, side, SentenceSelector(PAIR).stands_alone)
        writer.write_pairs(sentences)
        return {name: rows_if_there(self.folder / name) for name in ('es.tsv', 'ca.tsv', 'real.tsv', 'test.es')}

    def test_held_out_text_is_nowhere_else_and_best_comes_first(self):
        files = self.write(self.SENTENCES)
        self.assertEqual(files['test.es'], [['El tesoro está bajo el árbol grande.']])
        self.assertEqual(
            files['es.tsv'],
            [
                ['game:tale', 'El rey vive en la torre.'],
                ['tool:tool', 'Se guarda el archivo.'],
                ['game:tale', 'La reina que duerme mucho'],
            ],
        )
        self.assertEqual([row[0] for row in files['real.tsv']], ['game:tale', 'game:tale', 'tool:tool'])

    def test_files_are_only_added_to(self):
        before = self.write(self.SENTENCES)
        self.assertEqual(self.write(self.SENTENCES), before)
        after = self.write(
            [*self.SENTENCES, Sentence('game:tale', ('Otra historia empieza hoy.', 'Avui comença una altra història.'))]
        )
        for name in ('es.tsv', 'ca.tsv', 'real.tsv'):
            self.assertEqual(after[name][:-1], before[name])
            self.assertEqual(after[name][-1][0], 'game:tale')
        self.assertEqual(after['test.es'], before['test.es'])

    def test_listed_words_come_first_however_short(self):
        files = self.write([*self.SENTENCES, Sentence('list:spanish', ('sol', '')), Sentence('tool:tool', ('luna', ''))])
        self.assertEqual(files['es.tsv'][0], ['list:spanish', 'sol'])
        self.assertNotIn(['tool:tool', 'luna'], files['es.tsv'])
        self.assertEqual(files['ca.tsv'][0][0], 'game:tale')

    def test_table(self):
        self.write(self.SENTENCES)
        described = {'game': ('1.0', 'GPL-2+', 'general'), 'tool': ('2.0', 'MPL-2.0', 'software')}
        source_table.write_origins(self.folder, described, PAIR.codes)
        rows = source_table.markdown(self.folder, ['Spanish', 'Catalan']).splitlines()
        self.assertIn('| package | version | licence | kind | Spanish | Catalan | pairs |', rows)
        self.assertIn('| game | 1.0 | GPL-2+ | general | 2 | 2 | 2 |', rows)
        self.assertEqual(rows[-1], '| all 2 | | | | 3 | 3 | 3 |')


class List(unittest.TestCase):
    def test_the_committed_list(self):
        listed = sources.read_sources(PAIR.corpus.packages)
        names = [package for source in listed for package in source.packages]
        self.assertEqual(len(names), len(set(names)), 'a package is listed twice')
        for source in listed:
            self.assertTrue(not source.licence or is_compatible(source.licence), source)
        held = {origin.partition(':')[0] for _, origin in rows_of(PAIR.corpus.held_out)}
        self.assertLessEqual(held, {source.name for source in listed})

    def test_packages_of_a_pair_are_named_by_its_second_language(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'list.tsv'
            path.write_text('one two-{second}\tsid\tsoftware\tcatalogues\t\npack-{regional}\tsid\thelp\tpages\t\n', encoding='utf-8')
            names = [source.packages for source in sources.read_sources(path, PAIR.language('es'))]
            self.assertEqual(names, [('one', 'two-es'), ('pack-es-es',)])

    def test_faults_are_named(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'list.tsv'
            for line in (
                'one\tbookworm',
                'one\tbookworm\tpoetry\tcatalogues\t',
                'one\tbookworm\twords\twords\t',
                'one\tbookworm\tgeneral\tpages:es\t',
            ):
                path.write_text(f'# note\n{line}\n', encoding='utf-8')
                with self.assertRaisesRegex(SystemExit, r'list\.tsv:2: '):
                    sources.read_sources(path)


if __name__ == '__main__':
    unittest.main()
