"""Which native tensor each key of a PyTorch state_dict is: built-in rules for common names, and rules of the user.

A rule is a regular expression for the whole key and its replacement; the first that matches counts. Beside the
container's tensors a replacement may name three that are taken apart: `X.qkv.{weight,bias}` and
`X.kv.{weight,bias}` (projections one below the other) and `positions.weight` (a table of both sides).
"""

import json
import re

WRAPPERS = re.compile(r'(?:(?:module|_orig_mod|model|transformer)\.)+')  # DataParallel, compile, outer modules

SOURCE = r'(?:src|source|encoder|enc)'
TARGET = r'(?:tgt|trg|target|decoder|dec)'
EMBEDDING = r'[._](?:tok_|token_)?(?:embed|embedding|embeddings|emb|embed_tokens)(?:\.\d+)?(?:\.(?:lut|embedding))?\.weight'
TABLE = r'(?:pe|pos_table|positional_encodings?|pos_encodings?|positions)(?:\.pe|\.weight)?'
LAYER = r'(encoder|decoder)\.layers\.(\d+)\.'
SELF = r'(?:self_attn|self_attention|self_mha|attn|attention)'
CROSS = r'(?:cross_attn|cross_attention|multihead_attn|src_attn|encoder_attn|enc_attn)'
END = r'(weight|bias)'
PROJECTIONS = {
    'q': r'(?:q|W_q|w_q|Wq|q_proj|q_linear|linear_q|query)',
    'k': r'(?:k|W_k|w_k|Wk|k_proj|k_linear|linear_k|key)',
    'v': r'(?:v|W_v|w_v|Wv|v_proj|v_linear|linear_v|value)',
    'o': r'(?:o|W_o|w_o|Wo|o_proj|out_proj|out_linear|linear_o|out|output|fc)',
    'qkv': r'(?:qkv|W_qkv|qkv_proj|in_proj)',
    'kv': r'(?:kv|W_kv|kv_proj)',
}
FEED_FORWARD = r'(?:(?:ffn|ff|feed_forward|mlp)\.)?'
NORMS = [
    ('encoder', '(?:norm1|ln1|self_attn_norm|self_attn_layer_norm)', 'self_attn_norm'),
    ('encoder', '(?:norm2|ln2|ffn_norm|final_layer_norm)', 'ffn_norm'),
    ('decoder', '(?:norm1|ln1|self_attn_norm|self_attn_layer_norm)', 'self_attn_norm'),
    ('decoder', '(?:norm2|ln2|cross_attn_norm|encoder_attn_layer_norm)', 'cross_attn_norm'),
    ('decoder', '(?:norm3|ln3|ffn_norm|final_layer_norm)', 'ffn_norm'),
]


class MapError(Exception):
    """A file of rules that cannot be used."""


def _built_in_rules():
    rules = [
        (SOURCE + EMBEDDING, 'encoder.embedding.weight'),
        (TARGET + EMBEDDING, 'decoder.embedding.weight'),
        (r'(?:shared|embedding|embed|emb|embed_tokens|token_embedding|tok_emb)(?:\.lut|\.embedding)?\.weight',)
        + ('embedding.weight',),
        (r'(?:decoder\.)?(?:generator|output|output_projection|projection|fc_out|out|lm_head)(?:\.proj)?\.' + END,)
        + (r'output.\1',),
        (SOURCE + r'(?:[._].*)?[._]' + TABLE, 'encoder.positions.weight'),
        (TARGET + r'(?:[._].*)?[._]' + TABLE, 'decoder.positions.weight'),
        (r'(?:.*[._])?' + TABLE, 'positions.weight'),
        (r'(encoder|decoder)\.(?:norm|layer_norm|final_norm|ln)\.' + END, r'\1.norm.\2'),
        (LAYER + FEED_FORWARD + r'(?:inner|linear1|fc1|w_1|w1|lin1)\.' + END, r'\1.layers.\2.ffn.inner.\3'),
        (LAYER + FEED_FORWARD + r'(?:outer|linear2|fc2|w_2|w2|lin2)\.' + END, r'\1.layers.\2.ffn.outer.\3'),
    ]
    for kind, expression in (('cross_attn', CROSS), ('self_attn', SELF)):
        for part, names in PROJECTIONS.items():
            rules.append((rf'{LAYER}{expression}\.{names}[._]{END}', rf'\1.layers.\2.{kind}.{part}.\3'))
    for side, expression, norm in NORMS:
        rules.append((rf'{side}\.layers\.(\d+)\.{expression}\.{END}', rf'{side}.layers.\1.{norm}.\2'))
    return [(re.compile(expression), name) for expression, name in rules]


BUILT_IN_RULES = _built_in_rules()


class CheckpointNames:
    """The rules of one export: those of the user first, then the built-in ones on what they give."""

    def __init__(self, user_rules=()):
        self.user_rules = list(user_rules)

    @classmethod
    def from_file(cls, path):
        """A JSON list of [regular expression, replacement]; null as replacement drops the key."""
        try:
            pairs = json.loads(path.read_text(encoding='utf-8'))
            return cls([_user_rule(pair) for pair in pairs])
        except (ValueError, TypeError, re.error) as error:
            raise MapError(f'{path}: expected a list of [regular expression, replacement]: {error}') from error

    def native_name(self, key):
        """(whether any rule knows the key, the native name or None for a key to drop)."""
        for expression, replacement in self.user_rules:
            match = expression.fullmatch(key)
            if match and replacement is None:
                return True, None
            if match:
                key = match.expand(replacement)
                break
        wrapper = WRAPPERS.match(key)
        key = key[wrapper.end() :] if wrapper else key
        for expression, replacement in BUILT_IN_RULES:
            match = expression.fullmatch(key)
            if match:
                return True, match.expand(replacement)
        return False, None


def _user_rule(pair):
    expression, replacement = pair
    if not isinstance(replacement, (str, type(None))):
        raise TypeError(f'the replacement {replacement!r} is neither a string nor null')
    return re.compile(expression), replacement
