"""Turns the checkpoint of a plain PyTorch Transformer into a Stepglot model with float32 weights.

Widths, depths, tied embeddings and biases are read off the tensors; what no tensor tells are the options
below, whose defaults are those of "Attention Is All You Need" as it is commonly written. Then
`stepglot convert OUT.safetensors SMALL.safetensors` makes an int8 model of it.
"""

import argparse
import pathlib
import sys

import sentencepiece

from train.checkpoints.checkpoint_model import CheckpointError, assemble, native_tensors, read_state
from train.checkpoints.checkpoint_names import CheckpointNames, MapError
from train.checkpoints.piece_list import PieceListError, read_piece_list
from train.formats.model_config import CHOICES, ConfigError
from train.formats.native_model import NativeModel, write_native_model

SPECIAL_IDS = {'pad': 0, 'unk': 1, 'bos': 2, 'eos': 3}  # of a model without SentencePiece ids


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    path = {'type': pathlib.Path, 'metavar': 'FILE'}
    parser.add_argument('checkpoint', type=pathlib.Path, help='file of torch.save: a state_dict, or a dict that holds one')
    parser.add_argument('out', type=pathlib.Path, nargs='?', metavar='OUT.safetensors', help='model to write')
    parser.add_argument('--list', action='store_true', help='only show which tensor each key is taken for')
    parser.add_argument('--map', **path, help='JSON list of [regular expression, name]; see scripts/train/checkpoints/README.md')
    parser.add_argument('--heads', type=int, metavar='N', help='attention heads (needed)')
    words = parser.add_argument_group('vocabulary')
    words.add_argument('--spm', **path, help='SentencePiece model of both sides')
    words.add_argument('--source-spm', **path, help='the same of the source, with --target-spm')
    words.add_argument('--target-spm', **path, help='the same of the target')
    words.add_argument('--vocab', **path, help='pieces in id order: JSON, or one a line; ids of --spm then mean nothing')
    words.add_argument('--source-vocab', **path, help='the same of the source, with --target-vocab')
    words.add_argument('--target-vocab', **path, help='the same of the target')
    for name in SPECIAL_IDS:
        words.add_argument(f'--{name}', type=int, metavar='ID', help=f'id of the {name} token; -1 for none')
    words.add_argument('--source-language', default='', metavar='TAG', help='BCP 47 tag, such as en')
    words.add_argument('--target-language', default='', metavar='TAG', help='BCP 47 tag, such as de')
    _add_network(parser.add_argument_group('network'))
    options = parser.parse_args()
    if not options.list:
        _check_usage(parser, options)
    return options


def _add_network(group):
    group.add_argument('--norm', choices=CHOICES['norm'], default='post', help='(post)')
    group.add_argument('--norm-eps', type=float, default=1e-5, metavar='X', help='(1e-5)')
    group.add_argument('--activation', choices=CHOICES['activation'], default='relu', help='(relu)')
    group.add_argument('--positions', choices=CHOICES['positions'], default='sinusoidal-interleaved', help='(interleaved)')
    group.add_argument('--position-offset', type=int, default=0, metavar='N', help='number of the first position (0)')
    group.add_argument('--embedding-scale', default='sqrt(d_model)', metavar='X', help='a factor (sqrt(d_model))')
    for end in ('bos', 'eos'):
        group.add_argument(
            f'--source-{end}',
            action=argparse.BooleanOptionalAction,
            default=True,
            help=f'whether the source is wrapped in {end} (yes)',
        )
    group.add_argument('--decoder-start', choices=('bos', 'eos', 'pad', 'zero'), default='bos', help='(bos)')
    group.add_argument('--max-source-length', type=int, metavar='N', help='most ids of a source (512)')
    group.add_argument('--max-target-length', type=int, metavar='N', help='most tokens of an output (512)')


def _check_usage(parser, options):
    for name in ('out', 'heads'):
        if getattr(options, name) is None:
            parser.error(f'{name if name == "out" else "--heads"} is missing')
    for kind in ('spm', 'vocab'):
        both, source, target = (getattr(options, name) for name in (kind, f'source_{kind}', f'target_{kind}'))
        if (source is None) != (target is None) or (both and source):
            parser.error(f'give either --{kind}, or --source-{kind} and --target-{kind}')
    if not any((options.spm, options.source_spm, options.vocab, options.source_vocab)):
        parser.error('a vocabulary is needed: --spm, --vocab, or one of each side')
    if options.embedding_scale != 'sqrt(d_model)':
        try:
            options.embedding_scale = float(options.embedding_scale)
        except ValueError:
            parser.error(f'--embedding-scale {options.embedding_scale} is neither a number nor sqrt(d_model)')
    if options.positions == 'table' and None in (options.max_source_length, options.max_target_length):
        parser.error('--positions table needs --max-source-length and --max-target-length')


def vocabularies(options):
    """(SentencePiece models, lists of pieces), by tensor name."""
    spm = {'spm': options.spm, 'spm.source': options.source_spm, 'spm.target': options.target_spm}
    lists = {
        'vocabulary': options.vocab,
        'vocabulary.source': options.source_vocab,
        'vocabulary.target': options.target_vocab,
    }
    return (
        {name: read_spm(path) for name, path in spm.items() if path},
        {name: read_piece_list(path) for name, path in lists.items() if path},
    )


def read_spm(path):
    """The bytes of a SentencePiece model."""
    content = path.read_bytes()
    try:
        sentencepiece.SentencePieceProcessor(model_proto=content)
    except RuntimeError as error:
        raise PieceListError(f'{path}: not a SentencePiece model') from error
    return content


def special_ids(options, spm, lists):
    """Ids of pad, unk, bos and eos: as given, else SentencePiece's own, else the usual ones."""
    content = spm.get('spm.target', spm.get('spm'))
    own = {}
    if content and not lists:
        model = sentencepiece.SentencePieceProcessor(model_proto=content)
        own = {name: getattr(model, f'{name}_id')() for name in SPECIAL_IDS}
    given = {name: getattr(options, name) for name in SPECIAL_IDS}
    ids = {name: own.get(name, usual) if given[name] is None else given[name] for name, usual in SPECIAL_IDS.items()}
    return {name: None if value < 0 else value for name, value in ids.items()}


def check_sizes(config, spm, lists):
    """Every piece must have a row of the embeddings."""
    rows = {'source': config.source_size, 'target': config.target_size}
    for side, size in rows.items():
        pieces = lists.get(f'vocabulary.{side}', lists.get('vocabulary'))
        if pieces is not None and len(pieces) != size:
            raise CheckpointError(f'the {side} vocabulary has {len(pieces)} pieces, the embedding {size} rows')
        if pieces is None:
            content = spm.get(f'spm.{side}', spm.get('spm'))
            count = sentencepiece.SentencePieceProcessor(model_proto=content).get_piece_size()
            if count > size:
                raise CheckpointError(f'the SentencePiece model has {count} pieces, the {side} embedding {size} rows')


def export(options, names):
    """Writes the model and returns it."""
    spm, lists = vocabularies(options)
    copied = (
        'heads norm norm_eps activation positions position_offset embedding_scale source_bos source_eos decoder_start '
        'max_source_length max_target_length source_language target_language'
    )
    switches = {name: getattr(options, name) for name in copied.split()}
    switches.update(special_ids(options, spm, lists), position_exponent='2j/d')
    config, weights = assemble(native_tensors(read_state(options.checkpoint), names), switches)
    check_sizes(config, spm, lists)
    model = NativeModel(config, weights, spm, lists)
    write_native_model(options.out, model)
    return model


def main():
    options = arguments()
    try:
        names = CheckpointNames.from_file(options.map) if options.map else CheckpointNames()
        if options.list:
            for key, tensor in read_state(options.checkpoint).items():
                known, name = names.native_name(key)
                print(key, list(tensor.shape), '->', (name or '(dropped)') if known else '(no rule)')
            return
        config = export(options, names).config
    except (CheckpointError, ConfigError) as error:
        sys.exit(f'{options.checkpoint}: {error}')
    except (MapError, OSError, PieceListError) as error:
        sys.exit(str(error))
    size = options.out.stat().st_size
    print(
        f'{options.out}: {size:,} bytes; {config.encoder_layers} + {config.decoder_layers} layers of width '
        f'{config.d_model}, embeddings tied: {config.tied_embeddings}; pad {config.pad}, unk {config.unk}, '
        f'bos {config.bos}, eos {config.eos}',
        file=sys.stderr,
    )


if __name__ == '__main__':
    main()
