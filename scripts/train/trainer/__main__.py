"""Trains a translation model from sentence pairs: ids, training, the averaged model.

Three commands, in this order: `prepare` makes ids of TSV files, `run` trains (the same command goes on after a stop),
`export` writes the mean of the last weights as a Stepglot model. `exchange` gives a model other pieces, to go on with;
`mistakes` finds the pairs that it does not know; `speed` measures a machine; `overfit` makes a model for tests.
"""

import argparse
import dataclasses
import pathlib
import sys
import time

import torch

from train.formats.model_config import CHOICES, ConfigError, ModelConfig
from train.formats.native_model import read_native_model, write_native_model
from train.formats.safetensors_file import SafetensorsError
from train.trainer.batches import epoch_batches, make_batch
from train.trainer.run_folder import CheckpointError, averaged_model, mean_model
from train.trainer.mistakes import mistakes
from train.trainer.opening_marks import with_blank_after
from train.trainer.overfit import check, overfit
from train.trainer.pair_ids import DataError, DataFolder
from train.trainer.piece_exchange import count_usage, exchange_pieces, with_pieces, words_of
from train.trainer.prepare import PairFile, prepare, usual_files
from train.trainer.settings import Settings, SettingsError, settle
from train.trainer.training import PRECISIONS, Run, Trainer

PIECES = 8000
OVERFIT_FOLDER = pathlib.Path(__file__).resolve().parents[3] / 'tests' / 'data' / 'overfit'
ERRORS = (CheckpointError, ConfigError, DataError, FloatingPointError, OSError, SafetensorsError, SettingsError)
SPEED_WARM_UP = 3  # steps that are not measured


def arguments():
    parser = argparse.ArgumentParser(prog='train.trainer', description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(dest='command', required=True, metavar='COMMAND')
    add_prepare(commands)
    add_run(commands)
    add_export(commands)
    add_exchange(commands)
    add_mistakes(commands)
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
    model = parser.add_argument_group('model')
    number = {'type': int, 'metavar': 'N', 'help': 'default %(default)s'}
    model.add_argument('--pieces', default=PIECES, **number)
    model.add_argument('--d-model', default=256, **number)
    model.add_argument('--ffn', default=1024, **number)
    model.add_argument('--heads', default=8, **number)
    model.add_argument('--encoder-layers', default=6, **number)
    model.add_argument('--decoder-layers', default=2, **number)
    model.add_argument('--norm', choices=CHOICES['norm'], default='pre', help='default %(default)s')


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


def model_config(options):
    """The paper's Transformer of the chosen sizes, with a bias on the output."""
    return ModelConfig(
        source_language=options.source,
        target_language=options.target,
        d_model=options.d_model,
        ffn=options.ffn,
        heads=options.heads,
        encoder_layers=options.encoder_layers,
        decoder_layers=options.decoder_layers,
        vocab_size=options.pieces,
        norm=options.norm,
        final_norm=options.norm == 'pre',
        norm_eps=1e-5,
        activation='relu',
        positions='sinusoidal-interleaved',
        position_exponent='2j/d',
        position_offset=0,
        embedding_scale='sqrt(d_model)',
        tied_embeddings='all',
        output_bias=True,
        pad=0,
        unk=1,
        bos=2,
        eos=3,
        source_bos=False,
        source_eos=True,
        decoder_start='bos',
    )


def run_prepare(options):
    if options.data:
        files = [PairFile.parse(text) for text in options.data]
    else:
        files = usual_files(options.work, options.source, options.target)
    kinds = {}
    for text in options.kind or ['general=2']:
        name, _, factor = text.partition('=')
        try:
            kinds[name] = float(factor)
        except ValueError:
            raise DataError(f'--kind {text!r} is not KIND=FACTOR') from None
    out = options.out or options.work / f'{options.source}-{options.target}.ids'
    prepare(options.work, model_config(options), files, kinds, options.longest, out, options.pieces_of)
    return 0


def run_run(options):
    given = {name: getattr(options, name) for name in Settings.__dataclass_fields__}
    settings = settle(options.folder, {name: value for name, value in given.items() if value is not None})
    data = DataFolder(settings.data)
    return Run(options.folder, data.config, settings, data).train(options.until)


def run_export(options):
    models, steps = zip(*(averaged_model(folder, options.last) for folder in (options.folder, *options.beside)))
    model = mean_model(models)
    if options.blank_after:
        model = with_blank_after(model, options.blank_after)
    write_native_model(options.out, model)
    said = ' and '.join(f'{len(part)} weights, of steps {", ".join(map(str, part))}' for part in steps)
    print(f'{options.out}: the mean of {said}', file=sys.stderr)
    return 0


def run_exchange(options):
    model, data = read_native_model(options.model), DataFolder(options.data)
    if model.spm != {'spm': data.spm}:
        raise DataError(f'{options.model} has other pieces than {options.data}')
    favoured = {word for path in options.favour for word in words_of(path.read_text(encoding='utf-8'))}
    spm = exchange_pieces(data.spm, count_usage(data.train, data.spm), options.most, favoured)
    write_native_model(options.out, with_pieces(model, spm))
    return 0


def run_mistakes(options):
    torch.set_num_threads(options.threads)
    files = [PairFile.parse(f'{text}:1') for text in options.data]
    rows, total = mistakes(read_native_model(options.model), files, options.tokens)
    options.out.write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')
    print(f'{options.out}: {len(rows)} of {total} pairs', file=sys.stderr)
    return 0


def run_speed(options):
    data = DataFolder(options.data)
    steps = SPEED_WARM_UP + options.steps
    settings = Settings(
        data=options.data, steps=steps, tokens=options.tokens, threads=options.threads, precision=options.precision
    )
    trainer = Trainer(data.config, settings)
    batches = epoch_batches(data.train, options.tokens, settings.seed, 0)
    tokens = 0
    for step in range(steps):
        if step == SPEED_WARM_UP:
            began, tokens = time.monotonic(), 0
        batch = make_batch(data.train, batches[step % len(batches)], data.config)
        trainer.train_on(batch, step)
        tokens += int(batch.is_output.sum())
    print(f'{tokens / (time.monotonic() - began):,.0f} target tokens/s')
    return 0


def run_overfit(options):
    if not options.check:
        overfit(options.out)
    faults = check(options.out)
    for fault in faults:
        print(fault, file=sys.stderr)
    return 1 if faults else 0


def main():
    options = arguments()
    command = {
        'prepare': run_prepare,
        'run': run_run,
        'export': run_export,
        'exchange': run_exchange,
        'mistakes': run_mistakes,
        'speed': run_speed,
        'overfit': run_overfit,
    }[options.command]
    try:
        sys.exit(command(options))
    except ERRORS as error:
        sys.exit(str(error))


if __name__ == '__main__':
    main()
