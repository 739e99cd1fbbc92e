#!/usr/bin/env python3
"""Translates sentences greedily with the PyTorch reference, for tests that compare the core with it."""

import argparse
import json
import pathlib
import sys
import time

from packages import require_packages

require_packages()

import torch  # noqa: E402

from model_config import ConfigError  # noqa: E402
from native_model import read_native_model  # noqa: E402
from safetensors_file import SafetensorsError  # noqa: E402


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog='Each entry of the JSON list: source (text), ids (what the encoder is fed), tokens (generated ids, '
        'with the closing eos when it was reached), text, log_probs (one per token, natural logarithm).',
    )
    parser.add_argument('model', metavar='MODEL.safetensors', help='native container, float32 or int8 weights')
    parser.add_argument('--sentences', required=True, metavar='FILE', help='one sentence per line, UTF-8')
    parser.add_argument('--out', required=True, metavar='JSON', help='file to write')
    parser.add_argument('--spm', metavar='FILE', help='SentencePiece model, for a container without one')
    parser.add_argument('--max-length', type=int, default=128, metavar='N', help='most ids per output (default 128)')
    return parser.parse_args()


def load_model(path, spm_path):
    model = read_native_model(path)
    if spm_path:
        return model._replace(spm={'spm': pathlib.Path(spm_path).read_bytes()})
    if not model.spm:
        sys.exit(f'{path} has no SentencePiece model inside: pass one with --spm')
    return model


def translate(transformer, tokenizer, sentence, max_length):
    ids = tokenizer.encode(sentence)
    hypothesis = transformer.greedy(ids, max_length)
    return {
        'source': sentence,
        'ids': ids,
        'tokens': hypothesis.ids,
        'text': tokenizer.decode(hypothesis.ids),
        'log_probs': [round(value, 6) for value in hypothesis.log_probs],
    }


def translate_lines(model, lines, max_length):
    transformer, tokenizer = model.transformer(torch.float32), model.tokenizer()
    entries = []
    began = time.monotonic()
    with torch.inference_mode():
        for number, line in enumerate(lines, 1):
            entries.append(translate(transformer, tokenizer, line, max_length))
            print(f'\r{number} of {len(lines)} sentences', end='', file=sys.stderr)
    print(f' in {time.monotonic() - began:.1f} s', file=sys.stderr)
    return entries


def main():
    options = arguments()
    try:
        model = load_model(options.model, options.spm)
        lines = pathlib.Path(options.sentences).read_text(encoding='utf-8').splitlines()
        entries = translate_lines(model, lines, options.max_length)
    except (ConfigError, OSError, SafetensorsError, UnicodeDecodeError) as error:
        sys.exit(str(error))
    with open(options.out, 'w', encoding='utf-8') as out:
        out.write('[\n' + ',\n'.join(json.dumps(entry, ensure_ascii=False) for entry in entries) + '\n]\n')


if __name__ == '__main__':
    main()
