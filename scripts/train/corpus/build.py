"""Builds a Spanish-Catalan training corpus from the texts of Debian's packages: fetches, reads, cleans, splits, writes.

Each step does only what is missing, so that an interrupted build goes on where it was. Files of sentences are only
added to; remove them to have them written anew.
"""

import argparse
import concurrent.futures
import os
import pathlib
import sys
import time

from train.corpus import documents, package_files, source_table
from train.corpus.corpus_files import HeldOut, read_sentences, write_monolingual, write_pairs, write_sentences
from train.corpus.licences import is_compatible
from train.corpus.readers import word_lists
from train.corpus.segments import read_segments, write_segments
from train.corpus.selection import LANGUAGES, segment_sentences
from train.corpus.sources import read_sources

STEPS = ('download', 'extract', 'clean', 'write')
SUITES = ('bookworm', 'trixie')
ROOT = pathlib.Path(__file__).resolve().parents[3]


class Build:
    """The folders of a build: packages and unpacked files are shared by all language pairs."""

    def __init__(self, work, packages):
        self.work, self.packages = work, packages
        self.unpacked = packages.with_name('unpacked')
        self.archive = package_files.Archive(packages.with_name('apt'), SUITES)

    def file(self, step, source):
        return self.work / step / f'{source.name}.tsv'

    def download(self, sources):
        self.archive.update()
        for suite in SUITES:
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
            package_files.unpack(package_files.package_file(package, self.packages), folder)
        licence = self.licence(source)
        if not licence or not is_compatible(licence):
            return f'{source.name}: left out: its licence is {licence or "not told by its copyright file"}'
        segments = list(documents.source_segments(source, folders))
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
        with_markup = bool({'catalogues', 'messages'} & set(source.readers))
        found = dict.fromkeys(
            sentence for segment in read_segments(extracted) for sentence in segment_sentences(segment, with_markup)
        )
        write_sentences(target, found)
        return f'{source.name}: {sum(bool(row.es and row.ca) for row in found)} pairs of {len(found)}'

    def write(self, sources):
        sentences = [row for source in sources for row in self._cleaned(source)]
        kinds = {source.name: source.kind for source in sources}
        held_out = HeldOut()
        held_out.write(sentences, self.work)
        counts = [write_monolingual(sentences, kinds, held_out, self.work, language) for language in LANGUAGES]
        pairs = write_pairs(sentences, kinds, held_out, self.work)
        self.write_counts(sources)
        described = {source.name: (self.version(source), self.licence(source), source.kind) for source in sources}
        source_table.write_origins(self.work, described)
        print(f'{counts[0]} Spanish sentences, {counts[1]} Catalan sentences, {pairs} real pairs in {self.work}')

    def write_counts(self, sources):
        """es.counts.tsv: origin, word, how often texts have it."""
        for source in sources:
            path = self.unpacked / source.name / word_lists.COUNTED
            if 'counts' in source.readers and path.exists():
                rows = word_lists.counted_words(path.read_bytes())
                text = ''.join(f'{source.name}\t{word}\t{count}\n' for word, count in rows)
                (self.work / 'es.counts.tsv').write_text(text, encoding='utf-8')

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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        '--work', type=pathlib.Path, default=ROOT / '.training/es-ca', help='folder to write (default: %(default)s)'
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
    if options.table:
        sys.stdout.write(source_table.markdown(options.work))
        return
    build = Build(options.work, options.packages or options.work.parent / 'packages')
    steps = options.only or STEPS
    sources = read_sources()
    options.work.mkdir(parents=True, exist_ok=True)
    if 'download' in steps:
        build.download(sources)
    for step in ('extract', 'clean'):
        if step in steps:
            run_parallel(step, getattr(build, step), sources, options.processes)
    if 'write' in steps:
        build.write(sources)


if __name__ == '__main__':
    main()
