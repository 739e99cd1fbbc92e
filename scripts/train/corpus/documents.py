"""Turns the unpacked files of a source into segments."""

import functools
import re
import sys
import zlib

from train.corpus.readers import (
    bible_modules,
    gettext_catalogues,
    manual_pages,
    markup_blocks,
    message_files,
    qt_catalogues,
    word_lists,
)
from train.corpus.segments import Segment

CATALOGUES = {
    '.mo': gettext_catalogues.read_mo,
    '.po': gettext_catalogues.read_po,
    '.po.gz': gettext_catalogues.read_po,
    '.qm': qt_catalogues.read_qm,
}
PAGE = re.compile(r'\.(?:page|docbook|xml|x?html?)$')
MANUAL = re.compile(r'/man[1-8]/')
SUFFIX = re.compile(r'(?:\.(?:mo|po|qm|page|docbook|xml|x?html?|json|xpi|[1-8]|gz))+$')
FAULTS = (ValueError, KeyError, IndexError, OSError, EOFError, zlib.error)


class DocumentReader:
    """Reads the texts of a pair of languages; `paths` tells the language of a file."""

    def __init__(self, pair, paths):
        self._pair, self._paths = pair, paths
        read_pack = functools.partial(message_files.read_language_pack, shared_name=paths.without_language_folder)
        self._messages = {'.json': message_files.read_json, '.xpi': read_pack}

    def segments(self, source, folders):
        """Every segment of the files that the source's readers know; a broken file is named and left out."""
        files = {}
        for folder in folders:
            for path, languages in self._paths.files(folder).items():
                files.setdefault(path, {}).update(languages)
        for path, languages in files.items():
            try:
                for texts in self._file_texts(path, languages, source.readers):
                    yield Segment(source.name, document_name(path), tuple(texts))
            except FAULTS as error:
                print(f'{source.name}: {path}: left out: {error!r}', file=sys.stderr)
        for document, text, language in self._monolingual_texts(source, folders):
            yield Segment(source.name, document, _on_side(text, self._pair.side(language)))

    def _monolingual_texts(self, source, folders):
        """(document, text, language) of what has one language only, which the source's readers name."""
        if 'bible' in source.readers:
            language = self._pair.language(source.readers['bible'])
            for folder in folders:
                module = next(folder.rglob('nt.bzs')).parent
                for verse in bible_modules.module_verses(module):
                    yield module.name, language.modern(verse), language.code
        if 'words' in source.readers:
            language = self._pair.language(source.readers['words'])
            for folder in folders:
                path = folder / language.word_list.file
                for word in word_lists.listed_words(path.read_bytes(), language.word_list.word):
                    yield path.name, word, language.code

    def _file_texts(self, path, languages, readers):
        suffix = next((suffix for suffix in (*CATALOGUES, *self._messages) if path.endswith(suffix)), None)
        contents = [languages[code].read_bytes() if code in languages else None for code in self._pair.codes]
        if suffix in CATALOGUES and 'catalogues' in readers:
            ids_of = self._pair.corpus.message_ids
            yield from _joined(CATALOGUES[suffix], contents, self._pair.side(ids_of) if ids_of else None)
        elif suffix in self._messages and 'messages' in readers:
            yield from _joined(self._messages[suffix], contents)
        elif MANUAL.search(path) and 'manuals' in readers:
            for side, content in enumerate(contents):
                yield from (_on_side(text, side) for text in manual_pages.page_paragraphs(content or b''))
        elif PAGE.search(path) and 'pages' in readers:
            yield from markup_blocks.aligned_blocks(*(markup_blocks.page_blocks(content or b'') for content in contents))


def document_name(path):
    """The file's name without its language; a file named for its language has its folder's name."""
    name = SUFFIX.sub('', path.rpartition('/')[2]).replace('@', '').strip('._-')
    return name or path.split('/')[-2].strip('@')


def _on_side(text, side):
    return ('', text) if side else (text, '')


def _joined(read, contents, ids_side=None):
    """The texts of both sides; those of `ids_side` are message ids where no catalogue has another text."""
    catalogues = [read(content) if content else {} for content in contents]
    if ids_side is None:
        return gettext_catalogues.joined_catalogues(*catalogues)
    return gettext_catalogues.with_message_ids(catalogues, ids_side)
