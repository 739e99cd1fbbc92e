#!/usr/bin/env python3
"""Makes the search results that the core must reproduce on the tiny models of tests/data.

A case is taken only where no decision of the search hangs on rounding and where every one of its options
changes the result, so that a search which ignores an option fails.
"""

import argparse
import itertools
import json
import pathlib
import sys

from packages import require_packages

require_packages()

import numpy as np  # noqa: E402
import torch  # noqa: E402

from native_model import read_native_model  # noqa: E402
from reference_search import ReferenceSearch, SearchOptions  # noqa: E402
from safetensors_file import SafetensorsError, read_safetensors  # noqa: E402
from search_cases import all_but, beam_cases, exhaustive_cases  # noqa: E402
from search_results import differences, hypothesis_entry, rounded, stored_margin  # noqa: E402

DATA_FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'data'
MODELS = ('tiny-pre', 'tiny-post', 'tiny-marian')
SENTENCES = range(5)
MAX_LENGTHS = (24, 28, 32)  # tried in turn
# Sizes of vocabulary, tried in turn: a random model seldom ends an output while it has all its ids to choose from.
VOCABULARIES = (None, *itertools.product((40, 16, 8), range(4)))  # whole, or (ids, seed)
SMALLEST_MARGIN = 1e-4
LARGEST_BEAM = 64
# Options that say how far to search or what to show: a case is about the others.
FRAME = ('alignment', 'beam', 'maxLength', 'maxLengthFactor', 'nBest')


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, default=DATA_FOLDER, help='folder to write to (tests/data)')
    parser.add_argument(
        '--check', action='store_true', help='write nothing: compare the stored cases with ones computed anew'
    )
    return parser.parse_args()


class TinySentences:
    """A tiny model with the source ids and greedy outputs of its reference file."""

    def __init__(self, folder, name):
        model = read_native_model(folder / f'{name}.safetensors')
        tensors, metadata = read_safetensors(folder / f'{name}.reference.safetensors')
        self.transformer = model.transformer(torch.float64)
        self.config = model.config
        self.sources = [tensors[f's{i}.source'].tolist() for i in SENTENCES]
        self.greedy = [tensors[f's{i}.greedy'].tolist() for i in SENTENCES]
        self.greedy_max_length = int(metadata['greedy_max_length'])

    def search(self, sentence, options):
        return ReferenceSearch(self.transformer, self.sources[sentence], SearchOptions.from_javascript(options))


def check_greedy(tiny):
    """A beam of one must give the greedy outputs, and forcing an output must give its log-probabilities again."""
    for sentence in SENTENCES:
        frame = {'maxLength': tiny.greedy_max_length, 'maxLengthFactor': 1000}
        (best,) = tiny.search(sentence, {**frame, 'beam': 1}).beam_search().hypotheses
        assert best.ids == tiny.greedy[sentence], f's{sentence}: beam 1 gives {best.ids}'
        if best.stop == 'eos':
            (forced,) = tiny.search(sentence, {**frame, 'prefix': best.ids}).beam_search().hypotheses
            assert max(abs(a - b) for a, b in zip(best.log_probs, forced.log_probs)) < 1e-12, f's{sentence}: scoring'


def compute(tiny, case):
    """Fills in the results of {name, options, sentence, kind?}."""
    search = tiny.search(case['sentence'], case['options'])
    if case.get('kind') == 'exhaustive':
        space = search.exhaustive_search()
        result, numbers = space.result, {'sequences': space.sequences, 'widest': space.widest}
    else:
        result, numbers = search.beam_search(), {}
    entry = {**case, **numbers, 'hypotheses': [hypothesis_entry(h) for h in result.hypotheses]}
    if 'alignment' in case['options']:
        rows = search.alignment(result.hypotheses[0].ids).tolist()
        entry['alignment'] = [[round(weight, 6) for weight in row] for row in rows]
    return {**entry, 'margin': stored_margin(result.margin)}


def is_useful(tiny, entry):
    """Whether the margin holds, every option matters and, for an exhaustive case, a beam finds the same."""
    if entry['margin'] is not None and entry['margin'] < SMALLEST_MARGIN:
        return False
    if entry.get('kind') == 'exhaustive':
        return entry['widest'] <= LARGEST_BEAM and beam_finds(tiny, entry)
    return all(option in FRAME or _matters(tiny, entry, option) for option in entry['options'])


def beam_finds(tiny, entry):
    """A beam as wide as the space must find the true best."""
    found = tiny.search(entry['sentence'], entry['options']).beam_search().hypotheses
    faults = differences([hypothesis_entry(h) for h in found], entry['hypotheses'])
    assert not faults, f'{entry["name"]}: the beam differs from exhaustive search in {faults}'
    return True


def _matters(tiny, entry, option):
    without = {key: value for key, value in entry['options'].items() if key != option}
    found = tiny.search(entry['sentence'], without).beam_search().hypotheses
    return bool(differences([hypothesis_entry(h) for h in found], entry['hypotheses']))


def choose(tiny, case, first):
    """Takes the first maximum length, vocabulary and sentence (from sentence `first` on) that make the case useful."""
    order = [(first + i) % len(SENTENCES) for i in SENTENCES]
    vocabularies = VOCABULARIES if case.ends else (None,)
    for length, vocabulary, sentence in itertools.product(MAX_LENGTHS, vocabularies, order):
        made = case.made_for(tiny.config, tiny.greedy[sentence])
        if made is None:
            continue
        kind = {'kind': 'exhaustive'} if case.exhaustive else {}
        options = {'maxLength': length, 'maxLengthFactor': 1000, **_narrowed(tiny.config, vocabulary), **made}
        entry = compute(tiny, {'name': case.name, **kind, 'options': options, 'sentence': sentence})
        ended = any(hypothesis['stop'] == 'eos' for hypothesis in entry['hypotheses'])
        if (ended or not case.ends) and is_useful(tiny, entry):
            return entry
    raise RuntimeError(f'{case.name}: of use with no sentence')


def _narrowed(config, vocabulary):
    """Suppresses all but some random ids."""
    if vocabulary is None:
        return {}
    size, seed = vocabulary
    kept = np.random.default_rng(seed).choice(config.target_size, size, replace=False)
    return {'suppress': all_but(config, kept.tolist())}


def make_cases(tiny):
    entries = []
    for index, case in enumerate(beam_cases() + exhaustive_cases()):
        entries.append(choose(tiny, case, index))
        print('.', end='', file=sys.stderr, flush=True)
    missing = set(SENTENCES) - {entry['sentence'] for entry in entries}
    if missing:
        raise RuntimeError(f'no case has sentence {sorted(missing)}')
    return entries


def write_fixtures(folder):
    for name in MODELS:
        print(f'{name} ', end='', file=sys.stderr, flush=True)
        tiny = TinySentences(folder, name)
        check_greedy(tiny)
        entries = make_cases(tiny)
        lines = ',\n'.join(json.dumps(rounded(entry), separators=(',', ':')) for entry in entries)
        (folder / f'{name}.search.json').write_text(f'{{"cases":[\n{lines}\n]}}\n')
        margins = [entry['margin'] for entry in entries if entry['margin'] is not None]
        print(f' {len(entries)} cases, smallest margin {min(margins):.1e}', file=sys.stderr)


def check_fixtures(folder):
    """Returns a message for each stored case that its model no longer gives."""
    faults = []
    for name in MODELS:
        tiny = TinySentences(folder, name)
        check_greedy(tiny)
        cases = json.loads((folder / f'{name}.search.json').read_text())['cases']
        expected = [case.name for case in beam_cases() + exhaustive_cases()]
        if [case['name'] for case in cases] != expected:
            faults.append(f'{name}: the cases are not those that this script would write')
        for stored in cases:
            given = {key: stored[key] for key in ('name', 'kind', 'options', 'sentence') if key in stored}
            computed = compute(tiny, given)
            faults += [f'{name}: {stored["name"]}: {fault}' for fault in differences(computed, stored)]
            if not is_useful(tiny, computed):
                faults.append(f'{name}: {stored["name"]}: is of no use')
    return faults


def main():
    options = arguments()
    torch.set_num_threads(1)
    try:
        with torch.inference_mode():
            if not options.check:
                write_fixtures(options.out)
                return
            faults = check_fixtures(options.out)
    except (OSError, SafetensorsError, ValueError) as error:
        sys.exit(str(error))
    if faults:
        sys.exit('\n'.join(faults))
    print('The searches agree with greedy search and with enumeration, and the stored cases with the searches.')


if __name__ == '__main__':
    main()
