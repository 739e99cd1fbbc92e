"""A model's configuration and files: Stepglot's own container, its lexicon, and writers of other programs' formats."""

from train.setup.packages import require_packages

require_packages()
