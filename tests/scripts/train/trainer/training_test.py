"""Tests of trainings: that are stopped and continue, that begin with a model, and the averaged model."""

import contextlib
import io
import json
import os
import pathlib
import signal
import subprocess
import sys
import time
import unittest

from train.setup.packages import missing_packages

if missing_packages():
    raise unittest.SkipTest(f'needs {" ".join(missing_packages())}')

import numpy as np
import torch

from train.formats.native_model import read_native_model
from train.formats.safetensors_file import read_safetensors
from train.reference.model_parts import tokenizer_of, transformer_of
from train.trainer import training
from train.trainer.pair_ids import DataFolder
from train.trainer.settings import Settings, settle
from trainer.work_folder import WithData, prepare, run, write_work_folder

ROOT = pathlib.Path(__file__).resolve().parents[4]


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
