#!/usr/bin/env python3
"""Makes the tiny models of tests/data and the numbers that the core must reproduce on them.

References are computed in float64 from the models' float32 weights and stored as float32, so that they
are closer to the exact value than any float32 implementation.
"""

import argparse
import pathlib
import sys

from packages import require_packages

require_packages()

import numpy as np  # noqa: E402
import torch  # noqa: E402

from native_model import NativeModel, read_native_model, write_native_model  # noqa: E402
from random_weights import random_weights  # noqa: E402
from reference_checks import run_checks  # noqa: E402
from safetensors_file import SafetensorsError, read_safetensors, write_safetensors  # noqa: E402
from tiny_models import tiny_models  # noqa: E402
from spm_training import train_spm  # noqa: E402

GREEDY_MAX_LENGTH = 48
TARGET_LENGTHS = (5, 12, 30, 19, 100)  # ids of the forced target of each sentence
ATTENTION_SENTENCES = (1, 2)  # whose attention weights are stored
SMALLEST_MARGIN = 1e-3  # between the best two log-probabilities: float32 rounding must not decide a token
SEEDS = range(1000)
DATA_FOLDER = pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'data'


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--out', type=pathlib.Path, default=DATA_FOLDER, help='folder to write to (tests/data)')
    parser.add_argument(
        '--check',
        action='store_true',
        help="write nothing: compare the reference Transformer with PyTorch's own layers, and the stored "
        'references with ones computed anew from the stored models',
    )
    return parser.parse_args()


def make_model(tiny):
    """Trains the SentencePiece models and takes the first seed whose greedy outputs are of use."""
    config = tiny.config
    sizes = {'spm': config.vocab_size, 'spm.source': config.source_vocab_size, 'spm.target': config.target_vocab_size}
    spm = {name: train_spm(lines, config, sizes[name], options) for name, (lines, options) in tiny.spm.items()}
    for seed in SEEDS:
        weights = random_weights(config, np.random.default_rng(seed), tiny.eos_gain)
        model = NativeModel(config, weights, spm)
        if _is_useful(model, tiny.texts):
            return model, seed
    raise RuntimeError(f'none of {len(SEEDS)} seeds gives varied outputs')


def _is_useful(model, texts):
    """Outputs that differ between sentences, vary within one, end both ways and hang on no near-tie."""
    transformer, tokenizer = model.transformer(torch.float64), model.tokenizer()
    outputs = []
    for text in texts:
        output = transformer.greedy(tokenizer.encode(text), GREEDY_MAX_LENGTH)
        varied = len(set(output.ids)) >= min(len(output.ids) / 2, 7)
        if not varied or len(output.ids) < 3 or min(output.margins) < SMALLEST_MARGIN:
            return False
        outputs.append(output.ids)
    ended = sum(ids[-1] == model.config.eos for ids in outputs)
    return 1 <= ended < len(outputs) and len(set(map(tuple, outputs))) == len(outputs)


def reference_tensors(model, texts):
    """All stored numbers by tensor name; tests/data/README.md describes them."""
    transformer, tokenizer = model.transformer(torch.float64), model.tokenizer()
    generator = np.random.default_rng(7)
    tensors = {}
    for index, (text, length) in enumerate(zip(texts, TARGET_LENGTHS)):
        source = tokenizer.encode(text)
        target = _random_target(model.config, generator, length)
        encoded = transformer.encode(source)
        greedy = transformer.greedy(source, GREEDY_MAX_LENGTH)
        numbers = {
            'text': _utf8(text),
            'source': np.array(source, np.int32),
            'target': np.array(target, np.int32),
            'encoder': encoded.numpy().astype(np.float32),
            'logits': _stepwise_logits(transformer, encoded, target),
            'greedy': np.array(greedy.ids, np.int32),
            'greedy_log_probs': np.array(greedy.log_probs, np.float32),
            'greedy_text': _utf8(tokenizer.decode(greedy.ids)),
        }
        if index in ATTENTION_SENTENCES:
            output = transformer.decode(encoded, target[:-1])
            numbers['cross'] = output.cross_attention.numpy().astype(np.float32)
            numbers['self'] = output.self_attention.numpy().astype(np.float32)
        tensors.update({f's{index}.{name}': array for name, array in numbers.items()})
    return tensors


def _random_target(config, generator, length):
    """Ids that decoding could emit, eos last."""
    ids = [i for i in range(config.target_size) if i != config.eos and i not in config.suppressed_ids]
    return generator.choice(ids, length - 1).tolist() + [config.eos]


def _stepwise_logits(transformer, encoded, target):
    """[T, V]: row t comes from a forward pass of its own over the start and target[:t]."""
    rows = [transformer.decode(encoded, target[:t]).logits[-1] for t in range(len(target))]
    return torch.stack(rows).numpy().astype(np.float32)


def _utf8(text):
    return np.frombuffer(text.encode(), np.uint8)


def write_fixtures(folder):
    for name, tiny in tiny_models().items():
        print(f'{name}: ', end='', file=sys.stderr, flush=True)
        model, seed = make_model(tiny)
        write_native_model(folder / f'{name}.safetensors', model)
        tensors = reference_tensors(model, tiny.texts)
        metadata = {'greedy_max_length': str(GREEDY_MAX_LENGTH), 'seed': str(seed), 'sentences': str(len(tiny.texts))}
        write_safetensors(folder / f'{name}.reference.safetensors', tensors, metadata)
        lengths = [(len(tensors[f's{i}.source']), len(tensors[f's{i}.greedy'])) for i in range(len(tiny.texts))]
        print(f'seed {seed}, ids in and out {lengths}', file=sys.stderr)


def check_fixtures(folder):
    """Returns a message for each stored reference that its stored model no longer gives."""
    faults = []
    for name, tiny in tiny_models().items():
        model = read_native_model(folder / f'{name}.safetensors')
        stored, _ = read_safetensors(folder / f'{name}.reference.safetensors')
        computed = reference_tensors(model, tiny.texts)
        if stored.keys() != computed.keys():
            faults.append(f'{name}: tensors {sorted(stored.keys() ^ computed.keys())} are missing or left over')
        for key in stored.keys() & computed.keys():
            if stored[key].shape != computed[key].shape or not np.allclose(stored[key], computed[key], 1e-6, 1e-6):
                faults.append(f'{name}: {key} differs')
    return faults


def main():
    options = arguments()
    run_checks()
    try:
        with torch.inference_mode():
            if not options.check:
                write_fixtures(options.out)
                return
            faults = check_fixtures(options.out)
    except (OSError, SafetensorsError) as error:
        sys.exit(str(error))
    if faults:
        sys.exit('\n'.join(faults))
    print('The reference agrees with torch.nn, and the stored fixtures with the reference.')


if __name__ == '__main__':
    main()
