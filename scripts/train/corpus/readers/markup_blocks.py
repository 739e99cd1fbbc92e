"""Cuts HTML, XHTML, Mallard and DocBook pages into blocks of text; aligns the blocks of two translations of a page."""

import difflib
import html.parser
import re

BLOCKS = set(
    'address article aside blockquote body caption center code-block dd desc div dl dt entry example figcaption '
    'figure footer form formalpara h1 h2 h3 h4 h5 h6 header hr important info item itemizedlist li list listitem '
    'main nav note ol option orderedlist p page para procedure section seg simpara step steps subtitle summary '
    'table tbody td term textobject th thead tip title tr ul variablelist varlistentry warning br legend fieldset '
    'select'.split()
) - {'phrase', 'label'}
# Whole blocks of code, and what is not prose; a typewriter word inside of a sentence stays.
SKIPPED = set(
    'pre script style screen programlisting literallayout synopsis cmdsynopsis svg math textarea head '.split()
)
VOID = set('br hr img input link meta col area base source wbr'.split())
OTHER_SYSTEM = 'MAC'  # LibreOffice's help holds a word for macOS and one for other systems, and shows one of them
ANCHOR = re.compile(r'\d+|[A-Z]{2,}')
CHARSET = re.compile(rb'(?:charset|encoding)\s*=\s*["\']?([A-Za-z0-9_-]+)')
MIN_SAME_TAGS = 0.95


class _Blocks(html.parser.HTMLParser):
    """Collects (tag, text) of every block with a letter in it."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.blocks, self.text, self.tag, self.skipped = [], [], '', []

    def handle_starttag(self, tag, attributes):
        tag = tag.rpartition(':')[2]
        if tag in SKIPPED or self.skipped or OTHER_SYSTEM in (dict(attributes).get('class') or '').upper().split():
            if tag not in VOID:
                self.skipped.append(tag)
        if tag in BLOCKS | SKIPPED and not self.skipped[1:]:
            self.flush()
            self.tag = tag

    def handle_startendtag(self, tag, attributes):
        if tag.rpartition(':')[2] in BLOCKS and not self.skipped:
            self.flush()

    def handle_endtag(self, tag):
        tag = tag.rpartition(':')[2]
        if self.skipped:
            if tag in self.skipped:
                while self.skipped.pop() != tag:
                    pass
        elif tag in BLOCKS:
            self.flush()
            self.tag = ''

    def handle_data(self, data):
        if not self.skipped:
            self.text.append(data)

    def flush(self):
        text = ' '.join(''.join(self.text).split())
        self.text.clear()
        if any(map(str.isalpha, text)):
            self.blocks.append((self.tag, text))


def page_blocks(content):
    """[(tag, text)] of the bytes of a page."""
    charset = CHARSET.search(content[:3000])
    try:
        text = content.decode(charset.group(1).decode() if charset else 'utf-8')
    except (UnicodeDecodeError, LookupError):
        text = content.decode('utf-8', 'replace')
    parser = _Blocks()
    parser.feed(re.sub(r'<!\[CDATA\[(.*?)\]\]>', '', text, flags=re.DOTALL))
    parser.close()
    parser.flush()
    return parser.blocks


def aligned_blocks(first, second):
    """The texts of two block lists side by side; blocks without a counterpart have '' on the other side."""
    same = sum(left[0] == right[0] for left, right in zip(first, second))
    if first and len(first) == len(second) and same >= MIN_SAME_TAGS * len(first):
        yield from ((left[1], right[1]) for left, right in zip(first, second))
        return
    matcher = difflib.SequenceMatcher(None, _signatures(first), _signatures(second), autojunk=False)
    for operation, start, stop, other_start, other_stop in matcher.get_opcodes():
        if operation == 'equal':
            yield from (
                (left[1], right[1]) for left, right in zip(first[start:stop], second[other_start:other_stop])
            )
        else:
            yield from ((text, '') for _, text in first[start:stop])
            yield from (('', text) for _, text in second[other_start:other_stop])


def _signatures(blocks):
    """What two translations of a block share: its element, its numbers and capitals, and roughly its length."""
    return [(tag, tuple(ANCHOR.findall(text)), len(text).bit_length() // 2) for tag, text in blocks]
