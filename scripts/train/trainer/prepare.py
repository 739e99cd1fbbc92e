"""From sentence pairs in TSV files to ids: trains the shared SentencePiece model and writes a data folder."""

import contextlib
import itertools
import json
import pathlib
import shutil
import sys
import unicodedata
from typing import Dict, NamedTuple, Optional

import numpy as np
import sentencepiece

from train.formats.native_model import read_native_model
from train.formats.spm_training import train_spm
from train.trainer.pair_files import read_pairs, read_rows
from train.trainer.pair_ids import ABOUT, SIDES, SPM, DataError, IdLists, PairIds

KIND = 5  # the column of origins.tsv
SPM_LINES = 500_000  # most lines that the SentencePiece model is trained on

SPM_OPTIONS = {
    'model_type': 'unigram',
    'byte_fallback': True,
    'character_coverage': 0.9999,
    'split_digits': True,
}

# A blank of any kind is a blank; what has no width and no meaning goes; compatibility forms become the usual ones.
REPLACEMENTS = {
    **{blank: ' ' for blank in '\t\u00a0\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u3000'},
    '\u0140': 'l·',
    '\u013f': 'L·',
    'ﬁ': 'fi',
    'ﬂ': 'fl',
}
INVISIBLE = '\u00ad\u200b\u2060\ufeff'
COMPOSED = range(0xC0, 0x180)  # Latin letters that are also written with a combining mark


def kinds(work):
    """The kind of text of each origin, where the corpus builder tells."""
    path = work / 'origins.tsv'
    if not path.exists():
        return {}
    return {fields[0]: fields[KIND - 1] for fields in read_rows(path) if len(fields) >= KIND}


def shared_spm(path, config, lines, characters=''):
    """The serialized SentencePiece model of both languages and directions: the one that is there, or a new one, whose
    pieces `characters` are among."""
    if not path.exists():
        step = max(1, -(-len(lines) // SPM_LINES))
        print(f'training {path} on {len(lines[::step])} of {len(lines)} lines', file=sys.stderr)
        options = {**SPM_OPTIONS, 'replacements': replacements(), 'required_chars': characters}
        try:
            model = train_spm(lines[::step], config, config.vocab_size, options)
        except RuntimeError as error:
            raise DataError(f'no SentencePiece model of {config.vocab_size} pieces: {error}') from error
        write_whole(path, model)
    return path.read_bytes()


def processor_for(content, origin, config):
    """The SentencePiece model with this content, if it fits the configuration."""
    processor = sentencepiece.SentencePieceProcessor(model_proto=content)
    special = (processor.pad_id(), processor.unk_id(), processor.bos_id(), processor.eos_id())
    if special != (config.pad, config.unk, config.bos, config.eos) or len(processor) != config.vocab_size:
        raise DataError(f'{origin} has {len(processor)} pieces and pad, unk, bos, eos {special}: not those of the model')
    return processor


def pieces_of(model_path):
    """The serialized SentencePiece model of a Stepglot model."""
    content = read_native_model(model_path).spm.get('spm')
    if content is None:
        raise DataError(f'{model_path} has no SentencePiece model that serves both languages')
    return content


def spm_lines(work, languages, pairs):
    """What the SentencePiece model is trained on: both sides of pairs, and sentences that have no other side."""
    texts = dict.fromkeys(text for pair in pairs for text in pair)
    for path in (work / f'{language}.tsv' for language in sorted(languages)):
        if path.exists():
            texts.update(dict.fromkeys(fields[1] for fields in read_rows(path) if len(fields) > 1))
    return list(texts)


def replacements():
    """The map of characters that the SentencePiece model applies to a text."""
    composed = {unicodedata.normalize('NFD', chr(code)): chr(code) for code in COMPOSED}
    composed = {apart: whole for apart, whole in composed.items() if len(apart) > 1}
    return {**REPLACEMENTS, **{character: '' for character in INVISIBLE}, **composed}


def write_whole(path, content):
    """Writes a file that is never seen half-written."""
    partial = path.with_name(path.name + '.partial')
    partial.write_bytes(content)
    partial.replace(path)


def held_out_texts(work, part, source, target):
    """(source lines, target lines) of a part such as dev or test."""
    texts = []
    for language in (source, target):
        path = work / f'{part}.{language}'
        if not path.exists():
            raise DataError(f'{path} is missing: the held-out {part} sentences, one a line')
        texts.append(path.read_text(encoding='utf-8').split('\n')[:-1])
    if len(texts[0]) != len(texts[1]) or not texts[0]:
        raise DataError(f'{work}: {part}.{source} and {part}.{target} must have as many lines, and some')
    return texts


def other_parts(work, source, target):
    """The names of whatever else is held out: each has a file in both languages, as dev and test have."""
    parts = {path.stem for path in work.glob(f'*.{source}') if path.with_suffix(f'.{target}').exists()}
    return sorted(parts - {'dev', 'test'})


def to_ids(processor, config, pairs, weights):
    """`PairIds` of (source, target) texts."""
    sources, targets = (processor.encode([pair[side] for pair in pairs]) for side in (0, 1))
    begin = [config.bos] if config.source_bos else []
    end = [config.eos] if config.source_eos else []
    return PairIds(
        IdLists.of([begin + ids + end for ids in sources]),
        IdLists.of([ids + [config.eos] for ids in targets]),
        np.array(weights, np.float32),
    )


def without_long(pairs, longest):
    """The pairs whose sides both have at most `longest` ids, and how many were left out."""
    fits = np.maximum(pairs.source.lengths, pairs.target.lengths) <= longest
    keep = np.nonzero(fits)[0]
    lists = (IdLists.of([side[i].tolist() for i in keep]) for side in (pairs.source, pairs.target))
    return PairIds(*lists, pairs.weights[keep]), int((~fits).sum())


class Preparation(NamedTuple):
    """What `prepare` is told besides the pairs."""

    work: pathlib.Path  # folder with held-out sentences, kinds of origins and the SentencePiece model
    out: pathlib.Path  # data folder to write
    kind_weights: Dict[str, float]  # factors for the weights of pairs by the kind of their text
    longest: int  # most ids of a side
    model: Optional[pathlib.Path] = None  # a Stepglot model whose pieces are taken
    characters: str = ''  # that a new SentencePiece model can write, however rare they are


class Counted(NamedTuple):
    """Pairs of texts, their weights, and how many each file has."""

    pairs: list
    weights: list
    files: list


def prepare(config, files, told):
    """Writes the data folder of a Preparation, with the pieces of its model or of the work folder; prints what is in it."""
    source, target = config.source_language, config.target_language
    dev = held_out_texts(told.work, 'dev', source, target)
    held_out = set(itertools.chain(*dev, *held_out_texts(told.work, 'test', source, target)))
    for part in other_parts(told.work, source, target):
        held_out.update(*held_out_texts(told.work, part, source, target))
    factors = {origin: told.kind_weights.get(kind, 1.0) for origin, kind in kinds(told.work).items()}
    counted = count_pairs(files, held_out, factors)
    if told.model:
        spm = pieces_of(told.model)
    else:
        spm = shared_spm(told.work / SPM, config, spm_lines(told.work, (source, target), counted.pairs), told.characters)
    processor = processor_for(spm, told.model or told.work / SPM, config)
    train, left_out = without_long(to_ids(processor, config, counted.pairs, counted.weights), told.longest)
    if not len(train.weights):
        raise DataError(f'none of the pairs is left: {left_out} are longer than {told.longest} pieces')
    dev_ids = to_ids(processor, config, list(zip(*dev)), [1.0] * len(dev[0]))
    about = {
        'config': json.loads(config.to_json()),
        'files': counted.files,
        'kind_weights': told.kind_weights,
        'pairs': len(train.weights),
        'too_long': left_out,
        'tokens_per_epoch': int((train.target.lengths * train.weights).sum()),
    }
    with whole_folder(told.out) as folder:
        train.write(folder, 'train')
        dev_ids.write(folder, 'dev')
        for side, lines in zip(SIDES, dev):
            (folder / f'dev.{side}.txt').write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8')
        (folder / SPM).write_bytes(spm)
        (folder / ABOUT).write_text(json.dumps(about, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')
    print(
        f'{told.out}: {about["pairs"]} pairs ({left_out} longer than {told.longest} pieces left out), '
        f'{about["tokens_per_epoch"]} target tokens an epoch',
        file=sys.stderr,
    )


def count_pairs(files, held_out, factors):
    """The pairs of the files that are not held out; `factors` multiply the weights of pairs by their origin."""
    counted = Counted([], [], [])
    for file in files:
        before = len(counted.pairs)
        for origin, *pair in read_pairs(file, held_out):
            counted.pairs.append(pair)
            counted.weights.append(file.weight * factors.get(origin, 1.0))
        count = len(counted.pairs) - before
        counted.files.append({'file': file.path.name, 'weight': file.weight, 'pairs': count})
        print(f'{file.path}: {count} pairs, weight {file.weight:g}', file=sys.stderr)
    return counted


@contextlib.contextmanager
def whole_folder(path):
    """A folder to write to that then takes the place of the one at `path`: a training that maps the old one keeps it."""
    partial, old = path.with_name(path.name + '.partial'), path.with_name(path.name + '.old')
    for leftover in (partial, old):
        shutil.rmtree(leftover, ignore_errors=True)
    partial.mkdir(parents=True)
    yield partial
    if path.exists():
        path.rename(old)
    partial.rename(path)
    shutil.rmtree(old, ignore_errors=True)
