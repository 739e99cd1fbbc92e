"""Builds the corpus of a pair of languages from the texts of Debian's packages: fetches, reads, cleans, splits, writes.

    python3 -m train.corpus.build --recipe es-ca

Each step does only what is missing, so that an interrupted build goes on where it was. Files of sentences are only
added to; remove them to have them written anew.
"""

import concurrent.futures
import os
import pathlib
import sys
import time

from train.corpus import package_files, source_table
from train.corpus.command import add_recipe, parser_of
from train.corpus.corpus_files import CorpusWriter, HeldOut, read_sentences, write_sentences
from train.corpus.documents import DocumentReader
from train.corpus.licences import is_compatible
from train.corpus.readers.word_lists import counted_words
from train.corpus.rows import write_rows
from train.corpus.segments import read_segments, write_segments
from train.corpus.selection import SentenceSelector
from train.corpus.sources import read_sources

STEPS = ('download', 'extract', 'clean', 'write')
ROOT = pathlib.Path(__file__).resolve().parents[3]


class Build:
    """The folders of a build: packages are shared by all pairs of languages."""

    def __init__(self, pair, work, packages):
        self.pair, self.work, self.packages = pair, work, packages
        self.unpacked = work / 'unpacked'
        self.archive = package_files.Archive(packages.with_name('apt'), pair.corpus.suites)
        self.paths = package_files.LanguagePaths(pair.languages)
        self.reader = DocumentReader(pair, self.paths)
        self.selector = SentenceSelector(pair)

    def file(self, step, source):
        return self.work / step / f'{source.name}.tsv'

    def download(self, sources):
        self.archive.update()
        for suite in self.pair.corpus.suites:
            names = [package for source in sources if source.suite == suite for package in source.packages]
            self.archive.download(names, suite, self.packages)

    def extract(self, source):
        """Segments of the source; refused when the licence of its package does not allow it."""
        target = self.file('extracted', source)
        if target.exists():
            return f'{source.name}: was there'
        target.parent.mkdir(parents=True, exist_ok=True)
        folders = [self.unpacked / package for package in source.packages]
        for package, folder in zip(source.packages, folders):
            package_files.unpack(package_files.package_file(package, self.packages), folder, self.paths)
        licence = self.licence(source)
        if not licence or not is_compatible(licence):
            return f'{source.name}: left out: its licence is {licence or "not told by its copyright file"}'
        segments = list(self.reader.segments(source, folders))
        write_segments(target, segments)
        return f'{source.name}: {len(segments)} segments'

    def licence(self, source):
        texts = [package_files.copyright_text(package, self.unpacked / package) for package in source.packages]
        return source.licence_of(texts[0])

    def version(self, source):
        return package_files.version(package_files.package_file(source.packages[0], self.packages))

    def clean(self, source):
        extracted, target = self.file('extracted', source), self.file('cleaned', source)
        if target.exists() or not extracted.exists():
            return f'{source.name}: {"was there" if target.exists() else "nothing to clean"}'
        with_markup = bool({'catalogues', 'messages'} & source.readers.keys())
        found = dict.fromkeys(
            sentence
            for segment in read_segments(extracted)
            for sentence in self.selector.sentences(segment, with_markup)
        )
        write_sentences(target, found)
        return f'{source.name}: {sum(all(row.texts) for row in found)} pairs of {len(found)}'

    def write(self, sources):
        sentences = [row for source in sources for row in self._cleaned(source)]
        kinds = {source.name: source.kind for source in sources}
        held_out = HeldOut(self.pair.corpus.held_out)
        held_out.write(sentences, self.work, self.pair.codes)
        writer = CorpusWriter(self.work, self.pair.codes, kinds, held_out)
        pairs = writer.write_pairs(sentences)
        has_teacher = self.pair.teacher is not None  # which translates what nobody did
        counts = [
            writer.write_monolingual(sentences, side, self.selector.stands_alone) for side in range(2) if has_teacher
        ]
        (self.work / 'languages.txt').write_text(' '.join(self.pair.codes) + '\n', encoding='utf-8')
        self.write_counts(sources)
        described = {source.name: (self.version(source), self.licence(source), source.kind) for source in sources}
        source_table.write_origins(self.work, described, self.pair.codes)
        counted = ', '.join(f'{count} {language.name} sentences' for count, language in zip(counts, self.pair.languages))
        print(f'{counted + ", " if counted else ""}{pairs} real pairs in {self.work}')

    def write_counts(self, sources):
        """LANGUAGE.counts.tsv: origin, word, how often texts have it."""
        for source in sources:
            if 'counts' in source.readers:
                language = self.pair.language(source.readers['counts'])
                content = (self.unpacked / source.name / language.counted_words.file).read_bytes()
                rows = ((source.name, word, str(count)) for word, count in counted_words(content))
                write_rows(self.work / f'{language}.counts.tsv', rows)

    def _cleaned(self, source):
        path = self.file('cleaned', source)
        return read_sentences(path) if path.exists() else []


def run_parallel(title, function, sources, processes):
    """Runs the function on every source and prints what it returns, with the time since the start."""
    started = time.monotonic()
    with concurrent.futures.ProcessPoolExecutor(processes) as pool:
        for number, line in enumerate(pool.map(function, sources), 1):
            print(f'{title} {number}/{len(sources)} {time.monotonic() - started:.0f} s  {line}', flush=True)


def main():
    parser = parser_of(__doc__)
    add_recipe(parser)
    parser.add_argument(
        '--work', type=pathlib.Path, help='folder to write (default: .training/RECIPE in the checkout)'
    )
    parser.add_argument(
        '--packages', type=pathlib.Path, help='folder of .deb files (default: packages beside the work folder)'
    )
    parser.add_argument('--only', choices=STEPS, action='append', help='run this step alone; may be repeated')
    parser.add_argument('--processes', type=int, default=os.cpu_count(), help='at once (default: %(default)s)')
    parser.add_argument(
        '--table', action='store_true', help='print the table of sources of what is written, as Markdown'
    )
    options = parser.parse_args()
    pair, work = options.recipe, options.work or ROOT / '.training' / options.recipe.name
    if options.table:
        sys.stdout.write(source_table.markdown(work, [language.name for language in pair.languages]))
        return
    build = Build(pair, work, options.packages or work.parent / 'packages')
    steps = options.only or STEPS
    sources = read_sources(pair.corpus.packages, pair.languages[1])
    work.mkdir(parents=True, exist_ok=True)
    if 'download' in steps:
        build.download(sources)
    for step in ('extract', 'clean'):
        if step in steps:
            run_parallel(step, getattr(build, step), sources, options.processes)
    if 'write' in steps:
        build.write(sources)


if __name__ == '__main__':
    main()
