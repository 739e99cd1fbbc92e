"""Writes Hugging Face Marian folders (OPUS-MT for transformers), sharing no code with the reader in core that they test."""

import json

import numpy as np

from train.formats.safetensors_file import BFLOAT16, write_safetensors

SUBLAYER_NAMES = {'self_attn': 'self_attn', 'cross_attn': 'encoder_attn'}
PROJECTION_NAMES = {'q': 'q_proj', 'k': 'k_proj', 'v': 'v_proj', 'o': 'out_proj'}
NORM_NAMES = {
    'self_attn_norm': 'self_attn_layer_norm',
    'cross_attn_norm': 'encoder_attn_layer_norm',
    'ffn_norm': 'final_layer_norm',
}


def write_hugging_face_folder(folder, model, number_type, generation):
    """Writes every file; `number_type` is float32, float16 or bfloat16, `generation` goes to both configurations.

    Returns the float64 weights that the file stands for.
    """
    tensors, stored = {}, {}
    for native, array in model.weights.items():
        numbers, stored[native] = _converted(array, number_type)
        tensors[tensor_name(native)] = numbers.reshape(1, -1) if native == 'output.bias' else numbers
    write_safetensors(folder / 'model.safetensors', tensors, {'format': 'pt'})
    _write_json(folder / 'config.json', {**_configuration(model.config, number_type), **generation})
    _write_json(folder / 'generation_config.json', {**_special_ids(model.config), **generation})
    _write_tokenizer(folder, model)
    return stored


def tensor_name(native):
    """The name in transformers of a native tensor."""
    if native in ('embedding.weight', 'output.bias'):
        return {'embedding.weight': 'model.shared.weight', 'output.bias': 'final_logits_bias'}[native]
    side, _, index, part, *rest = native.split('.')
    layer = f'model.{side}.layers.{index}'
    if part in NORM_NAMES:
        return f'{layer}.{NORM_NAMES[part]}.{rest[0]}'
    if part == 'ffn':
        return f'{layer}.{"fc1" if rest[0] == "inner" else "fc2"}.{rest[1]}'
    return f'{layer}.{SUBLAYER_NAMES[part]}.{PROJECTION_NAMES[rest[0]]}.{rest[1]}'


def _converted(array, number_type):
    """(array to store, its values in float64); bfloat16 keeps the upper half, rounded to even."""
    if number_type == 'bfloat16':
        bits = np.ascontiguousarray(array, np.float32).view(np.uint32)
        upper = (bits + 0x7FFF + ((bits >> 16) & 1)) >> 16
        return upper.astype('<u2').view(BFLOAT16), (upper << 16).view(np.float32).astype(np.float64)
    numbers = array.astype(number_type)
    return numbers, numbers.astype(np.float64)


def _special_ids(config):
    return {
        'bad_words_ids': [[config.pad]],
        'bos_token_id': config.eos,
        'decoder_start_token_id': config.pad,
        'eos_token_id': config.eos,
        'forced_eos_token_id': config.eos,
        'pad_token_id': config.pad,
    }


def _configuration(config, number_type):
    return {
        'architectures': ['MarianMTModel'],
        'model_type': 'marian',
        'activation_function': config.activation,
        'd_model': config.d_model,
        'decoder_attention_heads': config.heads,
        'decoder_ffn_dim': config.ffn,
        'decoder_layers': config.decoder_layers,
        'decoder_vocab_size': config.vocab_size,
        'encoder_attention_heads': config.heads,
        'encoder_ffn_dim': config.ffn,
        'encoder_layers': config.encoder_layers,
        'is_encoder_decoder': True,
        'max_position_embeddings': config.max_source_length,
        'normalize_before': False,
        'normalize_embedding': False,
        'scale_embedding': config.embedding_scale == 'sqrt(d_model)',
        'share_encoder_decoder_embeddings': True,
        'static_position_embeddings': True,
        'tie_word_embeddings': True,
        'torch_dtype': number_type,
        'vocab_size': config.vocab_size,
        **_special_ids(config),
    }


def _write_tokenizer(folder, model):
    pieces = model.vocabulary['vocabulary']
    _write_json(folder / 'vocab.json', {piece: i for i, piece in enumerate(pieces)})
    for side in ('source', 'target'):
        (folder / f'{side}.spm').write_bytes(model.spm[f'spm.{side}'])
    facts = {
        'model_max_length': model.config.max_source_length,
        'source_lang': model.config.source_language,
        'target_lang': model.config.target_language,
        'tokenizer_class': 'MarianTokenizer',
    }
    _write_json(folder / 'tokenizer_config.json', facts)
    _write_json(
        folder / 'special_tokens_map.json', {'eos_token': '</s>', 'unk_token': '<unk>', 'pad_token': '<pad>'}
    )


def _write_json(path, value):
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + '\n', encoding='utf-8')
