"""Counts what the written corpus holds of each origin and package, and prints the table of sources."""

import collections

from train.corpus.rows import rows_if_there, rows_of, write_rows

TITLE = (
    'Sources of the {0}-{1} corpus, as `train.corpus.build --table` prints them. Two packages of one source, one of each\n'
    'language, go by the name of the {0} one.'
)


def write_origins(work, described, codes):
    """origins.tsv: origin, package, version, licence, kind, sentences in each language of `codes`, real pairs."""
    files = (*(f'{code}.tsv' for code in codes), 'real.tsv')
    counts = [collections.Counter(row[0] for row in rows_if_there(work / name)) for name in files]
    rows = []
    for origin in sorted(set().union(*counts)):
        package = origin.partition(':')[0]
        rows.append([origin, package, *described[package], *(str(count[origin]) for count in counts)])
    write_rows(work / 'origins.tsv', rows)


def markdown(work, languages):
    """One line a package, the largest first; `languages` are the names of both."""
    packages = {}
    for _, package, version, licence, kind, *counts in rows_of(work / 'origins.tsv'):
        row = packages.setdefault((package, version, licence, kind), [0, 0, 0])
        packages[package, version, licence, kind] = [total + int(count) for total, count in zip(row, counts)]
    totals = [sum(column) for column in zip(*packages.values())]
    lines = [
        TITLE.format(*languages),
        '',
        f'| package | version | licence | kind | {" | ".join(languages)} | pairs |',
        '| --- | --- | --- | --- | ---: | ---: | ---: |',
        *(
            f'| {" | ".join(described)} | {" | ".join(f"{count:,}" for count in counts)} |'
            for described, counts in sorted(packages.items(), key=lambda item: -sum(item[1]))
        ),
        f'| all {len(packages)} | | | | {" | ".join(f"{total:,}" for total in totals)} |',
    ]
    return '\n'.join(lines) + '\n'
