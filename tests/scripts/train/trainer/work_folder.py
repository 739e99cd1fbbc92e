"""A work folder with sentence pairs of the fixtures, and the commands of the trainer, for its tests."""

import pathlib
import shutil
import subprocess
import sys
import tempfile
import unittest

from train.fixtures.fixture_corpus import english_lines, german_lines

SIZES = ('--pieces 420 --d-model 16 --ffn 32 --heads 2 --encoder-layers 1 --decoder-layers 1').split()
PAIRS = list(zip(english_lines(), german_lines()))
HELD_OUT = 20  # pairs of dev, and of test


def run(*arguments, **options):
    command = [sys.executable, '-m', 'train.trainer', *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def write_lines(path, lines):
    path.write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8')


def write_work_folder(work):
    """Held-out sentences, two files of pairs and kinds of their origins."""
    for i, part in enumerate(('dev', 'test')):
        pairs = PAIRS[i * HELD_OUT : (i + 1) * HELD_OUT]
        for side, language in enumerate(('en', 'de')):
            write_lines(work / f'{part}.{language}', [pair[side] for pair in pairs])
    write_lines(work / 'a.tsv', ['\t'.join(('books', *pair)) for pair in PAIRS[:1000]])
    write_lines(work / 'b.tsv', ['\t'.join(('menus', *reversed(pair))) for pair in PAIRS[1000:1500]])
    write_lines(work / 'origins.tsv', ['books\tp\t1\tGPL\tgeneral\t9', 'menus\tp\t1\tGPL\tsoftware\t9'])


def prepare(work, *options):
    files = ['--data', f'{work}/a.tsv:2:3:1', '--data', f'{work}/b.tsv:3:2:0.5']
    return run('prepare', '--work', work, '--from', 'en', '--to', 'de', *files, *SIZES, *options)


class WithData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.work)
        write_work_folder(cls.work)
        cls.prepared = prepare(cls.work)
        cls.data = cls.work / 'en-de.ids'

    def new_folder(self):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        self.addCleanup(shutil.rmtree, folder)
        return folder
