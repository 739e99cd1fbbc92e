"""Tests of the table of what a corpus was made of."""

import pathlib
import tempfile
import unittest
from types import SimpleNamespace

from train.corpus.general_table import markdown
from train.corpus.rows import write_rows

LIST = 'talk\teveryday\tCC BY 2.0 FR\ttalk.example\nlost\twiki\tCC0\tnowhere\n'
ORIGINS = [['app:a', 'app', '1', 'GPL-3+', 'software', '0', '0', '2'], ['game:b', 'game', '1', 'GPL-2+', 'general', '0', '0', '1']]


class Table(unittest.TestCase):
    def test_it_has_licences_and_attributions_of_what_is_there(self):
        with tempfile.TemporaryDirectory() as name:
            work = pathlib.Path(name)
            (work / 'list.tsv').write_text(LIST, encoding='utf-8')
            write_rows(work / 'origins.tsv', ORIGINS)
            write_rows(work / 'p.everyday.tsv', [('talk', 'a', 'b')] * 3)
            write_rows(work / 'p.packages.tsv', [('app:a', 'a', 'b'), ('app:a', 'c', 'd'), ('game:b', 'e', 'f')])
            write_rows(work / 'p.variants.tsv', [('talk', 'A', 'B')])
            pair = SimpleNamespace(name='p', corpus=SimpleNamespace(general=work / 'list.tsv'))
            lines = markdown(pair, work).splitlines()[2:]
        self.assertEqual(
            lines,
            [
                '| talk | everyday | 3 | CC BY 2.0 FR | talk.example |',
                "| Debian's packages | packages | 2 | GPL-3+ | app |",
                "| Debian's packages | packages | 1 | GPL-2+ | game |",
                '| all | | 6 | | |',
            ],
        )


if __name__ == '__main__':
    unittest.main()
