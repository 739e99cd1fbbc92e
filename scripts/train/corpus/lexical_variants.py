"""Lexical variants: sentences of the corpus with other words in them, practice with words that the corpus rarely has.

    python3 -m train.corpus.lexical_variants --recipe es-ca --work .training/es-ca --language es

reads WORK/es.tsv (origin, tab, sentence) and writes WORK/es.varied.tsv. `--plan NAME` makes another of the files that the
recipe's table lexical_variants describes: its `words` are those of the corpus, those of texts, as often as
WORK/es.counts.tsv (origin, word, count) says, or everyday ones; then it favors recipes/languages/es.everyday-words.txt.
The plan `phrases` takes recipes/languages/es.phrases.txt, everyday sentences written for this, instead of the corpus. In
the language that has no counts, words have those of the words that the teacher translated to them in
WORK/es-ca.counts.tsv.

Apertium analyses the sentences; nouns, adjectives, adverbs and verbs are exchanged for others of its dictionary, verbs
get other tenses and persons, names are made up, and Apertium puts all into form again. What comes out means nothing, but
has the grammar of its language, and words of the dictionary that the corpus rarely has come often enough to be learned.
"""

import collections
import itertools
import pathlib
import random
import re
import sys
from typing import Dict, List, NamedTuple, Tuple

from train.corpus.command import add_work, language_of, parser_of, require_program
from train.corpus.morphology import UNIT, Morphology, MorphologyError, Unit
from train.corpus.rows import rows_of, write_rows

ORIGIN, PHRASES = 'variations', 'phrases'
PLAIN = re.compile(r'[\w ,.;:!?¡¿’\'·-]+[.!?]')  # nothing in it means anything to Apertium's programs
WORD = re.compile(r'[^\W\d_]+(?:·l[^\W\d_]+)?')

# How probably a word of each kind is exchanged, and how probably the rest of a sentence changes.
EXCHANGE = {'n': 0.7, 'adj': 0.7, 'vblex': 0.6, 'adv': 0.5}
NEW_TENSE, NEW_PERSON, NEW_NAME = 0.3, 0.5, 0.5
RARE = 0.3  # added to the count of a word, for those that only a list has

PERSONS = [f'<p{person}><{number}>' for person in (1, 2, 3) for number in ('sg', 'pl')]
FINITE = re.compile(r'<(?:pri|pii|ifi|fti|cni|prs|pis)>')
PERSON = re.compile(r'<p[123]><(?:sg|pl)>')


def exchange_class(unit, grammar):
    """The words of a class may stand for each other; None for one that stays."""
    kind, *others = re.findall('<([^>]+)>', unit.tags) or ['']
    gender = next(iter(others), '')
    if '#' in unit.lemma:
        return None
    if kind == 'n' and gender in ('m', 'f', 'mf'):
        return f'n {gender}'
    if kind == 'adj' and gender in ('m', 'f', 'mf'):
        return 'adj with one form' if gender == 'mf' else 'adj'
    if kind == 'vblex' and unit.lemma not in grammar.kept_verbs:
        return 'vblex'
    if kind == 'adv' and grammar.adverb_ending and unit.lemma.endswith(grammar.adverb_ending):
        return 'adv'
    return None


class WordList:
    """The words of a corpus and its lists that Apertium knows, by class; and the parts that names are made of.

    `found` has the analyses of each word that `words` counts. How often a lemma is drawn, the plan says.
    """

    def __init__(self, words, found, plan, grammar):
        counts = collections.defaultdict(collections.Counter)
        for count, units in zip(words.values(), found):
            for unit in units:
                name = None if unit.joined else exchange_class(unit, grammar)
                if name and unit.lemma.islower():
                    counts[name][unit.lemma] += count / len(units)
        self._classes = {name: self._with_weights(counts[name], plan) for name in sorted(counts)}
        unknown = (word for word, units in zip(words, found) if not units)
        self._name_parts = [word for word in unknown if word.isascii() and 3 <= len(word) <= 9] or ['Xana', 'Belor']

    @staticmethod
    def _with_weights(counts, plan):
        lemmas = sorted(counts)
        weights = ((min(counts[lemma], plan.often) + RARE) ** plan.power for lemma in lemmas)
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


class SentenceVariants:
    """Makes variants of analysed sentences, for the generator; `words` is a WordList."""

    def __init__(self, words, grammar, seed):
        self._words, self._grammar = words, grammar
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
            return Unit(self._words.invent(self._random), '', '', '') if is_new else unit
        name = exchange_class(unit, self._grammar)
        if name in self._words and self._happens(EXCHANGE[unit.kind]):
            unit = unit._replace(lemma=self._words.draw(name, self._random))
        return unit._replace(tags=self._conjugated(unit.tags, person)) if unit.kind == 'vblex' else unit

    def _conjugated(self, tags, person):
        if not FINITE.search(tags):
            return tags
        if self._happens(NEW_TENSE):
            tags = FINITE.sub(f'<{self._random.choice(self._grammar.tenses)}>', tags)
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


class Texts(NamedTuple):
    """Sentences to vary."""

    rows: List[Tuple[str, str]]  # (origin, sentence)
    kinds: Dict[str, str]  # the kind of each origin


def make_variants(pair, code, texts, plan, words):
    """Variants of the sentences of `texts`, in an order without meaning; `words` counts the words they are made of."""
    morphology, grammar = Morphology(pair.teacher), pair.language(code).grammar
    known_words = WordList(words, morphology.analyses(code, list(words)), plan, grammar)
    sentences = sentences_to_vary(*texts, plan)
    print(f'lexical_variants: of {len(sentences)} sentences, some more than once', file=sys.stderr, flush=True)
    variants = SentenceVariants(known_words, grammar, plan.seed)
    varied = map(variants.vary, morphology.analyse(code, ''.join(f'{text}\n' for text in sentences)).splitlines())
    made = dict.fromkeys(map(finished, morphology.generate(code, ''.join(f'{line}\n' for line in varied)).splitlines()))
    known = {None, *(text for _, text in texts.rows)}
    fresh = [text for text in made if text not in known]
    random.Random(plan.seed).shuffle(fresh)
    return fresh


def explained(error):
    """What to do where a file of the work folder is missing, or how Apertium failed."""
    if isinstance(error, MorphologyError):
        return str(error)
    missing = pathlib.Path(error.filename)
    first = 'let the teacher translate counts' if '-' in missing.name else 'build the corpus'
    return f'no {missing}: {first} first'


def run(pair, work, code, name):
    """Writes the variants that the plan of this name asks for; returns how many there are."""
    if name == PHRASES:
        rows, kinds = phrases(pair, code), {PHRASES: PHRASES}
    else:
        rows, kinds = [tuple(row) for row in rows_of(work / f'{code}.tsv')], kinds_of(work / 'origins.tsv')
    plan = pair.lexical_variants[name]
    if plan.words == 'corpus':
        words = count_words(rows)
    else:
        words = counted_words(pair, work, code, plan.words == 'everyday')
    made = [(ORIGIN, text) for text in make_variants(pair, code, Texts(rows, kinds), plan, words)]
    write_rows(work / f'{code}.{name}.tsv', [*rows, *made] if name == PHRASES else made)
    return len(made) + (len(rows) if name == PHRASES else 0)


def phrases(pair, code):
    """(origin, sentence) of everyday sentences that were written for this."""
    content = pair.language_file(code, PHRASES).read_text(encoding='utf-8')
    return [(PHRASES, text) for text in content.split('\n')[:-1]]


def kinds_of(path):
    """The kind of each origin."""
    return {origin: kind for origin, _, _, _, kind, *_ in rows_of(path)}


def counted_words(pair, work, code, favors_everyday):
    """How often texts have words of a language; where they were counted in the other one, words have the counts of those
    that the teacher translates to them.

    The texts are an encyclopedia's kind; everyday words may be favored, and then half of what is drawn is one of them.
    """
    counted = pair.corpus.counted
    counts = {word: int(count) for _, word, count in rows_of(work / f'{counted}.counts.tsv')}
    if favors_everyday:
        words = pair.language_file(counted, 'everyday-words').read_text(encoding='utf-8').split()
        counts.update(dict.fromkeys(words, pair.corpus.everyday_count))
    if code == counted:
        return counts
    translated = collections.Counter()
    for _, word, translation, *_ in rows_of(work / f'{counted}-{code}.counts.tsv'):
        translated[translation] += counts[word]
    return translated


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    parser.add_argument('--language', required=True)
    parser.add_argument('--plan', default='varied', metavar='NAME', help='of the recipe (default: %(default)s)')
    options = parser.parse_args()
    pair, language = options.recipe, language_of(parser, options, needs_grammar=True)
    if options.plan not in pair.lexical_variants:
        parser.error(f'no plan {options.plan}; {pair.name} has {", ".join(pair.lexical_variants)}')
    require_program('lexical_variants', 'apertium-tagger', 'apertium', 'cg3', pair.teacher.package)
    try:
        made = run(pair, options.work, language.code, options.plan)
    except (FileNotFoundError, MorphologyError) as error:
        sys.exit(f'lexical_variants: {explained(error)}')
    print(f'lexical_variants: {made} made', file=sys.stderr)


if __name__ == '__main__':
    main()
