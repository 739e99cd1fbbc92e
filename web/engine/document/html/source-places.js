/** @file Which nodes have places in the source that can be written over. */

import { isElement, isText, trimEnd, trimStart, walk } from './nodes.js';
import { countWhile } from '../atoms.js';

/** @typedef {import('./nodes.js').Child} Child */
/** @typedef {import('./nodes.js').Element} Element */
/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Range} Range */
/** @typedef {import('./nodes.js').Roles} Roles */
/** @typedef {import('./nodes.js').TextNode} TextNode */

/**
 * @param {Element} element With a place.
 * @returns {{start: Range, content: Range, end: Range}} Its start tag, what is inside, and its end tag,
 *   which is empty where the source has none.
 */
export function tagsOf({ sourceCodeLocation: place }) {
  const whole = /** @type {NonNullable<Element['sourceCodeLocation']>} */ (place);
  const start = whole.startTag ?? whole;
  const end = whole.endTag ?? { startOffset: whole.endOffset, endOffset: whole.endOffset };
  return {
    start: { start: start.startOffset, end: start.endOffset },
    content: { start: start.endOffset, end: end.startOffset },
    end: { start: end.startOffset, end: end.endOffset },
  };
}

/** The places of a document's nodes. */
export class SourcePlaces {
  #source;
  #root;
  /** How many nodes begin at each place; misnested elements are several with one start tag. */
  #counts = new Map();
  /** @type {number[]} The places where nodes begin, in order. */
  #starts = [];
  /** @type {Map<Node, Node>} */
  #parents = new Map();

  /**
   * @param {string} source
   * @param {Node} root
   */
  constructor(source, root) {
    this.#source = source;
    this.#root = root;
    /** @type {Node[]} */
    const open = [];
    walk(root, {
      enter: (node) => {
        const parent = open.at(-1);
        if (parent) this.#parents.set(node, parent);
        open.push(node);
        const start = node.sourceCodeLocation?.startOffset;
        if (start === undefined || isText(node)) return;
        this.#starts.push(start);
        this.#counts.set(start, (this.#counts.get(start) ?? 0) + 1);
      },
      leave: () => open.pop(),
    });
    this.#starts.sort((a, b) => a - b);
  }

  /**
   * @param {TextNode} node
   * @returns {Range | null} Its place without white space around it; null when the source has markup
   *   there.
   */
  #ofText({ value, sourceCodeLocation }) {
    if (!sourceCodeLocation) return null;
    const { startOffset, endOffset } = sourceCodeLocation;
    const source = this.#source.slice(startOffset, endOffset);
    // White space after the body's end belongs to it.
    const [text] = value.includes('</') ? [source] : source.split(/<\/(?:body|html)[\s>]/i, 1);
    const rest = source.slice(text.length).replace(/<\/(?:body|html)\s*>/gi, '');
    if (rest.trim() !== '') return null;
    if (text !== value && /<[a-z/!?]/i.test(text)) return null;
    const start = startOffset + text.length - trimStart(text).length;
    return { start, end: Math.max(start, startOffset + trimEnd(text).length) };
  }

  /**
   * @param {Child[]} nodes Beside each other, the first and the last with text.
   * @param {Roles} roles
   * @returns {Range | null} Where they are in the source; null unless they are there as in the tree.
   */
  ofRun(nodes, roles) {
    let place = -1;
    const open = [{ children: nodes, next: 0, end: Infinity }];
    /** @type {Range[]} */
    const ranges = [];
    while (open.length > 0) {
      const top = open[open.length - 1];
      if (top.next === top.children.length) {
        if (place > top.end) return null;
        if (top.end < Infinity) place = top.end;
        open.pop();
        continue;
      }
      const node = top.children[top.next++];
      const isTop = open.length === 1;
      const range = this.#ofNode(node);
      const isBlank = isText(node) && node.value.trim() === '';
      if (isBlank) continue;
      if (!range || range.start < place || range.end > top.end) return null;
      if (isTop) ranges.push(range);
      if (roles.of(node) === 'span') {
        const { content } = tagsOf(/** @type {Element} */ (node));
        place = content.start;
        open.push({ children: /** @type {Element} */ (node).childNodes, next: 0, end: range.end });
      } else place = range.end;
    }
    return { start: ranges[0].start, end: ranges[ranges.length - 1].end };
  }

  /**
   * @param {Child} node
   * @returns {Range | null}
   */
  #ofNode(node) {
    if (isText(node)) return this.#ofText(node);
    const place = node.sourceCodeLocation;
    if (!place || this.#counts.get(place.startOffset) > 1) return null;
    return { start: place.startOffset, end: place.endOffset };
  }

  /**
   * @param {Node} node
   * @returns {Node} The innermost element around it whose content can be written over as a whole, or
   *   the document.
   */
  soundAncestor(node) {
    let ancestor = this.#parents.get(node) ?? this.#root;
    while (ancestor !== this.#root && !this.#isSound(ancestor)) {
      ancestor = this.#parents.get(ancestor) ?? this.#root;
    }
    return ancestor;
  }

  /**
   * @param {Node} node
   * @returns {boolean} Whether what is inside, and nothing else, has its place inside.
   */
  #isSound(node) {
    if (!isElement(node) || !node.sourceCodeLocation?.startTag) return false;
    if (node.tagName === 'html' || node.tagName === 'body') return false;
    if (this.#counts.get(node.sourceCodeLocation.startOffset) > 1) return false;
    const { content } = tagsOf(node);
    let count = 0;
    let isWithin = true;
    walk(node, {
      enter: (inner) => {
        const place = inner.sourceCodeLocation;
        if (inner === node || !place) return;
        const isInside = content.start <= place.startOffset && place.endOffset <= content.end;
        isWithin &&= isInside;
        if (!isText(inner)) count++;
      },
    });
    const starts = this.#starts;
    const first = countWhile(starts.length, (i) => starts[i] < content.start);
    const last = countWhile(starts.length, (i) => starts[i] < content.end);
    return isWithin && last - first === count;
  }

  /** @param {Node} node */
  parentOf(node) {
    return this.#parents.get(node) ?? null;
  }
}
