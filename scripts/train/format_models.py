"""Tiny models with random weights for every file format: what each one is and how its files are written."""

import dataclasses
import tempfile
from pathlib import Path
from typing import Callable, Dict, List, NamedTuple, Optional

import numpy as np
import sentencepiece

from argos_package import write_argos_package
from ctranslate2_file import Flavour, write_ctranslate2_folder
from fixture_corpus import english_lines, german_lines
from hugging_face_model import write_hugging_face_folder
from marian_calibration import activation_multipliers
from marian_file import Shortlist, write_bin, write_npz, write_shortlist
from model_config import ModelConfig
from native_model import NativeModel
from random_weights import random_weights
from reference_transformer import sinusoids
from spm_training import train_spm

LANGUAGE_CODES = ['>>deu<<', '>>fra<<']
LEFT_OUT_PIECE = '▁than'  # of the joint vocabulary, so that it becomes the unknown piece
POSITION_ROWS = 40  # of stored position tables
WORDS = 'the this your file letter New_York museum weather open close share print now please'
TARGET_WORDS = 'die diese deine Datei Brief New_York Museum Wetter öffne schließe teile drucke jetzt bitte'

MARIAN = ModelConfig(
    source_language='en',
    target_language='de',
    d_model=16,
    ffn=24,
    heads=2,
    encoder_layers=2,
    decoder_layers=2,
    vocab_size=96,
    norm='post',
    final_norm=False,
    norm_eps=1e-6,
    activation='swish',
    positions='sinusoidal-concatenated',
    position_exponent='j/(d/2-1)',
    position_offset=0,
    embedding_scale='sqrt(d_model)',
    tied_embeddings='all',
    output_bias=True,
    eos=0,
    unk=1,
    source_bos=False,
    source_eos=True,
    decoder_start='zero',
)
OPUS = dataclasses.replace(
    MARIAN, norm_eps=1e-5, position_exponent='2j/d', decoder_start='pad', max_source_length=64, max_target_length=64
)
OPENNMT = dataclasses.replace(
    MARIAN,
    norm='pre',
    final_norm=True,
    norm_eps=1e-5,
    activation='relu',
    position_exponent='2j/d',
    source_eos=False,
    decoder_start='bos',
    suppressed=[],
)
OPENNMT_TF = dataclasses.replace(
    OPENNMT, heads=8, position_exponent='j/(d/2-1)', position_offset=1, tied_embeddings='none', ffn=32
)
TABLE = {'positions': 'table', 'max_source_length': POSITION_ROWS, 'max_target_length': POSITION_ROWS}
MARIAN_SEARCH = {'beam': 4, 'lengthNormalization': 'power', 'lengthPenalty': 1, 'maxLength': 14}
CT2_SEARCH = {**MARIAN_SEARCH, 'minLength': 1}


class Text(NamedTuple):
    """SentencePiece models and vocabularies as a NativeModel has them, and the ids of the special pieces."""

    spm: Dict[str, bytes]
    vocabulary: Dict[str, List[str]]
    special: Dict[str, Optional[int]]


class FormatModel(NamedTuple):
    """One fixture; `write` (folder, model) makes its files and returns the weights that they stand for."""

    format: str  # what the engine calls it
    config: ModelConfig
    text: Callable  # (config) to Text
    write: Callable
    search: dict  # options by their JavaScript names, the format's own defaults
    sentences: List[dict]  # {'text'} or {'pieces'}, and a 'targetToken' where there is one
    position_layout: Optional[str] = None  # fills a position table with these sinusoids
    tied_layers: Optional[List[int]] = None
    shortlist: bool = False


ENGLISH = [
    {'text': 'Open the next folder.'},
    {'text': 'Share your letter 🙂 now!'},
    {'text': 'Delete this file if it is older than 30 days?'},
]
SEGMENTED = [
    {'pieces': '▁ O p e n ▁ the ▁ ne x t ▁ f o l d er .'.split()},
    {'pieces': '▁ S h a r e ▁you r ▁ le t ter ▁ 🙂 ▁ n o w !'.split()},
    {'pieces': '▁ D e le t e ▁ t h is ▁fi le ▁ i f ▁ it ▁ is ▁ o l d er ?'.split()},
]
CODED = [{**ENGLISH[0], 'targetToken': '>>deu<<'}, {**ENGLISH[1], 'targetToken': '>>fra<<'}, ENGLISH[2]]
WORDY = [
    {'pieces': ['open', 'the', 'New York', 'museum', 'now']},
    {'pieces': ['share', 'umbrella', 'please']},
    {'pieces': ['print', 'your', 'letter', 'this', 'weather', 'close', 'the', 'file']},
]


def native_spm(config):
    """Marian's own way: SentencePiece's ids are the network's."""
    corpora = {'source': english_lines(), 'target': german_lines()}
    if config.vocab_size:
        return Text({'spm': _spm(config, sum(corpora.values(), []), config.vocab_size)}, {}, {})
    sizes = {'source': config.source_size, 'target': config.target_size}
    return Text({f'spm.{side}': _spm(config, corpora[side], sizes[side]) for side in corpora}, {}, {})


def joint_vocabulary(config):
    """OPUS-MT's way: one list for the pieces of two SentencePiece models, whose own ids mean nothing."""
    plain = dataclasses.replace(config, unk=0, bos=1, eos=2, pad=None)
    spm = {'spm.source': _spm(plain, english_lines(), 84), 'spm.target': _spm(plain, german_lines(), 88)}
    pieces = ['</s>', '<unk>', *LANGUAGE_CODES, *_shuffled_pieces(spm.values(), LEFT_OUT_PIECE), '<pad>']
    return Text(spm, {'vocabulary': pieces}, {'pad': len(pieces) - 1})


def marian_list(config):
    """The same as converted to CTranslate2 from Marian: without a row for padding."""
    text = joint_vocabulary(config)
    return text._replace(vocabulary={'vocabulary': text.vocabulary['vocabulary'][:-1]}, special={'pad': None})


def opennmt_list(config):
    """OpenNMT-py's way: one SentencePiece model, and a list in another order with its own special tokens."""
    plain = dataclasses.replace(config, unk=0, bos=1, eos=2, pad=None)
    spm = {'spm': _spm(plain, english_lines() + german_lines(), 96)}
    pieces = ['<unk>', '<blank>', '<s>', '</s>', *_shuffled_pieces(spm.values())]
    return Text(spm, {'vocabulary': pieces}, {'unk': 0, 'pad': 1, 'bos': 2, 'eos': 3})


def opennmt_pieces(config):
    """The same when nobody has the SentencePiece model: pieces in, pieces out."""
    return opennmt_list(config)._replace(spm={})


def word_lists(config):
    """OpenNMT-tf's way: a list of words for each side, the unknown token not in it."""
    source, target = ([word.replace('_', ' ') for word in words.split()] for words in (WORDS, TARGET_WORDS))
    special = ['<blank>', '<s>', '</s>']
    # The sides differ in size, so the unknown token's id differs too.
    lists = {'source': [*special, *source, '<unk>'], 'target': [*special, *target, 'Reise', '<unk>']}
    ids = {'pad': 0, 'bos': 1, 'eos': 2, 'unk': len(lists['target']) - 1}
    ids['source_ids'] = {'unk': len(lists['source']) - 1, 'bos': 1, 'eos': 2}
    return Text({}, {f'vocabulary.{side}': words for side, words in lists.items()}, ids)


def _spm(config, lines, size):
    return train_spm(lines, config, size, {'model_type': 'unigram', 'character_coverage': 0.997})


def _shuffled_pieces(models, left_out=None):
    pieces = set()
    for model in models:
        spm = sentencepiece.SentencePieceProcessor(model_proto=model)
        ids = range(spm.get_piece_size())
        pieces.update(spm.id_to_piece(i) for i in ids if not (spm.is_control(i) or spm.is_unknown(i)))
    ordered = sorted(pieces - {left_out})
    np.random.default_rng(3).shuffle(ordered)
    return ordered


def _opus(number_type):
    generation = {'num_beams': 4, 'max_length': 64, 'length_penalty': 1.0, 'renormalize_logits': True}

    def write(folder, model):
        return write_hugging_face_folder(folder, model, number_type, generation)

    return FormatModel('Hugging Face Marian', OPUS, joint_vocabulary, write, MARIAN_SEARCH, CODED)


def _write_marian_spm(folder, spm):
    names = {'spm': 'vocab.spm', 'spm.source': 'srcvocab.spm', 'spm.target': 'trgvocab.spm'}
    for name, content in spm.items():
        (folder / names[name]).write_bytes(content)


def _write_npz(folder, model):
    _write_marian_spm(folder, model.spm)
    write_npz(folder / 'model.npz', model.config, model.weights)
    return model.weights


def _marian_bin(file_name, tied_layers=None, is_int8=False, has_shortlist=False):
    def write(folder, model):
        _write_marian_spm(folder, model.spm)
        alphas = activation_multipliers(model) if is_int8 else None
        if has_shortlist:
            write_shortlist(folder / 'lex.50.50.s2t.bin', random_shortlist(model.config))
        return write_bin(folder / file_name, model.config, model.weights, tied_layers, alphas)

    return write


def random_shortlist(config):
    """A short list of the first 12 ids and 6 more for each source id."""
    generator = np.random.default_rng(11)
    lists = [sorted(generator.choice(config.target_size, 6, False).tolist()) for _ in range(config.source_size)]
    return Shortlist(12, 6, lists)


def _ctranslate2(*flavour):
    def write(folder, model):
        names = {'spm': 'shared.spm', 'spm.source': 'source.spm', 'spm.target': 'target.spm'}
        for name, content in model.spm.items():
            (folder / names[name]).write_bytes(content)
        return write_ctranslate2_folder(folder, model, Flavour(*flavour))

    return write


def _write_argos(folder, model):
    with tempfile.TemporaryDirectory() as name:
        stored = write_ctranslate2_folder(Path(name), model, Flavour(5, 'int8'))
        write_argos_package(folder / 'tiny.argosmodel', Path(name), model.spm['spm'], model.config)
    return stored


def _marian(name, write, sentences=ENGLISH, **switches):
    extra = {key: switches.pop(key) for key in ('tied_layers', 'shortlist') if key in switches}
    config = dataclasses.replace(MARIAN, encoder_layers=1, **switches)
    return FormatModel(name, config, native_spm, write, MARIAN_SEARCH, sentences, **extra)


def _from_marian(flavour, text, version, layout='sinusoidal-concatenated', **switches):
    config = dataclasses.replace(MARIAN, norm_eps=1e-5, suppressed=[], **TABLE, **switches)
    name = f'CTranslate2 (version {version})'
    return FormatModel(name, config, text, _ctranslate2(version, *flavour), CT2_SEARCH, ENGLISH, layout)


def _opennmt(flavour, text, version, layout='sinusoidal-interleaved', **switches):
    config = dataclasses.replace(OPENNMT, **TABLE, **switches)
    name = f'CTranslate2 (version {version})'
    sentences = SEGMENTED if text is opennmt_pieces else ENGLISH
    return FormatModel(name, config, text, _ctranslate2(version, *flavour), CT2_SEARCH, sentences, layout)


def format_models():
    """The fixtures by the names of their folders."""
    ssru = {'decoder_cell': 'ssru', 'activation': 'relu'}
    split = {'vocab_size': None, 'source_vocab_size': 88, 'target_vocab_size': 92, 'tied_embeddings': 'target_output'}
    prenorm = {'norm': 'pre', 'final_norm': True, 'norm_keys': False, 'activation': 'gelu_sigmoid', 'embedding_norm': True}
    words = {'config': OPENNMT_TF, 'text': word_lists, 'search': CT2_SEARCH, 'sentences': WORDY}
    argos = {**CT2_SEARCH, 'lengthPenalty': 0.2, 'replaceUnknowns': True}
    int8_ssru = _marian_bin('model.intgemm8.bin', is_int8=True, has_shortlist=True)
    opennmt_argos = dataclasses.replace(OPENNMT, **TABLE)
    return {
        'opus': _opus('float32'),
        'opus-float16': _opus('float16'),
        'opus-bfloat16': _opus('bfloat16'),
        'marian-npz': _marian('Marian', _write_npz),
        'marian-ssru': _marian(
            'Marian', _marian_bin('model.ssru.bin', has_shortlist=True), shortlist=True, **ssru, **split
        ),
        'marian-prenorm': _marian('Marian', _marian_bin('model.prenorm.bin', [1, 1]), tied_layers=[1, 1], **prenorm),
        'marian-intgemm8': _marian('Marian', int8_ssru, shortlist=True, **ssru),
        'ct2-v1': FormatModel('CTranslate2 (version 1)', write=_ctranslate2(1), **words),
        'ct2-v2-int16': FormatModel(
            'CTranslate2 (version 2)', write=_ctranslate2(2, 'int16', 'TransformerBase', 2), **words
        ),
        'ct2-v3': _from_marian((), marian_list, 3),
        'ct2-v4-int8': _opennmt(('int8',), opennmt_pieces, 4),
        'ct2-v4-float16': _opennmt(('float16',), opennmt_list, 4),
        'ct2-v5-int16': _from_marian(('int16',), marian_list, 5, layout=None),
        'ct2-v6-int8': _opennmt(
            ('int8_float16', 'TransformerSpec', 7, 'json'), opennmt_list, 6, layout=None, embedding_norm=True
        ),
        'argos': FormatModel(
            'Argos Translate', opennmt_argos, opennmt_list, _write_argos, argos, ENGLISH, 'sinusoidal-interleaved'
        ),
    }


def make_model(fixture, text, seed):
    """The NativeModel of one seed before its weights are stored."""
    config = sized_config(fixture, text)
    weights = random_weights(config, np.random.default_rng(seed), 2.0)
    for unwanted in {config.unk, config.bos, config.pad} - {None}:
        weights['output.bias'][unwanted] = -6  # a trained model hardly ever emits them
    if config.decoder_start == 'pad':
        weights['embedding.weight'][config.pad] = 0  # the converter appends it
        weights['output.bias'][config.pad] = 0
    if fixture.position_layout:
        table = sinusoids(config, fixture.position_layout, POSITION_ROWS).numpy().astype(np.float32)
        weights.update({f'{side}.positions.weight': table for side in ('encoder', 'decoder')})
    for i, number in enumerate(fixture.tied_layers or []):
        for name in [name for name in weights if name.startswith(f'decoder.layers.{i}.')]:
            weights[name] = weights[name.replace(f'layers.{i}', f'layers.{number - 1}')]
    return NativeModel(config, weights, text.spm, text.vocabulary)


def sized_config(fixture, text):
    """The configuration with the ids and sizes of its vocabulary."""
    changes = dict(text.special)
    if fixture.config.decoder_start == 'pad':
        changes['suppressed'] = [text.special['pad']]
    if 'vocabulary' in text.vocabulary:
        changes['vocab_size'] = len(text.vocabulary['vocabulary'])
    for side in ('source', 'target'):
        if f'vocabulary.{side}' in text.vocabulary:
            changes.update({'vocab_size': None, f'{side}_vocab_size': len(text.vocabulary[f'vocabulary.{side}'])})
    return dataclasses.replace(fixture.config, **changes)
