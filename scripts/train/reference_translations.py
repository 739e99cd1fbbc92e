#!/usr/bin/env python3
"""Translates sentences with the PyTorch reference, for tests that compare the core with it."""

import argparse
import functools
import json
import pathlib
import sys
import time

from packages import require_packages

require_packages()

import torch  # noqa: E402

from lexicon import LexiconError  # noqa: E402
from model_config import ConfigError  # noqa: E402
from native_model import read_native_model  # noqa: E402
from reference_search import ReferenceSearch, SearchError, SearchOptions  # noqa: E402
from safetensors_file import SafetensorsError  # noqa: E402
from search_results import differences, hypothesis_entry, rounded, stored_margin  # noqa: E402

CLOSE_MARGIN = 1e-3  # below it, int8 arithmetic may decide otherwise than this reference


def arguments():
    parser = argparse.ArgumentParser(
        description=__doc__,
        epilog='Each entry of the JSON list: source (text), ids (what the encoder is fed). Greedy entries go on with '
        'tokens (generated ids, with the closing eos when it was reached), text, log_probs (one per token, natural '
        'logarithm); those of a beam with hypotheses, margin and close, as tests/data/README.md describes.',
    )
    parser.add_argument('model', metavar='MODEL.safetensors', help='native container, float32 or int8 weights')
    parser.add_argument('--sentences', required=True, metavar='FILE', help='one sentence per line, UTF-8')
    parser.add_argument('--out', required=True, metavar='JSON', help='file to write')
    parser.add_argument('--spm', metavar='FILE', help='SentencePiece model, for a container without one')
    parser.add_argument('--max-length', type=int, default=128, metavar='N', help='most ids per output (default 128)')
    parser.add_argument('--beam', type=int, metavar='N', help='beam search of this width in float64 (default: greedy)')
    parser.add_argument('--n-best', type=int, default=1, metavar='N', help='hypotheses per sentence (default 1)')
    parser.add_argument(
        '--lexicon-penalty',
        type=float,
        default=SearchOptions.lexicon_penalty,
        metavar='X',
        help="what a token costs that misspells a word, by a model's lexicon (default %(default)g; 0: no lexicon)",
    )
    parser.add_argument('--check', action='store_true', help='write nothing: compare --out with what is computed anew')
    options = parser.parse_args()
    if not 1 <= options.n_best <= (options.beam or 1):
        parser.error(f'--n-best {options.n_best} must lie in 1..{options.beam or 1}, the beam')
    return options


def load_model(path, spm_path):
    model = read_native_model(path)
    if spm_path:
        return model._replace(spm={'spm': pathlib.Path(spm_path).read_bytes()})
    if not model.spm:
        sys.exit(f'{path} has no SentencePiece model inside: pass one with --spm')
    return model


def greedy_entry(transformer, tokenizer, sentence, options, spelling):
    ids = tokenizer.encode(sentence)
    if spelling:
        (hypothesis,) = ReferenceSearch(transformer, ids, options, spelling).beam_search().hypotheses
    else:
        hypothesis = transformer.greedy(ids, options.max_length)
    return {
        'source': sentence,
        'ids': ids,
        'tokens': hypothesis.ids,
        'text': tokenizer.decode(hypothesis.ids),
        'log_probs': [round(value, 6) for value in hypothesis.log_probs],
    }


def beam_entry(transformer, tokenizer, sentence, options, spelling):
    ids = tokenizer.encode(sentence)
    result = ReferenceSearch(transformer, ids, options, spelling).beam_search()
    hypotheses = [{**hypothesis_entry(h), 'text': tokenizer.decode(h.ids)} for h in result.hypotheses]
    entry = {'source': sentence, 'ids': ids, 'hypotheses': hypotheses, 'margin': stored_margin(result.margin)}
    return rounded({**entry, 'close': True} if result.margin < CLOSE_MARGIN else entry)


def translate_lines(model, lines, options):
    tokenizer, spelling = model.tokenizer(), model.spelling()
    transformer = model.transformer(torch.float64 if options.beam else torch.float32)
    lengths = {'max_length': options.max_length}
    if not options.beam:
        lengths['max_length_factor'] = options.max_length  # greedy outputs may be as long for every source
    search = SearchOptions(
        beam=options.beam or 1, n_best=options.n_best, lexicon_penalty=options.lexicon_penalty, **lengths
    )
    entry = beam_entry if options.beam else greedy_entry
    translate = functools.partial(entry, transformer, tokenizer, options=search, spelling=spelling)
    entries = []
    began = time.monotonic()
    with torch.inference_mode():
        for number, line in enumerate(lines, 1):
            entries.append(translate(line))
            print(f'\r{number} of {len(lines)} sentences', end='', file=sys.stderr, flush=True)
    print(f' in {time.monotonic() - began:.1f} s', file=sys.stderr)
    return entries


def main():
    options = arguments()
    torch.set_num_threads(1)
    try:
        model = load_model(options.model, options.spm)
        lines = pathlib.Path(options.sentences).read_text(encoding='utf-8').splitlines()
        stored = json.loads(pathlib.Path(options.out).read_text(encoding='utf-8')) if options.check else None
        entries = translate_lines(model, lines, options)
    except (ConfigError, LexiconError, OSError, SafetensorsError, SearchError, ValueError) as error:
        sys.exit(str(error))
    if options.check:
        faults = differences(entries, stored)
        sys.exit('\n'.join(faults) if faults else 0)
    with open(options.out, 'w', encoding='utf-8') as out:
        out.write('[\n' + ',\n'.join(json.dumps(entry, ensure_ascii=False) for entry in entries) + '\n]\n')


if __name__ == '__main__':
    main()
