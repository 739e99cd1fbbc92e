"""Turns checkpoints that PyTorch saved elsewhere into Stepglot models."""

from train.packages import require_packages

require_packages()
