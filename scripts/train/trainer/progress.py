"""One line every few seconds on how a training gets on, also in the log of its folder."""

import sys
import time

INTERVAL = 30  # seconds between lines


class Progress:
    """Counts target tokens and losses between lines."""

    def __init__(self, log, steps, interval=INTERVAL):
        self.log, self.steps, self.interval = log, steps, interval
        self.begin()

    def begin(self):
        """Forgets what was counted: time until now is not the training's."""
        self.began = time.monotonic()
        self.tokens = self.loss = self.count = 0

    def say(self, text):
        """A line for the terminal and, with the time of day, for the log."""
        print(text, file=sys.stderr, flush=True)
        if self.log:
            with open(self.log, 'a', encoding='utf-8') as file:
                file.write(f'{time.strftime("%Y-%m-%d %H:%M:%S")}  {text}\n')

    def step_done(self, step, epoch, tokens, loss, lr):
        """`loss` is the mean of the step's `tokens` targets."""
        self.tokens += tokens
        self.loss += loss * tokens
        self.count += 1
        if time.monotonic() - self.began >= self.interval:
            self.report(step, epoch, lr)

    def report(self, step, epoch, lr):
        """The line itself, if anything was counted."""
        seconds = time.monotonic() - self.began
        if not self.count:
            return
        left = (self.steps - step) * seconds / self.count
        self.say(
            f'step {step}/{self.steps}  epoch {epoch + 1}  loss {self.loss / self.tokens:.4f}  lr {lr:.2e}  '
            f'{self.tokens / seconds:,.0f} tokens/s  left {duration(left)}'
        )
        self.begin()


def duration(seconds):
    """1:02:03"""
    minutes, seconds = divmod(round(seconds), 60)
    return f'{minutes // 60}:{minutes % 60:02d}:{seconds:02d}'
