"""Inflections: all forms of the words that texts have often, practice in spelling them.

    python3 -m train.corpus.inflections --recipe es-ca --work .training/es-ca --language es

reads WORK/es.counts.tsv (origin, word, count) and recipes/languages/es.everyday-words.txt and writes WORK/es.forms.tsv
(origin, form). In the language that has no counts, words have those of the words that the teacher translated to them in
WORK/es-ca.counts.tsv.

A text has few of the fifty forms of a verb, so that a model that only read texts makes up the others from pieces: of
"lloverá", "ploureà". Apertium's dictionary has them all. Forms that are also another word's (para, of parar and of
parir) are left out: by itself, nothing says which one it is.
"""

import collections
import re
import sys
from typing import NamedTuple

from train.corpus.command import add_work, language_of, parser_of, require_program
from train.corpus.lexical_variants import PERSONS, counted_words, explained
from train.corpus.morphology import Morphology, MorphologyError
from train.corpus.rows import write_rows

ORIGIN = 'forms'
MOST = {'vblex': 2000, 'n': 8000, 'adj': 4000}  # verbs, nouns and adjectives: those that are counted most often

NUMBERS = ('<sg>', '<pl>')
GENDERED = [f'<{gender}>{number}' for gender in 'mf' for number in NUMBERS]
IMPERATIVE = [f'<imp>{person}' for person in PERSONS if person != '<p1><sg>']
WORD = re.compile(r"[^\W\d_]+(?:[-'’·][^\W\d_]+)*(?: [^\W\d_]+)?")  # also perdre'ls, vam perdre
WITH_PRONOUN = ('<inf>', '<ger>', '<imp><p3><sg>')


class Lexeme(NamedTuple):
    """A word of the dictionary in all its forms."""

    lemma: str
    kind: str
    gender: str  # of a noun; mf of an adjective that has no others, and empty for other words

    @classmethod
    def of(cls, unit):
        """The word of which the unit is a form; None where it is of no kind that has forms."""
        match = re.match(r'<(\w+)>(?:<(m|f|mf)>)?', unit.tags)
        kind, gender = match.groups('')
        is_known = kind == 'vblex' or kind in ('n', 'adj') and gender
        if not is_known or not unit.lemma.isalpha():
            return None
        return cls(unit.lemma, kind, gender if kind == 'n' or gender == 'mf' else '')

    def forms(self, grammar):
        """The lexical units of all forms, for the generator."""
        return [f'^{self.lemma}<{self.kind}>{tags}$' for tags in self._tags(grammar)]

    def _tags(self, grammar):
        if self.kind == 'vblex':
            finite = [f'<{tense}>{person}' for tense in grammar.tenses for person in PERSONS]
            joined = [f'{tags}+{pronoun}' for tags in WITH_PRONOUN for pronoun in grammar.pronouns]
            return ['<inf>', '<ger>', *(f'<pp>{tags}' for tags in GENDERED), *finite, *IMPERATIVE, *joined]
        return [f'<{self.gender}>{number}' for number in NUMBERS] if self.gender else GENDERED


def frequent_lexemes(morphology, code, words):
    """The words of each kind that are counted most often; `words` counts their forms."""
    counts = {kind: collections.Counter() for kind in MOST}
    words = {word: count for word, count in words.items() if word.islower()}
    for count, units in zip(words.values(), morphology.analyses(code, list(words))):
        for lexeme in filter(None, map(Lexeme.of, units)):
            counts[lexeme.kind][lexeme] += count / len(units)
    for kind, counted in counts.items():
        yield from sorted(counted, key=lambda lexeme: (-counted[lexeme], lexeme))[: MOST[kind]]


def make_forms(pair, code, words):
    """The forms of the words that `words` counts most often, each once."""
    morphology, grammar = Morphology(pair.teacher), pair.language(code).grammar
    lexemes = list(frequent_lexemes(morphology, code, words))
    print(f'inflections: of {len(lexemes)} words', file=sys.stderr, flush=True)
    units = (unit for lexeme in lexemes for unit in lexeme.forms(grammar))
    generated = dict.fromkeys(morphology.generate(code, ''.join(f'{unit}\n' for unit in units)).splitlines())
    forms = [form for form in generated if WORD.fullmatch(form)]
    plain = [form for form, units in zip(forms, morphology.analyses(code, forms)) if is_plain(units)]
    verbs = [lexeme.lemma for lexeme in lexemes if lexeme.kind == 'vblex']
    return plain + [f'{auxiliary} {verb}' for verb in verbs for auxiliary in grammar.auxiliaries]


def is_plain(units):
    """Whether the analyses of a form are all of one word; a participle may also be an adjective."""
    return len({unit.lemma for unit in units}) == 1 or (
        any(unit.tags.startswith('<vblex><pp>') for unit in units)
        and all(unit.kind == 'adj' or unit.tags.startswith('<vblex><pp>') for unit in units)
    )


def main():
    parser = parser_of(__doc__)
    add_work(parser)
    parser.add_argument('--language', required=True)
    options = parser.parse_args()
    pair, language = options.recipe, language_of(parser, options, needs_grammar=True)
    require_program('inflections', 'lt-proc', 'apertium', pair.teacher.package)
    try:
        forms = make_forms(pair, language.code, counted_words(pair, options.work, language.code, True))
    except (FileNotFoundError, MorphologyError) as error:
        sys.exit(f'inflections: {explained(error)}')
    write_rows(options.work / f'{language}.forms.tsv', [(ORIGIN, form) for form in forms])
    print(f'inflections: {len(forms)} made', file=sys.stderr)


if __name__ == '__main__':
    main()
