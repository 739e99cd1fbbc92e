"""Gathers a corpus that people translated: general text and that of packages, without what tests have of it.

    python3 -m train.corpus.gather --recipe en-de --work .training/en-de --general FOLDER --tests FOLDER

The recipe's list of general text says which files FOLDER may hold; WORK/real.tsv is what `corpus.build` left. The tests
are FOLDER/PART.PAIR.tsv.xz of the parts everyday and news, and tests/data/PAIR.test.* where the checkout has them. It writes

  WORK/PAIR.GROUP.tsv and PAIR.GROUP-long.tsv, origin, first, second language: general text; and PAIR.packages.tsv
  WORK/dev.*, test.*, everyday.*, news.*: what is held out, a file for each language

No pair stays of which a side has eight words in a row that a side of a test has, or all of a shorter test sentence.
Without a test of packages' text in the checkout, TEST pairs of it are drawn and held out.
"""

import pathlib

from train.corpus.cleaning import key
from train.corpus.command import add_work, parser_of, require_files
from train.corpus.general_text import is_fit, is_long, read_list, read_pairs, shuffled
from train.corpus.language_teller import WORD
from train.corpus.overlap import Overlap
from train.corpus.rows import rows_of, write_rows

PARTS = {'everyday': 'test-everyday-tatoeba', 'news': 'test-news-wiki-pud'}
PACKAGES = 'packages'
DEV = {'everyday': 250, 'everyday-long': 200, 'wiki-long': 100, 'books-long': 100, 'dialogue-long': 50, PACKAGES: 300}
TEST = 1000
MEASURED_WORDS = range(4, 41)  # of held-out sentences
CHECKOUT = pathlib.Path(__file__).resolve().parents[3]


def general_groups(pair, folder):
    """{group: [(origin, first, second)]} of the files that are there; of a pair in two of them the first counts."""
    files, seen, found = read_list(pair.corpus.general), set(), []
    groups = {f'{file.group}{length}': [] for file in files for length in ('', '-long')}  # which mixtures name
    for file in files:
        path = file.path(folder, pair.name)
        if not path.exists():
            continue
        found.append(file.name)
        for texts in read_pairs(path):
            pair_key = tuple(map(key, texts))
            if pair_key not in seen and is_fit(texts):
                seen.add(pair_key)
                groups[f'{file.group}-long' if is_long(texts) else file.group].append((file.name, *texts))
    print(f'gather: general text: {", ".join(found) or "none"}', flush=True)
    return groups


def tests_of(pair, folder):
    """{part: [texts]} of the tests that are there."""
    tests = {part: read_pairs(folder / f'{name}.{pair.name}.tsv.xz') for part, name in PARTS.items()}
    files = [CHECKOUT / 'tests' / 'data' / f'{pair.name}.test.{code}' for code in pair.codes]
    if all(file.exists() for file in files):
        tests['test'] = list(zip(*(file.read_text(encoding='utf-8').splitlines() for file in files)))
    return tests


def without_overlap(groups, tests):
    """The groups without pairs that have words of the tests; says how many were left out."""
    sides = [Overlap(texts[side] for pairs in tests.values() for texts in pairs) for side in range(2)]
    kept = {}
    for name, rows in sorted(groups.items()):
        kept[name] = [row for row in rows if not any(side.has(text) for side, text in zip(sides, row[1:]))]
        print(f'gather: {name}: {len(kept[name])} pairs, {len(rows) - len(kept[name])} share words with tests', flush=True)
    return kept


def drawn(rows, count):
    """So many rows of measurable length, whole sentences, always the same ones."""
    fit = [row for row in rows if len(WORD.findall(row[1])) in MEASURED_WORDS and row[1][-1] in '.!?' and row[1] != row[2]]
    return sorted(fit, key=shuffled)[:count]


def without_texts(groups, held_out):
    """The groups without pairs of which a side says the same as that of a held-out pair."""
    keys = [{key(texts[side]) for texts in held_out} for side in range(2)]
    return {
        name: [row for row in rows if not any(key(text) in known for text, known in zip(row[1:], keys))]
        for name, rows in groups.items()
    }


def write_part(work, part, codes, pairs):
    """The two files of a held-out part."""
    for side, code in enumerate(codes):
        lines = ''.join(f'{texts[side]}\n' for texts in pairs)
        (work / f'{part}.{code}').write_text(lines, encoding='utf-8')


def gather(pair, work, general, test_folder):
    """Writes all files; prints how many pairs each has."""
    tests = tests_of(pair, test_folder)
    groups = general_groups(pair, general)
    groups[PACKAGES] = [tuple(row) for row in rows_of(work / 'real.tsv')]
    groups = without_overlap(groups, tests)
    if 'test' not in tests:
        tests['test'] = [row[1:] for row in drawn(groups[PACKAGES], TEST)]
        groups = without_overlap(groups, {'test': tests['test']})
    dev = [row[1:] for name, count in DEV.items() for row in drawn(groups.get(name, []), count)]
    groups = without_texts(groups, dev)
    for part, pairs in {**tests, 'dev': dev}.items():
        write_part(work, part, pair.codes, pairs)
    for name, rows in groups.items():
        write_rows(work / f'{pair.name}.{name}.tsv', rows)
    words = sum(len(WORD.findall(row[2])) for rows in groups.values() for row in rows)
    print(f'gather: {sum(map(len, groups.values()))} pairs, {words} words of {pair.languages[1].name} in {work}')


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    for name, about in (('general', 'folder of the files of general text'), ('tests', 'folder of the tests')):
        parser.add_argument(f'--{name}', type=pathlib.Path, required=True, metavar='FOLDER', help=about)
    options = parser.parse_args()
    require_files('gather', [options.work / 'real.tsv'], 'train.corpus.build')
    gather(options.recipe, options.work, options.general, options.tests)


if __name__ == '__main__':
    main()
