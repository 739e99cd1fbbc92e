"""What a correct engine gives for a format fixture: ids, logits of a forced target, greedy and beam outputs."""

import dataclasses

import numpy as np
import torch

from marian_file import shortlist_candidates
from reference_search import ReferenceSearch, SearchOptions
from search_results import hypothesis_entry, stored_margin

TARGET_LENGTH = 5  # ids of the forced target of each sentence
N_BEST = 4


class FormatReference:
    """The references of one fixture in float64; `model` holds the weights that its files stand for."""

    def __init__(self, fixture, model, shortlist):
        self.fixture, self.model = fixture, model
        self.shortlist = shortlist
        self.transformer, self.tokenizer = model.transformer(torch.float64), model.tokenizer()
        self.options = SearchOptions.from_javascript({**fixture.search, 'nBest': N_BEST})

    def sentences(self):
        """One JSON entry for each sentence."""
        return [self._entry(index, sentence) for index, sentence in enumerate(self.fixture.sentences)]

    def logits(self, entries):
        """[T, V] tensors by name: row t scores the id that follows target[:t]; nothing suppressed."""
        tensors = {}
        for index, entry in enumerate(entries):
            decoded = self.transformer.decode(self.transformer.encode(entry['source']), entry['target'][:-1])
            tensors[f's{index}.logits'] = decoded.logits.numpy().astype(np.float32)
        return tensors

    def greedy(self, sentence):
        """The first search that a seed must pass."""
        source = self._source(sentence)[1]
        return self._search(source, beam=1, n_best=1)

    def _entry(self, index, sentence):
        pieces, source = self._source(sentence)
        greedy = self._search(source, beam=1, n_best=1)
        beam = self._search(source)
        entry = {
            **sentence,
            'pieces': pieces,
            'source': source,
            'target': self._forced_target(index),
            'greedy': self._hypothesis(greedy.hypotheses[0]),
            'beam': [self._hypothesis(hypothesis) for hypothesis in beam.hypotheses],
            'margin': stored_margin(min(greedy.margin, beam.margin)),
        }
        if self.shortlist:
            entry['shortlist'] = self._shortlisted(source)
        return entry

    def _shortlisted(self, source):
        """The same searches over the short list's ids alone."""
        config = self.model.config
        ids = shortlist_candidates(self.shortlist, source, bool(config.vocab_size), config.target_size)
        others = [[i] for i in range(config.target_size) if i not in ids]
        greedy = self._search(source, beam=1, n_best=1, suppress=others)
        beam = self._search(source, suppress=others)
        return {
            'ids': ids,
            'greedy': self._hypothesis(greedy.hypotheses[0]),
            'beam': [self._hypothesis(hypothesis) for hypothesis in beam.hypotheses],
            'margin': stored_margin(min(greedy.margin, beam.margin)),
        }

    def _source(self, sentence):
        if 'pieces' in sentence:
            pieces = sentence['pieces']
        else:
            pieces = self.tokenizer.pieces(sentence['text'], sentence.get('targetToken'))
        return pieces, self.tokenizer.encode_pieces(pieces)

    def _search(self, source, **changes):
        options = dataclasses.replace(self.options, **changes)
        return ReferenceSearch(self.transformer, source, options).beam_search()

    def _hypothesis(self, hypothesis):
        return {**hypothesis_entry(hypothesis), 'text': self.tokenizer.decode(hypothesis.ids)}

    def _forced_target(self, index):
        """Ids that decoding could emit, eos last."""
        config = self.model.config
        unwanted = {config.eos, config.unk, config.bos, config.pad}
        ids = [i for i in range(config.target_size) if i not in unwanted]
        generator = np.random.default_rng(index)
        return generator.choice(ids, TARGET_LENGTH - 1).tolist() + [config.eos]
