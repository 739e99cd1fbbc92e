"""The commands of the trainer with their options."""

import argparse
import dataclasses
import pathlib

from train.formats.model_config import CHOICES
from train.trainer.settings import Settings
from train.trainer.training import PRECISIONS

PIECES = 8000
OVERFIT_FOLDER = pathlib.Path(__file__).resolve().parents[3] / 'tests' / 'data' / 'overfit'


def arguments(description):
    """The options of the command line, for a program with this description."""
    parser = argparse.ArgumentParser(prog='train.trainer', description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True, metavar='COMMAND')
    add_prepare(commands)
    add_run(commands)
    add_export(commands)
    add_exchange(commands)
    add_adopt(commands)
    add_mistakes(commands)
    add_score(commands)
    add_speed(commands)
    add_overfit(commands)
    return parser.parse_args()


def add_prepare(commands):
    parser = commands.add_parser(
        'prepare',
        help='make ids of sentence pairs',
        description='Writes a data folder for one direction. The SentencePiece model WORK/spm.model is trained when '
        'there is none yet, and shared by both directions. Held-out sentences are WORK/dev.LANGUAGE and '
        'WORK/test.LANGUAGE; pairs that hold one of them are left out.',
    )
    parser.add_argument('--work', type=pathlib.Path, required=True, metavar='FOLDER', help='with the TSV files')
    parser.add_argument('--from', dest='source', required=True, metavar='LANGUAGE', help='source language, such as es')
    parser.add_argument('--to', dest='target', required=True, metavar='LANGUAGE', help='target language, such as ca')
    parser.add_argument(
        '--data',
        action='append',
        metavar='FILE:SOURCE_COLUMN:TARGET_COLUMN:WEIGHT',
        help="a file of pairs; columns count from 1; the weight says how often a pair comes in an epoch (default: the "
        "teacher's translations and real.tsv with weight 1, the other direction's translations backwards with 0.5)",
    )
    parser.add_argument(
        '--kind',
        action='append',
        default=[],
        metavar='KIND=FACTOR',
        help='multiplies the weight of pairs whose origin has this kind in WORK/origins.tsv (default: general=2)',
    )
    parser.add_argument('--longest', type=int, default=128, metavar='N', help='most ids of a side (default 128)')
    parser.add_argument('--out', type=pathlib.Path, metavar='FOLDER', help='default WORK/SOURCE-TARGET.ids')
    parser.add_argument(
        '--pieces-of', type=pathlib.Path, metavar='MODEL', help="the SentencePiece model is that of a Stepglot model"
    )
    parser.add_argument(
        '--characters', default='', metavar='TEXT', help='that new pieces can write, however rare they are'
    )
    model = parser.add_argument_group('model')
    number = {'type': int, 'metavar': 'N', 'help': 'default %(default)s'}
    model.add_argument('--pieces', default=PIECES, **number)
    model.add_argument('--d-model', default=256, **number)
    model.add_argument('--ffn', default=1024, **number)
    model.add_argument('--heads', default=8, **number)
    model.add_argument('--encoder-layers', default=6, **number)
    model.add_argument('--decoder-layers', default=2, **number)
    model.add_argument('--norm', choices=CHOICES['norm'], default='pre', help='default %(default)s')
    positions = [choice for choice in CHOICES['positions'] if choice != 'table']
    model.add_argument('--positions', choices=positions, default='sinusoidal-interleaved', help='default %(default)s')


def add_run(commands):
    defaults = {name: field.default for name, field in Settings.__dataclass_fields__.items()}
    parser = commands.add_parser(
        'run',
        help='train, or go on training',
        description='Trains in a folder. Options are kept there: to go on, name the folder alone. A stop by SIGINT or '
        'SIGTERM saves everything; nothing of the result depends on it.',
    )
    parser.add_argument('folder', type=pathlib.Path, help='folder of the training')

    def add(name, kind, metavar, text):
        default = f' (default {defaults[name]})' if defaults[name] not in ('', dataclasses.MISSING) else ''
        parser.add_argument(f'--{name.replace("_", "-")}', type=kind, metavar=metavar, help=text + default)

    add('data', str, 'FOLDER', 'what prepare wrote; another one may be given to go on with')
    add('start', str, 'MODEL', 'a Stepglot model whose weights to begin with')
    add('steps', int, 'N', 'steps in all; the learning rate falls to 0 there')
    add('tokens', int, 'N', 'most ids of the longer side of a batch')
    add('lr', float, 'X', 'highest learning rate')
    add('warmup', int, 'N', 'steps until then')
    add('dropout', float, 'X', 'rate')
    add('label_smoothing', float, 'X', 'weight of the even distribution in the labels')
    add('clip', float, 'X', 'largest norm of the gradient')
    precision = {'dest': 'precision', 'action': 'store_const'}
    parser.add_argument('--bf16', **precision, const='bfloat16', help='products in bfloat16, for processors with AMX')
    parser.add_argument('--float32', **precision, const='float32', help='products in float32 (default)')
    add('device', str, 'DEVICE', 'where to compute: cpu, or cuda for a GPU')
    add('threads', int, 'N', 'threads')
    add('seed', int, 'N', 'of weights, batches and dropout')
    add('average', int, 'N', 'how many of the last weights are kept')
    add('save_every', int, 'N', 'steps between checkpoints')
    add('validate_every', int, 'N', 'steps between validations')
    add('patience', int, 'N', 'validations without a better loss or BLEU after which it stops; 0: never')
    add('dev_sentences', int, 'N', 'held-out sentences that are translated for BLEU and chrF')
    parser.add_argument(
        '--until', type=int, metavar='N', help='end after so many steps this time, as if stopped; not kept'
    )


def add_export(commands):
    parser = commands.add_parser(
        'export',
        help='write the model',
        description='Writes the mean of the last weights as a Stepglot model in float32, of one training or of several.',
    )
    parser.add_argument('folder', type=pathlib.Path, help='folder of the training')
    parser.add_argument('out', type=pathlib.Path, metavar='OUT.safetensors', help='file to write')
    parser.add_argument('--last', type=int, default=8, metavar='N', help='how many to average (default 8)')
    parser.add_argument(
        '--beside',
        type=pathlib.Path,
        action='append',
        default=[],
        metavar='FOLDER',
        help='another training, from or to which this one went on: the mean of both, which often is better than either',
    )
    parser.add_argument(
        '--blank-after',
        default='',
        metavar='MARKS',
        help="characters that only the source language writes, such as ¡¿: a word behind one has the pieces that it has "
        'behind a blank (default: none)',
    )


def add_exchange(commands):
    parser = commands.add_parser(
        'exchange',
        help='give a model pieces that fit its pairs better',
        description='Writes a model whose SentencePiece model has words that come often instead of pieces that hardly '
        'come, and embeddings made of the old ones: to go on training with (prepare --pieces-of, run --start). Models '
        'of both directions get the same pieces from the same data.',
    )
    parser.add_argument('model', type=pathlib.Path, metavar='MODEL.safetensors', help='a Stepglot model in float32')
    parser.add_argument('out', type=pathlib.Path, metavar='OUT.safetensors', help='file to write')
    parser.add_argument('--data', required=True, metavar='FOLDER', help='what prepare wrote, with the pieces of the model')
    parser.add_argument('--most', type=int, default=1600, metavar='N', help='pieces to exchange (default %(default)s)')
    parser.add_argument(
        '--favour',
        type=pathlib.Path,
        action='append',
        default=[],
        metavar='FILE',
        help='a text whose words are preferred',
    )


def add_adopt(commands):
    parser = commands.add_parser(
        'adopt',
        help='give a model the pieces of other data',
        description='Writes a model with the pieces of a data folder, all of them, and embeddings made of those that the '
        'model has for the same text: to go on with where another vocabulary, or another language, is to be learned. '
        'Sizes and positions must be those that prepare was told.',
    )
    parser.add_argument('model', type=pathlib.Path, metavar='MODEL.safetensors', help='a Stepglot model, float32 or int8')
    parser.add_argument('out', type=pathlib.Path, metavar='OUT.safetensors', help='file to write')
    parser.add_argument('--data', required=True, metavar='FOLDER', help='what prepare wrote')


def add_mistakes(commands):
    parser = commands.add_parser(
        'mistakes',
        help='find the pairs that a model does not know',
        description='Writes the lines whose target the model would not find, word by word, with the right words before '
        'each: what is worth more practice than the rest.',
    )
    parser.add_argument('model', type=pathlib.Path, metavar='MODEL.safetensors', help='a Stepglot model in float32')
    parser.add_argument('out', type=pathlib.Path, metavar='OUT.tsv', help='file to write')
    parser.add_argument(
        '--data',
        action='append',
        required=True,
        metavar='FILE:SOURCE_COLUMN:TARGET_COLUMN',
        help='a file of pairs; columns count from 1; of the lines, origin, source and target are written',
    )
    parser.add_argument('--tokens', type=int, default=Settings.tokens, metavar='N', help='of a batch, default %(default)s')
    parser.add_argument('--threads', type=int, default=1, metavar='N', help='default 1')


def add_score(commands):
    parser = commands.add_parser(
        'score',
        help='translate a test greedily and score it',
        description='Prints BLEU, chrF2 and the length of greedy translations next to that of the reference, of the text as '
        'it is: for a machine without the module that `stepglot evaluate` needs.',
    )
    parser.add_argument('model', type=pathlib.Path, metavar='MODEL.safetensors', help='a Stepglot model')
    parser.add_argument('--source', type=pathlib.Path, required=True, metavar='FILE', help='sentences, one a line')
    parser.add_argument('--reference', type=pathlib.Path, required=True, metavar='FILE', help='their translations')
    parser.add_argument('--device', default='cpu', help='cpu, or cuda for a GPU (default cpu)')


def add_speed(commands):
    parser = commands.add_parser('speed', help='measure target tokens per second', description='Trains and forgets.')
    parser.add_argument('--data', required=True, metavar='FOLDER', help='what prepare wrote')
    parser.add_argument('--threads', type=int, default=1, metavar='N', help='default 1')
    parser.add_argument('--tokens', type=int, default=Settings.tokens, metavar='N', help='default %(default)s')
    parser.add_argument('--steps', type=int, default=20, metavar='N', help='default 20')
    parser.add_argument('--precision', choices=PRECISIONS, default='float32', help='default float32')


def add_overfit(commands):
    parser = commands.add_parser(
        'overfit',
        help='make the test model that knows ten sentences by heart',
        description='Trains on the sentence pairs of FOLDER/pairs.tsv and writes a float32 and an int8 model there. '
        'Both must then give every translation exactly, greedily and with a beam of 4, in PyTorch.',
    )
    parser.add_argument('--out', type=pathlib.Path, default=OVERFIT_FOLDER, metavar='FOLDER', help='tests/data/overfit')
    parser.add_argument('--check', action='store_true', help='write nothing: verify the models that are there')
