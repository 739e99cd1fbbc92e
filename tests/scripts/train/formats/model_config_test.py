"""Tests of configs in Python: the core's schema is where their names, defaults and values come from."""

import dataclasses
import json
import pathlib
import unittest

from train.formats.model_config import CHOICES, ConfigError, ModelConfig

ROOT = pathlib.Path(__file__).resolve().parents[4]
SCHEMA = json.loads((ROOT / 'core' / 'model' / 'config.schema.json').read_text(encoding='utf-8'))
LEAST = {
    'd_model': 8,
    'ffn': 16,
    'heads': 2,
    'encoder_layers': 1,
    'decoder_layers': 3,
    'vocab_size': 50,
    'eos': 2,
    'decoder_start': 4,
}


class ModelConfigTest(unittest.TestCase):
    def test_has_the_names_of_the_schema(self):
        self.assertEqual({field.name for field in dataclasses.fields(ModelConfig)}, set(SCHEMA['properties']))

    def test_has_the_defaults_of_the_schema(self):
        config = ModelConfig(**LEAST)
        for name, values in SCHEMA['properties'].items():
            if 'default' in values:
                self.assertEqual(getattr(config, name), values['default'], name)

    def test_is_a_plain_transformer_where_nothing_is_said(self):
        config = ModelConfig(**LEAST)
        self.assertEqual(
            (config.norm, config.final_norm, config.activation, config.positions, config.tied_embeddings),
            ('post', False, 'relu', 'sinusoidal-interleaved', 'all'),
        )
        self.assertEqual((config.max_target_length, config.embedding_factor), (512, 1.0))

    def test_derives_what_depends_on_other_fields(self):
        self.assertTrue(ModelConfig(**LEAST, norm='pre').final_norm)
        self.assertFalse(ModelConfig(**LEAST, norm='pre', final_norm=False).final_norm)
        # The end of a sequence stays possible although it also fills up batches.
        self.assertEqual(ModelConfig(**LEAST, unk=0, bos=1, pad=2).suppressed_ids, [0, 1])

    def test_takes_null_as_missing(self):
        self.assertEqual(ModelConfig(**LEAST, max_source_length=None, norm=None), ModelConfig(**LEAST))

    def test_refuses_values_that_the_schema_does_not_list(self):
        for name, words in CHOICES.items():
            with self.assertRaisesRegex(ConfigError, f"{name} is 'novel', expected one of {', '.join(words)[:4]}"):
                ModelConfig(**LEAST, **{name: 'novel'})
        for changes in ({'d_model': 16386}, {'encoder_layers': 0}, {'norm_eps': 1.5}, {'eos': -1}):
            with self.assertRaisesRegex(ConfigError, f'{next(iter(changes))} is '):
                ModelConfig(**{**LEAST, **changes})

    def test_refuses_fields_that_do_not_fit_together(self):
        for changes in ({'heads': 3}, {'d_model': 9, 'heads': 1}, {'vocab_size': None}, {'norm_keys': False}):
            with self.assertRaises(ConfigError):
                ModelConfig(**{**LEAST, **changes})

    def test_refuses_missing_and_unknown_keys(self):
        for name in SCHEMA['required']:
            with self.assertRaisesRegex(ConfigError, name):
                ModelConfig.from_json(json.dumps({key: value for key, value in LEAST.items() if key != name}))
        with self.assertRaisesRegex(ConfigError, 'normm'):
            ModelConfig.from_json(json.dumps({**LEAST, 'normm': 'pre'}))

    def test_is_read_as_it_was_written(self):
        config = ModelConfig(**LEAST, norm='pre', unk=0, source_ids={'unk': 1, 'bos': None, 'eos': 3}, search={'beam': 4})
        self.assertEqual(ModelConfig.from_json(config.to_json()), config)
        self.assertNotIn('activation', json.loads(config.to_json()))


if __name__ == '__main__':
    unittest.main()
