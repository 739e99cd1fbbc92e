"""How good the model in training is on held-out pairs: cross-entropy of all, BLEU and chrF of some."""

from typing import NamedTuple

import sentencepiece
import torch

from train.trainer.batches import epoch_batches, make_batch
from train.trainer.decoding import translate_greedily
from train.trainer.loss import smoothed_cross_entropy
from train.trainer.metrics import bleu, chrf


class Scores(NamedTuple):
    """`loss` in nats per target id; BLEU and chrF2 from 0 to 100."""

    loss: float
    bleu: float
    chrf: float


class Validation:
    """Held-out pairs of a data folder; the translated ones lie evenly among them."""

    def __init__(self, data, sentences, tokens):
        self.pairs, self.tokens = data.dev, tokens
        self.spm = sentencepiece.SentencePieceProcessor(model_proto=data.spm)
        count = len(self.pairs.source)
        self.chosen = sorted({i * count // sentences for i in range(min(sentences, count))})
        self.references = [data.dev_texts[1][i] for i in self.chosen]

    def loss(self, model):
        """Mean cross-entropy of all held-out targets."""
        total = count = 0
        with torch.no_grad():
            for indices in epoch_batches(self.pairs, self.tokens, 0, 0):
                batch = make_batch(self.pairs, indices, model.config)
                hidden = model.decode(*model.encode(batch.source, batch.source_lengths), batch.inputs)
                targets = batch.outputs[batch.is_output]
                loss = smoothed_cross_entropy(hidden[batch.is_output], model.output_layer(), targets, 0.0)[1]
                total += float(loss) * len(targets)
                count += len(targets)
        return total / count

    def translations(self, model):
        """Texts of the chosen sentences."""
        sources = [self.pairs.source[i].tolist() for i in self.chosen]
        return [self.spm.decode(ids) for ids in translate_greedily(model, sources)]

    def scores(self, model):
        """All of it."""
        texts = self.translations(model)
        return Scores(self.loss(model), bleu(texts, self.references), chrf(texts, self.references))
