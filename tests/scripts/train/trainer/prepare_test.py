"""Tests of the ids that are made of sentence pairs, and of the files that pairs are in."""

import pathlib
import tempfile
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import sentencepiece

from train.trainer.pair_files import PairFile, usual_files
from train.trainer.pair_ids import DataError, DataFolder
from trainer.work_folder import HELD_OUT, PAIRS, SIZES, WithData, prepare, run, write_lines


class Prepare(WithData):
    def test_pairs_come_with_their_weights_and_without_held_out_sentences(self):
        self.assertEqual(self.prepared.returncode, 0, self.prepared.stderr)
        data = DataFolder(self.data)
        held_out = {sentence for pair in PAIRS[: 2 * HELD_OUT] for sentence in pair}
        kept = [pair for pair in PAIRS[:1500] if not held_out & set(pair)]
        self.assertEqual(len(data.train.source), len(kept))
        # General texts count double, by default.
        self.assertEqual(sorted(set(data.train.weights.tolist())), [0.5, 2.0])
        self.assertEqual(data.config.vocab_size, 420)
        for index in (0, 5, len(kept) - 1):
            self.assertEqual(self.text(data, data.train.source[index]), kept[index][0])
            self.assertEqual(self.text(data, data.train.target[index]), kept[index][1])
        self.assertEqual(data.dev_texts[1], [pair[1] for pair in PAIRS[:HELD_OUT]])

    def test_whatever_has_a_file_in_both_languages_is_held_out_too(self):
        kept = DataFolder(self.data).train
        spm = sentencepiece.SentencePieceProcessor(model_proto=DataFolder(self.data).spm)
        texts = [spm.decode(side[3][:-1].tolist()) for side in (kept.source, kept.target)]
        for text, language in zip(texts, ('en', 'de')):
            path = self.work / f'everyday.{language}'
            path.write_text(f'{text}\n', encoding='utf-8')
            self.addCleanup(path.unlink)
        out = self.new_folder() / 'fewer.ids'
        self.assertEqual(prepare(self.work, '--out', out).returncode, 0)
        self.assertEqual(len(DataFolder(out).train.source), len(kept.source) - 1)

    def text(self, data, ids):
        self.assertEqual(ids[-1], data.config.eos)
        return sentencepiece.SentencePieceProcessor(model_proto=data.spm).decode(ids[:-1].tolist())

    def test_characters_are_made_uniform(self):
        spm = sentencepiece.SentencePieceProcessor(model_proto=DataFolder(self.data).spm)
        for text, same in (
            ('Größe\u00a0ändern', 'Größe ändern'),
            ('Gro\u00adße', 'Große'),
            ('u\u0308ber', 'über'),
            ('co\u0140lecció', 'col·lecció'),
            ('\ufb01le', 'file'),
        ):
            self.assertEqual(spm.encode(text), spm.encode(same))
        self.assertEqual(spm.decode(spm.encode('1.º 漢字 🙂 ½')), '1.º 漢字 🙂 ½')

    def test_preparing_again_gives_the_same_and_keeps_the_pieces(self):
        before, spm = DataFolder(self.data).fingerprint(), (self.work / 'spm.model').stat().st_mtime_ns
        out = self.new_folder() / 'again.ids'
        self.assertEqual(prepare(self.work, '--out', out).returncode, 0)
        self.assertEqual(DataFolder(out).fingerprint(), before)
        self.assertEqual((self.work / 'spm.model').stat().st_mtime_ns, spm)
        self.assertEqual(prepare(self.work, '--out', out, '--longest', '20').returncode, 0)
        data = DataFolder(out)
        self.assertNotEqual(data.fingerprint(), before)
        self.assertLessEqual(max(data.train.source.lengths.max(), data.train.target.lengths.max()), 20)

    def test_a_line_that_is_being_written_is_left_out(self):
        path = self.new_folder() / 'c.tsv'
        path.write_text('x\tone\teins\nx\ttwo\tzw', encoding='utf-8')
        done = run(
            'prepare', '--work', self.work, '--from', 'en', '--to', 'de', '--data', f'{path}:2:3:1',
            *SIZES, '--out', path.parent / 'c.ids',
        )
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(len(DataFolder(path.parent / 'c.ids').train.source), 1)

    def test_bad_input_is_refused(self):
        folder = self.new_folder()
        write_lines(folder / 'bad.tsv', ['x\tone\teins', 'x\ttwo'])
        common = ['prepare', '--work', self.work, '--from', 'en', '--to', 'de', '--out', folder / 'x.ids']
        for options, message in (
            (['--data', f'{folder}/bad.tsv:2:3:1', *SIZES], 'bad.tsv, line 2: 2 fields'),
            (['--data', 'a.tsv:2:3', *SIZES], 'is not FILE:SOURCE_COLUMN:TARGET_COLUMN:WEIGHT'),
            (['--data', f'{folder}/none.tsv:2:3:1', *SIZES], 'none.tsv'),
            (['--data', f'{folder}/bad.tsv:0:3:1', *SIZES], 'columns count from 1'),
            (['--data', f'{self.work}/a.tsv:2:3:1'], 'not those of the model'),  # of another number of pieces
            (['--data', f'{self.work}/a.tsv:2:3:1', '--longest', '2', *SIZES], 'none of the pairs'),
            (['--data', f'{self.work}/a.tsv:2:3:1', '--kind', 'general', *SIZES], '--kind'),
            (SIZES, '--data'),
        ):
            done = run(*common, *options)
            self.assertEqual(done.returncode, 1, options)
            self.assertIn(message, done.stderr)
            self.assertNotIn('Traceback', done.stderr)


class UsualFiles(unittest.TestCase):
    """The files of a work folder that a corpus was written to."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.work = pathlib.Path(folder.name)
        for name in ('qb-qa.taught.tsv', 'qa-qb.taught.tsv', 'real.tsv'):
            (self.work / name).touch()

    def test_columns_have_the_order_of_the_corpus(self):
        (self.work / 'languages.txt').write_text('qb qa\n', encoding='utf-8')
        self.assertEqual(
            usual_files(self.work, 'qa', 'qb'),
            [
                PairFile(self.work / 'qa-qb.taught.tsv', 2, 3, 1.0),
                PairFile(self.work / 'real.tsv', 3, 2, 1.0),
                PairFile(self.work / 'qb-qa.taught.tsv', 3, 2, 0.5),
            ],
        )
        (self.work / 'real.tsv').unlink()
        (self.work / 'qa-qb.taught.tsv').unlink()
        self.assertEqual(usual_files(self.work, 'qb', 'qa'), [
            PairFile(self.work / 'qb-qa.taught.tsv', 2, 3, 1.0)
        ])

    def test_files_are_to_be_named_where_no_corpus_of_these_languages_is(self):
        with self.assertRaisesRegex(DataError, 'name the files of pairs with --data'):
            usual_files(self.work, 'qa', 'qb')
        (self.work / 'languages.txt').write_text('qa qc\n', encoding='utf-8')
        with self.assertRaisesRegex(DataError, 'no languages.txt of qa and qb'):
            usual_files(self.work, 'qa', 'qb')

    def test_a_corpus_without_pairs_is_refused(self):
        (self.work / 'languages.txt').write_text('qa qb\n', encoding='utf-8')
        for path in self.work.glob('*.tsv'):
            path.unlink()
        with self.assertRaisesRegex(DataError, 'has neither real.tsv nor qa-qb.taught.tsv'):
            usual_files(self.work, 'qa', 'qb')


if __name__ == '__main__':
    unittest.main()
