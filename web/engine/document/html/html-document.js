/** @file HTML as a document of blocks. */

import { hasWords } from '../translate-blocks.js';
import { isPreformatted, textAttributes } from './elements.js';
import { escapeAttribute } from './escape.js';
import { Roles, childrenOf, isElement, walk } from './nodes.js';
import { readRun } from './run.js';
import { SourcePlaces, tagsOf } from './source-places.js';
import { TreeWriter, textOf } from './write-tree.js';
import { Writer } from './write.js';

/** @typedef {import('../blocks.js').Block} Block */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./nodes.js').Child} Child */
/** @typedef {import('./nodes.js').Element} Element */
/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Range} Range */
/** @typedef {import('./write.js').Replacement} Replacement */
/** @typedef {import('./write-tree.js').Blocks} Blocks */

/**
 * @typedef {object} HtmlOptions
 * @property {boolean} [attributes] Whether the attributes that people read are translated too: title,
 *   alt, placeholder, label, aria-label and aria-description (default: false).
 */

/** @typedef {Pick<typeof import('parse5'), 'parse' | 'parseFragment'>} Parser */

const XHTML = 'http://www.w3.org/1999/xhtml';

/** An element that is read: its nodes one after another, then those of the islands among them. */
class Frame {
  /**
   * @param {Node} node
   * @param {{isTranslated: boolean, isPreformatted: boolean}} state
   */
  constructor(node, state) {
    this.node = node;
    this.children = childrenOf(node);
    this.next = 0;
    this.isTranslated = state.isTranslated;
    this.isPreformatted = state.isPreformatted || (isElement(node) && isPreformatted(node.tagName));
  }
}

/** Finds the blocks of a document. */
class Reader {
  /** @type {Block[]} */
  blocks = [];
  /** @type {Blocks} */
  found = { runs: new Map(), attributes: new Map() };
  /** @type {Replacement[]} */
  replacements = [];
  #source;
  #root;
  #roles;
  #places;
  #attributes;

  /**
   * @param {string} source
   * @param {Node} root
   * @param {readonly string[]} attributes
   */
  constructor(source, root, attributes) {
    this.#source = source;
    this.#root = root;
    this.#roles = new Roles(root);
    this.#places = new SourcePlaces(source, root);
    this.#attributes = attributes;
  }

  read() {
    const open = [new Frame(this.#root, { isTranslated: true, isPreformatted: false })];
    while (open.length > 0) {
      const top = open[open.length - 1];
      const begin = top.next;
      while (top.next < top.children.length && !this.#isContainer(top.children[top.next], top)) {
        top.next++;
      }
      const islands = this.#readInline(top.children.slice(begin, top.next), top);
      if (top.next === top.children.length) open.pop();
      else {
        const child = top.children[top.next++];
        this.#readAttributes(child);
        open.push(this.#frame(child, top));
      }
      for (const island of islands.reverse()) open.push(this.#frame(island, top));
    }
    this.#replaceUnsound();
    this.replacements.sort((a, b) => a.start - b.start || b.end - a.end);
  }

  /**
   * @param {Node} node
   * @param {Frame} outer
   */
  #frame(node, outer) {
    const isTranslated = this.#roles.isTranslated(node);
    return new Frame(node, { isTranslated, isPreformatted: outer.isPreformatted });
  }

  /**
   * @param {Child} node
   * @param {Frame} frame That it is in.
   */
  #isContainer(node, frame) {
    if (this.#roles.of(node) === 'block') return true;
    return !frame.isTranslated && this.#roles.of(node) === 'span';
  }

  /**
   * @param {Child[]} nodes Beside each other.
   * @param {Frame} frame
   * @returns {Node[]} The islands in them, whose text is for itself.
   */
  #readInline(nodes, frame) {
    const roles = this.#roles;
    if (frame.isTranslated) {
      const first = nodes.findIndex((node) => roles.hasText(node));
      const last = nodes.findLastIndex((node) => roles.hasText(node));
      if (first >= 0) this.#readRun(nodes.slice(first, last + 1), frame);
    }
    /** @type {Node[]} */
    const islands = [];
    const enter = (/** @type {Node} */ node) => {
      const role = roles.of(node);
      this.#readAttributes(node);
      if (role === 'island') islands.push(node);
      return role !== 'island' && role !== 'kept';
    };
    for (const node of nodes) walk(node, { enter });
    return islands;
  }

  /**
   * @param {Child[]} nodes Beside each other, the first and the last with text.
   * @param {Frame} frame
   */
  #readRun(nodes, frame) {
    const run = readRun(nodes, this.#roles, frame.isPreformatted);
    if (!hasWords(run.block)) return;
    const index = this.blocks.push(run.block) - 1;
    this.found.runs.set(nodes[0], { run, index, count: nodes.length });
    const range = this.#places.ofRun(nodes, this.#roles);
    if (range) {
      const write = (/** @type {Writer} */ writer) => writer.run(run, index);
      this.replacements.push({ ...range, blocks: index + 1, write });
    } else this.#unsound.add(this.#places.soundAncestor(nodes[0]));
  }

  /** @type {Set<Node>} What is written from the tree. */
  #unsound = new Set();

  /** @param {Node} node */
  #readAttributes(node) {
    if (!isElement(node) || this.#attributes.length === 0) return;
    if (!this.#roles.isTranslated(node) || node.namespaceURI !== XHTML) return;
    for (const { name, value } of node.attrs) {
      if (!this.#attributes.includes(name)) continue;
      const block = { text: value.replace(/\s+/g, ' ').trim(), marks: [] };
      if (!hasWords(block)) continue;
      const index = this.blocks.push(block) - 1;
      const blocks = this.found.attributes.get(node) ?? new Map();
      this.found.attributes.set(node, blocks.set(name, index));
      const place = node.sourceCodeLocation?.attrs?.[name];
      if (!place) continue;
      const { startOffset: start, endOffset: end } = place;
      const written = this.#source.slice(start, start + name.length);
      const write = (/** @type {Writer} */ { translated }) =>
        `${written}="${escapeAttribute(textOf(translated[index]))}"`;
      this.replacements.push({ start, end, blocks: index + 1, write });
    }
  }

  /** Writes from the tree what the source does not have in order. */
  #replaceUnsound() {
    for (const node of this.#unsound) {
      const isRoot = node === this.#root || !isElement(node);
      const range = isRoot ? { start: 0, end: this.#source.length } : tagsOf(node).content;
      let blocks = 0;
      walk(node, {
        enter: (inner) => {
          const index = this.found.runs.get(inner)?.index ?? -1;
          const attributes = isElement(inner) ? this.found.attributes.get(inner) : undefined;
          blocks = Math.max(
            blocks,
            index + 1,
            ...[...(attributes?.values() ?? [])].map((i) => i + 1),
          );
        },
      });
      const write = (/** @type {Writer} */ { translated }) =>
        new TreeWriter(this.#source, this.found, translated).contentOf(node);
      this.replacements.push({ ...range, blocks, write });
    }
  }
}

/**
 * @param {readonly Replacement[]} replacements In order.
 * @returns {Replacement[]} Those that are in no other one, each with all the blocks in it.
 */
function outermost(replacements) {
  /** @type {Replacement[]} */
  const outer = [];
  for (const replacement of replacements) {
    const last = outer.at(-1);
    if (!last || replacement.start >= last.end) outer.push({ ...replacement });
    else last.blocks = Math.max(last.blocks, replacement.blocks);
  }
  return outer;
}

/**
 * Reads HTML, a whole document or a part of one. Whatever it is, nothing of it is lost.
 *
 * @param {string} html
 * @param {Parser} parser
 * @param {HtmlOptions} [options]
 * @returns {SourceDocument}
 */
export function htmlDocument(html, { parse, parseFragment }, { attributes = false } = {}) {
  const mark = html.startsWith('\ufeff') ? '\ufeff' : '';
  const source = html.slice(mark.length);
  const isWhole = /<(?:!doctype|html|head|body|frameset)[\s>]/i.test(source);
  const settings = { sourceCodeLocationInfo: true, scriptingEnabled: false };
  const root = isWhole ? parse(source, settings) : parseFragment(source, settings);
  const reader = new Reader(source, root, attributes ? textAttributes : []);
  reader.read();
  const { blocks, replacements } = reader;
  let place = 0;
  const ranges = [
    ...outermost(replacements),
    { start: source.length, end: source.length, blocks: 0 },
  ].map(({ end, blocks: count }) => {
    const start = place;
    place = end;
    return { start, end, count };
  });
  const parts = ranges.map(({ start, end, count }) => ({
    blocks: count,
    write: (/** @type {readonly (readonly Piece[])[]} */ translated) =>
      (start === 0 ? mark : '') +
      new Writer(source, replacements, translated).source({ start, end }),
  }));
  const write = (/** @type {readonly (readonly Piece[])[]} */ translated) =>
    mark + new Writer(source, replacements, translated).source({ start: 0, end: source.length });
  return { blocks, write, parts };
}
