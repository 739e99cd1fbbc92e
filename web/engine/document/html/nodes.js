/** @file The nodes of a parsed document: their kinds, their content and their places in the source. */

import * as elements from './elements.js';

/** @typedef {import('../../native/results.js').Range} Range */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.ChildNode} Child */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.Element} Element */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.ParentNode} Parent */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.Node} Node */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.TextNode} TextNode */
/** @typedef {import('parse5').DefaultTreeAdapterTypes.Template} Template */

/**
 * @param {string} text
 * @returns {string} Without the white space of HTML at its start.
 */
export const trimStart = (text) => text.replace(/^[ \t\n\f\r]+/, '');

/**
 * @param {string} text
 * @returns {string} Without the white space of HTML at its end.
 */
export const trimEnd = (text) => text.replace(/(?<![ \t\n\f\r])[ \t\n\f\r]+$/, '');

/**
 * @param {Node} node
 * @returns {node is Element}
 */
export const isElement = (node) => 'tagName' in node;

/**
 * @param {Node} node
 * @returns {node is TextNode}
 */
export const isText = (node) => node.nodeName === '#text';

/**
 * @param {Node} node
 * @returns {Child[]}
 */
export function childrenOf(node) {
  if ('content' in node) return /** @type {Template} */ (node).content.childNodes;
  return 'childNodes' in node ? /** @type {Parent} */ (node).childNodes : [];
}

/**
 * @param {Element} element
 * @param {string} name
 * @returns {string | undefined}
 */
export const attributeOf = ({ attrs }, name) => attrs.find((attr) => attr.name === name)?.value;

/**
 * @param {Node} node
 * @param {boolean} isTranslated Whether what is around it is.
 * @returns {boolean} Whether the author wants it translated.
 */
export function wantsTranslation(node, isTranslated) {
  if (!isElement(node) || node.attrs.length === 0) return isTranslated;
  if (/(?:^|\s)notranslate(?:\s|$)/.test(attributeOf(node, 'class') ?? '')) return false;
  const value = attributeOf(node, 'translate')?.toLowerCase();
  if (value === 'no') return false;
  return value === 'yes' || value === '' || isTranslated;
}

/**
 * Goes through a tree without recursion, so that no depth is too much.
 *
 * @param {Node} root
 * @param {{enter?: (node: Node) => boolean | void, leave?: (node: Node) => void}} visit `enter` may
 *   return false to pass over what is inside; then the node is not left either.
 */
export function walk(root, { enter, leave }) {
  /** @type {{node: Node, children: Child[], next: number}[]} */
  const open = [];
  const visit = (/** @type {Node} */ node) => {
    if (enter?.(node) !== false) open.push({ node, children: childrenOf(node), next: 0 });
  };
  visit(root);
  while (open.length > 0) {
    const top = open[open.length - 1];
    if (top.next < top.children.length) visit(top.children[top.next++]);
    else {
      open.pop();
      leave?.(top.node);
    }
  }
}

/**
 * What a node is to the text around it: `text`; a `span`; a `point` or an `island`, which is a point
 * with text of its own inside; `kept`; `nothing`, as a comment; or a `block`, which ends it.
 *
 * @typedef {'text' | 'span' | 'point' | 'island' | 'kept' | 'nothing' | 'block'} Role
 */

/**
 * @param {Element} element
 * @param {boolean} isTranslated
 * @returns {Role} Without regard to what is inside.
 */
function roleOfElement({ tagName: name, namespaceURI }, isTranslated) {
  if (elements.isKept(name) || name === 'math') return 'kept';
  const isForeign = namespaceURI !== 'http://www.w3.org/1999/xhtml';
  if (isForeign || elements.isOpaque(name)) return 'point';
  if (elements.isBlock(name)) return 'block';
  if (elements.isEmptyElement(name)) return 'point';
  if (elements.isIsland(name)) return 'island';
  return isTranslated ? 'span' : 'kept';
}

// Islands within islands within islands: those further in are copied.
const DEEPEST_ISLAND = 16;

/** What every node of a document is to the text around it. */
export class Roles {
  /** @type {Map<Node, Role>} */
  #roles = new Map();
  /** @type {Set<Node>} */
  #translated = new Set();
  /** @type {Set<Node>} Those with text that people read. */
  #worded = new Set();

  /** @param {Node} root */
  constructor(root) {
    /** @type {boolean[]} */
    const states = [true];
    /** @type {Node[]} */
    const parents = [];
    let depth = 0;
    walk(root, {
      enter: (node) => {
        const state = wantsTranslation(node, states[states.length - 1]);
        states.push(state);
        if (state) this.#translated.add(node);
        let role = roleOf(node, state);
        if (role === 'island' && depth++ >= DEEPEST_ISLAND) role = 'point';
        this.#roles.set(node, role);
        if (role === 'text' && /\S/.test(/** @type {TextNode} */ (node).value))
          this.#worded.add(node);
        parents.push(node);
      },
      leave: (node) => {
        states.pop();
        parents.pop();
        const parent = parents.at(-1);
        if (parent === undefined) return;
        const role = this.#roles.get(node);
        if (role === 'island') depth--;
        if (role !== 'point' && role !== 'island' && this.#worded.has(node))
          this.#worded.add(parent);
        const isSpan = ['span', 'kept'].includes(this.#roles.get(parent) ?? '');
        if (role === 'block' && isSpan && /** @type {Element} */ (parent).tagName !== 'math') {
          this.#roles.set(parent, 'block');
        }
      },
    });
  }

  /** @param {Node} node */
  of(node) {
    return this.#roles.get(node) ?? 'nothing';
  }

  /** @param {Node} node */
  isTranslated(node) {
    return this.#translated.has(node);
  }

  /**
   * @param {Node} node
   * @returns {boolean} Whether it brings text to the text around it.
   */
  hasText(node) {
    const role = this.of(node);
    return role !== 'point' && role !== 'island' && this.#worded.has(node);
  }
}

/**
 * @param {Node} node
 * @param {boolean} isTranslated
 * @returns {Role}
 */
function roleOf(node, isTranslated) {
  if (isText(node)) return 'text';
  if (isElement(node)) return roleOfElement(node, isTranslated);
  return 'childNodes' in node ? 'block' : 'nothing';
}
