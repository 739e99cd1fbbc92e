"""Prints what a corpus that people translated was made of, as Markdown: for the card of its model.

    python3 -m train.corpus.general_table --recipe en-de --work .training/en-de

counts the pairs that `gather` wrote by their origin: a line for each file of general text, with its licence and the
attribution that some of the licences ask for, and one for each licence of packages.
"""

import collections
import sys

from train.corpus.command import add_work, parser_of, require_files
from train.corpus.general_text import read_list
from train.corpus.rows import rows_of

PACKAGES = "Debian's packages"
SHOWN = 3  # packages of a licence that are named


def counted(pair, work):
    """(pairs of each general text, {licence: (pairs, packages)}) of the files of a work folder."""
    general = {file.name for file in read_list(pair.corpus.general)}
    licences = {row[1]: row[3] for row in rows_of(work / 'origins.tsv')}
    texts, packages = collections.Counter(), collections.defaultdict(collections.Counter)
    for path in sorted(work.glob(f'{pair.name}.*.tsv')):
        if path.name == f'{pair.name}.variants.tsv':
            continue
        for origin, *_ in rows_of(path):
            name = origin.partition(':')[0]
            if name in general:
                texts[name] += 1
            else:
                packages[licences[name]][name] += 1
    return texts, packages


def markdown(pair, work):
    """The table, largest first."""
    texts, packages = counted(pair, work)
    lines = ['| text | group | pairs | licence | origin |', '| --- | --- | ---: | --- | --- |']
    for file in sorted(read_list(pair.corpus.general), key=lambda file: -texts[file.name]):
        if texts[file.name]:
            lines.append(f'| {file.name} | {file.group} | {texts[file.name]:,} | {file.licence} | {file.origin} |')
    for licence, names in sorted(packages.items(), key=lambda item: -sum(item[1].values())):
        shown = ', '.join(name for name, _ in names.most_common(SHOWN))
        shown += f' and {len(names) - SHOWN} more' if len(names) > SHOWN else ''
        lines.append(f'| {PACKAGES} | packages | {sum(names.values()):,} | {licence} | {shown} |')
    total = sum(texts.values()) + sum(sum(names.values()) for names in packages.values())
    return '\n'.join([*lines, f'| all | | {total:,} | | |']) + '\n'


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    options = parser.parse_args()
    require_files('general_table', [options.work / 'origins.tsv'], 'train.corpus.build and train.corpus.gather')
    sys.stdout.write(markdown(options.recipe, options.work))


if __name__ == '__main__':
    main()
