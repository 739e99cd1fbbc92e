"""Reads lists of vocabulary pieces as training programs write them."""

import json


class PieceListError(Exception):
    """A file that gives no piece for some id."""


def read_piece_list(path):
    """Pieces in id order from a JSON array, a JSON object of piece to id, or lines."""
    text = path.read_text(encoding='utf-8')
    if path.suffix != '.json':
        return text.removesuffix('\n').split('\n')
    try:
        content = json.loads(text)
    except ValueError as error:
        raise PieceListError(f'{path}: not JSON: {error}') from error
    if isinstance(content, dict):
        content = _by_id(content, path)
    if not isinstance(content, list) or not all(isinstance(piece, str) for piece in content):
        raise PieceListError(f'{path}: expected an array of strings, or an object of piece to id')
    return content


def _by_id(ids, path):
    pieces = {i: piece for piece, i in ids.items()}
    if sorted(ids.values()) != list(range(len(ids))):
        raise PieceListError(f'{path}: the ids are not 0 to {len(ids) - 1}, each once')
    return [pieces[i] for i in range(len(ids))]
