"""Takes the sentences and sentence pairs that are fit for training out of segments."""

import dataclasses
from typing import Tuple

from train.corpus.cleaning import is_pair, is_prose, normalized, paragraphs, plain, with_numbers
from train.corpus.language_teller import WORD, LanguageTeller
from train.corpus.sentences import SentenceSplitter

MIN_WORDS = 3  # of a sentence by itself; a pair may be a single word
MIN_WORDS_WITHOUT_EVIDENCE = 5  # shorter texts that no word shows to be of their language may be of another


@dataclasses.dataclass(frozen=True)
class Sentence:
    """`texts` has both languages, an empty string on one side for a sentence without a fit counterpart."""

    origin: str
    texts: Tuple[str, str]


class SentenceSelector:
    """Chooses the sentences of a pair of languages."""

    def __init__(self, pair):
        self._pair = pair
        self._teller = LanguageTeller.of(pair)
        self._splitter = SentenceSplitter(pair.languages)

    def sentences(self, segment, with_markup):
        """Pairs where both sides fall into as many sentences, and every other fit sentence alone."""
        if segment.texts[0] == segment.texts[1]:
            return
        sides = [
            self._fit_sentences(text, language, with_markup)
            for text, language in zip(segment.texts, self._pair.languages)
        ]
        paired = set()
        if len(sides[0]) == len(sides[1]):
            for place, texts in enumerate(zip(*sides)):
                if all(texts) and is_pair(texts, self._pair.corpus.shared_stems):
                    paired.add(place)
                    yield Sentence(segment.origin, texts)
        for side, texts in enumerate(sides):
            for place, text in enumerate(texts):
                if text and place not in paired:
                    yield Sentence(segment.origin, ('', text) if side else (text, ''))

    def _fit_sentences(self, text, language, with_markup):
        """The sentences in order, None in place of an unfit one."""
        text = plain(text) if with_markup else text
        return [
            self._fit(sentence, language) for part in paragraphs(text) for sentence in self._splitter.sentences(part)
        ]

    def _fit(self, sentence, language):
        sentence = with_numbers(sentence)
        sentence = sentence and normalized(sentence, language)
        is_fit = sentence and is_prose(sentence) and self._teller.speaks(sentence, language.code)
        return sentence if is_fit else None

    def stands_alone(self, text, code):
        """Whether a fit sentence of the language with this code is worth translating by itself."""
        words = len(WORD.findall(text))
        return words >= MIN_WORDS and (
            words >= MIN_WORDS_WITHOUT_EVIDENCE or self._teller.evidence(text)[code] > 0
        )
