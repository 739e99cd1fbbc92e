"""All forms of the words that texts have often: practice in spelling them.

    python3 -m train.corpus.inflections --work .training/es-ca --language es

reads WORK/es.counts.tsv (origin, word, count) and es.everyday-words.txt and writes WORK/es.forms.tsv (origin, form).
Catalan words have the counts of the Spanish words that the teacher translated to them in WORK/es-ca.counts.tsv.

A text has few of the fifty forms of a verb, so that a model that only read texts makes up the others from pieces: of
"lloverá", "ploureà". Apertium's dictionary has them all. Forms that are also another word's (para, of parar and of
parir) are left out: by itself, nothing says which one it is.
"""

import argparse
import collections
import pathlib
import re
import shutil
import sys
from typing import NamedTuple

from train.corpus.morphology import READS, MorphologyError, analyses, generate
from train.corpus.lexical_variants import PERSONS, TENSES, counted_words, explained

ORIGIN = 'forms'
MOST = {'vblex': 2000, 'n': 8000, 'adj': 4000}  # verbs, nouns and adjectives: those that are counted most often

NUMBERS = ('<sg>', '<pl>')
GENDERED = [f'<{gender}>{number}' for gender in 'mf' for number in NUMBERS]
IMPERATIVE = [f'<imp>{person}' for person in PERSONS if person != '<p1><sg>']
WORD = re.compile(r"[^\W\d_]+(?:[-'’·][^\W\d_]+)*(?: [^\W\d_]+)?")  # also perdre'ls, vam perdre


class Joined(NamedTuple):
    """What a language joins to its verbs, and the auxiliary that forms its preterite."""

    pronouns: tuple  # behind infinitive, gerund and imperative
    preterite: tuple  # before the infinitive


JOINED = {
    'es': Joined(
        ('lo<prn><enc><p3><m><sg>', 'lo<prn><enc><p3><f><pl>', 'se<prn><enc><ref><p3><mf><sp>', 'me<prn><enc><p1><mf><sg>'),
        (),
    ),
    'ca': Joined(
        ('el<prn><enc><p3><m><sg>', 'el<prn><enc><p3><f><pl>', 'es<prn><enc><ref><p3><mf><sp>', 'em<prn><enc><p1><mf><sg>'),
        ('vaig', 'vas', 'va', 'vam', 'vau', 'van'),
    ),
}
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

    def forms(self, language):
        """The lexical units of all forms, for the generator."""
        return [f'^{self.lemma}<{self.kind}>{tags}$' for tags in self._tags(language)]

    def _tags(self, language):
        if self.kind == 'vblex':
            finite = [f'<{tense}>{person}' for tense in TENSES[language] for person in PERSONS]
            joined = [f'{tags}+{pronoun}' for tags in WITH_PRONOUN for pronoun in JOINED[language].pronouns]
            return ['<inf>', '<ger>', *(f'<pp>{tags}' for tags in GENDERED), *finite, *IMPERATIVE, *joined]
        return [f'<{self.gender}>{number}' for number in NUMBERS] if self.gender else GENDERED


def frequent_lexemes(language, words):
    """The words of each kind that are counted most often; `words` counts their forms."""
    counts = {kind: collections.Counter() for kind in MOST}
    words = {word: count for word, count in words.items() if word.islower()}
    for count, units in zip(words.values(), analyses(language, list(words))):
        for lexeme in filter(None, map(Lexeme.of, units)):
            counts[lexeme.kind][lexeme] += count / len(units)
    for kind, counted in counts.items():
        yield from sorted(counted, key=lambda lexeme: (-counted[lexeme], lexeme))[: MOST[kind]]


def make_forms(language, words):
    """The forms of the words that `words` counts most often, each once."""
    lexemes = list(frequent_lexemes(language, words))
    print(f'forms: of {len(lexemes)} words', file=sys.stderr, flush=True)
    units = (unit for lexeme in lexemes for unit in lexeme.forms(language))
    generated = dict.fromkeys(generate(language, ''.join(f'{unit}\n' for unit in units)).splitlines())
    forms = [form for form in generated if WORD.fullmatch(form)]
    plain = [form for form, units in zip(forms, analyses(language, forms)) if is_plain(units)]
    verbs = [lexeme.lemma for lexeme in lexemes if lexeme.kind == 'vblex']
    return plain + [f'{auxiliary} {verb}' for verb in verbs for auxiliary in JOINED[language].preterite]


def is_plain(units):
    """Whether the analyses of a form are all of one word; a participle may also be an adjective."""
    return len({unit.lemma for unit in units}) == 1 or (
        any(unit.tags.startswith('<vblex><pp>') for unit in units)
        and all(unit.kind == 'adj' or unit.tags.startswith('<vblex><pp>') for unit in units)
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('--work', type=pathlib.Path, required=True, help='folder that build.py wrote')
    parser.add_argument('--language', choices=sorted(READS), required=True)
    options = parser.parse_args()
    if shutil.which('lt-proc') is None:
        sys.exit('forms: no apertium. On Debian: apt install apertium apertium-spa-cat')
    try:
        forms = make_forms(options.language, counted_words(options.work, options.language, True))
    except (FileNotFoundError, MorphologyError) as error:
        sys.exit(f'forms: {explained(error)}')
    path = options.work / f'{options.language}.forms.tsv'
    path.write_text(''.join(f'{ORIGIN}\t{form}\n' for form in forms), encoding='utf-8')
    print(f'forms: {len(forms)} made', file=sys.stderr)


if __name__ == '__main__':
    main()
