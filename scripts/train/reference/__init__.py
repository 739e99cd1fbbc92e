"""An independent Transformer, tokenizer and search in plain PyTorch, without a cache, that the core is tested against."""

from train.setup.packages import require_packages

require_packages()
