#!/usr/bin/env python3
"""Makes tests/data/formats: a tiny model in every file format that Stepglot reads, and what it must give.

Weights are random; references are computed in float64 from the values that the files stand for.
"""

import argparse
import json
import pathlib
import sys
import tempfile

from packages import require_packages

require_packages()

import numpy as np  # noqa: E402
import torch  # noqa: E402

from format_models import format_models, make_model, random_shortlist  # noqa: E402
from format_references import FormatReference  # noqa: E402
from safetensors_file import read_safetensors, write_safetensors  # noqa: E402
from search_results import differences, rounded  # noqa: E402

SMALLEST_MARGIN = 1e-3  # rounding must not decide what a search keeps, nor a token
SEEDS = range(5000)
DATA_FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'data' / 'formats'


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('names', nargs='*', help='fixtures to make or check, such as ct2-v3 (default: all)')
    parser.add_argument('--out', type=pathlib.Path, default=DATA_FOLDER, help='folder (tests/data/formats)')
    parser.add_argument(
        '--check', action='store_true', help='write nothing: make everything anew by the stored seeds and compare'
    )
    options = parser.parse_args()
    unknown = set(options.names) - set(format_models())
    if unknown:
        parser.error(f'no fixture {", ".join(sorted(unknown))}; there are {", ".join(format_models())}')
    return options


def write_fixture(fixture, seed, text, folder):
    """Writes the model's files and returns the reference of the weights in them."""
    model = make_model(fixture, text, seed)
    folder.mkdir(parents=True, exist_ok=True)
    stored = fixture.write(folder, model)
    shortlist = random_shortlist(model.config) if fixture.shortlist else None
    return FormatReference(fixture, model._replace(weights=stored), shortlist)


def find_seed(fixture, text, folder):
    """(seed, reference, its sentences) of the first seed whose outputs are of use."""
    for seed in SEEDS:
        reference = write_fixture(fixture, seed, text, folder)
        if all(_is_sure(reference.greedy(sentence)) for sentence in fixture.sentences):
            entries = reference.sentences()
            if _is_useful(entries, reference.model.config.eos):
                return seed, reference, entries
    raise RuntimeError(f'none of {len(SEEDS)} seeds gives varied outputs')


def _is_sure(result):
    ids = result.hypotheses[0].ids
    return result.margin >= SMALLEST_MARGIN and len(ids) >= 3 and len(set(ids)) >= min(len(ids) / 2, 5)


def _is_useful(entries, eos):
    """Outputs that differ between sentences, some of them ended by eos, none hanging on a near-tie."""
    outputs = {tuple(entry['greedy']['ids']) for entry in entries}
    ended = any(entry['beam'][0]['ids'][-1] == eos for entry in entries)
    margins = [part['margin'] for entry in entries for part in (entry, entry.get('shortlist')) if part]
    return len(outputs) == len(entries) and ended and min(margins) >= SMALLEST_MARGIN


def reference_json(fixture, folder, seed, reference, entries):
    """The content of NAME.reference.json."""
    files = sorted(path.name for path in folder.iterdir())
    return rounded(
        {
            'format': fixture.format,
            'seed': seed,
            'files': files,
            'config': json.loads(reference.model.config.to_json()),
            'search': fixture.search,
            'sentences': entries,
        }
    )


def make_fixtures(names, out):
    for name in names:
        fixture = format_models()[name]
        text = fixture.text(fixture.config)
        seed, reference, entries = find_seed(fixture, text, out / name)
        content = reference_json(fixture, out / name, seed, reference, entries)
        with open(out / f'{name}.reference.json', 'w', encoding='utf-8') as file:
            file.write(json.dumps(content, ensure_ascii=False, separators=(',', ':')) + '\n')
        write_safetensors(out / f'{name}.reference.safetensors', reference.logits(entries), {})
        print(f'{name}: seed {seed}', file=sys.stderr, flush=True)


def check_fixture(name, out):
    """What differs between the stored fixture and one made anew by its seed."""
    fixture = format_models()[name]
    stored = json.loads((out / f'{name}.reference.json').read_text(encoding='utf-8'))
    with tempfile.TemporaryDirectory() as temporary:
        folder = pathlib.Path(temporary)
        reference = write_fixture(fixture, stored['seed'], fixture.text(fixture.config), folder)
        files = {path.name: path.read_bytes() for path in folder.iterdir()}
    entries = reference.sentences()
    found = reference_json(fixture, out / name, stored['seed'], reference, entries)
    faults = differences(found, stored, name)
    if files != {path.name: path.read_bytes() for path in (out / name).iterdir()}:
        faults.append(f'{name}: files differ')
    logits, _ = read_safetensors(out / f'{name}.reference.safetensors')
    computed = reference.logits(entries)
    if logits.keys() != computed.keys() or not all(np.allclose(logits[k], computed[k], 1e-6, 1e-6) for k in logits):
        faults.append(f'{name}: logits differ')
    return faults


def main():
    options = arguments()
    names = options.names or list(format_models())
    torch.set_num_threads(1)
    with torch.inference_mode():
        if not options.check:
            make_fixtures(names, options.out)
            return
        faults = []
        for name in names:
            print(f'{name} …', file=sys.stderr, flush=True)
            faults += check_fixture(name, options.out)
    sys.exit('\n'.join(faults) if faults else 0)


if __name__ == '__main__':
    main()
