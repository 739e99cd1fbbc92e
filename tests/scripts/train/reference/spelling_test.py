"""Tests of spelling: which tokens misspell a word, and searches in which those cost."""

import math
import pathlib
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import torch

from train.fixtures.fixture_corpus import german_lines
from train.fixtures.search_cases import all_but
from train.formats.lexicon import Lexicon, lexicon_bytes
from train.formats.native_model import read_native_model
from train.formats.safetensors_file import read_safetensors
from train.reference.model_parts import spelling_of, tokenizer_of, transformer_of
from train.reference.search import ReferenceSearch, SearchOptions
from train.reference.spelling import EXCUSED, Spelling

DATA = pathlib.Path(__file__).resolve().parents[4] / 'tests' / 'data'
WORDS = ['casa', 'cases', 'cas', 'passa', 'passes', "l'home", 'col·legi', 'és', 'a']


def spelt(model, words, letters):
    return model._replace(lexicon=lexicon_bytes(words, letters=letters))


class Walk(unittest.TestCase):
    """Tokens by their texts; None has none, like the end token."""

    LEXICON = Lexicon(lexicon_bytes(WORDS, letters='wxyz'))

    def faults(self, *texts, source=(), lexicon=LEXICON):
        """The places of the texts that misspell."""
        pieces = [*dict.fromkeys(texts)]
        walk = Spelling(lexicon, source, pieces).walk(range(len(source)))
        ids = [pieces.index(text) for text in texts]
        return [i for i in range(len(ids)) if walk.misspells(walk.state(ids[:i]))[ids[i]]]

    def test_words_of_the_lexicon_are_no_faults_however_they_are_cut(self):
        self.assertEqual(self.faults('▁casa', '▁pas', 'ses', ',', '▁', 'a', '.', None), [])
        self.assertEqual(self.faults('c', 'a', 's', '▁a', '▁', 'és', None), [])

    def test_a_letter_that_no_word_has_there_is_one_and_the_rest_is_excused(self):
        self.assertEqual(self.faults('▁cas', 'x', 'y', 'casa', '▁casa', None), [1])
        self.assertEqual(self.faults('▁cas', 'xyz', None), [1])
        self.assertEqual(self.faults('▁xasa', '▁x', 'x', '!', 'y', None), [0, 1, 4])

    def test_a_separator_that_ends_a_mere_beginning_is_one(self):
        self.assertEqual(self.faults('▁pas', '▁casa'), [1])
        self.assertEqual(self.faults('▁pas', '.', 'a', None), [1])
        self.assertEqual(self.faults('▁pas', None), [1])
        self.assertEqual(self.faults('▁pas', 'sa', None), [])

    def test_a_hypothesis_that_just_stops_has_no_fault(self):
        self.assertEqual(self.faults('▁casa', '▁pas'), [])

    def test_a_token_is_one_fault_at_most(self):
        self.assertEqual(self.faults('▁pas', '▁x▁y▁pas', '▁a'), [1, 2])

    def test_what_follows_a_fault_within_the_token_counts(self):
        self.assertEqual(self.faults('x▁pas', '.'), [0, 1])
        self.assertEqual(self.faults('x▁x', 'x', '.'), [0])

    def test_capitals_are_letters_too(self):
        self.assertEqual(self.faults('▁CASA', '▁És', '▁pAs', 'SA', None), [])

    def test_marks_within_words_are_letters_where_the_alphabet_has_them(self):
        self.assertEqual(self.faults("▁l'", 'home', '▁col', '·legi', None), [])
        self.assertEqual(self.faults('▁l', '▁col', '.'), [1, 2])
        self.assertEqual(self.faults("▁l'", '▁a'), [1])
        self.assertEqual(self.faults('▁a', '-', 'a', '’', 'a', None), [])

    def test_words_of_the_source_are_known(self):
        source = ['▁La', '▁x', 'y', 'Z', '.', '▁wx', None]
        self.assertEqual(self.faults('▁', 'xy', 'z', '▁XYZ', None, source=source), [])
        self.assertEqual(self.faults('▁x', 'y', None, source=source), [2])
        self.assertEqual(self.faults('▁yz', '▁xyzw', '▁wx', None, source=source), [0, 1])
        self.assertEqual(self.faults('▁xyzwx', source=source[1:4] + [None] + source[5:]), [0])

    def test_words_of_the_source_that_are_to_be_translated_are_not(self):
        lexicon = Lexicon(lexicon_bytes(WORDS, ['xyz', 'casa', 'cam', 'passax'], letters='w'))
        source = ['▁xyz', '▁Casa', '▁cam', '▁camx', '▁passa']
        self.assertEqual(self.faults('▁', 'x', 'yz', None, source=source, lexicon=lexicon), [1])
        self.assertEqual(self.faults('▁casa', '▁cam', None, source=source, lexicon=lexicon), [2])
        self.assertEqual(self.faults('▁camx', '▁passa', 'x', source=source, lexicon=lexicon), [2])

    def test_tokens_without_text_separate(self):
        self.assertEqual(self.faults('▁pas', None, 'sa', '.'), [1, 2])
        self.assertEqual(self.faults('▁xyz', source=['x', None, 'yz']), [0])

    def test_states(self):
        walk = Spelling(self.LEXICON, [], ['▁ca', 's', 'x', '.']).walk([])
        self.assertEqual(walk.state([]), b'')
        self.assertEqual(walk.state([0, 1]), self.LEXICON.letters('cas'))
        self.assertIs(walk.state([0, 2, 1]), EXCUSED)
        self.assertEqual(walk.state([0, 2, 3]), b'')

    def test_a_model_without_a_lexicon_has_none(self):
        self.assertIsNone(spelling_of(read_native_model(DATA / 'tiny-pre.safetensors')))


class Search(unittest.TestCase):
    """A model that knows no words, whose outputs therefore misspell much."""

    PENALTY = 10

    @classmethod
    def setUpClass(cls):
        words = {word for line in german_lines() for word in line.split() if word.isalpha()}
        model = read_native_model(DATA / 'tiny-pre.safetensors')
        cls.config = model.config
        cls.known = {word.lower() for word in words}
        cls.letters = {c for text in tokenizer_of(model).texts()[1] if text for c in text if c.isalpha()}
        cls.spelling = spelling_of(spelt(model, words, ''.join(sorted(cls.letters))))
        cls.source_texts, cls.texts = tokenizer_of(model).texts()
        cls.transformer = transformer_of(model, torch.float64)
        tensors, _ = read_safetensors(DATA / 'tiny-pre.reference.safetensors')
        cls.sources = [tensors[f's{i}.source'].tolist() for i in range(5)]
        cls.greedy = [tensors[f's{i}.greedy'].tolist() for i in range(5)]

    def search(self, sentence, spelling=None, **options):
        with torch.inference_mode():
            return ReferenceSearch(self.transformer, self.sources[sentence], SearchOptions(**options), spelling)

    def best(self, sentence, spelling=None, **options):
        with torch.inference_mode():
            return self.search(sentence, spelling, **options).beam_search()

    def words(self, texts):
        """Words and remainders of a text of pieces, each with the index of the piece of every letter."""
        run = []
        for index, text in enumerate(texts):
            for character in '\n' if text is None else text:
                if character in self.letters:
                    run.append((character.lower(), index))
                else:
                    yield run, index
                    run = []
        yield run, None

    def faults(self, sentence, ids):
        """The places of the ids that misspell, worked out word by word from the whole output."""
        source = [self.source_texts[i] for i in self.sources[sentence]]
        known = self.known | {''.join(c for c, _ in run) for run, _ in self.words(source)}
        faults = set()
        for run, end in self.words([self.texts[i] for i in ids]):
            word = ''.join(c for c, _ in run)
            fits = max(n for n in range(len(word) + 1) if any(other.startswith(word[:n]) for other in known))
            if fits < len(word):
                faults.add(run[fits][1])
            elif word and end is not None and word not in known:
                faults.add(end)
        return faults

    def assert_scores(self, sentence, hypotheses, prefix=()):
        for hypothesis in hypotheses:
            faults = [i for i in self.faults(sentence, hypothesis.ids) if i >= len(prefix)]
            expected = math.fsum(hypothesis.log_probs) - self.PENALTY * len(faults)
            self.assertAlmostEqual(hypothesis.score, expected, delta=1e-9)

    def test_a_penalty_changes_the_result_and_none_does_not(self):
        for beam, sentence in ((1, 1), (4, 3)):
            frame = {'beam': beam, 'n_best': beam, 'max_length': 16, 'max_length_factor': 9}
            plain = self.best(sentence, **frame)
            self.assertEqual(self.best(sentence, self.spelling, lexicon_penalty=0, **frame), plain)
            self.assertEqual(self.best(sentence, lexicon_penalty=self.PENALTY, **frame), plain)
            result = self.best(sentence, self.spelling, lexicon_penalty=self.PENALTY, **frame)
            self.assertNotEqual(result.hypotheses[0].ids, plain.hypotheses[0].ids)
            self.assertTrue(self.faults(sentence, plain.hypotheses[0].ids))
            self.assert_scores(sentence, result.hypotheses)

    def test_the_log_probabilities_are_those_of_the_model(self):
        (best,) = self.best(3, self.spelling, lexicon_penalty=1, max_length=8).hypotheses
        self.assertEqual(best.ids[-1], self.config.eos)
        (forced,) = self.best(3, prefix=best.ids, max_length=8).hypotheses
        for a, b in zip(best.log_probs, forced.log_probs):
            self.assertAlmostEqual(a, b, delta=1e-12)

    def test_a_beam_as_wide_as_the_space_finds_what_enumeration_and_arithmetic_find(self):
        sentence, frame = 1, {'max_length': 5, 'n_best': 1000, 'beam': 64}
        kept = [self.texts.index(text) for text in ('e', '▁die')]
        frame['suppress'] = all_but(self.config, kept)
        with torch.inference_mode():
            every = self.search(sentence, **frame).exhaustive_search().result.hypotheses
            found = self.search(sentence, self.spelling, lexicon_penalty=0.75, **frame).exhaustive_search()
            searched = self.search(sentence, self.spelling, lexicon_penalty=0.75, **frame).beam_search()
        score = {}
        for hypothesis in every:
            penalised = hypothesis.score - 0.75 * len(self.faults(sentence, hypothesis.ids))
            score[tuple(hypothesis.ids)] = penalised / ((5 + len(hypothesis.ids)) / 6) ** 0.6
        self.assertEqual({len(self.faults(sentence, ids)) for ids in score}, {0, 1, 2, 3})
        self.assertEqual([tuple(h.ids) for h in found.result.hypotheses], sorted(score, key=lambda ids: -score[ids]))
        for hypothesis in found.result.hypotheses:
            self.assertAlmostEqual(hypothesis.normalized, score[tuple(hypothesis.ids)], delta=1e-9)
        self.assertEqual(searched.hypotheses, found.result.hypotheses)
        self.assertNotEqual([h.ids for h in searched.hypotheses[:5]], [h.ids for h in every[:5]])

    def test_a_prefix_costs_nothing_but_is_read(self):
        prefix = [self.texts.index(text) for text in ('▁die', 'x', 'e')]
        frame = {'prefix': prefix, 'max_length': 12, 'max_length_factor': 9, 'n_best': 4, 'beam': 4}
        result = self.best(0, self.spelling, lexicon_penalty=self.PENALTY, **frame)
        self.assertIn(1, self.faults(0, prefix))
        self.assert_scores(0, result.hypotheses, prefix)
        closed = self.best(0, self.spelling, **{**frame, 'prefix': [*prefix, self.config.eos]}).hypotheses[0]
        self.assertEqual(closed.score, math.fsum(closed.log_probs))

    def test_margins_are_of_penalised_scores(self):
        suppress = all_but(self.config, [self.texts.index(text) for text in ('▁die', 'x')])
        frame = {'beam': 1, 'max_length': 1, 'suppress': suppress}
        plain, spelt_one = (self.best(1, self.spelling, lexicon_penalty=p, **frame) for p in (0, 3))
        with torch.inference_mode():
            log_probs = self.search(1, **frame).next_log_probs([])
        scores = {text: log_probs[self.texts.index(text)].item() for text in ('▁die', 'x')}
        scores['end'] = log_probs[self.config.eos].item()
        for result, penalty in ((plain, 0), (spelt_one, 3)):
            best, second, *_ = sorted([scores['▁die'], scores['end'], scores['x'] - penalty], reverse=True)
            self.assertAlmostEqual(result.margin, best - second, delta=1e-12)


if __name__ == '__main__':
    unittest.main()
