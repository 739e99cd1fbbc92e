/** @file Writes nodes from their tree, where the source does not have them in order. */

import { isEmptyElement, isPreformatted, isRawText } from './elements.js';
import { escapeAttribute, escapeText } from './escape.js';
import { childrenOf, isElement, isText, trimEnd, trimStart } from './nodes.js';
import { withoutSeparators } from './separators.js';

/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('./nodes.js').Child} Child */
/** @typedef {import('./nodes.js').Element} Element */
/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./run.js').Run} Run */

/**
 * What of a document is translated.
 *
 * @typedef {object} Blocks
 * @property {Map<Node, {run: Run, index: number, count: number}>} runs By the first of their nodes;
 *   `count` is how many nodes they have beside each other.
 * @property {Map<Element, Map<string, number>>} attributes The blocks of their values.
 */

/** @param {Node | undefined} node */
const spacesBefore = (node) =>
  node && isText(node) ? node.value.slice(0, node.value.length - trimStart(node.value).length) : '';

/** @param {Node | undefined} node */
const spacesAfter = (node) =>
  node && isText(node) ? node.value.slice(trimEnd(node.value).length) : '';

/** @param {readonly Piece[]} pieces */
export const textOf = (pieces) =>
  pieces.map((piece) => ('text' in piece ? piece.text : '')).join('');

/** Writes nodes with the translations of what is in them. */
export class TreeWriter {
  #source;
  #blocks;
  #translated;

  /**
   * @param {string} source
   * @param {Blocks} blocks
   * @param {readonly (readonly Piece[])[]} translated
   */
  constructor(source, blocks, translated) {
    this.#source = source;
    this.#blocks = blocks;
    this.#translated = translated;
  }

  /**
   * @param {Node} node
   * @returns {string} What is inside.
   */
  contentOf(node) {
    return this.#write([...childrenOf(node)], isElement(node) && isRawText(node.tagName));
  }

  /**
   * @param {Child[]} nodes
   * @param {boolean} isRaw
   * @param {Child} [known] A node of a run, which is not written as the run.
   * @returns {string}
   */
  #write(nodes, isRaw, known) {
    /** @type {string[]} */
    const written = [];
    const open = [{ children: nodes, next: 0, end: '', isRaw }];
    while (open.length > 0) {
      const top = open[open.length - 1];
      if (top.next === top.children.length) {
        written.push(top.end);
        open.pop();
        continue;
      }
      const node = top.children[top.next];
      const found = node === known ? undefined : this.#blocks.runs.get(node);
      top.next += found?.count ?? 1;
      if (found) {
        const last = top.children[top.next - 1];
        written.push(spacesBefore(node), this.#run(found.run, found.index), spacesAfter(last));
      } else if (!isElement(node)) written.push(this.#leaf(node, top.isRaw));
      else {
        const name = node.tagName;
        written.push(this.#startTag(node));
        const end = isEmptyElement(name) ? '' : `</${name}>`;
        open.push({ children: childrenOf(node), next: 0, end, isRaw: isRawText(name) });
      }
    }
    return written.join('');
  }

  /**
   * @param {Child} node Neither an element nor a run.
   * @param {boolean} isRaw
   * @returns {string}
   */
  #leaf(node, isRaw) {
    if (isText(node)) return isRaw ? node.value : escapeText(node.value);
    const place = node.sourceCodeLocation;
    return place ? this.#source.slice(place.startOffset, place.endOffset) : '';
  }

  /** @param {Element} element */
  #startTag(element) {
    const blocks = this.#blocks.attributes.get(element);
    const attributes = element.attrs.map(({ name, prefix, value }) => {
      const block = blocks?.get(name);
      const text = block === undefined ? value : textOf(this.#translated[block]);
      return ` ${prefix ? `${prefix}:` : ''}${name}="${escapeAttribute(text)}"`;
    });
    const [first] = childrenOf(element);
    const isLineLost =
      isPreformatted(element.tagName) && first && isText(first) && first.value.startsWith('\n');
    return `<${element.tagName}${attributes.join('')}>${isLineLost ? '\n' : ''}`;
  }

  /**
   * @param {Run} run
   * @param {number} index Of its block.
   * @returns {string}
   */
  #run({ nodes, separators }, index) {
    return withoutSeparators(this.#translated[index], separators)
      .map((piece) => {
        if ('open' in piece) return this.#startTag(/** @type {Element} */ (nodes[piece.open]));
        if ('close' in piece) return `</${/** @type {Element} */ (nodes[piece.close]).tagName}>`;
        if ('point' in piece) return this.#leafOf(nodes[piece.point]);
        return 'kept' in piece ? this.#leafOf(nodes[piece.kept]) : escapeText(piece.text);
      })
      .join('');
  }

  /** @param {Child} node Of a run, without marks inside. */
  #leafOf(node) {
    return this.#write([node], false, node);
  }
}
