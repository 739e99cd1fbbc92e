/** @file The translations of a page so far: what it shows again is not translated again. */

/** @typedef {import('../document/blocks.js').Block} Block */
/** @typedef {import('../document/blocks.js').Piece} Piece */

const MOST = 5000;

/**
 * @param {Block} block
 * @returns {string} Equal for blocks whose translations are.
 */
export function keyOf({ text, marks }) {
  if (marks.length === 0) return text;
  return `${text}\0${marks.map((mark) => Object.values(mark).join(' ')).join()}`;
}

/** @template T @param {Map<string, T>} map @param {string} key @param {T} value */
function setLast(map, key, value) {
  map.delete(key);
  map.set(key, value);
  if (map.size > MOST) map.delete(/** @type {string} */ (map.keys().next().value));
}

/** Those that were asked for last. */
export class KnownTranslations {
  /** @type {Map<string, readonly Piece[]>} */
  #pieces = new Map();
  /** @type {Map<string, true>} */
  #results = new Map();

  /**
   * @param {Block} block
   * @returns {readonly Piece[] | undefined}
   */
  get(block) {
    const key = keyOf(block);
    const pieces = this.#pieces.get(key);
    if (pieces) setLast(this.#pieces, key, pieces);
    return pieces;
  }

  /**
   * @param {Block} block
   * @param {readonly Piece[]} pieces
   */
  set(block, pieces) {
    setLast(this.#pieces, keyOf(block), pieces);
    const text = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
    setLast(this.#results, text.trim(), true);
  }

  /**
   * @param {Block} block New on the page.
   * @returns {boolean} Whether it is a translation itself, as the page copies what it shows. A single
   *   word may be one of both languages.
   */
  isResult({ text, marks }) {
    const isKnown = this.#results.has(text) && /\s/.test(text);
    return isKnown && !this.#pieces.has(keyOf({ text, marks }));
  }
}
