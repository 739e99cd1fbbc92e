"""Tests of the trainer, from sentence pairs to a model: ids, batches, training that is stopped, the averaged model."""

import contextlib
import io
import json
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np
import sentencepiece
import torch

from train.fixtures.fixture_corpus import english_lines, german_lines
from train.formats.native_model import read_native_model
from train.formats.safetensors_file import read_safetensors
from train.reference.model_parts import tokenizer_of, transformer_of
from train.trainer import training
from train.trainer.batches import epoch_batches, make_batch
from train.trainer.overfit import CONFIG
from train.trainer.pair_ids import DataFolder, IdLists, PairIds
from train.trainer.settings import Settings, settle

ROOT = pathlib.Path(__file__).resolve().parents[4]
SIZES = ('--pieces 420 --d-model 16 --ffn 32 --heads 2 --encoder-layers 1 --decoder-layers 1').split()
PAIRS = list(zip(english_lines(), german_lines()))
HELD_OUT = 20  # pairs of dev, and of test


def run(*arguments, **options):
    command = [sys.executable, '-m', 'train.trainer', *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, **options)


def write_lines(path, lines):
    path.write_text(''.join(f'{line}\n' for line in lines), encoding='utf-8')


def write_work_folder(work):
    """Held-out sentences, two files of pairs and kinds of their origins."""
    for i, part in enumerate(('dev', 'test')):
        pairs = PAIRS[i * HELD_OUT : (i + 1) * HELD_OUT]
        for side, language in enumerate(('en', 'de')):
            write_lines(work / f'{part}.{language}', [pair[side] for pair in pairs])
    write_lines(work / 'a.tsv', ['\t'.join(('books', *pair)) for pair in PAIRS[:1000]])
    write_lines(work / 'b.tsv', ['\t'.join(('menus', *reversed(pair))) for pair in PAIRS[1000:1500]])
    write_lines(work / 'origins.tsv', ['books\tp\t1\tGPL\tgeneral\t9', 'menus\tp\t1\tGPL\tsoftware\t9'])


def prepare(work, *options):
    files = ['--data', f'{work}/a.tsv:2:3:1', '--data', f'{work}/b.tsv:3:2:0.5']
    return run('prepare', '--work', work, '--from', 'en', '--to', 'de', *files, *SIZES, *options)


class WithData(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.work = pathlib.Path(tempfile.mkdtemp())
        cls.addClassCleanup(shutil.rmtree, cls.work)
        write_work_folder(cls.work)
        cls.prepared = prepare(cls.work)
        cls.data = cls.work / 'en-de.ids'

    def new_folder(self):
        folder = pathlib.Path(tempfile.mkdtemp(dir=self.work))
        self.addCleanup(shutil.rmtree, folder)
        return folder


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


class Batches(unittest.TestCase):
    def pairs(self):
        generator = np.random.default_rng(1)
        sides = [[[9] * int(n) for n in generator.integers(1, 40, 500)] for _ in range(2)]
        weights = np.array([[1.0, 2.0, 0.25][i % 3] for i in range(500)], np.float32)
        return PairIds(IdLists.of(sides[0]), IdLists.of(sides[1]), weights)

    def test_batches_hold_few_enough_tokens_and_each_pair_as_often_as_its_weight(self):
        pairs = self.pairs()
        counts = np.zeros(500)
        for epoch in range(40):
            batches = epoch_batches(pairs, 300, 1, epoch)
            for batch in batches:
                np.add.at(counts, batch, 1)
                longest = max(pairs.source.lengths[batch].max(), pairs.target.lengths[batch].max())
                self.assertLessEqual(longest * len(batch), 300)
        self.assertEqual(set(counts[0::3]), {40})
        self.assertEqual(set(counts[1::3]), {80})
        self.assertAlmostEqual(counts[2::3].mean(), 10, delta=1)

    def test_batches_are_dense(self):
        pairs = self.pairs()
        batches = epoch_batches(pairs, 1000, 1, 0)
        used = sum(np.maximum(pairs.source.lengths, pairs.target.lengths)[batch].sum() for batch in batches)
        self.assertGreater(used / (1000 * len(batches)), 0.85)

    def test_order_depends_on_seed_and_epoch_alone(self):
        first, again, other, later = (
            [batch.tolist() for batch in epoch_batches(self.pairs(), 300, seed, epoch)]
            for seed, epoch in ((1, 0), (1, 0), (2, 0), (1, 1))
        )
        self.assertEqual(first, again)
        self.assertNotEqual(first, other)
        self.assertNotEqual(first, later)

    def test_a_pair_longer_than_a_batch_is_alone(self):
        pairs = PairIds(IdLists.of([[1] * 50, [1], [1]]), IdLists.of([[1], [1], [1]]), np.ones(3, np.float32))
        self.assertIn([0], [batch.tolist() for batch in epoch_batches(pairs, 10, 1, 0)])

    def test_decoder_inputs_are_the_outputs_one_later(self):
        pairs = PairIds(IdLists.of([[7, 8, 3], [9, 3]]), IdLists.of([[5, 3], [6, 5, 4, 3]]), np.ones(2))
        batch = make_batch(pairs, [0, 1], CONFIG)
        self.assertEqual(batch.inputs.tolist(), [[2, 5, 3, 0], [2, 6, 5, 4]])
        self.assertEqual(batch.outputs.tolist(), [[5, 3, 0, 0], [6, 5, 4, 3]])
        self.assertEqual(batch.is_output.sum(1).tolist(), [2, 4])


class LearningRate(unittest.TestCase):
    def test_up_and_down_in_lines(self):
        settings = Settings(data='', steps=110, warmup=10, lr=1.0)
        rates = [training.learning_rate(settings, step) for step in range(110)]
        self.assertAlmostEqual(rates[0], 0.1)
        self.assertAlmostEqual(rates[9], 1.0)
        self.assertAlmostEqual(rates[60], 0.5)
        self.assertAlmostEqual(rates[109], 0.01)
        self.assertEqual(max(rates), 1.0)


class Run(WithData):
    options = (
        '--steps 20 --tokens 300 --warmup 5 --save-every 5 --average 3 --validate-every 10 --dev-sentences 6'
    ).split()

    def train(self, folder, *options):
        return run('run', folder, '--data', self.data, *self.options, *options)

    def test_training_that_goes_on_gives_the_same_bits(self):
        whole, parts = self.new_folder(), self.new_folder()
        self.assertEqual(self.train(whole).returncode, 0)
        self.stop_after_step(parts, 7)
        done = run('run', parts)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('goes on after step', done.stderr)
        self.assertEqual(*(self.stored(folder) for folder in (whole, parts)))
        self.assertEqual(*(torch.load(folder / 'state.pt')['best'] for folder in (whole, parts)))

    def test_a_training_in_parts_gives_the_same_bits(self):
        whole, parts = self.new_folder(), self.new_folder()
        self.assertEqual(self.train(whole).returncode, 0)
        self.assertEqual(self.train(parts, '--until', '8').returncode, 0)
        self.assertEqual(torch.load(parts / 'state.pt')['position']['step'], 8)
        self.assertEqual(run('run', parts).returncode, 0)
        last = 'weights-00000020.safetensors'
        self.assertEqual(self.stored(parts)[last], self.stored(whole)[last])

    def stop_after_step(self, folder, step):
        """Trains step by step in one process that SIGTERM stops."""
        settings = Settings(
            data=str(self.data), steps=20, tokens=300, warmup=5, save_every=5, average=3, validate_every=10,
            dev_sentences=6,
        )
        settle(folder, vars(settings))
        data = DataFolder(self.data)
        with contextlib.redirect_stderr(io.StringIO()):
            running = training.Run(folder, data.config, settings, data)
        train_on = running.trainer.train_on

        def train_and_stop(batch, number):
            if number + 1 == step:
                os.kill(os.getpid(), signal.SIGTERM)
            return train_on(batch, number)

        running.trainer.train_on = train_and_stop
        with contextlib.redirect_stderr(io.StringIO()):
            self.assertEqual(running.train(), 143)
        self.assertEqual(torch.load(folder / 'state.pt')['position']['step'], step)

    def stored(self, folder):
        return {path.name: path.read_bytes() for path in folder.glob('weights-*')}

    def test_signals_end_the_command_with_their_codes(self):
        for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 143)):
            folder = self.new_folder()
            command = [sys.executable, '-m', 'train.trainer', 'run', str(folder), '--data', str(self.data)]
            with subprocess.Popen([*command, '--tokens', '300'], stderr=subprocess.PIPE, text=True) as process:
                self.assertIn('begins', process.stderr.readline())
                time.sleep(0.5)
                process.send_signal(number)
                self.assertEqual(process.wait(60), code)
            self.assertTrue((folder / 'state.pt').exists())

    def test_it_learns_and_the_export_is_the_mean_of_the_last_weights(self):
        folder = self.new_folder()
        done = self.train(folder, '--steps', '300', '--lr', '1e-2', '--save-every', '20', '--validate-every', '150')
        self.assertEqual(done.returncode, 0, done.stderr)
        log = (folder / 'log.txt').read_text(encoding='utf-8')
        losses = [float(line.split('dev loss ')[1].split()[0]) for line in log.splitlines() if 'dev loss' in line]
        self.assertEqual(len(losses), 2)
        self.assertLess(losses[1], losses[0])
        self.assertLess(losses[1], 3.5)  # nats; of 420 equally likely pieces it would be 6.0
        self.assertRegex(log, r'step 150/300  epoch \d+  loss \d+\.\d+  lr \S+  [\d,]+ tokens/s  left \d:\d\d:\d\d')
        self.check_export(folder)

    def check_export(self, folder):
        out = folder / 'model.safetensors'
        done = run('export', folder, out, '--last', '2')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('280, 300', done.stderr)
        model = read_native_model(out)
        last = [read_safetensors(folder / f'weights-00000{step}.safetensors')[0] for step in (280, 300)]
        for name, array in model.weights.items():
            np.testing.assert_allclose(array, (last[0][name] + last[1][name]) / 2, rtol=1e-6, atol=1e-7)
        ids = tokenizer_of(model).encode('Open the file now.')
        self.assertEqual(ids[-1], model.config.eos)
        self.assertTrue(transformer_of(model, torch.float32).greedy(ids, 5).ids)

    def test_the_export_of_two_trainings_is_the_mean_of_both(self):
        folders = [self.new_folder() for _ in range(2)]
        for folder, seed in zip(folders, '12'):
            self.assertEqual(self.train(folder, '--seed', seed).returncode, 0)
        out = folders[0] / 'model.safetensors'
        done = run('export', folders[0], out, '--last', '1', '--beside', folders[1])
        self.assertEqual(done.returncode, 0, done.stderr)
        first, second = (read_safetensors(folder / 'weights-00000020.safetensors')[0] for folder in folders)
        for name, array in read_native_model(out).weights.items():
            np.testing.assert_allclose(array, (first[name] + second[name]) / 2, rtol=1e-6, atol=1e-7)
        (folders[1] / 'spm.model').write_bytes(b'of another one')
        done = run('export', folders[0], out, '--beside', folders[1])
        self.assertEqual(done.returncode, 1)
        self.assertIn('with the same pieces', done.stderr)

    def test_bfloat16_trains_too(self):
        folder = self.new_folder()
        done = self.train(folder, '--bf16')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertNotEqual(self.stored(folder), {})

    def test_it_stops_when_nothing_improves(self):
        folder = self.new_folder()
        done = self.train(folder, '--lr', '0', '--validate-every', '2', '--patience', '3')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('done after step 8', done.stderr)  # the first of four validations is the best

    def test_other_data_begins_a_new_epoch(self):
        folder, out = self.new_folder(), self.new_folder() / 'other.ids'
        self.assertEqual(self.train(folder).returncode, 0)
        self.assertEqual(prepare(self.work, '--out', out, '--longest', '20').returncode, 0)
        done = run('run', folder, '--data', out, '--steps', '22')
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn('other data than before', done.stderr)
        position = torch.load(folder / 'state.pt')['position']
        self.assertEqual((position['step'], position['epoch'], position['batch']), (22, 1, 2))

    def test_a_training_begins_with_the_weights_of_a_model(self):
        folder, other = self.new_folder(), self.new_folder()
        self.assertEqual(self.train(folder).returncode, 0)
        model = folder / 'model.safetensors'
        self.assertEqual(run('export', folder, model, '--last', '1').returncode, 0)
        done = self.train(other / 'run', '--start', model, '--lr', '0', '--steps', '1')
        self.assertEqual(done.returncode, 0, done.stderr)
        first, last = (read_safetensors(path)[0] for path in (model, other / 'run' / 'weights-00000001.safetensors'))
        for name, weight in last.items():
            np.testing.assert_array_equal(weight, first[name])
        self.check_start_of_others(model, other)

    def check_start_of_others(self, model, folder):
        write_work_folder(folder)
        refused = prepare(folder, '--pieces-of', ROOT / 'tests/data/overfit/overfit.safetensors')
        self.assertIn('not those of the model', refused.stderr)
        self.assertEqual(prepare(folder, '--pieces-of', model, '--ffn', '48').returncode, 0)
        self.assertEqual(DataFolder(folder / 'en-de.ids').spm, (self.work / 'spm.model').read_bytes())
        for data, fault in ((folder / 'en-de.ids', 'other tensors'), (self.data, 'other pieces')):
            start = model if data != self.data else ROOT / 'tests/data/overfit/overfit.safetensors'
            refused = run('run', folder / fault, '--data', data, '--start', start)
            self.assertEqual(refused.returncode, 1)
            self.assertIn(fault, refused.stderr)
        # Nothing has begun, so another model may be named.
        mended = run('run', folder / 'other pieces', '--start', model, '--steps', '1')
        self.assertEqual(mended.returncode, 0, mended.stderr)

    def test_settings_stay_but_for_those_that_may_change(self):
        folder = self.new_folder()
        self.assertEqual(self.train(folder, '--steps', '1').returncode, 0)
        refused = run('run', folder, '--lr', '0.5')
        self.assertEqual(refused.returncode, 1)
        self.assertIn('--lr was 0.0015', refused.stderr)
        self.assertEqual(run('run', folder, '--steps', '2', '--lr', '0.0015').returncode, 0)
        settings = json.loads((folder / 'settings.json').read_text(encoding='utf-8'))
        self.assertEqual((settings['steps'], settings['tokens']), (2, 300))

    def test_folders_that_hold_nothing_are_refused(self):
        folder = self.new_folder()
        for arguments, message in (
            (['run', folder / 'new'], 'needs --data'),
            (['run', folder / 'new', '--data', folder], 'no folder of training data'),
            (['export', folder, folder / 'x.safetensors'], 'holds no training'),
            (['speed', '--data', folder], 'no folder of training data'),
        ):
            done = run(*arguments)
            self.assertEqual(done.returncode, 1)
            self.assertIn(message, done.stderr)

    def test_a_damaged_state_is_refused(self):
        folder = self.new_folder()
        self.assertEqual(self.train(folder, '--steps', '1').returncode, 0)
        (folder / 'state.pt').write_bytes(b'nothing')
        done = run('run', folder)
        self.assertEqual(done.returncode, 1)
        self.assertIn('state.pt is not usable', done.stderr)

    def test_speed_prints_tokens_a_second(self):
        done = run('speed', '--data', self.data, '--steps', '2', '--tokens', '300')
        self.assertRegex(done.stdout, r'^[\d,]+ target tokens/s\n$')


if __name__ == '__main__':
    unittest.main()
