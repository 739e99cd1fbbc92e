"""Beam search and exhaustive search over the reference Transformer: slow, without a cache, one sequence at a time.

Every hypothesis is scored by a decoder pass over all of its tokens, so there is nothing to reorder. Lengths count
all target tokens, forced ones and the end token included.
"""

import dataclasses
import heapq
import math
import re
from typing import List, NamedTuple, Sequence

import torch

from train.reference.characters import CharacterRules


class SearchError(Exception):
    """Options that no search can follow."""


@dataclasses.dataclass(frozen=True)
class SearchOptions:
    """The options of the JavaScript interface in this language's spelling; ids are of the target vocabulary."""

    beam: int = 4
    n_best: int = 1
    max_length: int = 256
    max_length_factor: float = 3
    min_length: int = 0
    length_normalization: str = 'gnmt'  # or 'power'
    length_penalty: float = 0.6
    stop_early: bool = False
    coverage_penalty: float = 0
    repetition_penalty: float = 1
    no_repeat_ngram: int = 0
    lexicon_penalty: float = 5  # of each token that misspells a word; without a lexicon nothing does
    suppress: Sequence[Sequence[int]] = ()
    replace_unknowns: bool = False
    prefix: Sequence[int] = ()
    alignment_layers: Sequence[int] = ()  # none given: all
    alignment_heads: Sequence[int] = ()

    @classmethod
    def from_javascript(cls, options):
        """Options by their JavaScript names; `alignment` is true or {layers, heads}."""
        values = {re.sub('[A-Z]', lambda c: f'_{c[0].lower()}', name): value for name, value in options.items()}
        chosen = values.pop('alignment', True)
        if chosen is not True:
            values.update({f'alignment_{kind}': indices for kind, indices in chosen.items()})
        try:
            return cls(**values)
        except TypeError as error:
            raise SearchError(str(error)) from error


class LiveHypothesis(NamedTuple):
    """Tokens so far, their log-probabilities, and what the score loses for those that misspell words."""

    ids: List[int]
    log_probs: List[float]
    penalty: float = 0

    @property
    def score(self):
        return math.fsum(self.log_probs) - self.penalty

    def extended(self, token, log_prob, penalty=0):
        return LiveHypothesis(self.ids + [token], self.log_probs + [log_prob], self.penalty + penalty)


class FinishedHypothesis(NamedTuple):
    """A whole output; `ids` and `log_probs` hold the end token when `stop` is 'eos' (otherwise 'length').

    `score` is the sum of `log_probs` less the penalties.
    """

    ids: List[int]
    log_probs: List[float]
    score: float
    normalized: float
    stop: str


class SearchResult(NamedTuple):
    """The n best, best first, and the smallest gap between two numbers whose order decided anything."""

    hypotheses: List[FinishedHypothesis]
    margin: float  # infinite when nothing was decided


class EnumeratedSpace(NamedTuple):
    """All that exhaustive search saw."""

    result: SearchResult
    sequences: int  # whole outputs
    widest: int  # most continuations, end tokens included, that stand at one length


class ReferenceSearch:
    """The searches for one source; `spelling` is that of the model's lexicon, if it has one."""

    def __init__(self, transformer, source, options, spelling=None):
        self.transformer = transformer
        self.config = transformer.config
        self.options = options
        self.encoded = transformer.encode(source)
        self.walk = spelling.walk(source) if spelling and options.lexicon_penalty else None
        alone = [i for i, *more in options.suppress if not more]
        self.characters = CharacterRules(self.config, transformer.byte_of, alone)
        kept = {self.config.unk} if options.replace_unknowns else set()
        self.suppressed = [i for i in self.config.suppressed_ids if i not in kept]
        most = min(options.max_length, self.config.max_target_length)
        self._refuse_bad_prefix(most)
        by_source = min(max(math.ceil(options.max_length_factor * len(source)), 1), most)
        self.limit = min(len(options.prefix) + by_source, most)
        self.margin = math.inf

    def beam_search(self):
        """Wu et al. (2016), section 7, with the candidates cut at twice the beam."""
        live, finished = self._forced()
        while live and not self._is_over(live, finished):
            live, ended = self._step(live)
            finished += ended
        return self._ranked(finished)

    def exhaustive_search(self):
        """Scores every output there is; only for a vocabulary that masks have made tiny."""
        live, finished = self._forced()
        widest = 0
        while live:
            candidates = [(h, *c) for h in live for c in self._continuations(h)]
            widest = max(widest, len(candidates))
            live, ended = self._split([h.extended(*c) for h, *c in candidates])
            finished += ended
        return EnumeratedSpace(self._ranked(finished), len(finished), widest)

    def alignment(self, ids):
        """[T, S]: cross-attention of the step that predicted each id, averaged over the chosen layers and heads."""
        attention = self.transformer.decode(self.encoded, list(ids[:-1])).cross_attention
        layers = list(self.options.alignment_layers) or range(attention.shape[0])
        heads = list(self.options.alignment_heads) or range(attention.shape[1])
        return torch.stack([attention[layer, head] for layer in layers for head in heads]).mean(0)

    def next_log_probs(self, ids):
        """[V] after `ids`: repetition penalty, then masks, then the softmax, then bytes for whose characters there is no room.

        A character is completed even where the other masks leave none of its bytes.
        """
        logits = self.transformer.decode(self.encoded, ids).logits[-1].clone()
        for token in set(ids):
            theta = self.options.repetition_penalty
            logits[token] = logits[token] / theta if logits[token] > 0 else logits[token] * theta
        logits[list(self.characters.masked(ids))] = -math.inf
        ruled = logits.clone()
        ruled[list(self._masked(ids))] = -math.inf
        if ruled.isinf().all():
            ruled = logits
            if not self.characters.is_within(ids):
                return self._end_alone()
        log_probs = ruled.log_softmax(-1)
        log_probs[list(self.characters.without_room(ids, self.limit - len(ids)))] = -math.inf
        return self._end_alone() if log_probs.isinf().all() else log_probs

    def _end_alone(self):
        """[V]: nothing but the end token may follow."""
        log_probs = torch.full((self.config.target_size,), -math.inf, dtype=self.transformer.dtype)
        log_probs[self.config.eos] = 0
        return log_probs

    def length_factor(self, length):
        """What a score is divided by: equation 14 of Wu et al., or a power of the length."""
        base = (5 + length) / 6 if self.options.length_normalization == 'gnmt' else length
        return base**self.options.length_penalty

    def _refuse_bad_prefix(self, most):
        prefix = list(self.options.prefix)
        if self.config.eos in prefix[:-1]:
            raise SearchError('the prefix holds the end token before its end')
        closed = prefix[-1:] == [self.config.eos]
        if len(prefix) > most or (len(prefix) == most and not closed):
            raise SearchError(f'a prefix of {len(prefix)} ids leaves no room below the limit of {most}')

    def _masked(self, ids):
        """Ids that must not follow `ids`."""
        masked = set(self.suppressed)
        if len(ids) < self.options.min_length:
            masked.add(self.config.eos)
        n = self.options.no_repeat_ngram
        if n:
            grams = (ids[i : i + n] for i in range(len(ids) - n + 1))
            masked.update(gram[-1] for gram in grams if gram[:-1] == ids[len(ids) - n + 1 :])
        for *before, last in self.options.suppress:
            if ids[len(ids) - len(before) :] == before:
                masked.add(last)
        return masked

    def _forced(self):
        """(live, finished) at the prefix' end; its tokens are scored by the model alone, less what it never emits.

        None of them is penalised.
        """
        prefix = list(self.options.prefix)
        if not prefix:
            return [LiveHypothesis([], [])], []
        log_probs = []
        for place, logits in enumerate(self.transformer.decode(self.encoded, prefix[:-1]).logits):
            token, row = prefix[place], logits.clone()
            masked = {*self.suppressed, *self.characters.masked(prefix[:place])}
            row[list(masked - {token})] = -math.inf
            log_probs.append(row.log_softmax(-1)[token].item())
        return self._split([LiveHypothesis(prefix, log_probs)])

    def _continuations(self, hypothesis):
        """(id, log-probability, penalty) of all that may follow, by id."""
        log_probs = self.next_log_probs(hypothesis.ids).tolist()
        penalties = self._penalties(hypothesis.ids)
        return [(i, p, penalty) for i, (p, penalty) in enumerate(zip(log_probs, penalties)) if p > -math.inf]

    def _best_continuations(self, hypothesis):
        """Those of them, by id, that a beam may keep or cut last: the end token and the best others."""
        every = self._continuations(hypothesis)
        best = heapq.nsmallest(2 * self.options.beam + 1, every, key=lambda c: c[2] - c[1])
        return sorted({*best, *(c for c in every if c[0] == self.config.eos)})

    def _penalties(self, ids):
        """[V]: what each id costs after `ids`, besides its log-probability."""
        if self.walk is None:
            return [0] * self.config.target_size
        return [self.options.lexicon_penalty * is_fault for is_fault in self.walk.misspells(self.walk.state(ids))]

    def _step(self, live):
        """The next (live, finished): every hypothesis extended, the best kept."""
        beam = self.options.beam
        extended = [h.extended(*c) for h in live for c in self._best_continuations(h)]
        extended.sort(key=lambda h: -h.score)  # stable: ties stay in the order of hypothesis and id
        kept, room = [], beam
        for rank, hypothesis in enumerate(extended[: 2 * beam if beam > 1 else 1]):
            if self._is_closed(hypothesis):
                if rank < beam:
                    kept.append(hypothesis)
            elif room:
                room -= 1
                kept.append(hypothesis)
        self._note_cuts(extended)
        return self._split(kept)

    def _note_cuts(self, extended):
        """Gaps between what the beam kept and what it cut: end tokens by rank among all, others among themselves."""
        beam = self.options.beam
        scores = [h.score for h in extended]
        if len(extended) <= beam:
            return
        for rank, hypothesis in enumerate(extended):
            if self._is_closed(hypothesis):
                self._note_gap(scores[rank], scores[beam] if rank < beam else scores[beam - 1])
        open_scores = scores if beam == 1 else [h.score for h in extended if not self._is_closed(h)]
        if len(open_scores) > beam:
            self._note_gap(open_scores[beam - 1], open_scores[beam])

    def _is_closed(self, hypothesis):
        return hypothesis.ids[-1] == self.config.eos

    def _split(self, hypotheses):
        """(those that go on, those that are finished)."""
        live, finished = [], []
        for hypothesis in hypotheses:
            if self._is_closed(hypothesis):
                finished.append(self._finished(hypothesis, 'eos'))
            elif len(hypothesis.ids) == self.limit:
                finished.append(self._finished(hypothesis, 'length'))
            else:
                live.append(hypothesis)
        return live, finished

    def _finished(self, hypothesis, stop):
        length = len(hypothesis.ids) - self._counted_from(hypothesis)
        normalized = self._generated(hypothesis) / self.length_factor(length)
        if self.options.coverage_penalty:
            covered = self.alignment(hypothesis.ids).sum(0).clamp(1e-6, 1)
            normalized += self.options.coverage_penalty * covered.log().sum().item()
        return FinishedHypothesis(hypothesis.ids, hypothesis.log_probs, hypothesis.score, normalized, stop)

    def _counted_from(self, hypothesis):
        """The first token that counts where hypotheses are ranked: forced ones do not, unless all are."""
        forced = len(self.options.prefix)
        return forced if forced < len(hypothesis.ids) else 0

    def _generated(self, hypothesis):
        """The score of the tokens that count."""
        return math.fsum(hypothesis.log_probs[self._counted_from(hypothesis) :]) - hypothesis.penalty

    def _is_over(self, live, finished):
        """Whether nothing live can enter the n best, or enough have finished for `stop_early`."""
        if self.options.stop_early and len(finished) >= self.options.beam:
            return True
        if len(finished) < self.options.n_best:
            return False
        worst = sorted((h.normalized for h in finished), reverse=True)[self.options.n_best - 1]
        bound = max(self._generated(h) for h in live) / self.length_factor(self.limit - len(self.options.prefix))
        self._note_gap(worst, bound)
        return worst >= bound

    def _ranked(self, finished):
        best = sorted(finished, key=lambda h: -h.normalized)
        for better, worse in zip(best[: self.options.n_best], best[1:]):
            self._note_gap(better.normalized, worse.normalized)
        return SearchResult(best[: self.options.n_best], self.margin)

    def _note_gap(self, a, b):
        self.margin = min(self.margin, abs(a - b))
