"""Translates sentences by Apertium: the teacher from which a small model learns.

    python3 -m train.corpus.teacher --recipe es-ca --work .training/es-ca --from es --to ca

reads WORK/es.tsv (origin, tab, sentence) and appends to WORK/es-ca.taught.tsv (origin, sentence, translation; into a
language whose sentences begin with a mark, such as the ¿ of Spanish, also the translation with the marks, which Apertium
does not set). What is there already is not translated again, so that it can be stopped at any time and goes on where it
was. With `--sentences varied` the files are WORK/es.varied.tsv and WORK/es-ca.varied.tsv, and so on.

Apertium's pipeline takes text and gives text; sentences go through it with an empty line between them, which is where
it, too, ends a sentence. A group whose translation has another number of lines is cut in halves until the one sentence
is found that confuses it; that one is left out.

    python3 -m train.corpus.teacher --recipe es-ca --work .training/es-ca --from es --to ca --part test

writes what the teacher makes of every line of WORK/test.es to WORK/test.es-ca.taught, so that a model can be compared.
"""

import os
import re
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

from train.corpus.command import add_work, parser_of, require_program
from train.corpus.rows import rows_of

UNOPENED = re.compile(  # a question or exclamation without its opening mark
    r"""
    (^|(?<=[.!?…:;])["»”’)]*\s+)                 # where a sentence begins
    ([«"“‘(\[—–-]*\s*)                           # quotes and dashes before it
    (\w(?:(?![.…:;]["»”’)]*\s)[^!?¿¡])*(?<![«"“‘(]))
    ([!?]+)(?=["»”’)\],.;:]*(?:\s|$))            # its end; a mark that is a word, as in "Press ?", is not one
    """,
    re.VERBOSE,
)
OTHER_SENTENCES = ('counts', 'forms')  # that a corpus has besides its own and their lexical variants
GROUP = 500
UNKNOWN = '*'


class TeacherError(Exception):
    """Apertium failed; the message says how."""


def run_apertium(mode, sentences):
    """The translations of sentences, or None when they cannot be told apart."""
    command = ['apertium', mode]
    done = subprocess.run(command, input='\n\n'.join(sentences) + '\n', capture_output=True, text=True, check=False)
    if done.returncode != 0 or done.stderr.strip():
        raise TeacherError(f'{" ".join(command)}: {done.stderr.strip() or f"exit code {done.returncode}"}')
    translations = done.stdout.rstrip('\n').split('\n\n')
    return translations if len(translations) == len(sentences) else None


def is_sound(translation):
    """Whether nothing of the engine's own marks is in it: unknown words (*), failed generation (#), missing entries (@)."""
    return translation and '\n' not in translation and not any(
        word[0] in '*#@' and len(word) > 1 and word[1].isalpha() for word in translation.split()
    )


def unmarked(source, translation):
    """The translation without the asterisks that mark unknown words, which stay as they were in the source.

    A word that has no counterpart leaves its two blanks.
    """
    if UNKNOWN not in source:
        translation = translation.replace(UNKNOWN, '')
    return translation if '  ' in source else re.sub(' {2,}', ' ', translation)


def translate(mode, sentences):
    """One translation a sentence, with the engine's marks; None where there is none."""
    translations = run_apertium(mode, sentences)
    if translations is None:
        if len(sentences) == 1:
            return [None]
        half = len(sentences) // 2
        return translate(mode, sentences[:half]) + translate(mode, sentences[half:])
    return [text.strip() for text in translations]


def taught(source, translation):
    """What there is to learn of a translation; None when there is nothing, as of a word the engine does not know."""
    if translation is None or translation == UNKNOWN + source:
        return None
    text = unmarked(source, translation)
    return text if is_sound(text) else None


def opened(text, marks):
    """The text with an opening mark before the sentences that end with one of `marks`, which has the opening one of each."""

    def with_mark(match):
        before, quotes, words, end = match.groups()
        return f'{before}{quotes}{marks[end[0]]}{words}{end}'

    return UNOPENED.sub(with_mark, text)


def already_done(path):
    """The sentences that a former run translated; cuts off a line that it left unfinished."""
    if not os.path.exists(path):
        return set()
    with open(path, 'rb+') as file:
        content = file.read()
        end = content.rfind(b'\n') + 1
        file.truncate(end)
    return {line.split('\t')[1] for line in content[:end].decode('utf-8').splitlines()}


def groups_of(rows, size):
    """Lists of `size` rows."""
    return [rows[begin : begin + size] for begin in range(0, len(rows), size)]


class Progress:
    """A line on standard error after each group: how many are done, how fast, and what is left."""

    def __init__(self, total):
        self._total, self._done, self._left_out, self._start = total, 0, 0, time.monotonic()

    def add(self, translations):
        self._done += len(translations)
        self._left_out += sum(text is None for text in translations)
        rate = self._done / (time.monotonic() - self._start)
        minutes = (self._total - self._done) / rate / 60
        print(
            f'teacher: {self._done} of {self._total} sentences, {self._left_out} left out, {rate:.0f}/s, '
            f'{minutes:.0f} min left',
            file=sys.stderr,
            flush=True,
        )


def teach(mode, marks, rows, path, jobs):
    """Translates rows (origin, sentence) and appends them to the file, in their order; `marks` as in `opened`."""
    progress = Progress(len(rows))
    groups = groups_of(rows, GROUP)
    with ThreadPoolExecutor(jobs) as pool, open(path, 'a', encoding='utf-8') as file:
        translated = pool.map(lambda group: translate(mode, [sentence for _, sentence in group]), groups)
        for group, translations in zip(groups, translated):
            texts = [taught(sentence, translation) for (_, sentence), translation in zip(group, translations)]
            for (origin, sentence), text in zip(group, texts):
                if text is not None:
                    others = [opened(text, marks)] if marks else []
                    file.write('\t'.join([origin, sentence, text, *others]) + '\n')
            file.flush()
            progress.add(texts)


def translate_part(mode, source, target):
    """Writes a translation for every line of a file; a line that the engine cannot translate stays as it is."""
    with open(source, encoding='utf-8') as file:
        lines = file.read().split('\n')[:-1]
    texts = [
        line if text is None else unmarked(line, text)
        for group in groups_of(lines, GROUP)
        for line, text in zip(group, translate(mode, group))
    ]
    with open(target, 'w', encoding='utf-8') as file:
        file.writelines(f'{text}\n' for text in texts)


def arguments():
    parser = parser_of(__doc__)
    add_work(parser)
    parser.add_argument('--from', dest='source', metavar='LANGUAGE', required=True)
    parser.add_argument('--to', dest='target', metavar='LANGUAGE', required=True)
    parser.add_argument('--sentences', metavar='NAME', help='read and write the files with this in their names')
    parser.add_argument('--part', metavar='NAME', help='translate the lines of this held-out part, such as test, instead')
    parser.add_argument('--first', type=int, metavar='N', help='translate only so many of the file; default: all')
    parser.add_argument('--jobs', type=int, metavar='N', default=os.cpu_count(), help='at a time; default: one a core')
    options = parser.parse_args()
    if f'{options.source}-{options.target}' not in options.recipe.teacher.modes:
        parser.error(f'no {options.source}-{options.target} in the recipe {options.recipe.name}')
    return options


def run(options):
    """What the options ask for."""
    folder, direction = options.work, f'{options.source}-{options.target}'
    mode = options.recipe.teacher.modes[direction]
    if options.part:
        source = folder / f'{options.part}.{options.source}'
        translate_part(mode, source, folder / f'{options.part}.{direction}.taught')
        return
    suffix = f'.{options.sentences}' if options.sentences else ''
    path = folder / f'{direction}{suffix or ".taught"}.tsv'
    rows = [tuple(row[:2]) for row in rows_of(folder / f'{options.source}{suffix}.tsv')][: options.first]
    done = already_done(path)
    marks = options.recipe.language(options.target).opening_marks
    teach(mode, marks, [row for row in rows if row[1] not in done], path, options.jobs)


def main():
    options = arguments()
    require_program('teacher', 'apertium', 'apertium', options.recipe.teacher.package)
    try:
        run(options)
    except FileNotFoundError as error:
        sys.exit(f'teacher: no {error.filename}: make it first')
    except TeacherError as error:
        sys.exit(f'teacher: {error}')
    except KeyboardInterrupt:
        sys.exit(130)


if __name__ == '__main__':
    main()
