"""Trains a translation model from sentence pairs: ids, training, the averaged model.

Three commands, in this order: `prepare` makes ids of TSV files, `run` trains (the same command goes on after a stop),
`export` writes the mean of the last weights as a Stepglot model. `exchange` and `adopt` give a model other pieces, to go on
with; `mistakes` finds the pairs that it does not know; `score` translates a test; `speed` measures a machine; `overfit`
makes a model for tests.
"""

import sys
import time

import torch

from train.formats.model_config import ConfigError, ModelConfig
from train.formats.native_model import read_native_model, write_native_model
from train.formats.safetensors_file import SafetensorsError
from train.trainer.adoption import adopted
from train.trainer.arguments import arguments
from train.trainer.batches import epoch_batches, make_batch
from train.trainer.mistakes import mistakes
from train.trainer.opening_marks import with_blank_after
from train.trainer.overfit import check, overfit
from train.trainer.pair_files import PairFile, usual_files
from train.trainer.pair_ids import DataError, DataFolder
from train.trainer.piece_exchange import count_usage, exchange_pieces, with_pieces, words_of
from train.trainer.prepare import Preparation, prepare
from train.trainer.run_folder import RunFolderError, averaged_model, mean_model
from train.trainer.settings import Settings, SettingsError, settle
from train.trainer.scoring import score
from train.trainer.training import Run, Trainer, use_device

ERRORS = (ConfigError, DataError, FloatingPointError, OSError, RunFolderError, SafetensorsError, SettingsError)
SPEED_WARM_UP = 3  # steps that are not measured


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
        positions=options.positions,
        embedding_scale='sqrt(d_model)',
        output_bias=True,
        pad=0,
        unk=1,
        bos=2,
        eos=3,
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
    told = Preparation(options.work, out, kinds, options.longest, options.pieces_of, options.characters)
    prepare(model_config(options), files, told)
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


def run_adopt(options):
    model, data = read_native_model(options.model), DataFolder(options.data)
    write_native_model(options.out, adopted(model, data.config, data.spm))
    return 0


def run_mistakes(options):
    torch.set_num_threads(options.threads)
    files = [PairFile.parse(f'{text}:1') for text in options.data]
    rows, total = mistakes(read_native_model(options.model), files, options.tokens)
    options.out.write_text(''.join('\t'.join(row) + '\n' for row in rows), encoding='utf-8')
    print(f'{options.out}: {len(rows)} of {total} pairs', file=sys.stderr)
    return 0


def run_score(options):
    use_device(options.device)
    texts = [path.read_text(encoding='utf-8').splitlines() for path in (options.source, options.reference)]
    print(score(read_native_model(options.model), *texts))
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
    options = arguments(__doc__)
    command = {
        'prepare': run_prepare,
        'run': run_run,
        'export': run_export,
        'exchange': run_exchange,
        'adopt': run_adopt,
        'mistakes': run_mistakes,
        'score': run_score,
        'speed': run_speed,
        'overfit': run_overfit,
    }[options.command]
    try:
        sys.exit(command(options))
    except ERRORS as error:
        sys.exit(str(error))


if __name__ == '__main__':
    main()
