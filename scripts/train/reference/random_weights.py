"""Random float32 weights for a configuration, at a scale where outputs vary with source and position."""

import math

import numpy as np

# Standard deviation of a linear layer's outputs for inputs of unit variance. Peaked attention (q, k) and a
# strong feed-forward layer let the output depend on position and prefix, not on the mean of the source alone.
GAINS = {'q': 2.0, 'k': 2.0, 'v': 1.0, 'o': 1.0, 'inner': 2.0, 'outer': 2.0, 'gate': 2.0}


def random_weights(config, generator, eos_gain=1.0):
    """Arrays by tensor name, weights [out, in].

    `eos_gain` multiplies the output row of eos: above 1, eos wins or loses more often than other ids.
    """
    weights = {}
    for side, layers in (('encoder', config.encoder_layers), ('decoder', config.decoder_layers)):
        for i in range(layers):
            weights.update(_layer(config, generator, f'{side}.layers.{i}', side == 'decoder'))
        if config.final_norm:
            weights.update(_norm(config, generator, f'{side}.norm'))
        if config.embedding_norm:
            weights.update(_norm(config, generator, f'{side}.embedding_norm'))
        if config.positions == 'table':
            rows = {'encoder': config.max_source_length, 'decoder': config.max_target_length}[side]
            weights[f'{side}.positions.weight'] = generator.normal(0, 0.7, (rows, config.d_model))
    weights.update(_embeddings(config, generator))
    output = next(n for n in ('output.weight', 'decoder.embedding.weight', 'embedding.weight') if n in weights)
    weights[output][config.eos] *= eos_gain
    if config.output_bias:
        weights['output.bias'] = generator.normal(0, 0.3, config.target_size)
    return {name: array.astype(np.float32) for name, array in weights.items()}


def _layer(config, generator, name, is_decoder):
    weights = {}
    d = config.d_model
    recurrent = is_decoder and config.decoder_cell == 'ssru'
    if recurrent:
        weights.update(_recurrence(config, generator, name))
    for attention in ('self_attn', 'cross_attn')[recurrent : 1 + is_decoder]:
        for part in 'qkvo':
            weights.update(_linear(config, generator, f'{name}.{attention}.{part}', (d, d), GAINS[part]))
        weights.update(_norm(config, generator, f'{name}.{attention}_norm'))
    weights.update(_linear(config, generator, f'{name}.ffn.inner', (config.ffn, d), GAINS['inner']))
    weights.update(_linear(config, generator, f'{name}.ffn.outer', (d, config.ffn), GAINS['outer']))
    if config.feed_forward == 'gated':
        weights.update(_linear(config, generator, f'{name}.ffn.gate', (config.ffn, d), GAINS['gate']))
    weights.update(_norm(config, generator, f'{name}.ffn_norm'))
    return weights


def _recurrence(config, generator, name):
    d = config.d_model
    return {
        f'{name}.ssru.candidate.weight': generator.normal(0, GAINS['inner'] / math.sqrt(d), (d, d)),
        f'{name}.ssru.forget.weight': generator.normal(0, 1 / math.sqrt(d), (d, d)),
        f'{name}.ssru.forget.bias': generator.normal(0, 0.5, d),
        **_norm(config, generator, f'{name}.self_attn_norm'),
    }


def _linear(config, generator, name, shape, gain):
    rows, columns = shape
    weights = {f'{name}.weight': generator.normal(0, gain / math.sqrt(columns), shape)}
    if config.linear_bias:
        weights[f'{name}.bias'] = generator.normal(0, 0.1, rows)
    return weights


def _norm(config, generator, name):
    signs = generator.choice((-1, 1), config.d_model)  # all positive, a tied output would repeat its input
    weights = {f'{name}.weight': signs * generator.normal(1, 0.2, config.d_model)}
    if config.norm_type == 'layer':
        weights[f'{name}.bias'] = generator.normal(0, 0.2, config.d_model)
    return weights


def _embeddings(config, generator):
    sizes = {
        'all': {'embedding': config.vocab_size},
        'source_target': {'embedding': config.vocab_size, 'output': config.vocab_size},
        'target_output': {'encoder.embedding': config.source_size, 'decoder.embedding': config.target_size},
        'none': {
            'encoder.embedding': config.source_size,
            'decoder.embedding': config.target_size,
            'output': config.target_size,
        },
    }[config.tied_embeddings]
    scale = 1 / math.sqrt(config.d_model)
    return {
        f'{name}.weight': generator.normal(0, scale, (rows, config.d_model)) for name, rows in sizes.items()
    }
