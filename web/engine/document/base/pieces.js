/** @file What readers of all formats do with the pieces of a translated block. */

/** @typedef {import('../blocks.js').Block} Block */
/** @typedef {import('../blocks.js').Mark} Mark */
/** @typedef {import('../blocks.js').Piece} Piece */

/**
 * @param {Block} block
 * @returns {Piece[]} The block as it is. What begins where a span ends is outside of it, unless its parent says so.
 */
export function piecesOf({ text, marks }) {
  /** @type {Piece[]} */
  const pieces = [];
  /** @type {number[]} */
  const open = [];
  let at = 0;
  const addText = (/** @type {number} */ end) => {
    if (end > at) pieces.push({ text: text.slice(at, end) });
    at = Math.max(at, end);
  };
  const closeUntil = (/** @type {number} */ place, /** @type {number | undefined} */ parent) => {
    for (let i = open.at(-1); i !== undefined && marks[i].end <= place; i = open.at(-1)) {
      if (i === parent) return;
      addText(marks[i].end);
      pieces.push({ close: i });
      open.pop();
    }
  };
  for (const [i, { kind, start, end, parent }] of marks.entries()) {
    closeUntil(start, parent);
    addText(start);
    if (kind === 'point') pieces.push({ point: i });
    else if (kind === 'kept') pieces.push({ kept: i, text: text.slice(start, end) });
    else pieces.push({ open: i });
    if (kind === 'kept') at = end;
    if (kind === 'span') open.push(i);
  }
  closeUntil(text.length, undefined);
  addText(text.length);
  return pieces;
}

/**
 * @param {readonly Piece[]} pieces
 * @returns {Piece[]} Texts that follow each other as one, without empty ones.
 */
function joinTexts(pieces) {
  /** @type {Piece[]} */
  const joined = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    const isText = 'text' in piece && !('kept' in piece);
    if (isText && piece.text === '') continue;
    if (isText && last && 'text' in last && !('kept' in last)) {
      joined[joined.length - 1] = { text: last.text + piece.text };
    } else joined.push(piece);
  }
  return joined;
}

/**
 * @param {Block} block
 * @param {readonly Piece[]} pieces
 * @returns {boolean} Whether the pieces are the block as it is, so that its source can stay.
 */
export const isCopy = (block, pieces) =>
  JSON.stringify(joinTexts(pieces)) === JSON.stringify(piecesOf(block));

/**
 * How a format writes pieces.
 *
 * @typedef {object} PieceWriter
 * @property {(text: string) => string} text
 * @property {(mark: number) => string} open
 * @property {(mark: number) => string} close
 * @property {(mark: number) => string} point
 * @property {(mark: number, text: string) => string} kept
 */

/**
 * @param {readonly Piece[]} pieces
 * @param {PieceWriter} writer
 * @returns {string}
 */
export function writePieces(pieces, writer) {
  let text = '';
  for (const piece of joinTexts(pieces)) {
    if ('kept' in piece) text += writer.kept(piece.kept, piece.text);
    else if ('text' in piece) text += writer.text(piece.text);
    else if ('open' in piece) text += writer.open(piece.open);
    else if ('close' in piece) text += writer.close(piece.close);
    else text += writer.point(piece.point);
  }
  return text;
}

/** @param {readonly Piece[]} pieces @returns {string} The text alone. */
export const textOf = (pieces) =>
  pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');

/** @param {string} text @returns {boolean} Whether it has a letter, so that there is something to translate. */
export const hasLetters = (text) => /\p{L}/u.test(text);
