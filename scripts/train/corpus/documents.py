"""Turns the unpacked files of a source into segments."""

import re
import sys
import zlib

from train.corpus.package_files import language_files
from train.corpus.readers import bible_modules, gettext_catalogues, manual_pages, markup_blocks, message_files
from train.corpus.readers import qt_catalogues, word_lists
from train.corpus.segments import Segment

CATALOGUES = {
    '.mo': gettext_catalogues.read_mo,
    '.po': gettext_catalogues.read_po,
    '.po.gz': gettext_catalogues.read_po,
    '.qm': qt_catalogues.read_qm,
}
MESSAGES = {'.json': message_files.read_json, '.xpi': message_files.read_language_pack}
PAGE = re.compile(r'\.(?:page|docbook|xml|x?html?)$')
MANUAL = re.compile(r'/man[1-8]/')
SUFFIX = re.compile(r'(?:\.(?:mo|po|qm|page|docbook|xml|x?html?|json|xpi|[1-8]|gz))+$')
FAULTS = (ValueError, KeyError, IndexError, OSError, EOFError, zlib.error)


def source_segments(source, folders):
    """Every segment of the files that the source's readers know; a broken file is named and left out."""
    files = {}
    for folder in folders:
        for path, languages in language_files(folder).items():
            files.setdefault(path, {}).update(languages)
    for path, languages in files.items():
        try:
            for spanish, catalan in _file_texts(path, languages, source.readers):
                yield Segment(source.name, document_name(path), spanish, catalan)
        except FAULTS as error:
            print(f'{source.name}: {path}: left out: {error!r}', file=sys.stderr)
    if 'bible' in source.readers:
        for folder in folders:
            module = next(folder.rglob('nt.bzs')).parent
            for verse in bible_modules.module_verses(module):
                yield Segment(source.name, module.name, verse, '')
    if 'words' in source.readers:
        for folder in folders:
            for word in word_lists.listed_words((folder / word_lists.SPANISH).read_bytes()):
                yield Segment(source.name, 'spanish', word, '')


def document_name(path):
    """The file's name without its language; a file named for its language has its folder's name."""
    name = SUFFIX.sub('', path.rpartition('/')[2]).replace('@', '').strip('._-')
    return name or path.split('/')[-2].strip('@')


def _file_texts(path, languages, readers):
    suffix = next((suffix for suffix in (*CATALOGUES, *MESSAGES) if path.endswith(suffix)), None)
    contents = [languages[language].read_bytes() if language in languages else None for language in ('es', 'ca')]
    if suffix in CATALOGUES and 'catalogues' in readers:
        yield from _joined(CATALOGUES[suffix], contents)
    elif suffix in MESSAGES and 'messages' in readers:
        yield from _joined(MESSAGES[suffix], contents)
    elif MANUAL.search(path) and 'manuals' in readers:
        yield from (
            (text, '') if side == 0 else ('', text)
            for side, content in enumerate(contents)
            if content
            for text in manual_pages.page_paragraphs(content)
        )
    elif PAGE.search(path) and 'pages' in readers:
        yield from markup_blocks.aligned_blocks(*(markup_blocks.page_blocks(content or b'') for content in contents))


def _joined(read, contents):
    return gettext_catalogues.joined_catalogues(*(read(content) if content else {} for content in contents))
