"""Checks the reference Transformer against PyTorch's own layers and against formulas worked out by hand."""

import dataclasses
import math

import numpy as np
import torch

from random_weights import random_weights
from reference_transformer import ACTIVATIONS, ReferenceTransformer
from tiny_models import BASE_CONFIG

TOLERANCE = 1e-12  # both sides compute in float64
ENDS = ('weight', 'bias')


def run_checks():
    """Raises AssertionError when the reference differs from what it is compared with."""
    for norm in ('pre', 'post'):
        for activation in ('relu', 'gelu'):
            _check_against_torch_layers(norm, activation)
    _check_activations()
    for layout in ('concatenated', 'interleaved'):
        for exponent in ('2j/d', 'j/(d/2-1)'):
            _check_positions(layout, exponent)
    _check_start_and_embedding_norm()
    _check_recurrence()
    _check_position_table()
    _check_unnormed_keys()


def _reference(**switches):
    config = dataclasses.replace(BASE_CONFIG, vocab_size=29, **switches)
    weights = random_weights(config, np.random.default_rng(5))
    tensors = {name: torch.tensor(array, dtype=torch.float64) for name, array in weights.items()}
    return ReferenceTransformer(config, tensors)


def _check_against_torch_layers(norm, activation):
    reference = _reference(norm=norm, activation=activation, final_norm=norm == 'pre')
    source, prefix = [7, 9, 20, 11, 5, 2], [13, 4, 28, 8]
    encoded = reference.encode(source)
    decoded = reference.decode(encoded, prefix)

    stack = _torch_stack(reference, 'encoder')
    embedded = reference.embedded(reference.source_embedding[source], 'encoder')
    _assert_close(encoded, stack(embedded[None])[0], f'{norm} {activation} encoder')

    stack = _torch_stack(reference, 'decoder')
    embedded = reference.embedded(reference.decoder_input(prefix), 'decoder')
    length = len(prefix) + 1
    causal = torch.ones(length, length, dtype=torch.bool).triu(1)
    hidden = stack(embedded[None], encoded[None], tgt_mask=causal)[0]
    logits = hidden @ reference.target_embedding.T + reference.weights['output.bias']
    _assert_close(decoded.logits, logits, f'{norm} {activation} decoder')


def _torch_stack(reference, side):
    """torch.nn's encoder or decoder with the reference's weights."""
    config = reference.config
    kind = {'encoder': 'Encoder', 'decoder': 'Decoder'}[side]
    layer = getattr(torch.nn, f'Transformer{kind}Layer')(
        config.d_model,
        config.heads,
        config.ffn,
        dropout=0,
        activation=config.activation,
        layer_norm_eps=config.norm_eps,
        batch_first=True,
        norm_first=config.norm == 'pre',
    )
    final = torch.nn.LayerNorm(config.d_model, config.norm_eps) if config.final_norm else None
    layers = getattr(config, f'{side}_layers')
    stack = getattr(torch.nn, f'Transformer{kind}')(layer, layers, final).double()
    stack.load_state_dict(_torch_state(reference.weights, side, layers, config.final_norm))
    return stack.train()  # evaluation mode may take a fused path; dropout is 0 either way


def _torch_state(weights, side, layers, final_norm):
    attention = {'self_attn': 'self_attn', 'cross_attn': 'multihead_attn'}
    sublayers = ['self_attn', 'ffn'] if side == 'encoder' else ['self_attn', 'cross_attn', 'ffn']
    state = {}
    for i in range(layers):
        ours, theirs = f'{side}.layers.{i}', f'layers.{i}'
        for end in ('weight', 'bias'):
            for sublayer in sublayers[:-1]:
                parts = [weights[f'{ours}.{sublayer}.{part}.{end}'] for part in 'qkv']
                state[f'{theirs}.{attention[sublayer]}.in_proj_{end}'] = torch.cat(parts)
                state[f'{theirs}.{attention[sublayer]}.out_proj.{end}'] = weights[f'{ours}.{sublayer}.o.{end}']
            state[f'{theirs}.linear1.{end}'] = weights[f'{ours}.ffn.inner.{end}']
            state[f'{theirs}.linear2.{end}'] = weights[f'{ours}.ffn.outer.{end}']
            for number, sublayer in enumerate(sublayers, 1):
                state[f'{theirs}.norm{number}.{end}'] = weights[f'{ours}.{sublayer}_norm.{end}']
    if final_norm:
        for end in ('weight', 'bias'):
            state[f'norm.{end}'] = weights[f'{side}.norm.{end}']
    return state


def _check_activations():
    x = torch.linspace(-6, 6, 97, dtype=torch.float64)
    expected = {
        'relu': x.clamp(min=0),
        'swish': torch.nn.functional.silu(x),
        'gelu': torch.nn.functional.gelu(x),
        'gelu_tanh': torch.nn.functional.gelu(x, approximate='tanh'),
        'gelu_sigmoid': x / (1 + torch.exp(-1.702 * x)),
    }
    assert expected.keys() == ACTIVATIONS.keys()
    for name, value in expected.items():
        _assert_close(ACTIVATIONS[name](x), value, name)


def _check_positions(layout, exponent):
    reference = _reference(
        positions=f'sinusoidal-{layout}', position_exponent=exponent, position_offset=3
    )
    table = reference.position_encoding(5, 'encoder')
    d = reference.config.d_model
    for row in range(5):
        for j in range(d // 2):
            power = 2 * j / d if exponent == '2j/d' else j / (d / 2 - 1)
            angle = (row + 3) / math.pow(10000, power)
            columns = (j, d // 2 + j) if layout == 'concatenated' else (2 * j, 2 * j + 1)
            found = table[row, columns[0]].item(), table[row, columns[1]].item()
            assert abs(found[0] - math.sin(angle)) < TOLERANCE, (layout, exponent, row, j)
            assert abs(found[1] - math.cos(angle)) < TOLERANCE, (layout, exponent, row, j)


def _check_start_and_embedding_norm():
    reference = _reference(decoder_start='zero', embedding_norm=True, embedding_scale=0.5)
    rows = reference.decoder_input([6])
    assert rows[0].abs().max() == 0
    _assert_close(rows[1], reference.target_embedding[6], 'row after a zero start')
    x = 0.5 * rows + reference.position_encoding(2, 'decoder')
    centred = x - x.mean(1, keepdim=True)
    variance = (centred**2).mean(1, keepdim=True)
    weight, bias = (reference.weights[f'decoder.embedding_norm.{end}'] for end in ('weight', 'bias'))
    expected = centred / torch.sqrt(variance + reference.config.norm_eps) * weight + bias
    _assert_close(reference.embedded(rows, 'decoder'), expected, 'embedding norm')


def _check_recurrence():
    """The recurrence written out: each state is a sum over all inputs so far."""
    reference = _reference(decoder_cell='ssru')
    x = torch.randn(6, reference.config.d_model, dtype=torch.float64)
    name = 'decoder.layers.1.ssru'
    candidate = x @ reference.weights[f'{name}.candidate.weight'].T
    forget = torch.sigmoid(x @ reference.weights[f'{name}.forget.weight'].T + reference.weights[f'{name}.forget.bias'])
    for t in range(6):
        terms = [(1 - forget[s]) * candidate[s] * forget[s + 1 : t + 1].prod(0) for s in range(t + 1)]
        _assert_close(reference._recur(name, x)[t], sum(terms).clamp(min=0), f'SSRU state {t}')


def _check_position_table():
    """A table of the sinusoids gives what the computed ones give."""
    computed = _reference()
    tables = dataclasses.replace(computed.config, positions='table', max_source_length=8, max_target_length=5)
    rows = {'encoder.positions.weight': computed.position_encoding(8, 'encoder')}
    rows['decoder.positions.weight'] = computed.position_encoding(5, 'decoder')
    reference = ReferenceTransformer(tables, {**computed.weights, **rows})
    source, prefix = [7, 9, 20, 2], [13, 4, 28]
    expected = computed.decode(computed.encode(source), prefix).logits
    _assert_close(reference.decode(reference.encode(source), prefix).logits, expected, 'position table')


def _check_unnormed_keys():
    """Marian's pre-norm layer, by torch's own attention."""
    reference = _reference(norm_keys=False, encoder_layers=1, final_norm=False)
    weights, d = reference.weights, reference.config.d_model
    layer = 'encoder.layers.0'
    attention = torch.nn.MultiheadAttention(d, reference.config.heads, batch_first=True).double()
    state = {f'in_proj_{e}': torch.cat([weights[f'{layer}.self_attn.{p}.{e}'] for p in 'qkv']) for e in ENDS}
    state.update({f'out_proj.{e}': weights[f'{layer}.self_attn.o.{e}'] for e in ENDS})
    attention.load_state_dict(state)
    source = [7, 9, 20, 11, 2]
    x = reference.embedded(reference.source_embedding[source], 'encoder')
    normed = reference._norm(x, f'{layer}.self_attn_norm')
    x = x + attention(normed[None], x[None], x[None])[0][0]
    inner = torch.relu(reference._linear(reference._norm(x, f'{layer}.ffn_norm'), f'{layer}.ffn.inner'))
    expected = x + reference._linear(inner, f'{layer}.ffn.outer')
    _assert_close(reference.encode(source), expected, 'keys before the norm')


def _assert_close(found, expected, what):
    difference = (found - expected).abs().max().item()
    assert found.shape == expected.shape and difference < TOLERANCE, f'{what}: differs by {difference}'
