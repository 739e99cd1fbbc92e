"""Sentences of the corpus with other words in them: practice with words and forms that the corpus seldom has.

    python3 -m train.corpus.lexical_variants --work .training/es-ca --language es

reads WORK/es.tsv (origin, tab, sentence) and writes WORK/es.varied.tsv. With `--plan everyday` it takes words as often
as WORK/es.counts.tsv (origin, word, count) says, and writes WORK/es.everyday.tsv; with `--plan phrases` it also takes
es.phrases.txt, everyday sentences written for this, instead of the corpus, favours the words of es.everyday-words.txt,
and writes WORK/es.phrases.tsv. `--plan long` takes the corpus's words as the first does, for long sentences, and writes
WORK/es.long.tsv. Catalan words have the counts of the Spanish words that the teacher translated to them in
WORK/es-ca.counts.tsv.

Apertium analyses the sentences; nouns, adjectives, adverbs and verbs are exchanged for others of its dictionary, verbs
get other tenses and persons, names are made up, and Apertium puts all into form again. What comes out means nothing, but
has the grammar of its language, and words of the dictionary that the corpus seldom has come often enough to be learnt.
"""

import argparse
import collections
import itertools
import pathlib
import random
import re
import shutil
import sys
from typing import NamedTuple

from train.corpus.morphology import READS, UNIT, MorphologyError, Unit, analyse, analyses, generate

ORIGIN, PHRASES = 'variations', 'phrases'
TAUGHT_COUNTS = 'es-ca.counts.tsv'


class Plan(NamedTuple):
    """How a file of variations is made."""

    sentences: dict  # variations of a sentence of each kind: most of the corpus speaks of software, and needs no practice
    lengths: range  # words of a sentence that is varied
    often: int  # a word that is counted so often is practised no more often than the next one
    power: float  # of the count, for how often a word is drawn: 1 as often as it is counted, 0 as often as any other
    seed: int
    words: str = 'corpus'  # whose words, and counts of them: of the corpus, of counted `texts`, or with `everyday` ones


PLANS = {
    'varied': Plan({'general': 3, 'scripture': 2, 'handbook': 1, 'help': 1}, range(4, 15), 100, 0.5, 1),
    'everyday': Plan({'general': 4, 'scripture': 1, 'handbook': 1, 'help': 1}, range(4, 15), 10_000, 0.5, 2, 'texts'),
    'phrases': Plan({'phrases': 250}, range(2, 15), 200_000, 0.75, 3, 'everyday'),
    'long': Plan({'general': 2, 'handbook': 2}, range(12, 36), 100, 0.5, 4),
}
PLAIN = re.compile(r'[\w ,.;:!?¡¿’\'·-]+[.!?]')  # nothing in it means anything to Apertium's programs
WORD = re.compile(r'[^\W\d_]+(?:·l[^\W\d_]+)?')

# How probably a word of each kind is exchanged, and how probably the rest of a sentence changes.
EXCHANGE = {'n': 0.7, 'adj': 0.7, 'vblex': 0.6, 'adv': 0.5}
NEW_TENSE, NEW_PERSON, NEW_NAME = 0.3, 0.5, 0.5
SELDOM = 0.3  # added to the count of a word, for those that only a list has

# Catalan forms its preterite with an auxiliary.
TENSES = {'es': ('pri', 'pii', 'ifi', 'fti', 'cni', 'prs', 'pis'), 'ca': ('pri', 'pii', 'fti', 'cni', 'prs', 'pis')}
PERSONS = [f'<p{person}><{number}>' for person in (1, 2, 3) for number in ('sg', 'pl')]
FINITE = re.compile(r'<(?:pri|pii|ifi|fti|cni|prs|pis)>')
PERSON = re.compile(r'<p[123]><(?:sg|pl)>')
# Verbs that other words of a sentence depend on.
KEPT = {'estar', 'ir', 'hay', 'haber', 'tener', 'anar', 'hi ha', 'haver', 'tenir'}


def exchange_class(unit):
    """The words of a class may stand for each other; None for one that stays."""
    kind, *others = re.findall('<([^>]+)>', unit.tags) or ['']
    gender = next(iter(others), '')
    if '#' in unit.lemma:
        return None
    if kind == 'n' and gender in ('m', 'f', 'mf'):
        return f'n {gender}'
    if kind == 'adj' and gender in ('m', 'f', 'mf'):
        return 'adj with one form' if gender == 'mf' else 'adj'
    if kind == 'vblex' and unit.lemma not in KEPT:
        return 'vblex'
    if kind == 'adv' and unit.lemma.endswith(('mente', 'ment')):
        return 'adv'
    return None


class Lexicon:
    """The words of a corpus and its lists that Apertium knows, by class; and the parts that names are made of.

    `words` counts them. How often a lemma is drawn, the plan says.
    """

    def __init__(self, words, plan, language):
        found = analyses(language, list(words))
        counts = collections.defaultdict(collections.Counter)
        for count, units in zip(words.values(), found):
            for unit in units:
                name = None if unit.joined else exchange_class(unit)
                if name and unit.lemma.islower():
                    counts[name][unit.lemma] += count / len(units)
        self._classes = {name: self._with_weights(counts[name], plan) for name in sorted(counts)}
        unknown = (word for word, units in zip(words, found) if not units)
        self._name_parts = [word for word in unknown if word.isascii() and 3 <= len(word) <= 9] or ['Xana', 'Belor']

    @staticmethod
    def _with_weights(counts, plan):
        lemmas = sorted(counts)
        weights = ((min(counts[lemma], plan.often) + SELDOM) ** plan.power for lemma in lemmas)
        return lemmas, list(itertools.accumulate(weights))

    def __contains__(self, name):
        return name in self._classes

    def draw(self, name, generator):
        """A lemma of the class."""
        lemmas, weights = self._classes[name]
        return generator.choices(lemmas, cum_weights=weights)[0]

    def invent(self, generator):
        """A name that nobody has, from the beginning of one unknown word and the end of another."""
        head, tail = (generator.choice(self._name_parts) for _ in range(2))
        return (head[: (len(head) + 1) // 2] + tail[len(tail) // 2 :]).capitalize()


class Variations:
    """Makes variations of analysed sentences, for the generator."""

    def __init__(self, lexicon, language, seed):
        self._lexicon, self._tenses = lexicon, TENSES[language]
        self._random = random.Random(seed)

    def vary(self, line):
        """One analysed sentence with other words."""
        pieces = UNIT.split(line)
        units = [Unit.parse(text) for text in pieces[1::2]]
        person = self._person(units)
        varied = [self._varied(unit, person) for unit in units]
        pieces[1::2] = [with_gender(unit, varied[i + 1 :]).for_generator() for i, unit in enumerate(varied)]
        return ''.join(pieces)

    def _happens(self, probability):
        return self._random.random() < probability

    def _person(self, units):
        """Another person for the verbs of a sentence that names no subject before them."""
        first = next((unit for unit in units if unit.kind in ('n', 'np', 'prn') or FINITE.search(unit.tags)), None)
        is_free = first is not None and FINITE.search(first.tags)
        return self._random.choice(PERSONS) if is_free and self._happens(NEW_PERSON) else None

    def _varied(self, unit, person):
        if unit.kind in ('', 'np'):
            is_new = unit.surface[:1].isupper() and self._happens(NEW_NAME)
            return Unit(self._lexicon.invent(self._random), '', '', '') if is_new else unit
        name = exchange_class(unit)
        if name in self._lexicon and self._happens(EXCHANGE[unit.kind]):
            unit = unit._replace(lemma=self._lexicon.draw(name, self._random))
        return unit._replace(tags=self._conjugated(unit.tags, person)) if unit.kind == 'vblex' else unit

    def _conjugated(self, tags, person):
        if not FINITE.search(tags):
            return tags
        if self._happens(NEW_TENSE):
            tags = FINITE.sub(f'<{self._random.choice(self._tenses)}>', tags)
        return PERSON.sub(person, tags) if person else tags


def with_gender(unit, following):
    """An elided article (l') has no gender; that of its noun, so that it may be elided no more."""
    if not unit.tags.startswith('<det><def><mf><sg>'):
        return unit
    noun = next((other.tags for other in following if other.kind == 'n'), '')
    gender = re.match('<n><([mf])>', noun)
    return unit._replace(tags=unit.tags.replace('<mf>', f'<{gender[1]}>')) if gender else unit


def finished(text):
    """A generated sentence with its capital; None where a form does not exist."""
    begin = re.search(r'[^\W\d_]', text)
    if not begin or re.search('[#@*~]', text):
        return None
    return text[: begin.start()] + begin[0].upper() + text[begin.end() :]


def sentences_to_vary(rows, kinds, plan):
    """Sentences of the rows, each as often as the plan says of its kind."""
    return [
        text
        for origin, text in rows
        if len(text.split()) in plan.lengths and PLAIN.fullmatch(text)
        for _ in range(plan.sentences.get(kinds.get(origin), 0))
    ]


def count_words(rows):
    """Counts the words of the rows, without the capital that begins a sentence."""
    counts = collections.Counter()
    for _, text in rows:
        first, *others = WORD.findall(text) or ['']
        counts.update([first.lower(), *others])
    del counts['']
    return counts


def make_variations(rows, kinds, words, plan, language):
    """Variations of the sentences among the rows (origin, sentence), in an order without meaning.

    `words` counts the words of which they are made.
    """
    lexicon = Lexicon(words, plan, language)
    texts = sentences_to_vary(rows, kinds, plan)
    print(f'variations: of {len(texts)} sentences, some more than once', file=sys.stderr, flush=True)
    variations = Variations(lexicon, language, plan.seed)
    varied = map(variations.vary, analyse(language, ''.join(f'{text}\n' for text in texts)).splitlines())
    made = dict.fromkeys(map(finished, generate(language, ''.join(f'{line}\n' for line in varied)).splitlines()))
    known = {None, *(text for _, text in rows)}
    fresh = [text for text in made if text not in known]
    random.Random(plan.seed).shuffle(fresh)
    return fresh


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', type=pathlib.Path, required=True, help='folder that build.py wrote')
    parser.add_argument('--language', choices=sorted(READS), required=True)
    parser.add_argument('--plan', choices=PLANS, default='varied', help='which words and sentences (default: %(default)s)')
    options = parser.parse_args()
    if shutil.which('apertium-tagger') is None:
        sys.exit('variations: no apertium. On Debian: apt install apertium apertium-spa-cat')
    try:
        made = run(options.work, options.language, options.plan)
    except (FileNotFoundError, MorphologyError) as error:
        sys.exit(f'variations: {explained(error)}')
    print(f'variations: {made} made', file=sys.stderr)


def explained(error):
    """What to do where a file of the work folder is missing, or how Apertium failed."""
    if isinstance(error, MorphologyError):
        return str(error)
    missing = pathlib.Path(error.filename)
    first = 'let teacher.py translate counts' if missing.name == TAUGHT_COUNTS else 'build the corpus'
    return f'no {missing}: {first} first'


def run(work, language, name):
    """Writes the variations that the plan of this name asks for; returns how many there are."""
    if name == 'phrases':
        rows, kinds = phrases(language), {PHRASES: PHRASES}
    else:
        rows, kinds = rows_of(work / f'{language}.tsv'), kinds_of(work / 'origins.tsv')
    plan = PLANS[name]
    words = count_words(rows) if plan.words == 'corpus' else counted_words(work, language, plan.words == 'everyday')
    made = [(ORIGIN, text) for text in make_variations(rows, kinds, words, plan, language)]
    if name == 'phrases':
        made = [*rows, *made]
    (work / f'{language}.{name}.tsv').write_text(''.join(f'{origin}\t{text}\n' for origin, text in made), encoding='utf-8')
    return len(made)


def phrases(language):
    """(origin, sentence) of everyday sentences that were written for this."""
    path = pathlib.Path(__file__).parents[1] / 'recipes' / 'languages' / f'{language}.phrases.txt'
    return [(PHRASES, text) for text in lines_of(path)]


def kinds_of(path):
    """The kind of each origin."""
    return {origin: kind for origin, _, _, _, kind, *_ in rows_of(path)}


def counted_words(work, language, favours_everyday):
    """How often texts have words; a Catalan word, those that the teacher translates to it.

    The texts are an encyclopedia's kind; everyday words may be favoured, and then half of what is drawn is one of them.
    """
    counts = {word: int(count) for _, word, count in rows_of(work / 'es.counts.tsv')}
    if favours_everyday:
        path = pathlib.Path(__file__).parents[1] / 'recipes' / 'languages' / 'es.everyday-words.txt'
        counts.update(dict.fromkeys(path.read_text(encoding='utf-8').split(), PLANS['phrases'].often))
    if language == 'es':
        return counts
    translated = collections.Counter()
    for _, word, translation in rows_of(work / TAUGHT_COUNTS):
        translated[translation] += counts[word]
    return translated


def rows_of(path):
    """The fields of the lines of a file."""
    return [tuple(line.split('\t')) for line in lines_of(path)]


def lines_of(path):
    """The lines of a file."""
    return path.read_text(encoding='utf-8').split('\n')[:-1]


if __name__ == '__main__':
    main()
