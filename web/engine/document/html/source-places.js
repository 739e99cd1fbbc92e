/** @file Which nodes have places in the source that can be written over. */

import { childrenOf, isElement, isText, trimEnd, trimStart, walk } from './nodes.js';
import { countWhile } from '../atoms.js';
import { isEmptyElement } from './elements.js';

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

// The parser adds these where the source leaves them out.
const implied = new Set(['html', 'head', 'body', 'tbody', 'tr', 'colgroup']);

// They end by themselves.
const endless = new Set(
  'html head body p li dt dd td th tr tbody thead tfoot colgroup caption option optgroup rt rp rb rtc'.split(
    ' ',
  ),
);

/** @param {Element} element */
const hasEnd = ({ tagName, namespaceURI, sourceCodeLocation }) =>
  sourceCodeLocation?.endTag !== undefined ||
  isEmptyElement(tagName) ||
  namespaceURI !== 'http://www.w3.org/1999/xhtml';

/**
 * @param {Element} element
 * @returns {boolean} Whether the parser made it again elsewhere, or nothing ends it.
 */
function isStray(element) {
  const { tagName, sourceCodeLocation } = element;
  if (!sourceCodeLocation) return !implied.has(tagName);
  return !endless.has(tagName) && !hasEnd(element);
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
  /** Whether there are elements whose places say too little. */
  #hasStrays = false;

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
        if (isElement(node) && isStray(node)) this.#hasStrays = true;
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
    const rest = source.slice(text.length).replace(/<\/(?:body|html)\s*>|<!--[^]*?-->/gi, '');
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
      } else if (isText(node) || this.#hasWithin(node, range)) place = range.end;
      else return null;
    }
    const range = { start: ranges[0].start, end: ranges[ranges.length - 1].end };
    let count = 0;
    const enter = (/** @type {Node} */ node) => {
      if (!isText(node) && node.sourceCodeLocation) count++;
    };
    for (const node of nodes) walk(node, { enter });
    return count === this.#countWithin(range) ? range : null;
  }

  /**
   * @param {Node} node
   * @param {Range} range
   * @returns {boolean} Whether all that is in the node has its place in the range.
   */
  #hasWithin(node, { start, end }) {
    let isWithin = true;
    const enter = (/** @type {Node} */ inner) => {
      const place = inner.sourceCodeLocation;
      if (place && (place.startOffset < start || place.endOffset > end)) isWithin = false;
    };
    walk(node, { enter });
    return isWithin;
  }

  /**
   * @param {Range} range
   * @returns {number} How many nodes begin there, texts not counted.
   */
  #countWithin({ start, end }) {
    const starts = this.#starts;
    return (
      countWhile(starts.length, (i) => starts[i] < end) -
      countWhile(starts.length, (i) => starts[i] < start)
    );
  }

  /**
   * @param {Child} node
   * @returns {Range | null}
   */
  #ofNode(node) {
    if (isText(node)) return this.#ofText(node);
    const place = node.sourceCodeLocation;
    if (!place || this.#counts.get(place.startOffset) > 1) return null;
    if (this.#hasStrays && isElement(node) && !hasEnd(node)) return null;
    return { start: place.startOffset, end: place.endOffset };
  }

  /**
   * @param {Node} node
   * @returns {Node} The innermost element around it whose content can be written over as a whole, or
   *   the document.
   */
  soundAncestor(node) {
    if (this.#hasStrays) return this.#root;
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
    const enter = (/** @type {Node} */ inner) => {
      if (inner !== node && !isText(inner) && inner.sourceCodeLocation) count++;
    };
    walk(node, { enter });
    const isWithin = childrenOf(node).every((child) => this.#hasWithin(child, content));
    return isWithin && this.#countWithin(content) === count;
  }

  /** @param {Node} node @returns {Node | null} */
  parentOf(node) {
    return this.#parents.get(node) ?? null;
  }
}
