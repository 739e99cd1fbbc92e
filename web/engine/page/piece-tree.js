/** @file The pieces of a translated block as a tree, as elements are one. */

/** @typedef {import('../document/blocks.js').Piece} Piece */

/**
 * @typedef {{text: string} | {mark: number, items: Item[] | null}} Item A mark without items is a
 *   point or keeps what is in it.
 */

/**
 * @param {Item[]} items
 * @param {string} text
 */
function addText(items, text) {
  const last = items.at(-1);
  if (last && 'text' in last) last.text += text;
  else if (text !== '') items.push({ text });
}

/**
 * @param {readonly Piece[]} pieces
 * @param {readonly number[]} outer The mark that each mark has to be in, or -1.
 * @returns {Item[] | null} Null when the pieces do not have each mark once and in its place.
 */
export function pieceTree(pieces, outer) {
  /** @type {{mark: number, items: Item[]}[]} */
  const stack = [{ mark: -1, items: [] }];
  const seen = new Set();
  const add = (/** @type {number} */ mark, /** @type {Item[] | null} */ items) => {
    const isRight = outer[mark] === stack[stack.length - 1].mark && !seen.has(mark);
    seen.add(mark);
    stack[stack.length - 1].items.push({ mark, items });
    return isRight;
  };
  for (const piece of pieces) {
    const { mark, items } = stack[stack.length - 1];
    if ('kept' in piece) {
      if (!add(piece.kept, null)) return null;
    } else if ('text' in piece) addText(items, piece.text);
    else if ('point' in piece) {
      if (!add(piece.point, null)) return null;
    } else if ('open' in piece) {
      /** @type {Item[]} */
      const inner = [];
      if (!add(piece.open, inner)) return null;
      stack.push({ mark: piece.open, items: inner });
    } else if (piece.close !== mark) return null;
    else stack.pop();
  }
  return stack.length === 1 && seen.size === outer.length ? stack[0].items : null;
}
