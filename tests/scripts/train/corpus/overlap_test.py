"""Tests of what texts share with tests."""

import unittest

from train.corpus.overlap import Overlap

TEST = ['The quick brown fox jumps over the lazy dog today.', 'I really like tea.', 'Save file']


class Shared(unittest.TestCase):
    def setUp(self):
        self.overlap = Overlap(TEST)

    def test_eight_words_in_a_row_whatever_is_between_them(self):
        self.assertTrue(self.overlap.has('So: "quick brown fox jumps over the LAZY dog", said he.'))
        self.assertFalse(self.overlap.has('The quick brown fox jumps over the dog today.'))

    def test_a_shorter_sentence_within_another_one(self):
        self.assertTrue(self.overlap.has('But I really like tea, you know.'))
        self.assertFalse(self.overlap.has('I really like green tea.'))

    def test_very_short_ones_only_as_a_whole(self):
        self.assertTrue(self.overlap.has('save file!'))
        self.assertFalse(self.overlap.has('Save file as'))
        self.assertFalse(self.overlap.has(''))


if __name__ == '__main__':
    unittest.main()
