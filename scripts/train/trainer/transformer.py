"""The Transformer that is trained, a deliberate second writing of reference/transformer.py, for padded batches with dropout.

A test holds both equal in float64; the reference stays unbatched, to be checked by reading.

Weights are parameters under the names of the container. Shapes: B sentences, S source length, T target length,
d model width, h heads, V vocabulary. Rows are padded at their end.
"""

import math

import numpy as np
import torch
import torch.nn.functional as F

from train.formats.model_config import FIELDS, ConfigError
from train.reference.random_weights import random_weights
from train.reference.transformer import ACTIVATIONS, sinusoids

POSITIONS = 1024  # rows of the table of sinusoids

# The fields that training reads; in the others it computes what their default says.
READ_FIELDS = (
    'source_language target_language max_source_length max_target_length norm final_norm embedding_norm norm_eps '
    'activation positions position_exponent position_offset embedding_scale tied_embeddings linear_bias output_bias '
    'unk bos pad source_bos source_eos'
).split()


def initial_weights(config, seed):
    """Float32 arrays by name: Xavier's uniform for linear layers, d^-0.5 for embeddings, norms that do nothing."""
    generator = np.random.default_rng(seed)
    weights = {}
    for name, like in random_weights(config, np.random.default_rng(0)).items():
        if 'embedding.weight' in name or name == 'output.weight':
            array = generator.normal(0, config.d_model**-0.5, like.shape)
        elif like.ndim == 2:
            bound = math.sqrt(6 / sum(like.shape))
            array = generator.uniform(-bound, bound, like.shape)
        else:
            array = np.full(like.shape, 1.0 if name.endswith('norm.weight') else 0.0)
        weights[name] = array.astype(np.float32)
    return weights


def no_dropout(x):
    """What stands for dropout outside of training."""
    return x


def _check_fields(config):
    """Refuses a network that differs from a plain Transformer in a field that this code does not read."""
    for name, values in FIELDS.items():
        value = getattr(config, name)
        if name not in READ_FIELDS and 'default' in values and value != values['default']:
            raise ConfigError(f'training does not know {name} {value!r}')
    if config.positions == 'table':
        raise ConfigError('training does not know positions from a table')


class Transformer:
    """`weights` maps names to arrays; they become parameters of `dtype`.

    `compute` is the type of matrix products; attention and sums stay in `dtype`, because bfloat16 attention is both
    slow and coarse.
    """

    def __init__(self, config, weights, dtype=torch.float32, compute=None):
        _check_fields(config)
        self.config = config
        self.dtype, self.compute = dtype, compute or dtype
        self.weights = {
            name: torch.nn.Parameter(torch.tensor(array, dtype=dtype)) for name, array in weights.items()
        }
        names = {
            'all': ('embedding', 'embedding', 'embedding'),
            'source_target': ('embedding', 'embedding', 'output'),
            'target_output': ('encoder.embedding', 'decoder.embedding', 'decoder.embedding'),
            'none': ('encoder.embedding', 'decoder.embedding', 'output'),
        }[config.tied_embeddings]
        self.source_embedding, self.target_embedding, self.output_weight = (
            self.weights[f'{name}.weight'] for name in names
        )
        self.positions = sinusoids(config, config.positions, POSITIONS).to(dtype)

    def parameters(self):
        """The parameters in the order of their names."""
        return [self.weights[name] for name in sorted(self.weights)]

    def arrays(self):
        """Float32 copies of the weights by name."""
        return {name: weight.detach().float().cpu().numpy().copy() for name, weight in sorted(self.weights.items())}

    def encode(self, ids, lengths, dropout=no_dropout):
        """[B, S] ids to (encoder output [B, S, d], mask [B, 1, 1, S] to add to scores of attention)."""
        padding = torch.arange(ids.shape[1])[None] >= lengths[:, None]
        mask = torch.zeros(padding.shape, dtype=self.dtype).masked_fill_(padding, -math.inf)[:, None, None]
        x = self._embedded(F.embedding(ids, self.source_embedding), 'encoder', dropout)
        for i in range(self.config.encoder_layers):
            layer = f'encoder.layers.{i}'
            x = self._sublayer(
                x, f'{layer}.self_attn_norm', lambda y: self._attend(f'{layer}.self_attn', y, y, mask), dropout
            )
            x = self._sublayer(x, f'{layer}.ffn_norm', lambda y: self._feed_forward(f'{layer}.ffn', y), dropout)
        if self.config.final_norm:
            x = self._norm(x, 'encoder.norm')
        return x.to(self.compute), mask

    def decode(self, encoded, mask, ids, dropout=no_dropout):
        """Decoder output [B, T, d]: row t scores the id that follows ids[:, :t + 1]."""
        length = ids.shape[1]
        causal = torch.full((length, length), -math.inf, dtype=self.dtype).triu(1)
        x = self._embedded(F.embedding(ids, self.target_embedding), 'decoder', dropout)
        for i in range(self.config.decoder_layers):
            layer = f'decoder.layers.{i}'
            x = self._sublayer(
                x, f'{layer}.self_attn_norm', lambda y: self._attend(f'{layer}.self_attn', y, y, causal), dropout
            )
            x = self._sublayer(
                x, f'{layer}.cross_attn_norm', lambda y: self._attend(f'{layer}.cross_attn', y, encoded, mask), dropout
            )
            x = self._sublayer(x, f'{layer}.ffn_norm', lambda y: self._feed_forward(f'{layer}.ffn', y), dropout)
        if self.config.final_norm:
            x = self._norm(x, 'decoder.norm')
        return x.to(self.compute)

    def output_layer(self):
        """(weight [V, d], bias [V] or None) in the type of matrix products."""
        bias = self.weights['output.bias'].to(self.compute) if self.config.output_bias else None
        return self.output_weight.to(self.compute), bias

    def logits(self, x):
        """[..., V] of decoder output [..., d]."""
        return F.linear(x, *self.output_layer()).to(self.dtype)

    def _embedded(self, rows, side, dropout):
        x = rows * self.config.embedding_factor + self.positions[: rows.shape[1]]
        return dropout(self._norm(x, f'{side}.embedding_norm') if self.config.embedding_norm else x)

    def _sublayer(self, x, norm, function, dropout):
        if self.config.norm == 'pre':
            return x + dropout(function(self._norm(x, norm).to(self.compute)))
        return self._norm(x + dropout(function(x.to(self.compute))), norm)

    def _norm(self, x, name):
        weight, bias = self.weights[f'{name}.weight'], self.weights[f'{name}.bias']
        return F.layer_norm(x, (self.config.d_model,), weight, bias, self.config.norm_eps)

    def _linear(self, x, name):
        bias = self.weights[f'{name}.bias'].to(self.compute) if self.config.linear_bias else None
        return F.linear(x, self.weights[f'{name}.weight'].to(self.compute), bias)

    def _feed_forward(self, name, x):
        inner = ACTIVATIONS[self.config.activation](self._linear(x, f'{name}.inner'))
        return self._linear(inner, f'{name}.outer')

    def _attend(self, name, queries, memory, mask):
        q, k, v = (
            self._linear(x, f'{name}.{part}').unflatten(2, (self.config.heads, -1)).transpose(1, 2).to(self.dtype)
            for x, part in ((queries, 'q'), (memory, 'k'), (memory, 'v'))
        )
        heads = _attention(q, k, v, mask).transpose(1, 2).flatten(2)
        return self._linear(heads.to(self.compute), f'{name}.o')


def _attention(q, k, v, mask):
    """[B, h, T, d/h] of queries and keys and values [B, h, S, d/h]; `mask` is added to the scores."""
    if hasattr(F, 'scaled_dot_product_attention'):  # since PyTorch 2.0: the same, without storing the scores
        return F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
    scores = q @ k.transpose(2, 3) / math.sqrt(q.shape[-1])
    return (scores + mask).softmax(-1) @ v
