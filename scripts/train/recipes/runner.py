"""Runs the plan of a recipe in a work folder: what is finished is skipped, lanes may run side by side, a stop is clean."""

import os
import pathlib
import shlex
import shutil
import signal
import subprocess
import sys
import threading
import time
from typing import Dict, List, NamedTuple

CHECKOUT = pathlib.Path(__file__).resolve().parents[3]
ENVIRONMENT = CHECKOUT / 'scripts' / 'train' / 'environment.sh'
FINISHED = 'finished-steps.txt'
SIGNALS = (signal.SIGINT, signal.SIGTERM)


class StepError(Exception):
    """A step failed; the message says which."""


class Programs(NamedTuple):
    """What the programs of steps are: `plain` is a Python for modules that need nothing, `torch` one with PyTorch."""

    plain: List[str]
    torch: List[str]

    @classmethod
    def of(cls, python):
        """`python` is a Python with PyTorch; without one, that of environment.sh."""
        return cls([sys.executable], [python] if python else [str(ENVIRONMENT), 'python3'])


class Runner:
    """Runs steps in the work folder; `paths` are those that texts of steps name, besides it and the checkout."""

    def __init__(self, work, paths, programs):
        self._paths: Dict[str, str] = {'work': str(work), 'checkout': str(CHECKOUT), **paths}
        self._work, self._programs = work, programs
        self._lock = threading.Lock()
        self._running, self._signal = set(), None
        noted = work / FINISHED
        self._noted = set(noted.read_text(encoding='utf-8').splitlines()) if noted.exists() else set()

    def command(self, step):
        """The words of a step's command; a copy is shown as cp."""
        program, *arguments = (step.program, *map(self._with_paths, step.arguments))
        if program == 'copy':
            return ['cp', '-r', *arguments]
        if program == 'node':
            return ['node', str(CHECKOUT / arguments[0]), *arguments[1:]]
        needs_torch = not arguments[0].startswith('corpus.')
        python = self._programs.torch if needs_torch else self._programs.plain
        return [*python, '-m', f'train.{arguments[0]}', *arguments[1:]]

    def shown(self, step):
        """The command as a line of a shell."""
        return shlex.join(self.command(step)) + step.redirection

    def is_finished(self, step):
        """Whether what the step makes is there, or else, that it was noted when it ended well."""
        if step.program == 'copy':
            return pathlib.Path(self._with_paths(step.arguments[1])).exists()
        return (self._work / step.makes).exists() if step.makes else step.key in self._noted

    def run_stage(self, stage):
        """Runs the steps that are not finished; returns how many they were.

        The first step that fails ends its lane; other lanes that run beside it come to their end.
        """
        self._work.mkdir(parents=True, exist_ok=True)
        before = {number: signal.signal(number, self._on_signal) for number in SIGNALS}
        try:
            counter = _Counter(sum(map(len, stage.lanes)))
            lanes = [_Lane(self, lane, counter) for lane in stage.lanes]
            groups = [lanes] if stage.side_by_side else [[lane] for lane in lanes]
            for group in groups:
                for lane in group:
                    lane.start()
                for lane in group:
                    lane.join()
                self._raise_faults(group)
            return sum(lane.count for lane in lanes)
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def run_step(self, step, place):
        """Runs one step and notes that it is finished; `place` says which one of how many it is."""
        began = time.monotonic()
        self._say(f'step {place}: {self.shown(step)}')
        if step.program == 'copy':
            _copy(*map(pathlib.Path, self.command(step)[2:]))
        else:
            self._execute(step)
        if not step.makes and step.program != 'copy':
            self._note(step)
        self._say(f'step {place}: done in {duration(time.monotonic() - began)}')

    @property
    def is_stopped(self):
        """Whether a signal asked for the end."""
        return self._signal is not None

    def _with_paths(self, text):
        for name, path in self._paths.items():
            text = text.replace(f'{{{name}}}', path)
        return text

    def _execute(self, step):
        name = step.into or step.onto
        partial = self._work / f'{name}.partial' if name else None
        environment = {**os.environ, 'PYTHONPATH': str(CHECKOUT / 'scripts'), 'OMP_WAIT_POLICY': 'passive'}
        output = open(partial, 'wb') if partial else None
        try:
            with subprocess.Popen(self.command(step), cwd=self._work, env=environment, stdout=output) as process:
                self._running.add(process)
                code = process.wait()
                self._running.discard(process)
        except OSError as error:
            raise StepError(f'{self.shown(step)}: {error.strerror}') from error
        finally:
            if output:
                output.close()
        if code != 0:
            raise StepError(f'{self.shown(step)}: exit code {code}')
        if step.into:
            partial.replace(self._work / step.into)
        elif step.onto:
            with open(self._work / step.onto, 'ab') as file:
                file.write(partial.read_bytes())
            partial.unlink()

    def _note(self, step):
        with self._lock:
            self._noted.add(step.key)
            with open(self._work / FINISHED, 'a', encoding='utf-8') as file:
                file.write(f'{step.key}\n')

    def _say(self, text):
        with self._lock:
            print(f'recipe: {text}', file=sys.stderr, flush=True)

    def _on_signal(self, number, _):
        """Programs that run are told to end, as a terminal does; no other step begins."""
        self._signal = number
        for process in list(self._running):
            process.terminate()

    def _raise_faults(self, lanes):
        if self.is_stopped:
            raise KeyboardInterrupt
        faults = [str(lane.fault) for lane in lanes if lane.fault]
        if faults:
            raise StepError('; '.join(faults))


class _Counter:
    """Numbers the steps of a stage as its lanes come to them."""

    def __init__(self, total):
        self._total, self._count = total, 0
        self._lock = threading.Lock()

    def next_place(self):
        """Such as '3 of 12'."""
        with self._lock:
            self._count += 1
            return f'{self._count} of {self._total}'


class _Lane(threading.Thread):
    """Steps one after the other."""

    def __init__(self, runner, steps, counter):
        super().__init__()
        self._runner, self._steps, self._counter = runner, steps, counter
        self.count, self.fault = 0, None

    def run(self):
        for step in self._steps:
            if self._runner.is_stopped:
                return
            place = self._counter.next_place()
            if self._runner.is_finished(step):
                continue
            try:
                self._runner.run_step(step, place)
            except (OSError, StepError) as error:
                self.fault = error
                return
            self.count += 1


def _copy(source, target):
    """Copies a file or a folder, which is whole or not there."""
    partial = target.with_name(f'{target.name}.partial')
    if source.is_dir():
        shutil.rmtree(partial, ignore_errors=True)
        shutil.copytree(source, partial)
    else:
        shutil.copyfile(source, partial)
    partial.replace(target)


def duration(seconds):
    """1:02:03"""
    minutes, seconds = divmod(round(seconds), 60)
    return f'{minutes // 60}:{minutes % 60:02d}:{seconds:02d}'
