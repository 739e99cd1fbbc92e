"""Builds the corpus and trains the models of a pair of languages, stage by stage, as a recipe says.

    python3 -m train.recipe es-ca --list
    python3 -m train.recipe es-ca --dry-run
    python3 -m train.recipe es-ca [--stage NAME]

A recipe is recipes/NAME.toml, or any file whose name ends with .toml. Without --stage all stages run, in their order.
Steps that are finished are skipped, so that the same command goes on after a stop: a step is finished when the file that
it makes is there, or when it is noted in finished-steps.txt of the work folder; remove that file, or that line, to have
it done again. SIGINT (Ctrl-C) and SIGTERM end what runs, which saves what it has.
"""

import argparse
import pathlib
import sys
import time

from train.recipes.plan import make_plan
from train.recipes.recipe_file import RecipeError, read_recipe
from train.recipes.runner import CHECKOUT, Programs, Runner, StepError, duration


def arguments():
    parser = argparse.ArgumentParser(
        prog='train.recipe', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument('recipe', metavar='RECIPE', help='name or path of the recipe')
    parser.add_argument('--stage', action='append', metavar='NAME', help='run this stage alone; may be repeated')
    parser.add_argument('--work', type=pathlib.Path, metavar='FOLDER', help='default .training/RECIPE in the checkout')
    parser.add_argument(
        '--corpora',
        type=pathlib.Path,
        metavar='FOLDER',
        help='with the files that a recipe from English needs besides packages (default .training/corpora in the checkout)',
    )
    parser.add_argument(
        '--python',
        metavar='PROGRAM',
        help='Python with torch, numpy, sentencepiece and protobuf for the training (default: that of '
        'scripts/train/environment.sh, which needs root)',
    )
    parser.add_argument('--list', action='store_true', help='only say which stages there are')
    parser.add_argument('--dry-run', action='store_true', help='only say what would be run')
    return parser.parse_args()


def chosen(plan, names):
    """The stages of these names, in the order of the plan."""
    known = [stage.name for stage in plan]
    for name in names or ():
        if name not in known:
            raise RecipeError(f'no stage {name}; there are {", ".join(known)}')
    return [stage for stage in plan if not names or stage.name in names]


def show(runner, stages):
    """Prints the commands of the stages, those that are finished as comments."""
    for stage in stages:
        together = ', side by side' if stage.side_by_side else ''
        print(f'# {stage.name}: {stage.about}{together}')
        for step in (step for lane in stage.lanes for step in lane):
            print(f'{"# finished: " if runner.is_finished(step) else ""}{runner.shown(step)}')


def run(runner, stages):
    """Runs the stages, and says on standard error how it gets on."""
    for number, stage in enumerate(stages, 1):
        began = time.monotonic()
        print(f'recipe: stage {number} of {len(stages)}, {stage.name}: {stage.about}', file=sys.stderr, flush=True)
        count = runner.run_stage(stage)
        total = sum(map(len, stage.lanes))
        took = duration(time.monotonic() - began)
        print(f'recipe: {stage.name}: {count} of {total} steps run in {took}', file=sys.stderr, flush=True)


def main():
    options = arguments()
    try:
        recipe = read_recipe(options.recipe)
        plan = make_plan(recipe)
        stages = chosen(plan, options.stage)
    except RecipeError as error:
        print(f'recipe: {error}', file=sys.stderr)
        sys.exit(2)
    if options.list:
        width = max(len(stage.name) for stage in stages)
        print(''.join(f'{stage.name:{width}}  {stage.about}\n' for stage in stages), end='')
        return
    work = (options.work or CHECKOUT / '.training' / recipe.pair.name).absolute()
    corpora = (options.corpora or CHECKOUT / '.training' / 'corpora').absolute()
    paths = {'languages': str(recipe.languages_folder), 'corpora': str(corpora)}
    runner = Runner(work, paths, Programs.of(options.python))
    if options.dry_run:
        show(runner, stages)
        return
    try:
        run(runner, stages)
    except StepError as error:
        print(f'recipe: {error}; the same command goes on from there', file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print('recipe: stopped; the same command goes on', file=sys.stderr)
        sys.exit(130)


if __name__ == '__main__':
    main()
