/** @file White space that the text of a block has and its source has not. */

/** @typedef {import('../blocks.js').Piece} Piece */

/**
 * Takes away white space that only the block's text has.
 *
 * @param {readonly Piece[]} pieces
 * @param {readonly string[]} separators Of the marks.
 * @returns {Piece[]}
 */
export function withoutSeparators(pieces, separators) {
  const copy = pieces.map((piece) => ({ ...piece }));
  const texts = [];
  for (const [i, piece] of copy.entries()) {
    if ('text' in piece && !('kept' in piece)) texts.push(piece);
    const separator = 'point' in piece ? separators[piece.point] : '';
    if (separator === '') continue;
    const before = texts.at(-1);
    const place = before?.text.lastIndexOf(separator) ?? -1;
    if (before && place >= 0 && before.text.slice(place).trim() === '') {
      before.text = before.text.slice(0, place) + before.text.slice(place + separator.length);
      continue;
    }
    const after = /** @type {{text: string} | undefined} */ (
      copy.slice(i + 1).find((next) => 'text' in next && !('kept' in next))
    );
    const isFirst = after?.text.trimStart() !== after?.text && after?.text.startsWith(separator);
    if (after && isFirst) after.text = after.text.slice(separator.length);
  }
  return copy;
}
