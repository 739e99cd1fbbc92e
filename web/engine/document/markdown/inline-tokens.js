/** @file The inline nodes of Markdown as tokens of a block. */

import { endOf, startOf } from './parse.js';

/** @typedef {import('../base/inline.js').Token} Token */
/** @typedef {import('./parse.js').MarkdownNode} MarkdownNode */

const SPANS = new Set(['emphasis', 'strong', 'delete', 'link', 'linkReference']);

// Templates of site generators, and formulas.
const VERBATIM = /\{\{[^]*?\}\}|\{%[^]*?%\}|\$\$[^$]+\$\$|\$[^\s$](?:[^$\n]*[^\s$])?\$(?!\d)/g;

const VOID = /^(?:br|hr|img|input|wbr|area|embed|source|track)$/i;

// Deeper ones are copied as they are.
const DEEPEST = 50;

/**
 * @param {MarkdownNode} node
 * @param {string} source
 * @returns {Token[]}
 */
function textTokens(node, source) {
  const [start, end] = [startOf(node), endOf(node)];
  const text = (node.value ?? '').replace(/[ \t]*(?:\r\n|\r|\n)[ \t]*/g, ' ');
  if (source.slice(start, end) !== text) return [{ kind: 'text', start, end, text }];
  /** @type {Token[]} */
  const tokens = [];
  let at = 0;
  const add = (/** @type {Token['kind']} */ kind, /** @type {number} */ to) => {
    if (to > at)
      tokens.push({ kind, start: start + at, end: start + to, text: text.slice(at, to) });
    at = to;
  };
  for (const { index, 0: verbatim } of text.matchAll(VERBATIM)) {
    add('text', index);
    add('kept', index + verbatim.length);
  }
  add('text', text.length);
  return tokens;
}

/**
 * @param {MarkdownNode} node Of HTML in a text.
 * @returns {Token}
 */
function tagToken(node) {
  const [start, end] = [startOf(node), endOf(node)];
  const tag = /^<(\/?)([a-z][\w:-]*)[^]*?(\/?)>$/i.exec(node.value ?? '');
  const isPoint = !tag || tag[3] !== '' || VOID.test(tag[2]);
  if (isPoint) return { kind: 'point', start, end, text: '' };
  const name = `<${tag[2].toLowerCase()}>`;
  return { kind: tag[1] === '/' ? 'close' : 'open', start, end, text: '', name };
}

/**
 * @param {MarkdownNode} node
 * @param {string} source
 * @returns {boolean} Whether it is an address written out, which is its own text.
 */
const isAddress = (node, source) => node.type === 'link' && source[startOf(node)] !== '[';

/**
 * @param {MarkdownNode} node
 * @param {string} source
 * @param {number} depth
 * @returns {Token[]}
 */
function nodeTokens(node, source, depth) {
  const [start, end] = [startOf(node), endOf(node)];
  const { type, children = [] } = node;
  if (type === 'text') return textTokens(node, source);
  if (type === 'html') return [tagToken(node)];
  if (type === 'inlineCode') return [{ kind: 'kept', start, end, text: node.value ?? '' }];
  if (isAddress(node, source) || depth > DEEPEST) {
    return [{ kind: 'kept', start, end, text: source.slice(start, end).replace(/^<|>$/g, '') }];
  }
  if (!SPANS.has(type) || children.length === 0) return [{ kind: 'point', start, end, text: '' }];
  const [first, last] = [startOf(children[0]), endOf(children[children.length - 1])];
  const name = `${type} at ${start}`;
  return [
    { kind: 'open', start, end: first, text: '', name },
    ...inlineTokens(children, source, depth + 1),
    { kind: 'close', start: last, end, text: '', name },
  ];
}

/**
 * @param {MarkdownNode[]} children Of a paragraph, heading or cell.
 * @param {string} source
 * @param {number} [depth]
 * @returns {Token[]}
 */
export function inlineTokens(children, source, depth = 0) {
  return children.flatMap((node, i) => {
    const tokens = nodeTokens(node, source, depth);
    // A line break takes along what the next line begins with, such as the mark of a quotation.
    const next = children[i + 1];
    if (node.type !== 'break' || !next) return tokens;
    const [{ start }] = tokens;
    // It separates words, so that the text has a space which is not in the source.
    const space = /** @type {Token} */ ({ kind: 'text', start, end: start, text: ' ' });
    return [space, { ...tokens[0], end: startOf(next) }];
  });
}
