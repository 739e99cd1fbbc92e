"""Tests of the bytes that may follow each other."""

import types
import unittest

from train.reference.characters import CharacterRules

WORD = 300


def rules(byte_of=None, suppressed=()):
    config = types.SimpleNamespace(target_size=WORD + 1, eos=256, bos=None, pad=None, suppressed_ids=[])
    return CharacterRules(config, {i: i for i in range(256)} if byte_of is None else byte_of, suppressed)


class Rules(unittest.TestCase):
    """The ids of bytes are their values; 256 is the end token, 300 a word."""

    def allowed(self, ids, **changes):
        return set(range(WORD + 1)) - rules(**changes).masked(ids)

    def test_within_a_character_its_bytes_are_due(self):
        self.assertEqual(self.allowed([0xC3]), set(range(0x80, 0xC0)))
        self.assertEqual(self.allowed([WORD, 0xE2, 0x82]), set(range(0x80, 0xC0)))
        self.assertEqual(self.allowed([0xE0]), set(range(0xA0, 0xC0)))
        self.assertEqual(self.allowed([0xED]), set(range(0x80, 0xA0)))
        self.assertEqual(self.allowed([0xF0, 256]), set(range(0x90, 0xC0)))
        self.assertEqual(self.allowed([0xF4]), set(range(0x80, 0x90)))
        self.assertEqual(self.allowed([0xEF, 0xBF]), set(range(0x80, 0xC0)) - {0xBD})

    def test_between_characters_none_is_continued(self):
        whole = set(range(0x80)) | set(range(0xC2, 0xF5)) | set(range(256, WORD + 1))
        for ids in ([], [WORD], [0xE2, 0x82, 0xAC], [0xE2, WORD], [0x80]):
            self.assertEqual(self.allowed(ids), whole)

    def test_a_character_begins_where_it_can_be_completed(self):
        low = set(range(0x80, 0x90))
        self.assertNotIn(0xF4, self.allowed([], suppressed=low))
        self.assertEqual(self.allowed([0xC3], suppressed=low), set(range(0x90, 0xC0)))

    def test_a_character_begins_only_where_there_is_room(self):
        self.assertEqual(rules().without_room([], 4), set())
        self.assertEqual(rules().without_room([], 3), set(range(0xF0, 0x100)))
        self.assertEqual(rules().without_room([WORD], 1), set(range(0xC0, 0x100)))
        self.assertEqual(rules().without_room([0xC3], 1), set())

    def test_without_bytes_there_are_no_rules(self):
        self.assertEqual(rules(byte_of={}).masked([0xC3]), set())
        self.assertEqual(rules(byte_of={}).without_room([0xC3], 1), set())


if __name__ == '__main__':
    unittest.main()
