"""Tiny models with random weights that between them cover the architecture switches."""

import dataclasses
from typing import Dict, List, NamedTuple

from fixture_corpus import english_lines, german_lines
from model_config import ModelConfig

BASE_CONFIG = ModelConfig(
    source_language='en',
    target_language='de',
    d_model=32,
    ffn=64,
    heads=4,
    encoder_layers=2,
    decoder_layers=2,
    vocab_size=420,
    norm='pre',
    final_norm=True,
    norm_eps=1e-5,
    activation='relu',
    positions='sinusoidal-concatenated',
    position_exponent='2j/d',
    position_offset=0,
    embedding_scale='sqrt(d_model)',
    tied_embeddings='all',
    output_bias=True,
    unk=0,
    bos=1,
    eos=2,
    pad=3,
    source_bos=False,
    source_eos=True,
    decoder_start='bos',
)

POST_CONFIG = dataclasses.replace(
    BASE_CONFIG,
    d_model=40,
    ffn=72,
    heads=5,
    encoder_layers=1,
    vocab_size=None,
    source_vocab_size=170,
    target_vocab_size=150,
    norm='post',
    final_norm=False,
    norm_eps=1e-3,  # large enough that a constant in its place shows in the logits
    activation='gelu',
    positions='sinusoidal-interleaved',
    embedding_scale=4.5,
    tied_embeddings='none',
    output_bias=False,
    linear_bias=False,
    pad=0,
    unk=1,
    bos=2,
    eos=3,
    source_bos=True,
    suppressed=[0, 1, 2, 12],
)

MARIAN_CONFIG = dataclasses.replace(
    BASE_CONFIG,
    d_model=36,
    ffn=50,
    heads=3,
    decoder_layers=1,
    vocab_size=220,
    norm='post',
    final_norm=False,
    norm_eps=1e-6,
    activation='swish',
    position_exponent='j/(d/2-1)',
    position_offset=1,
    embedding_norm=True,
    tied_embeddings='target_output',
    eos=0,
    unk=1,
    bos=None,
    pad=None,
    decoder_start='zero',
)

# Emoji are rare enough in the training lines to fall below this coverage: they are spelt in bytes.
BYTE_FALLBACK = {'byte_fallback': True, 'character_coverage': 0.999}
REPLACEMENTS = {'’': "'", '“': '"', '”': '"', '\u00a0': ' ', 'ﬁ': 'fi'}


class TinyModel(NamedTuple):
    """How one fixture is made; `spm` maps tensor names to training lines and trainer options."""

    config: ModelConfig
    spm: Dict[str, tuple]
    eos_gain: float  # factor on the output row of eos, so that some outputs end early
    texts: List[str]  # the sentences of the reference, from one piece to about 40 pieces


def tiny_models():
    """The fixtures by name."""
    both = english_lines() + german_lines()
    return {
        'tiny-pre': TinyModel(
            BASE_CONFIG,
            {'spm': (both, {'model_type': 'unigram', **BYTE_FALLBACK})},
            2.0,
            [
                'than',
                'Open the next folder.',
                'Größe ändern 😀 now!',
                'Print this document before you leave!',
                'Delete the next message if it is older than 30 days? Ärger!',
            ],
        ),
        'tiny-post': TinyModel(
            POST_CONFIG,
            {
                'spm.source': (english_lines(), {'model_type': 'unigram', 'replacements': REPLACEMENTS}),
                'spm.target': (german_lines(), {'model_type': 'bpe'}),
            },
            2.0,
            [
                'than',
                'Save  your “ﬁle” 🙂',
                'Move this picture now.',
                'Don’t rename another folder ü!',
                'Delete the next message if it is older than 30 days…',
            ],
        ),
        'tiny-marian': TinyModel(
            MARIAN_CONFIG,
            {'spm': (both, {'model_type': 'bpe'})},
            2.0,
            [
                'the',
                'Drucke diese Seite 😀 jetzt.',
                'Share the message!',
                'Öffne die nächste Datei, bevor du gehst!',
                'Copy every document and wait for 15 seconds… Verschiebe deine Übersetzung!',
            ],
        ),
    }
