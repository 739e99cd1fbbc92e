"""Counts what the written corpus holds of each origin and package, and prints the table of sources."""

import collections

from train.corpus.corpus_files import read_rows

TITLE = (
    'Sources of the Spanish-Catalan corpus, as `build.py --table` prints them. Two packages of one source, one of each\n'
    'language, go by the name of the Spanish one.'
)
FILES = ('es.tsv', 'ca.tsv', 'real.tsv')


def write_origins(work, described):
    """origins.tsv: origin, package, version, licence, kind, Spanish sentences, Catalan sentences, real pairs."""
    counts = [collections.Counter(row[0] for row in read_rows(work / name)) for name in FILES]
    with open(work / 'origins.tsv', 'w', encoding='utf-8') as file:
        for origin in sorted(set().union(*counts)):
            package = origin.partition(':')[0]
            file.write(
                '\t'.join([origin, package, *described[package], *(str(count[origin]) for count in counts)]) + '\n'
            )


def markdown(work):
    """One line a package, the largest first."""
    packages = {}
    for _, package, version, licence, kind, *counts in read_rows(work / 'origins.tsv'):
        row = packages.setdefault((package, version, licence, kind), [0, 0, 0])
        packages[package, version, licence, kind] = [total + int(count) for total, count in zip(row, counts)]
    totals = [sum(column) for column in zip(*packages.values())]
    lines = [
        TITLE,
        '',
        '| package | version | licence | kind | Spanish | Catalan | pairs |',
        '| --- | --- | --- | --- | ---: | ---: | ---: |',
        *(
            f'| {" | ".join(described)} | {" | ".join(f"{count:,}" for count in counts)} |'
            for described, counts in sorted(packages.items(), key=lambda item: -sum(item[1]))
        ),
        f'| all {len(packages)} | | | | {" | ".join(f"{total:,}" for total in totals)} |',
    ]
    return '\n'.join(lines) + '\n'
