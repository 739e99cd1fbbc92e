"""Sentence pairs as ids on disk: what `prepare` writes and a training maps into memory."""

import hashlib
import json
import pathlib

import numpy as np

from train.formats.model_config import ModelConfig

SIDES = ('source', 'target')
SPM = 'spm.model'
ABOUT = 'about.json'


class DataError(Exception):
    """Training data that is missing or not in the expected form."""


class IdLists:
    """Lists of ids one behind the other: `ids` [total], `offsets` [n + 1]."""

    def __init__(self, ids, offsets):
        self.ids, self.offsets = ids, offsets

    @classmethod
    def of(cls, lists):
        """From Python lists; ids fit into 16 bits."""
        offsets = np.zeros(len(lists) + 1, np.int64)
        np.cumsum([len(ids) for ids in lists], out=offsets[1:])
        return cls(np.fromiter((i for ids in lists for i in ids), np.uint16, int(offsets[-1])), offsets)

    def __len__(self):
        return len(self.offsets) - 1

    def __getitem__(self, index):
        return self.ids[self.offsets[index] : self.offsets[index + 1]]

    @property
    def lengths(self):
        """[n] lengths of the lists."""
        return np.diff(self.offsets)


class PairIds:
    """Sources with the ids that the encoder is fed, targets with their closing eos, and a weight for each pair.

    A weight says how often the pair comes in an epoch; fractions by chance.
    """

    def __init__(self, source, target, weights):
        self.source, self.target, self.weights = source, target, weights

    def write(self, folder, name):
        """Writes NAME.*.npy into the folder."""
        for side in SIDES:
            lists = getattr(self, side)
            np.save(folder / f'{name}.{side}.npy', lists.ids)
            np.save(folder / f'{name}.{side}.offsets.npy', lists.offsets)
        np.save(folder / f'{name}.weights.npy', self.weights)

    @classmethod
    def read(cls, folder, name):
        """The pairs of a folder, mapped into memory."""

        def load(part):
            return np.load(folder / f'{name}.{part}.npy', mmap_mode='r')

        lists = (IdLists(load(side), np.array(load(f'{side}.offsets'))) for side in SIDES)
        return cls(*lists, np.array(load('weights')))


class DataFolder:
    """A folder that `prepare` wrote: training pairs, held-out pairs and their texts, the SentencePiece model."""

    def __init__(self, path):
        self.path = pathlib.Path(path)
        try:
            about = json.loads((self.path / ABOUT).read_text(encoding='utf-8'))
            self.config = ModelConfig(**about['config'])
            self.spm = (self.path / SPM).read_bytes()
            self.train = PairIds.read(self.path, 'train')
            self.dev = PairIds.read(self.path, 'dev')
            self.dev_texts = [
                (self.path / f'dev.{side}.txt').read_text(encoding='utf-8').split('\n')[:-1] for side in SIDES
            ]
        except (KeyError, OSError, TypeError, ValueError) as error:
            raise DataError(f'{path} is no folder of training data: {error}') from error

    def fingerprint(self):
        """Changes when the training pairs do."""
        digest = hashlib.sha256(self.spm)
        for array in (self.train.source.offsets, self.train.target.offsets, self.train.weights):
            digest.update(array.tobytes())
        return digest.hexdigest()[:16]
