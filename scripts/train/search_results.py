"""Search results as JSON: how hypotheses are written, rounded and compared."""

import math

SIGNIFICANT_DIGITS = 7
TOLERANCE = 1e-6  # relative and absolute, for numbers that were rounded to that many digits


def hypothesis_entry(hypothesis):
    """One finished hypothesis under the JavaScript names."""
    return {
        'ids': hypothesis.ids,
        'logProbs': hypothesis.log_probs,
        'score': hypothesis.score,
        'normalizedScore': hypothesis.normalized,
        'stop': hypothesis.stop,
    }


def stored_margin(margin):
    """JSON has no infinity: null stands for a search that decided nothing."""
    return None if math.isinf(margin) else margin


def rounded(value):
    """The same value with every fraction cut to the stored digits."""
    if isinstance(value, dict):
        return {key: rounded(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [rounded(item) for item in value]
    return float(f'{value:.{SIGNIFICANT_DIGITS}g}') if isinstance(value, float) else value


def differences(found, expected, path='result'):
    """Where two JSON values differ by more than rounding, as a list of paths."""
    if isinstance(expected, dict) and isinstance(found, dict):
        faults = [f'{path}.{key} is missing or left over' for key in found.keys() ^ expected.keys()]
        shared = sorted(found.keys() & expected.keys())
        return faults + [f for key in shared for f in differences(found[key], expected[key], f'{path}.{key}')]
    if isinstance(expected, (list, tuple)) and isinstance(found, (list, tuple)):
        if len(found) != len(expected):
            return [f'{path} has {len(found)} entries, not {len(expected)}']
        return [f for i, pair in enumerate(zip(found, expected)) for f in differences(*pair, f'{path}[{i}]')]
    if isinstance(expected, float) or isinstance(found, float):
        same = None not in (found, expected) and math.isclose(found, expected, rel_tol=TOLERANCE, abs_tol=TOLERANCE)
        return [] if same else [f'{path} is {found}, not {expected}']
    return [] if found == expected else [f'{path} is {found}, not {expected}']
