"""Trains SentencePiece models: those of the tiny fixtures and that of a training."""

import contextlib
import io
import os
import tempfile

import sentencepiece


def train_spm(lines, config, size, options):
    """Returns a serialized model with `size` pieces and the special ids of `config`.

    `options` go to the trainer; `replacements` (text to text) becomes the normalization map, which is
    otherwise empty because the usual one takes 230 KB.
    """
    defaults = {
        'character_coverage': 1.0,
        'normalization_rule_name': 'identity',
        'num_threads': 1,
        'minloglevel': 2,
    }
    options = {**defaults, **options}
    replacements = options.pop('replacements', None)
    with _rules_file(replacements) if replacements else contextlib.nullcontext({}) as rules:
        model = io.BytesIO()
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=model,
            vocab_size=size,
            unk_id=config.unk,
            bos_id=-1 if config.bos is None else config.bos,
            eos_id=config.eos,
            pad_id=-1 if config.pad is None else config.pad,
            **{**options, **rules},
        )
    return model.getvalue()


@contextlib.contextmanager
def _rules_file(replacements):
    """The trainer's option for a map: a file of hexadecimal code points, named relative to the folder.

    The model records the name, so it must not vary from run to run.
    """
    name, home = 'replacements.tsv', os.getcwd()
    with tempfile.TemporaryDirectory() as folder:
        with open(os.path.join(folder, name), 'w', encoding='ascii') as file:
            for before, after in replacements.items():
                file.write(f'{_code_points(before)}\t{_code_points(after)}\n')
        os.chdir(folder)
        try:
            yield {'normalization_rule_tsv': name}
        finally:
            os.chdir(home)


def _code_points(text):
    return ' '.join(f'{ord(character):X}' for character in text)
