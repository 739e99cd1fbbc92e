"""Corpus BLEU and chrF2, a deliberate second opinion beside those of `stepglot evaluate` (scripts/cli/metrics).

A training runs where there is no Node.js, and neither may be derived from the other: tests hold both against sacrebleu.

Definitions are those of sacrebleu's defaults: Papineni et al. (2002) with 13a tokens and exponential smoothing,
Popovic (2015) with 6 characters, no words, beta 2 and effective orders.
"""

import math
import re
from collections import Counter
from typing import NamedTuple

BLEU_ORDERS = range(1, 5)
CHRF_ORDERS = range(1, 7)
BETA = 2  # recall counts so many times as much as precision
ENTITIES = (('&quot;', '"'), ('&amp;', '&'), ('&lt;', '<'), ('&gt;', '>'))
SYMBOL = re.compile(r'[ -&(-+/:-@\[-`{-~]')  # ASCII's but apostrophe, comma, hyphen and full stop


class Counts(NamedTuple):
    """N-grams of a hypothesis, of its reference, and those of the first that are found in the second."""

    hypothesis: int
    reference: int
    matches: int


def bleu(hypotheses, references):
    """0 to 100."""
    pairs = [(tokenize_13a(h), tokenize_13a(r)) for h, r in zip(hypotheses, references)]
    sums = [_sum(_match(h, r, order) for h, r in pairs) for order in BLEU_ORDERS]
    if not any(counts.matches for counts in sums) or not all(counts.hypothesis for counts in sums):
        return 0.0
    logs, smoothed = 0.0, 1.0
    for counts in sums:
        if not counts.matches:
            smoothed /= 2
        logs += math.log((counts.matches or smoothed) / counts.hypothesis)
    found, wanted = (sum(len(pair[side]) for pair in pairs) for side in (0, 1))
    return 100 * math.exp(logs / len(sums) + min(0.0, 1 - wanted / found))


def chrf(hypotheses, references):
    """0 to 100."""
    pairs = [(''.join(h.split()), ''.join(r.split())) for h, r in zip(hypotheses, references)]
    sums = [_sum(_counts_if_reference(h, r, order) for h, r in pairs) for order in CHRF_ORDERS]
    effective = [counts for counts in sums if counts.hypothesis and counts.reference]
    if not any(counts.matches for counts in effective):
        return 0.0
    precision = sum(counts.matches / counts.hypothesis for counts in effective) / len(effective)
    recall = sum(counts.matches / counts.reference for counts in effective) / len(effective)
    return 100 * (1 + BETA**2) * precision * recall / (BETA**2 * precision + recall)


def tokenize_13a(line):
    """Words as `mteval-v13a.pl` splits them."""
    text = line.replace('<skipped>', '').replace('-\n', '').replace('\n', ' ')
    for entity, character in ENTITIES:
        text = text.replace(entity, character)
    text = SYMBOL.sub(r' \g<0> ', f' {text} ')
    text = re.sub(r'([^0-9])([.,])', r'\1 \2 ', text)
    text = re.sub(r'([.,])([^0-9])', r' \1 \2', text)
    return re.sub(r'([0-9])-', r'\1 - ', text).split()


def _ngrams(symbols, order):
    return Counter(tuple(symbols[begin : begin + order]) for begin in range(len(symbols) - order + 1))


def _match(hypothesis, reference, order):
    found, wanted = _ngrams(hypothesis, order), _ngrams(reference, order)
    return Counts(sum(found.values()), sum(wanted.values()), sum((found & wanted).values()))


def _counts_if_reference(hypothesis, reference, order):
    """A reference too short for the order says nothing about the hypothesis' n-grams."""
    counts = _match(hypothesis, reference, order)
    return counts if counts.reference else Counts(0, 0, 0)


def _sum(counts):
    return Counts(*map(sum, zip(*counts)))
