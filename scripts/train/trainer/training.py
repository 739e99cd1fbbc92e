"""The training itself: steps, their learning rate, validation, and a state that goes on exactly where it stopped."""

import math
import signal

import torch

from train.formats.native_model import read_native_model
from train.trainer.batches import epoch_batches, make_batch
from train.trainer.run_folder import begin_folder, load_state, save_state, save_weights
from train.trainer.dropout import Dropout
from train.trainer.loss import smoothed_cross_entropy
from train.trainer.pair_ids import DataError
from train.trainer.progress import Progress
from train.trainer.transformer import Transformer, initial_weights
from train.trainer.validation import Validation

LOG = 'log.txt'
PRECISIONS = {'bfloat16': torch.bfloat16, 'float32': torch.float32}
SIGNALS = (signal.SIGINT, signal.SIGTERM)


def learning_rate(settings, step):
    """Of the step that comes after `step` steps: up from 0 to `lr` during warm-up, then in a line down to 0."""
    warm = (step + 1) / max(1, settings.warmup)
    left = (settings.steps - step) / max(1, settings.steps - settings.warmup)
    return settings.lr * min(warm, left, 1.0)


def use_device(device):
    """Has PyTorch make all tensors on a device."""
    if device != 'cpu':
        torch.set_default_device(device)


class Trainer:
    """A model with its optimiser; `train_on` is one step."""

    def __init__(self, config, settings):
        torch.set_num_threads(settings.threads)
        torch.set_flush_denormal(True)
        use_device(settings.device)
        self.settings = settings
        compute = PRECISIONS[settings.precision]
        self.model = Transformer(config, initial_weights(config, settings.seed), compute=compute)
        self.dropout = Dropout(settings.dropout, settings.seed, compute)
        self.optimiser = make_adam(self.model.parameters(), settings.lr)

    def train_on(self, batch, step):
        """One update; returns the batch's plain cross-entropy per target."""
        self.dropout.begin_step(step)
        model = self.model
        encoded, mask = model.encode(batch.source, batch.source_lengths, self.dropout)
        hidden = model.decode(encoded, mask, batch.inputs, self.dropout)[batch.is_output]
        targets = batch.outputs[batch.is_output]
        loss, plain = smoothed_cross_entropy(hidden, model.output_layer(), targets, self.settings.label_smoothing)
        self.optimiser.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), self.settings.clip)
        for group in self.optimiser.param_groups:
            group['lr'] = learning_rate(self.settings, step)
        self.optimiser.step()
        return float(plain)

    def state(self):
        """All that a step depends on but the data and the settings."""
        return {
            'weights': {name: weight.detach() for name, weight in self.model.weights.items()},
            'optimiser': self.optimiser.state_dict(),
        }

    def restore(self, state):
        """The inverse of `state`."""
        with torch.no_grad():
            for name, weight in self.model.weights.items():
                weight.copy_(state['weights'][name])
        self.optimiser.load_state_dict(state['optimiser'])

    def take(self, arrays, origin):
        """Begins with the weights of another model of the same form."""
        weights = self.model.weights
        if {name: array.shape for name, array in arrays.items()} != {n: tuple(w.shape) for n, w in weights.items()}:
            raise DataError(f'{origin} has other tensors than the model to be trained')
        with torch.no_grad():
            for name, weight in weights.items():
                weight.copy_(torch.from_numpy(arrays[name]))


def make_adam(parameters, lr):
    """Adam as in the paper, in one pass over each tensor where PyTorch (2.4) can."""
    options = {'lr': lr, 'betas': (0.9, 0.98), 'eps': 1e-9}
    try:
        return torch.optim.Adam(parameters, **options, fused=True)
    except RuntimeError:  # older: "`fused=True` requires all the params to be CUDA"
        return torch.optim.Adam(parameters, **options)


class Run:
    """A training in its folder."""

    def __init__(self, folder, config, settings, data):
        self.folder, self.settings, self.data = folder, settings, data
        self.trainer = Trainer(config, settings)
        self.validation = Validation(data, settings.dev_sentences, settings.tokens)
        self.progress = Progress(folder / LOG, settings.steps)
        self.position = {'step': 0, 'epoch': 0, 'batch': 0, 'data': data.fingerprint()}
        self.best = {'loss': math.inf, 'bleu': -math.inf, 'worse': 0}
        self.signal = None
        begin_folder(folder, config, data.spm)
        self._resume()

    def _resume(self):
        state = load_state(self.folder)
        if state is None:
            self._begin()
            return
        self.trainer.restore(state)
        fingerprint = self.position['data']
        self.position, self.best = state['position'], state['best']
        self.progress.say(f'goes on after step {self.position["step"]}')
        if self.position['data'] != fingerprint:
            self.progress.say(f'other data than before: {len(self.data.train.weights):,} pairs, in a new epoch')
            self.position.update(data=fingerprint, epoch=self.position['epoch'] + 1, batch=0)

    def _begin(self):
        start, count = self.settings.start, sum(weight.numel() for weight in self.trainer.model.parameters())
        if start:
            model = read_native_model(start)
            if model.spm != {'spm': self.data.spm}:
                raise DataError(f'{start} has other pieces than {self.data.path}: prepare that with --pieces-of')
            self.trainer.take(model.weights, start)
        self.progress.say(f'begins: {count:,} parameters, {len(self.data.train.weights):,} pairs')

    def save(self):
        """State and weights as they are now."""
        save_state(self.folder, {**self.trainer.state(), 'position': self.position, 'best': self.best})
        arrays = self.trainer.model.arrays()
        save_weights(self.folder, self.position['step'], arrays, self.settings.average)

    def train(self, until=None):
        """Goes on to the last step, or to `until` before it; returns the exit code: 0, or 128 and the signal that
        stopped it."""
        before = {number: signal.signal(number, self._on_signal) for number in SIGNALS}
        try:
            return self._train(min(until or self.settings.steps, self.settings.steps))
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def _on_signal(self, number, _):
        self.signal = number

    def _train(self, end):
        self.progress.begin()
        while self.position['step'] < end and not self._has_stopped_improving():
            batches = epoch_batches(
                self.data.train, self.settings.tokens, self.settings.seed, self.position['epoch']
            )
            for indices in batches[self.position['batch'] :]:
                self._step(indices)
                if self.signal:
                    self.save()
                    self.progress.say(f'stopped after step {self.position["step"]}; the same command goes on')
                    return 128 + self.signal
                if self.position['step'] >= end or self._has_stopped_improving():
                    break
            else:
                self.position.update(epoch=self.position['epoch'] + 1, batch=0)
        self.save()
        self.progress.say(f'done after step {self.position["step"]}')
        return 0

    def _step(self, indices):
        settings, position = self.settings, self.position
        batch = make_batch(self.data.train, indices, self.trainer.model.config)
        lr = learning_rate(settings, position['step'])
        loss = self.trainer.train_on(batch, position['step'])
        if not math.isfinite(loss):
            raise FloatingPointError(f'the loss of step {position["step"] + 1} is {loss}: use a lower --lr')
        position['step'] += 1
        position['batch'] += 1
        self.progress.step_done(position['step'], position['epoch'], int(batch.is_output.sum()), loss, lr)
        if position['step'] % settings.validate_every == 0 or position['step'] == settings.steps:
            self._validate(lr)
        if position['step'] % settings.save_every == 0:
            self.save()

    def _validate(self, lr):
        self.progress.report(self.position['step'], self.position['epoch'], lr)
        scores = self.validation.scores(self.trainer.model)
        self.progress.say(
            f'step {self.position["step"]}  dev loss {scores.loss:.4f}  BLEU {scores.bleu:.2f}  chrF {scores.chrf:.2f}'
        )
        improved = scores.loss < self.best['loss'] or scores.bleu > self.best['bleu']
        self.best = {
            'loss': min(scores.loss, self.best['loss']),
            'bleu': max(scores.bleu, self.best['bleu']),
            'worse': 0 if improved else self.best['worse'] + 1,
        }
        if self._has_stopped_improving():
            self.progress.say(f'neither loss nor BLEU improved in {self.best["worse"]} validations: stops early')
        self.progress.begin()

    def _has_stopped_improving(self):
        return 0 < self.settings.patience <= self.best['worse']
