/** @file A run of inline nodes between block elements, as a block of text with marks. */

import { childrenOf, isElement, isText, trimEnd, trimStart } from './nodes.js';
import { isEmptyElement } from './elements.js';

/** @typedef {import('../blocks.js').Block} Block */
/** @typedef {import('../blocks.js').Mark} Mark */
/** @typedef {import('./nodes.js').Child} Child */
/** @typedef {import('./nodes.js').Node} Node */
/** @typedef {import('./nodes.js').Roles} Roles */

/**
 * A block and the nodes of its marks.
 *
 * @typedef {object} Run
 * @property {Block} block
 * @property {Child[]} nodes One for each mark.
 * @property {string[]} separators For each mark the white space that the text has before it and the
 *   source has not, or ''. A line break, for one, separates words without white space.
 */

/** @typedef {{node: Child, kind: 'text' | 'open' | 'close' | 'point' | 'kept', text: string}} Part */

/** @param {Node} node */
function textContent(node) {
  let text = '';
  /** @type {Node[]} */
  const open = [node];
  for (let next = open.pop(); next; next = open.pop()) {
    if (isText(next)) text += next.value;
    else open.push(...[...childrenOf(next)].reverse());
  }
  return text;
}

/**
 * Soft hyphens are left out: they are for the words of one language, and models do not know them.
 *
 * @param {string} text
 */
const withoutHyphens = (text) => text.replace(/\u00ad/g, '');

/** @param {string} text */
const collapsed = (text) => withoutHyphens(text.replace(/[ \t\n\f\r]+/g, ' '));

/**
 * @param {Child[]} nodes
 * @param {Roles} roles
 * @param {(text: string) => string} clean
 * @returns {Part[]}
 */
function partsOf(nodes, roles, clean) {
  /** @type {Part[]} */
  const parts = [];
  const open = [{ node: /** @type {Child | null} */ (null), children: nodes, next: 0 }];
  while (open.length > 0) {
    const top = open[open.length - 1];
    if (top.next === top.children.length) {
      open.pop();
      if (top.node) parts.push({ node: top.node, kind: 'close', text: '' });
      continue;
    }
    const node = top.children[top.next++];
    const role = roles.of(node);
    const content = role === 'kept' ? clean(textContent(node)) : '';
    if (isText(node)) parts.push({ node, kind: 'text', text: clean(node.value) });
    else if (content.trim() !== '') parts.push({ node, kind: 'kept', text: content });
    else if (role !== 'span') parts.push({ node, kind: 'point', text: '' });
    else {
      parts.push({ node, kind: 'open', text: '' });
      open.push({ node, children: childrenOf(node), next: 0 });
    }
  }
  return parts;
}

/**
 * @param {Part[]} parts
 * @returns {string[]} For each part the first character of text after it.
 */
function nextCharacters(parts) {
  let next = '';
  const found = parts.map(() => '');
  for (let i = parts.length - 1; i >= 0; i--) {
    found[i] = next;
    const [first] = parts[i].text.trimStart();
    if (first !== undefined) next = first;
  }
  return found;
}

/**
 * @param {Part} part A point.
 * @param {string} before The text before.
 * @param {Part | undefined} after What comes next.
 * @param {string} next The next character that is not white space.
 * @returns {string} White space that separates what is before the point from what is after.
 */
function separatorAt({ node }, before, after, next) {
  if (!isElement(node) || node.tagName === 'wbr') return '';
  const last = before.trimEnd().at(-1);
  if (last === undefined || next === '') return '';
  const goesOn = /\p{Ll}/u.test(next) && !/[.!?:;…。！？]/u.test(last);
  if (node.tagName === 'br' && !goesOn) return '\n';
  const isThing = isEmptyElement(node.tagName) || childrenOf(node).length > 0;
  const touches = /\S$/u.test(before) && !/^\s/u.test(after?.text ?? '');
  return isThing && touches && !['rt', 'rp', 'rtc', 'script', 'style'].includes(node.tagName)
    ? ' '
    : '';
}

/**
 * @param {Child[]} nodes Beside each other, the first and the last with text.
 * @param {Roles} roles
 * @param {boolean} isPreformatted Whether white space counts.
 * @returns {Run}
 */
export function readRun(nodes, roles, isPreformatted) {
  const clean = isPreformatted ? withoutHyphens : collapsed;
  const parts = partsOf(nodes, roles, clean);
  if (parts[0].kind === 'text') parts[0].text = trimStart(parts[0].text);
  const last = parts[parts.length - 1];
  if (last.kind === 'text') last.text = trimEnd(last.text);
  const next = nextCharacters(parts);
  /** @type {Run} */
  const run = { block: { text: '', marks: [] }, nodes: [], separators: [] };
  const { marks } = run.block;
  /** @type {number[]} */
  const open = [];
  let text = '';
  // The end of the text: to ask the whole text for it each time would copy it.
  let tail = '';
  const add = (/** @type {string} */ more) => {
    text += more;
    tail = (tail + more).slice(-64);
  };
  const addMark = (/** @type {Mark['kind']} */ kind, /** @type {Part} */ part) => {
    const start = text.length;
    add(part.text);
    marks.push({ kind, start, end: text.length, parent: open.at(-1) ?? -1 });
    run.nodes.push(part.node);
  };
  for (const [i, part] of parts.entries()) {
    let separator = '';
    if (part.kind === 'text') {
      add(part.text);
      continue;
    }
    if (part.kind === 'close') {
      marks[open.pop() ?? -1].end = text.length;
      continue;
    }
    if (part.kind === 'point') separator = separatorAt(part, tail, parts[i + 1], next[i]);
    add(separator);
    addMark(part.kind === 'open' ? 'span' : part.kind, part);
    if (part.kind === 'open') open.push(marks.length - 1);
    run.separators.push(separator);
  }
  run.block.text = text;
  return run;
}
