"""Trains models: sentence pairs to ids, steps, validation, and the mean of the last weights."""

from train.setup.packages import require_packages

require_packages()
