"""Tests of the lexicon: its bytes, and that the native container holds them."""

import itertools
import pathlib
import struct
import tempfile
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

from train.formats.lexicon import Lexicon, LexiconError, lexicon_bytes
from train.formats.native_model import int8_model, read_native_model, write_native_model
from train.formats.safetensors_file import read_safetensors

DATA = pathlib.Path(__file__).resolve().parents[4] / 'tests' / 'data'
WORDS = ['casa', 'cases', 'cas', 'passa', 'passes', "l'home", 'col·legi', 'és', 'a']


def arcs_of(content):
    characters, arcs = struct.unpack_from('<II', content, 4)
    return struct.unpack_from(f'<{arcs}I', content, 12 + 4 * characters)


class Bytes(unittest.TestCase):
    def test_words_come_back(self):
        lexicon = Lexicon(lexicon_bytes(WORDS))
        self.assertEqual(lexicon.words, sorted(map(lexicon.letters, WORDS)))
        for word in WORDS:
            self.assertTrue(lexicon.is_word(lexicon.letters(word)))
            for length in range(1, len(word) + 1):
                self.assertTrue(lexicon.is_beginning(lexicon.letters(word[:length])))
                self.assertEqual(lexicon.is_word(lexicon.letters(word[:length])), word[:length] in WORDS)
        for other in ('casas', 'p', 'casa a', 'h', 'zz', 'ess'):
            self.assertFalse(lexicon.is_word(lexicon.letters(other)), other)
        for other in ('casas', 'aa', 'h', 'o'):
            self.assertFalse(lexicon.is_beginning(lexicon.letters(other)), other)

    def test_the_same_words_give_the_same_bytes_in_any_order(self):
        self.assertEqual(lexicon_bytes(WORDS), lexicon_bytes([*reversed(WORDS), 'casa', '']))

    def test_the_layout(self):
        expected = [ord('A') | 1 << 24, ord('B') | 2 << 24, ord('a') | 1 << 24, ord('b') | 2 << 24]
        first, second, third = 1 | 1 << 11 | 2 << 12, 2 | 9 << 8 | 2 << 12, 2 | 1 << 8 | 1 << 9  # a -> b, b -> b
        content = lexicon_bytes(['ab', 'bb'])
        self.assertEqual(content, b'LEX1' + struct.pack('<9I', 4, 3, *expected, first, second, third))

    def test_words_of_both_languages_are_told_apart(self):
        lexicon = Lexicon(lexicon_bytes(['ab', 'Bb'], ['bb', 'abc']))
        self.assertEqual(lexicon.words, [lexicon.letters('ab'), lexicon.letters('bb')])
        self.assertEqual(lexicon.source_words, {lexicon.letters('bb'), lexicon.letters('abc')})
        self.assertFalse(lexicon.is_beginning(lexicon.letters('abc')))
        first, second, third, fourth = arcs_of(lexicon_bytes(['ab', 'b'], ['b', 'abc']))
        self.assertEqual((first & 0xFFF, third & 0xFFF), (1 | 1 << 11, 2 | 1 << 8 | 1 << 9))
        self.assertEqual((second, fourth), (2 | 7 << 8, 3 | 1 << 8 | 1 << 10))

    def test_equal_ends_are_one(self):
        words = [''.join(letters) for letters in itertools.product('abc', repeat=6)]
        self.assertEqual(len(arcs_of(lexicon_bytes(words))), 18)
        self.assertEqual(len(Lexicon(lexicon_bytes(words)).words), len(words))

    def test_capitals_and_equal_characters_have_one_label(self):
        lexicon = Lexicon(lexicon_bytes(['Één', "l'a", 'ß'], letters='x', equal=("'’´",)))
        self.assertEqual(lexicon.letters('éÉN'), lexicon.letters('één'))
        self.assertEqual(len({*lexicon.letters("'’´")} - {0}), 1)
        self.assertTrue(lexicon.is_word(lexicon.letters('L’A')))
        self.assertTrue(all(lexicon.letters('xXß')))
        self.assertEqual(lexicon.letters(' -1▁y'), bytes(5))

    def test_other_bytes_are_refused(self):
        content = lexicon_bytes(['ab', 'bb'])
        entry = {name: 12 + 4 * i for i, name in enumerate(('A', 'B', 'a', 'b', 'first', 'second', 'third'))}
        changes = {
            'not begin': [b'', content[:11], content[:-1], b'LEX2' + content[4:]],
            'entries': [content[:-4], content + bytes(4)],
            'alphabet': [self.changed(content, at, 1 << 24) for at in (entry['B'], entry['b'])]
            + [self.changed(content, entry['A'], ord('A')), self.changed(content, entry['b'], 1 << 24 | 0x110000)],
            'no node': [
                self.changed(content, entry['second'], 2 | 1 << 8 | 3 << 12),
                self.changed(content, entry['third'], 2 | 1 << 9),
                self.changed(content, entry['third'], 2 | 1 << 8 | 1 << 9 | 2 << 12),
            ],
            'has no words': [lexicon_bytes([], letters='a')],
            'to no word': [self.changed(content, entry['third'], 2 | 1 << 8)],
            'out of order': [self.changed(content, entry['second'], 1 | 1 << 8 | 2 << 12)],
        }
        for message, contents in changes.items():
            for changed in contents:
                with self.assertRaisesRegex(LexiconError, message):
                    Lexicon(changed)

    @staticmethod
    def changed(content, at, value):
        return content[:at] + struct.pack('<I', value) + content[at + 4 :]

    def test_too_many_letters_are_refused(self):
        with self.assertRaisesRegex(LexiconError, '256 different letters'):
            lexicon_bytes([chr(0x4E00 + i) for i in range(256)])


class Container(unittest.TestCase):
    def test_the_container_holds_it(self):
        content = lexicon_bytes(WORDS)
        model = read_native_model(DATA / 'tiny-pre.safetensors')
        self.assertEqual(model.lexicon, b'')
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / 'a.safetensors'
            write_native_model(path, int8_model(model._replace(lexicon=content)))
            self.assertEqual(read_native_model(path).lexicon, content)
            self.assertEqual(read_safetensors(path)[0]['lexicon'].tobytes(), content)
            write_native_model(path, model)
            self.assertNotIn('lexicon', read_safetensors(path)[0])


if __name__ == '__main__':
    unittest.main()
