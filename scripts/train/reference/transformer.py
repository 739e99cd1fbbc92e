"""An independent encoder-decoder Transformer in plain PyTorch, without a cache: the source of reference numbers.

Every decoder call runs over the whole prefix, one sentence at a time, so there is nothing to pad, reorder or
remember. Equations follow Vaswani et al., "Attention Is All You Need" (2017), with the switches of ModelConfig.
Shapes: S source length, T prefix length, d model width, h heads, V target vocabulary.
"""

import math
from typing import NamedTuple

import torch
import torch.nn.functional as F

from train.reference.characters import CharacterRules

ACTIVATIONS = {
    'relu': torch.relu,
    'swish': lambda x: x * torch.sigmoid(x),
    'gelu': lambda x: 0.5 * x * (1 + torch.erf(x / math.sqrt(2))),
    'gelu_tanh': lambda x: 0.5 * x * (1 + torch.tanh(math.sqrt(2 / math.pi) * (x + 0.044715 * x**3))),
    'gelu_sigmoid': lambda x: x * torch.sigmoid(1.702 * x),
}


class DecoderOutput(NamedTuple):
    """What the decoder says about one prefix."""

    logits: torch.Tensor  # [T, V]
    self_attention: torch.Tensor  # [layers, h, T, T]; [0, 0, 0] with an SSRU
    cross_attention: torch.Tensor  # [layers, h, T, S]


class Hypothesis(NamedTuple):
    """A greedy translation; the closing eos, when it was reached, is part of both lists."""

    ids: list
    log_probs: list
    margins: list  # per step: log-probability of the best id minus that of the second best


def sinusoids(config, layout, length):
    """[length, d] in float64; `layout` is one of the two sinusoidal values of `config.positions`."""
    half = config.d_model // 2
    j = torch.arange(half, dtype=torch.float64)
    exponent = j / half if config.position_exponent == '2j/d' else j / (half - 1)
    position = torch.arange(length, dtype=torch.float64) + config.position_offset
    angle = position[:, None] * 10000.0**-exponent
    if layout == 'sinusoidal-concatenated':
        return torch.cat([angle.sin(), angle.cos()], 1)
    return torch.stack([angle.sin(), angle.cos()], 2).reshape(length, -1)


class ReferenceTransformer:
    """The model of one container; `weights` maps tensor names to torch tensors of one float type."""

    def __init__(self, config, weights, byte_of=None):
        """`byte_of` maps target ids that stand for bytes to these."""
        self.config = config
        self.weights = weights
        self.byte_of = byte_of or {}
        self.dtype = next(iter(weights.values())).dtype
        tied = config.tied_embeddings
        shared = tied in ('all', 'source_target')
        self.source_embedding = weights['embedding.weight' if shared else 'encoder.embedding.weight']
        self.target_embedding = weights['embedding.weight' if shared else 'decoder.embedding.weight']
        own_output = tied in ('source_target', 'none')
        self.output_weight = weights['output.weight'] if own_output else self.target_embedding

    def encode(self, ids):
        """Source ids (bos and eos included where the model wants them) to encoder output [S, d]."""
        x = self.embedded(F.embedding(torch.tensor(ids), self.source_embedding), 'encoder')
        for i in range(self.config.encoder_layers):
            layer = f'encoder.layers.{i}'
            x = self._sublayer(x, f'{layer}.self_attn_norm', lambda y, kv: self._attend(layer, 'self_attn', y, kv)[0])
            x = self._sublayer(x, f'{layer}.ffn_norm', lambda y, _: self._feed_forward(f'{layer}.ffn', y))
        return self._norm(x, 'encoder.norm') if self.config.final_norm else x

    def decode(self, encoded, prefix):
        """Runs the decoder over [start] + prefix: row t of the logits scores the id that follows prefix[:t]."""
        x = self.embedded(self.decoder_input(prefix), 'decoder')
        causal = torch.ones(len(x), len(x), dtype=torch.bool).triu(1)
        maps = {'self_attn': [], 'cross_attn': []}

        def attend(layer, kind, queries, memory, mask):
            y, attention = self._attend(layer, kind, queries, memory, mask)
            maps[kind].append(attention)
            return y

        for i in range(self.config.decoder_layers):
            layer = f'decoder.layers.{i}'
            if self.config.decoder_cell == 'ssru':
                x = self._sublayer(x, f'{layer}.self_attn_norm', lambda y, _: self._recur(f'{layer}.ssru', y))
            else:
                x = self._sublayer(
                    x, f'{layer}.self_attn_norm', lambda y, kv: attend(layer, 'self_attn', y, kv, causal)
                )
            x = self._sublayer(x, f'{layer}.cross_attn_norm', lambda y, _: attend(layer, 'cross_attn', y, encoded, None))
            x = self._sublayer(x, f'{layer}.ffn_norm', lambda y, _: self._feed_forward(f'{layer}.ffn', y))
        if self.config.final_norm:
            x = self._norm(x, 'decoder.norm')
        self_attention = torch.stack(maps['self_attn']) if maps['self_attn'] else torch.zeros(0, 0, 0)
        return DecoderOutput(self.logits(x), self_attention, torch.stack(maps['cross_attn']))

    def logits(self, x):
        """[T, V] of decoder output [T, d]."""
        bias = self.weights['output.bias'] if self.config.output_bias else None
        return F.linear(x, self.output_weight, bias)

    def greedy(self, source, max_length):
        """The most probable id at each step until eos or max_length ids.

        Suppressed ids, and bytes that would leave ill-formed UTF-8, are set to -inf before the softmax that gives the
        log-probabilities; bytes that begin characters for which there is no room, behind it.
        """
        encoded = self.encode(source)
        rules = CharacterRules(self.config, self.byte_of)
        hypothesis = Hypothesis([], [], [])
        while len(hypothesis.ids) < max_length:
            logits = self.decode(encoded, hypothesis.ids).logits[-1].clone()
            logits[[*self.config.suppressed_ids, *rules.masked(hypothesis.ids)]] = -math.inf
            log_probs = torch.log_softmax(logits, -1)
            log_probs[list(rules.without_room(hypothesis.ids, max_length - len(hypothesis.ids)))] = -math.inf
            best, second = log_probs.topk(2).values.tolist()
            hypothesis.ids.append(int(log_probs.argmax()))
            hypothesis.log_probs.append(best)
            hypothesis.margins.append(best - second)
            if hypothesis.ids[-1] == self.config.eos:
                break
        return hypothesis

    def decoder_input(self, prefix):
        """Target embeddings of [start] + prefix, [T, d]; the start may be a zero vector."""
        start = self.config.start_id
        ids = prefix if start is None else [start] + prefix
        x = F.embedding(torch.tensor(ids, dtype=torch.long), self.target_embedding)
        return x if start is not None else torch.cat([torch.zeros(1, self.config.d_model, dtype=self.dtype), x])

    def embedded(self, rows, side):
        """Embedding rows [T, d], scaled, with positions added and normalised where the model wants it."""
        x = rows * self.config.embedding_factor + self.position_encoding(len(rows), side)
        return self._norm(x, f'{side}.embedding_norm') if self.config.embedding_norm else x

    def position_encoding(self, length, side):
        """[length, d]: the model's own table, or the sinusoids of section 3.5 of the paper in either column order."""
        if self.config.positions == 'table':
            return self.weights[f'{side}.positions.weight'][:length]
        return sinusoids(self.config, self.config.positions, length).to(self.dtype)

    def _sublayer(self, x, norm, function):
        """`function` takes queries, and the keys and values that go with them."""
        if self.config.norm == 'pre':
            normed = self._norm(x, norm)
            return x + function(normed, normed if self.config.norm_keys else x)
        return self._norm(x + function(x, x), norm)

    def _norm(self, x, name):
        weight = self.weights[f'{name}.weight']
        if self.config.norm_type == 'rms':  # Zhang and Sennrich (2019), "Root Mean Square Layer Normalization"
            return x / (x.square().mean(-1, keepdim=True) + self.config.norm_eps).sqrt() * weight
        return F.layer_norm(x, (self.config.d_model,), weight, self.weights[f'{name}.bias'], self.config.norm_eps)

    def _linear(self, x, name):
        bias = self.weights[f'{name}.bias'] if self.config.linear_bias else None
        return F.linear(x, self.weights[f'{name}.weight'], bias)

    def _feed_forward(self, name, x):
        activation = ACTIVATIONS[self.config.activation]
        inner = self._linear(x, f'{name}.inner')
        if self.config.feed_forward == 'gated':  # Shazeer (2020), "GLU Variants Improve Transformer"
            return self._linear(activation(self._linear(x, f'{name}.gate')) * inner, f'{name}.outer')
        return self._linear(activation(inner), f'{name}.outer')

    def _recur(self, name, x):
        """The simpler simple recurrent unit of Kim et al. (2019), "From Research to Production and Back", [T, d]."""
        candidate = F.linear(x, self.weights[f'{name}.candidate.weight'])
        forget = F.linear(x, self.weights[f'{name}.forget.weight'], self.weights[f'{name}.forget.bias']).sigmoid()
        cell, states = torch.zeros_like(x[0]), []
        for row in range(len(x)):
            cell = forget[row] * cell + (1 - forget[row]) * candidate[row]
            states.append(cell)
        return torch.stack(states).relu()

    def _attend(self, layer, kind, queries, memory, mask=None):
        """Multi-head attention: ([T, d], weights [h, T, S]); `mask` is true where a key must not be seen."""
        name = f'{layer}.{kind}'
        q, k, v = (
            self._linear(x, f'{name}.{part}').unflatten(1, (self.config.heads, -1)).transpose(0, 1)
            for x, part in ((queries, 'q'), (memory, 'k'), (memory, 'v'))
        )
        scores = q @ k.transpose(1, 2) / math.sqrt(q.shape[-1])
        if mask is not None:
            scores = scores.masked_fill(mask, -math.inf)
        attention = scores.softmax(-1)
        heads = (attention @ v).transpose(0, 1).flatten(1)
        return self._linear(heads, f'{name}.o'), attention
