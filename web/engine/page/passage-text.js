/** @file The text of consecutive nodes as one block, with a mark for each element in it. */

import { stateWithin } from './states.js';

/** @typedef {import('../document/blocks.js').Block} Block */
/** @typedef {import('../document/blocks.js').Mark} Mark */
/** @typedef {import('./memory.js').Memory} Memory */
/** @typedef {import('./roles.js').Roles} Roles */
/** @typedef {import('./states.js').State} State */

/**
 * A text node of a passage.
 *
 * @typedef {object} Leaf
 * @property {Text} node
 * @property {string} data What it had when the passage was read.
 * @property {string} source What the page wrote into it.
 */

/**
 * @typedef {object} PassageText
 * @property {Block} block
 * @property {Element[]} elements Of the marks, by their indices.
 * @property {number[]} outer The mark that each mark is in, or -1.
 * @property {Leaf[]} leaves
 * @property {string} lead White space before the block's text.
 * @property {string} trail White space after it.
 */

/** White space that HTML takes for one space. */
const space = /[ \t\n\f\r]+/g;

/** Reads nodes into a block. */
export class PassageReader {
  #memory;
  #roles;
  #collapses;
  #text = '';
  /** @type {Mark[]} */
  #marks = [];
  /** @type {Element[]} */
  #elements = [];
  /** @type {number[]} */
  #outer = [];
  /** @type {Leaf[]} */
  #leaves = [];
  #lead = '';
  /** Whether a space that comes next shows beside the one before it. */
  #isAfterPoint = false;

  /**
   * @param {Memory} memory
   * @param {Roles} roles
   * @param {boolean} collapses Whether white space counts as one space, as it does in most of HTML.
   */
  constructor(memory, roles, collapses) {
    this.#memory = memory;
    this.#roles = roles;
    this.#collapses = collapses;
  }

  /**
   * @param {readonly Node[]} nodes
   * @param {State} state Of what they are in.
   * @returns {PassageText}
   */
  read(nodes, state) {
    this.#readAll(nodes, state, -1);
    const text = this.#text.trimEnd();
    const end = text.length;
    const marks = this.#marks.map((mark) => ({
      ...mark,
      start: Math.min(mark.start, end),
      end: Math.min(mark.end, end),
    }));
    const isCut = end < this.#text.length;
    return {
      block: { text, marks },
      elements: this.#elements,
      outer: this.#outer,
      leaves: this.#leaves,
      lead: this.#lead,
      trail: isCut ? (/\s*$/.exec(this.#leaves.at(-1)?.source ?? '')?.[0] ?? '') : '',
    };
  }

  /**
   * @param {Iterable<Node>} nodes
   * @param {State} state
   * @param {number} outer The mark that they are in.
   */
  #readAll(nodes, state, outer) {
    for (const node of nodes) {
      if (node.nodeType === 3) this.#readText(/** @type {Text} */ (node));
      else if (node.nodeType === 1) this.#readElement(/** @type {Element} */ (node), state, outer);
    }
  }

  /** @param {Text} node */
  #readText(node) {
    const source = this.#memory.sourceOf(node);
    this.#leaves.push({ node, data: node.data, source });
    this.#append(source);
  }

  /** @param {string} source */
  #append(source) {
    let text = this.#collapses ? source.replace(space, ' ') : source;
    if (this.#text === '') {
      text = text.trimStart();
      this.#lead += /^\s*/.exec(source)?.[0];
    } else if (this.#collapses && !this.#isAfterPoint && this.#text.endsWith(' ')) {
      text = text.replace(/^ /, '');
    }
    if (text !== '') this.#isAfterPoint = false;
    this.#text += text;
  }

  /**
   * @param {Element} element
   * @param {State} state
   * @param {number} outer
   */
  #readElement(element, state, outer) {
    const within = stateWithin(element, state);
    const role = this.#roles.of(element, within);
    if (role === 'none') return;
    const words = role === 'apart' ? '' : (element.textContent ?? '');
    if (!/\S/.test(words)) {
      if (/\s/.test(words)) this.#append(' ');
      this.#mark(element, 'point', outer);
      this.#isAfterPoint = true;
      return;
    }
    const number = this.#mark(element, role === 'kept' ? 'kept' : 'span', outer);
    if (role === 'kept') this.#append(words);
    else this.#readAll(element.childNodes, within, number);
    this.#marks[number].end = this.#text.length;
  }

  /**
   * @param {Element} element
   * @param {Mark['kind']} kind
   * @param {number} outer
   * @returns {number} Of the mark.
   */
  #mark(element, kind, outer) {
    this.#elements.push(element);
    this.#outer.push(outer);
    const place = this.#text.length;
    return this.#marks.push({ kind, start: place, end: place, parent: outer }) - 1;
  }
}
