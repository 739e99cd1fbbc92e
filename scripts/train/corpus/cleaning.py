"""Takes markup, accelerators and format specifiers out of texts; says which sentences and pairs are fit."""

import html
import re

from train.corpus.language_teller import WORD

CHARACTERS = str.maketrans(
    {'\xa0': ' ', '\u202f': ' ', '\u2009': ' ', '\u2007': ' ', '\u3000': ' ', '\t': ' ', '\u2011': '-', '\u2010': '-'}
    | dict.fromkeys('\xad\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202b\u202c\ufeff\r', '')
)
# Battle for Wesnoth's help writes <ref>dst='topic' text='words'</ref>.
ATTRIBUTE_TEXT = re.compile(r"<(\w+)>[^<]*?\btext='((?:[^'\\]|\\.)*)'[^<]*</\1>")
BREAKING_TAG = re.compile(r'</?(?:br|p|li|ul|ol|tr|td|h\d|nl|para|div|rt)\b[^<>]*>|\[CR\]', re.IGNORECASE)
TAG = re.compile(r'</?[A-Za-z!][^<>]{0,300}>|\[/?(?:[BI]|COLOR|LIGHT|UPPERCASE)\b[^\[\]]*\]')
CONTEXT_PREFIX = re.compile(r'^[\w -]{1,40}\^')
ACCELERATOR = re.compile(r'(?<!\w)[_~&](?=\w)|(?<=\w)[_~&](?=[^\W_])')
ACCELERATOR_IN_BRACKETS = re.compile(r'\s?\([_~&]\w\)')
INTEGER = re.compile(r"%(?:\d+\$)?[-+ 0#']*\d*(?:hh|h|ll|l|z|j)?[diu](?![^\W\d_])")
FORMAT = re.compile(
    r'%(?:\d+\$)?[-+0#\']*\d*(?:\.\d+)?(?:hh|h|ll|l|z|j|L)?[a-zA-Z@](?![^\W\d_])|%\d|%\(|%[A-Z]|\$\{?\w|\{[^{}]*\}|'
    r'@\w+@|\[\[|\]\]|%L\d|#\w+#|&[a-zA-Z#]\w*;|<[^<>]*>?|\\[a-z"]'
)
NOT_PROSE = re.compile(
    r'https?:|ftp:|www\.|\w@\w|'
    r'[{}\\|<>=^~#*_`\x00-\x1f\ufffd©®™→←↑↓►▶•●■□✓§¶]|(?<!\w)--?\w\w|(?:^|\s)/\w|\w/\w+/|\w\(\)|::|;;|\.{4}|'
    r'\b\w+\.(?:html?|conf|txt|py|sh|deb|gz|xml|org|com|net|so|cfg|h|c|lua)\b|Ã.|â€|Â[^\w]|\?\?\?|\b[a-z]+[A-Z]\w*[A-Z]'
)
BULLET = re.compile(r'^(?:[-*•◦·+o>] |\(?(?:\d{1,2}|[a-h])[.)]\s+)+')
QUOTES = re.compile(r"``|''|,,")
DIGITS = re.compile(r'\d+')
NOT_LETTERS = re.compile(r'[\W\d_]+')
PARAGRAPH = re.compile(r'\n\s*\n|\n(?=\s*[-*•] )')
MAX_WORDS, MAX_CHARACTERS = 60, 400
MAX_ACCELERATED = 120  # characters of the text of a button or menu item
MIN_LETTERS = 0.78  # letters and spaces, of all characters
MIN_LENGTH_RATIO = 0.55
STEM = 3  # letters of a word's beginning
MIN_WORDS_FOR_STEMS = 5


def key(text):
    """What two sentences are compared by: their letters alone."""
    return NOT_LETTERS.sub('', text.lower())


def paragraphs(text):
    """The lines of a catalogue's text: single line breaks are wrapping, unless a sentence ends before."""
    for part in PARAGRAPH.split(text):
        yield from (' '.join(line.split()) for line in re.split(r'(?<=[.!?:…»”"])\s*\n', part))


def plain(text):
    """A catalogue's text without markup, nor the accelerator of a button or menu item."""
    text = ATTRIBUTE_TEXT.sub(lambda match: match[2].replace("\\'", "'"), text)
    text = TAG.sub('', BREAKING_TAG.sub('\n', html.unescape(text)))
    text = CONTEXT_PREFIX.sub('', text.translate(CHARACTERS))
    if len(text) <= MAX_ACCELERATED and len(ACCELERATOR.findall(text)) == 1:
        text = ACCELERATOR.sub('', ACCELERATOR_IN_BRACKETS.sub('', text))
    return QUOTES.sub('"', text)


def normalized(sentence, language):
    """The sentence without bullets and stray spaces, in the spellings that the corpus has of the language."""
    sentence = BULLET.sub('', html.unescape(' '.join(sentence.translate(CHARACTERS).split())))
    sentence = re.sub(r'\s+([,.;:!?)])(?![\w.])', r'\1', QUOTES.sub('"', sentence))
    return language.spelled(sentence).strip()


def with_numbers(text):
    """The text with a number for each integer specifier, the same for the same place; None where others are left."""
    if '%' in text:
        numbers = iter((5, 12, 3, 27, 8))
        text = INTEGER.sub(lambda _: str(next(numbers, 40)), text).replace('%%', '%')
    return None if FORMAT.search(text) else text


def is_prose(sentence):
    """Whether a sentence is running text in Latin letters: no code, address, table or list."""
    words = WORD.findall(sentence)
    return (
        1 <= len(words) <= MAX_WORDS
        and len(sentence) <= MAX_CHARACTERS
        and sum(map(_letter_or_space, sentence)) >= MIN_LETTERS * len(sentence)
        and max(map(len, words)) <= 25
        and not NOT_PROSE.search(sentence)
        and not FORMAT.search(sentence)
        and all(
            ord(character) < 0x250 or 0x2010 <= ord(character) < 0x2030 or character in '€′″'
            for character in sentence
        )
        and (sentence[0].isalnum() or sentence[0] in '"\'«“‘¿¡(—–-…')
        and _balanced(sentence)
        and not (len(words) > 2 and sentence.isupper())
        and sum(len(word) == 1 for word in words) <= max(2, len(words) // 3)
    )


def _letter_or_space(character):
    return character.isalpha() or character == ' '


def _balanced(sentence):
    return all(sentence.count(left) == sentence.count(right) for left, right in ('()', '[]', '«»', '“”')) and (
        sentence.count('"') % 2 == 0
    )


def is_pair(texts, shared_stems):
    """Whether two fit sentences can be translations of each other.

    `shared_stems` is the least share of the words whose beginnings both have; 0 for languages that share none.
    """
    shorter, longer = sorted(map(len, texts))
    if shorter + 6 < MIN_LENGTH_RATIO * (longer + 6):
        return False
    if _differ(texts, lambda text: sorted(DIGITS.findall(text))):
        return False
    if _differ(texts, lambda text: text[-1] in '.!?:…') or _differ(texts, lambda text: '?' in text):
        return False
    stems = [{word[:STEM].lower() for word in WORD.findall(text)} for text in texts]
    enough = min(map(len, stems)) >= MIN_WORDS_FOR_STEMS
    return not enough or len(stems[0] & stems[1]) >= shared_stems * min(map(len, stems))


def _differ(texts, property_of):
    return property_of(texts[0]) != property_of(texts[1])
