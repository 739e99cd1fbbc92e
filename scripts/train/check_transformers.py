#!/usr/bin/env python3
"""Compares the Hugging Face Marian fixtures with what the transformers library itself makes of the same folder.

Needed are transformers (version 4.30 or later), PyTorch and SentencePiece; nothing else of Stepglot's tests uses them.
"""

import argparse
import json
import pathlib
import sys
import tempfile

import torch
import transformers
from safetensors import safe_open
from safetensors.torch import load_file

FORMATS = pathlib.Path(__file__).resolve().parents[2] / 'tests' / 'data' / 'formats'
FOLDERS = ('opus', 'opus-float16', 'opus-bfloat16')
TOLERANCE = 1e-4  # transformers rounds its position table to float32


class Comparison:
    """One folder with its references, loaded by transformers and computed in float64."""

    def __init__(self, folder):
        self.folder = folder
        self.model = transformers.MarianMTModel.from_pretrained(folder, torch_dtype=torch.float32).double().eval()
        self.model.generation_config.forced_eos_token_id = None  # outputs cut by the limit have no end token here
        self.model.generation_config.max_length = None
        self.tokenizer = transformers.MarianTokenizer.from_pretrained(folder)
        self.reference = json.loads(folder.with_name(f'{folder.name}.reference.json').read_text(encoding='utf-8'))
        self.logits = load_file(folder.with_name(f'{folder.name}.reference.safetensors'))

    def faults(self):
        faults = self._saved_file_faults()
        for index, entry in enumerate(self.reference['sentences']):
            faults += [f'{self.folder.name} sentence {index}: {fault}' for fault in self._entry_faults(index, entry)]
        return faults

    def _saved_file_faults(self):
        """Whether transformers writes tensors of the same names and shapes."""
        with tempfile.TemporaryDirectory() as saved:
            self.model.float().save_pretrained(saved)
            self.model.double()
            theirs = _shapes(pathlib.Path(saved) / 'model.safetensors')
        ours = _shapes(self.folder / 'model.safetensors')
        return [f'{self.folder.name}: tensor {name} differs' for name in theirs.items() ^ ours.items()]

    def _entry_faults(self, index, entry):
        text = f'{entry["targetToken"]} {entry["text"]}' if 'targetToken' in entry else entry['text']
        ids = self.tokenizer(text).input_ids
        if ids != entry['source']:
            yield f'ids {ids}, not {entry["source"]}'
        source = torch.tensor([entry['source']])
        start = self.model.config.decoder_start_token_id
        prefix = torch.tensor([[start, *entry['target'][:-1]]])
        logits = self.model(input_ids=source, decoder_input_ids=prefix).logits[0]
        difference = (logits - self.logits[f's{index}.logits']).abs().max().item()
        if difference > TOLERANCE:
            yield f'logits differ by {difference}'
        yield from self._search_faults(source, entry)

    def _search_faults(self, source, entry):
        """Greedy ids and their text, and the best of a beam of 4."""
        options = {'max_new_tokens': self.reference['search']['maxLength'], 'return_dict_in_generate': True}
        best = entry['greedy']
        found = self.model.generate(source, num_beams=1, do_sample=False, **options).sequences[0, 1:].tolist()
        if found != best['ids']:
            yield f'greedy {found}, not {best["ids"]}'
        text = self.tokenizer.decode(best['ids'], skip_special_tokens=True, clean_up_tokenization_spaces=False)
        if text != best['text']:
            yield f'text {text!r}, not {best["text"]!r}'
        best = entry['beam'][0]
        output = self.model.generate(source, num_beams=4, output_scores=True, **options)
        found, score = output.sequences[0, 1:].tolist(), output.sequences_scores[0].item()
        if found != best['ids'] or abs(score - best['normalizedScore']) > TOLERANCE:
            yield f'beam {found} of score {score}, not {best["ids"]} of {best["normalizedScore"]}'


def _shapes(path):
    with safe_open(path, 'pt') as file:
        return {name: tuple(file.get_slice(name).get_shape()) for name in file.keys()}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--formats', type=pathlib.Path, default=FORMATS, help='folder (tests/data/formats)')
    formats = parser.parse_args().formats
    with torch.inference_mode():
        faults = [fault for name in FOLDERS for fault in Comparison(formats / name).faults()]
    if faults:
        sys.exit('\n'.join(faults))
    print(f'transformers {transformers.__version__} agrees.')


if __name__ == '__main__':
    main()
