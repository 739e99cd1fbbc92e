"""Takes the sentences and sentence pairs that are fit for training out of segments."""

import dataclasses

from train.corpus.cleaning import is_pair, is_prose, normalised, paragraphs, plain, with_numbers
from train.corpus.languages import WORD, evidence
from train.corpus.sentences import sentences

MIN_WORDS = 3  # of a sentence by itself; a pair may be a single word
MIN_WORDS_WITHOUT_EVIDENCE = 5  # shorter texts that no word shows to be of their language may be of another
LANGUAGES = ('es', 'ca')


@dataclasses.dataclass(frozen=True)
class Sentence:
    """One side is '' for a sentence without a fit counterpart."""

    origin: str
    es: str
    ca: str


def segment_sentences(segment, with_markup):
    """Pairs where both sides fall into as many sentences, and every other fit sentence alone."""
    if segment.es == segment.ca:
        return
    spanish, catalan = (_fit_sentences(getattr(segment, language), language, with_markup) for language in LANGUAGES)
    paired = set()
    if len(spanish) == len(catalan):
        for place, (left, right) in enumerate(zip(spanish, catalan)):
            if left and right and is_pair(left, right):
                paired.add(place)
                yield Sentence(segment.origin, left, right)
    yield from (
        Sentence(segment.origin, text, '') for place, text in enumerate(spanish) if text and place not in paired
    )
    yield from (
        Sentence(segment.origin, '', text) for place, text in enumerate(catalan) if text and place not in paired
    )


def _fit_sentences(text, language, with_markup):
    """The sentences in order, None in place of an unfit one."""
    text = plain(text) if with_markup else text
    return [_fit(sentence, language) for part in paragraphs(text) for sentence in sentences(part)]


def _fit(sentence, language):
    sentence = with_numbers(sentence)
    sentence = sentence and normalised(sentence, language)
    return sentence if sentence and is_prose(sentence, language) else None


def stands_alone(text, language):
    """Whether a fit sentence is worth translating by itself."""
    words = len(WORD.findall(text))
    return words >= MIN_WORDS and (words >= MIN_WORDS_WITHOUT_EVIDENCE or evidence(text)[language] > 0)
