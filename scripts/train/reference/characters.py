"""Which bytes may follow which: a deliberate second opinion beside the character rules of core/search.

Where a vocabulary spells characters byte by byte, no output may hold ill-formed UTF-8. Python's own codec says what is
well-formed.
"""

import functools

REPLACEMENT = '\ufffd'.encode()


class CharacterRules:
    """The rules for one target vocabulary."""

    def __init__(self, config, byte_of, suppressed=()):
        """`byte_of` maps ids to bytes; the `suppressed` are never generated, nor are those of the config."""
        self.byte_of, self.size = byte_of, config.target_size
        self.passed_over = {config.eos, config.bos, config.pad}
        unwanted = {*suppressed, *config.suppressed_ids}
        self.usable = sorted({byte for i, byte in byte_of.items() if i not in unwanted})

    def masked(self, ids):
        """The ids that must not follow `ids`."""
        if not self.byte_of:
            return set()
        due = self._due(ids)
        if due:
            return set(range(self.size)) - due
        return {i for i, byte in self.byte_of.items() if not self._may_begin(byte)}

    def without_room(self, ids, room):
        """The ids after `ids` that begin characters which `room` tokens do not complete.

        They are not among the `masked`, since a limit of length must not change the probabilities of other tokens.
        """
        if self.is_within(ids):
            return set()
        return {i for i, byte in self.byte_of.items() if _missing(byte) >= room}

    def is_within(self, ids):
        """Whether `ids` end within a character."""
        return bool(self._due(ids))

    def _due(self, ids):
        """The ids that may go on with the character in which `ids` end."""
        opened = _opened(self._tail(ids))
        return {i for i, byte in self.byte_of.items() if byte in self.usable and self._fits(opened, byte)}

    def _tail(self, ids):
        """The bytes at the end of `ids`, four at most."""
        tail = b''
        for i in reversed(ids):
            if i in self.byte_of:
                tail = bytes([self.byte_of[i]]) + tail
            elif i not in self.passed_over:
                break
        return tail[-4:]

    def _fits(self, opened, byte):
        """Whether a byte may follow those of an unfinished character."""
        after = opened + bytes([byte])
        return bool(opened) and 0x80 <= byte < 0xC0 and after != REPLACEMENT and _is_beginning(after)

    def _may_begin(self, byte):
        if not _is_beginning(bytes([byte])):
            return False
        return not _missing(byte) or any(self._fits(bytes([byte]), other) for other in self.usable)


def _beginnings():
    """The first bytes of every character that has several, all of its bytes left out."""
    # The last byte has six bits of the character.
    characters = (chr(c).encode() for c in range(0x80, 0x110000, 0x40) if not 0xD800 <= c < 0xE000)
    return {character[:length] for character in characters for length in range(1, len(character))}


BEGINNINGS = _beginnings()


def _opened(tail):
    """The bytes of the character in which a run of bytes ends."""
    return next((tail[-length:] for length in (3, 2, 1) if tail[-length:] in BEGINNINGS), b'')


@functools.lru_cache(None)
def _is_beginning(data):
    """Whether one character begins so, or is that."""
    try:
        return data in BEGINNINGS or len(data.decode()) == 1
    except UnicodeDecodeError:
        return False


def _missing(byte):
    """The bytes that the character lacks which a byte begins."""
    return 0 if byte < 0xC0 else 1 if byte < 0xE0 else 2 if byte < 0xF0 else 3
