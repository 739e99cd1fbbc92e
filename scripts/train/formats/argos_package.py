"""Writes an Argos Translate package: a zip of metadata, a SentencePiece model and a CTranslate2 folder."""

import json
import zipfile

README = """# English to German

A package with random weights that tests how such packages are read; it translates nothing.
"""


def write_argos_package(path, model_folder, spm, config):
    """`model_folder` is a CTranslate2 folder; `spm` a serialized SentencePiece model."""
    top = f'translate-{config.source_language}_{config.target_language}-1_0'
    metadata = {
        'package_version': '1.0',
        'argos_version': '1.5',
        'from_code': config.source_language,
        'from_name': 'English',
        'to_code': config.target_language,
        'to_name': 'German',
    }
    members = {
        f'{top}/': b'',
        f'{top}/metadata.json': json.dumps(metadata, indent=4).encode(),
        f'{top}/sentencepiece.model': spm,
        f'{top}/model/': b'',
        **{f'{top}/model/{file.name}': file.read_bytes() for file in sorted(model_folder.iterdir())},
        f'{top}/README.md': README.encode(),
    }
    with zipfile.ZipFile(path, 'w') as archive:
        for name, content in members.items():
            entry = zipfile.ZipInfo(name)  # dated 1980: the same bytes on every run
            entry.compress_type = zipfile.ZIP_DEFLATED if content else zipfile.ZIP_STORED
            archive.writestr(entry, content)
