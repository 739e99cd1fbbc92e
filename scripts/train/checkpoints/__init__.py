"""Turns checkpoints that PyTorch saved elsewhere into Stepglot models."""

from train.setup.packages import require_packages

require_packages()
