/** @file The value of an attribute, which is translated and written in place. */

/** @typedef {import('../document/blocks.js').Piece} Piece */
/** @typedef {import('./memory.js').Memory} Memory */

/** The value of one attribute. */
export class AttributeText {
  #memory;
  /** Whether its translation is to come. */
  isWaiting = true;

  /**
   * @param {Element} element
   * @param {string} name Of the attribute.
   * @param {Memory} memory
   */
  constructor(element, name, memory) {
    this.place = element;
    this.name = name;
    this.source = element.getAttribute(name) ?? '';
    this.block = { text: this.source.trim(), marks: [] };
    this.#memory = memory;
  }

  /** Whether the page is as it was when the value was read. */
  get isCurrent() {
    return this.place.getAttribute(this.name) === this.source;
  }

  /**
   * Writes a translation.
   *
   * @param {readonly Piece[]} pieces
   * @returns {Node[]} What was moved or added: nothing.
   */
  write(pieces) {
    const translation = pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');
    const text = this.source.replace(this.block.text, () => translation);
    this.#memory.writeAttribute(this.place, this.name, { source: this.source, text, owner: this });
    this.#memory.add(this);
    return [];
  }

  /** Puts back what the page wrote, unless it has written since. */
  undo() {
    this.#memory.undoAttribute(this.place, this.name);
  }
}
