/** @file A passage: consecutive nodes that are translated as a whole, and written again in place. */

import { arrange } from './arrange.js';
import { keyOf } from './known.js';
import { pieceTree } from './piece-tree.js';
import { matchTexts } from './text-places.js';

/** @typedef {import('../document/blocks.js').Piece} Piece */
/** @typedef {import('./memory.js').Memory} Memory */
/** @typedef {import('./passage-text.js').Leaf} Leaf */
/** @typedef {import('./passage-text.js').PassageText} PassageText */
/** @typedef {import('./piece-tree.js').Item} Item */

/** The children of one parent as the page had them. @typedef {{parent: Node, nodes: Node[]}} Order */

const spaceBefore = /^[ \t\n\f\r]*/;
const spaceAfter = /[ \t\n\f\r]*$/;

/** @param {RegExp} pattern @param {string} text */
const matchOf = (pattern, text) => pattern.exec(text)?.[0] ?? '';

/**
 * @param {string} text
 * @param {string} source What is in its place.
 * @returns {string} The text with the source's white space where it shows as the same.
 */
function withSpaceOf(text, source) {
  if (text === ' ' && source !== '' && source.trim() === '') return source;
  const before = matchOf(spaceBefore, source);
  const after = matchOf(spaceAfter, source);
  let result = text;
  if (before.length > 1 && result.startsWith(' ')) result = before + result.slice(1);
  if (after.length > 1 && result.endsWith(' ')) result = result.slice(0, -1) + after;
  return result;
}

/** Consecutive nodes of one parent. */
export class Passage {
  #memory;
  #wasConnected;
  #edges;
  /** @type {Order[]} */
  #orders = [];
  /** @type {Text[]} */
  #added = [];
  /** Whether its translation is to come. */
  isWaiting = true;

  /**
   * @param {{parent: Node, nodes: Node[], collapses: boolean}} place
   * @param {PassageText} text
   * @param {Memory} memory
   */
  constructor({ parent, nodes, collapses }, text, memory) {
    const { block, elements, outer, leaves } = text;
    this.parent = parent;
    this.nodes = nodes;
    this.block = block;
    this.elements = elements;
    this.outer = outer;
    this.leaves = leaves;
    this.collapses = collapses;
    this.#edges = { lead: text.lead, trail: text.trail };
    this.#memory = memory;
    this.#wasConnected = parent.isConnected;
    this.parents = elements.map((element) => element.parentNode);
  }

  /** The element by which the browser says whether the passage is in view. */
  get place() {
    const { parent } = this;
    if (parent.nodeType === 1) return /** @type {Element} */ (parent);
    return /** @type {Partial<ShadowRoot>} */ (parent).host ?? null;
  }

  /** Whether elements were moved or text nodes added for the translation. */
  get isReshaped() {
    return this.#orders.length > 0;
  }

  /** Whether the page is as it was when the passage was read. */
  get isCurrent() {
    return (
      this.parent.isConnected === this.#wasConnected &&
      this.nodes.every((node) => node.parentNode === this.parent) &&
      this.elements.every((element, i) => element.parentNode === this.parents[i]) &&
      this.leaves.every(({ node, data }) => node.data === data && node.parentNode)
    );
  }

  /**
   * @param {Passage} other
   * @returns {boolean} Whether it has the same text in the same nodes.
   */
  isSame({ leaves, block, elements }) {
    return (
      leaves.length === this.leaves.length &&
      leaves.every(({ node }, i) => node === this.leaves[i].node) &&
      elements.every((element, i) => element === this.elements[i]) &&
      keyOf(block) === keyOf(this.block)
    );
  }

  /** Whether the page shows the translation as it was written. */
  get isIntact() {
    const nodes = [...this.leaves.map(({ node }) => node), ...this.#added];
    return (
      nodes.every((node) => this.#memory.of(node)?.owner === this && this.#memory.isIntact(node)) &&
      this.elements.every((element, i) => element.parentNode === this.parents[i])
    );
  }

  /**
   * Writes a translation.
   *
   * @param {readonly Piece[]} pieces
   * @returns {Node[]} What was moved or added.
   */
  write(pieces) {
    const tree = pieceTree(pieces, this.outer);
    if (!tree) return [];
    /** @type {Map<Node, string>} */
    const texts = new Map(this.leaves.map(({ node }) => [node, '']));
    /** @type {Text[]} */
    const written = [];
    const moved = this.#place(this.parent, this.nodes, tree, { texts, written });
    if (this.collapses) this.#keepSpaces(texts, written);
    this.#keepEdges(texts, written);
    for (const { node, source } of this.leaves) this.#writeText(node, source, texts);
    for (const node of this.#added) this.#writeText(node, '', texts);
    this.#memory.add(this);
    return moved;
  }

  /**
   * Puts the nodes back into the page's order.
   *
   * @returns {Node[]} What was moved or taken out.
   */
  unshape() {
    const added = this.#added;
    const moved = [];
    for (const node of this.#added) {
      const isOwn = this.#memory.isIntact(node);
      this.#memory.undo(node);
      if (isOwn) node.remove();
    }
    for (const { parent, nodes } of this.#orders) {
      const present = nodes.filter((node) => node.parentNode === parent);
      moved.push(...arrange(parent, present));
    }
    this.#added = [];
    this.#orders = [];
    return [...added, ...moved];
  }

  /** Puts back what the page wrote, but where it has written since. */
  undo() {
    this.unshape();
    for (const { node } of this.leaves) {
      if (this.#memory.of(node)?.owner === this) this.#memory.undo(node);
    }
  }

  /**
   * Brings the children of one parent into the order of the translation.
   *
   * @param {Node} parent
   * @param {readonly Node[]} nodes Those of its children that belong to the passage.
   * @param {readonly Item[]} items
   * @param {{texts: Map<Node, string>, written: Text[]}} result Gets the text of each node, and the
   *   nodes that have one in the order of the translation.
   * @returns {Node[]} What was moved or added, below it too.
   */
  #place(parent, nodes, items, result) {
    const own = nodes.filter((node) => result.texts.has(node) || this.#isMarked(node));
    const wanted = items.map((item) => ('text' in item ? null : this.elements[item.mark]));
    const placed = matchTexts(own, wanted).map((node) => node ?? this.#add(parent));
    const moved = this.#arrange(parent, nodes, placed);
    for (const [i, item] of items.entries()) {
      const node = placed[i];
      if ('text' in item) {
        result.texts.set(node, item.text);
        result.written.push(/** @type {Text} */ (node));
      } else if (item.items)
        moved.push(...this.#place(node, [...node.childNodes], item.items, result));
    }
    return moved;
  }

  /** @param {Node} node */
  #isMarked(node) {
    return this.elements.includes(/** @type {Element} */ (node));
  }

  /** @param {Node} parent @returns {Text} A new one, which its order puts into the parent. */
  #add(parent) {
    const node = /** @type {Document} */ (parent.ownerDocument).createTextNode('');
    this.#added.push(node);
    return node;
  }

  /**
   * @param {Node} parent
   * @param {readonly Node[]} nodes As the page has them.
   * @param {readonly Node[]} placed As the translation wants them.
   */
  #arrange(parent, nodes, placed) {
    const moved = arrange(parent, placed);
    if (moved.length > 0) this.#orders.push({ parent, nodes: [...nodes] });
    return moved;
  }

  /**
   * White space that shows as one space stays as it is.
   *
   * @param {Map<Node, string>} texts
   * @param {readonly Text[]} written
   */
  #keepSpaces(texts, written) {
    const sources = new Map(this.leaves.map(({ node, source }) => [node, source]));
    let before = '';
    for (const node of written) {
      const source = sources.get(node) ?? '';
      const text = withSpaceOf(texts.get(node) ?? '', source);
      // It was not read, as the text before it ends with a space.
      const isHidden = before.endsWith(' ') && !/^\s/.test(text);
      texts.set(node, isHidden ? matchOf(spaceBefore, source) + text : text);
      before = text;
    }
  }

  /**
   * White space around the passage stays.
   *
   * @param {Map<Node, string>} texts
   * @param {readonly Text[]} written
   */
  #keepEdges(texts, written) {
    const { lead, trail } = this.#edges;
    const [first, last] = [this.leaves[0].node, this.leaves[this.leaves.length - 1].node];
    const firstPlace = texts.get(first) === '' ? first : (written[0] ?? first);
    texts.set(firstPlace, lead + texts.get(firstPlace));
    const lastPlace = texts.get(last) === '' ? last : (written.at(-1) ?? last);
    texts.set(lastPlace, texts.get(lastPlace) + trail);
  }

  /**
   * @param {Text} node
   * @param {string} source
   * @param {Map<Node, string>} texts
   */
  #writeText(node, source, texts) {
    this.#memory.write(node, { source, text: texts.get(node) ?? '', owner: this });
  }
}
