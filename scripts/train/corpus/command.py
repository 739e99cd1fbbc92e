"""What the commands of this room have in common: their arguments, and what they say of a program or file that is missing."""

import argparse
import pathlib
import shutil
import sys

from train.corpus.pair import PairError, read_pair


def parser_of(description):
    """A parser whose --help shows the text as it is."""
    return argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)


def add_recipe(parser):
    """Adds --recipe, whose value is the pair."""

    def pair(text):
        try:
            return read_pair(text)
        except PairError as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    parser.add_argument(
        '--recipe', type=pair, required=True, metavar='NAME', help='of train/recipes, such as es-ca, or the path of one'
    )


def add_work(parser):
    """Adds --work and --recipe."""
    parser.add_argument('--work', type=pathlib.Path, required=True, metavar='FOLDER', help='folder of the corpus')
    add_recipe(parser)


def language_of(parser, options, needs_grammar=False):
    """The language of the pair that --language names; another one, or one without what is needed, ends the program."""
    try:
        language = options.recipe.language(options.language)
    except PairError as error:
        parser.error(str(error))
    if needs_grammar and language.grammar is None:
        parser.error(f'the table of {language.name} has no [grammar]')
    return language


def require_program(command, program, *packages):
    """Ends the command where a program is missing, with Debian's packages to install."""
    if shutil.which(program) is None:
        sys.exit(f'{command}: no {program}. On Debian: apt install {" ".join(packages)}')


def require_files(command, paths, first):
    """Ends the command where one of the files is missing, with the modules that write them."""
    for path in paths:
        if not path.exists():
            sys.exit(f'{command}: no {path}: run {first} first')
