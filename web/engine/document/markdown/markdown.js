/** @file Markdown: paragraphs, headings, cells and descriptions of images, written back by offsets. */

import { Edits } from '../base/edits.js';
import { inlineOf, writeInline } from '../base/inline.js';
import { isCopy } from '../base/pieces.js';
import { escapeHeadingEnd, escapeStart, escapeText, mayBeginLine } from './escape.js';
import { inlineTokens } from './inline-tokens.js';
import { endOf, parseMarkdown, startOf } from './parse.js';
import { hasWords } from '../translate-blocks.js';

/** @typedef {import('../base/edits.js').Slice} Slice */
/** @typedef {import('../base/inline.js').Inline} Inline */
/** @typedef {import('../blocks.js').Piece} Piece */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./parse.js').MarkdownNode} MarkdownNode */

/**
 * @typedef {object} Part
 * @property {Inline} inline
 * @property {'paragraph' | 'heading' | 'tableCell' | 'alt'} type
 * @property {MarkdownNode[]} children
 */

// A space in a text of which it is not yet known whether a line ends there.
const BREAK = '\0';

const FRONT_MATTER =
  /^(?:---[ \t]*\r?\n(?=[\w"'-]+[ \t]*:|#)[^]*?\r?\n(?:---|\.\.\.)|\+\+\+[ \t]*\r?\n[^]*?\r?\n\+\+\+)[ \t]*(?:\r?\n|$)/;

const HTML_TAGS = { emphasis: 'em', strong: 'strong', delete: 'del' };

/**
 * @param {MarkdownNode} image
 * @param {string} source
 * @returns {Part[]} Its description; none when it is not in the source as it reads.
 */
function altOf(image, source) {
  const start = startOf(image) + 2;
  const text = image.alt ?? '';
  const end = start + text.length;
  if (source.slice(start, end) !== text || source[end] !== ']') return [];
  const inline = inlineOf([{ kind: 'text', start, end, text }]);
  return inline && hasWords(inline.block) ? [{ inline, type: 'alt', children: [] }] : [];
}

/**
 * @param {MarkdownNode} root
 * @param {string} source
 * @returns {Part[]} In the order of the source.
 */
function partsOf(root, source) {
  /** @type {Part[]} */
  const parts = [];
  /** What is still to be looked at, the next one last. */
  const rest = [root];
  for (let node = rest.pop(); node; node = rest.pop()) {
    const { type, children = [] } = node;
    if (type === 'image' || type === 'imageReference') parts.push(...altOf(node, source));
    if (type === 'paragraph' || type === 'heading' || type === 'tableCell') {
      const inline = inlineOf(inlineTokens(children, source));
      if (inline && hasWords(inline.block)) parts.push({ inline, type, children });
    }
    rest.push(...[...children].reverse());
  }
  return parts;
}

/**
 * @param {MarkdownNode[]} nodes
 * @param {(node: MarkdownNode) => void} visit
 */
function visitAll(nodes, visit) {
  const rest = [...nodes];
  for (let node = rest.pop(); node; node = rest.pop()) {
    visit(node);
    rest.push(...(node.children ?? []));
  }
}

/**
 * @param {MarkdownNode[]} nodes
 * @returns {string} Which inline nodes there are, but for texts and HTML.
 */
function signatureOf(nodes) {
  /** @type {string[]} */
  const types = [];
  visitAll(nodes, ({ type }) => {
    if (!/^(?:text|html|break)$/.test(type)) types.push(type.replace('Reference', ''));
  });
  return types.sort().join();
}

/**
 * What replaces markup when a part is written anew, by the place where it starts.
 *
 * @typedef {Map<number, string>} Replacements
 */

/**
 * @param {Part} part
 * @param {string} source
 * @returns {Replacements} A reference that is also the text gets the label written out.
 */
function labelsOf({ children }, source) {
  /** @type {Replacements} */
  const labels = new Map();
  visitAll(children, (node) => {
    const inner = node.children ?? [];
    const isShort = node.referenceType === 'shortcut' || node.referenceType === 'collapsed';
    if (node.type !== 'linkReference' || !isShort || inner.length === 0) return;
    const [start, end] = [startOf(inner[0]), endOf(inner[inner.length - 1])];
    labels.set(end, `][${source.slice(start, end)}]`);
  });
  return labels;
}

/**
 * @param {Part} part
 * @returns {Replacements} HTML for emphasis, where Markdown's own signs do not mark it.
 */
function tagsOf({ children }) {
  /** @type {Replacements} */
  const tags = new Map();
  visitAll(children, (node) => {
    const name = HTML_TAGS[/** @type {keyof typeof HTML_TAGS} */ (node.type)];
    const inner = node.children ?? [];
    if (!name || inner.length === 0) return;
    tags.set(startOf(node), `<${name}>`);
    tags.set(endOf(inner[inner.length - 1]), `</${name}>`);
  });
  return tags;
}

/**
 * @param {string} written With `BREAK` for spaces.
 * @param {{width: number, lineEnd: string}} layout
 * @returns {string}
 */
function wrap(written, { width, lineEnd }) {
  let text = '';
  let length = 0;
  for (const word of written.split(BREAK)) {
    const own = word.split(/\r\n|\r|\n/);
    if (text === '') text = word;
    else if (length + 1 + own[0].length > width && mayBeginLine(word)) {
      text += lineEnd + word;
      length = 0;
    } else {
      text += ` ${word}`;
      length += 1;
    }
    length = own.length > 1 ? own[own.length - 1].length : length + own[0].length;
  }
  return text;
}

/**
 * @param {Part} part
 * @param {string} source
 * @returns {{width: number, lineEnd: string}} How its lines are wrapped; not at all when it has only one.
 */
function layoutOf({ inline: { start, end }, type }, source) {
  const text = source.slice(start, end);
  const second = /(\r\n|\r|\n)([ \t]*(?:>[ \t]?)*[ \t]*)/.exec(text);
  if (!second || type !== 'paragraph') return { width: Infinity, lineEnd: ' ' };
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim().length);
  return { width: Math.max(...lines), lineEnd: second[0] };
}

/**
 * @param {Part} part
 * @param {readonly Piece[]} pieces
 * @param {Slice} slice
 * @param {Replacements} replacements
 * @returns {string} With `BREAK` for spaces.
 */
function render({ inline, type }, pieces, slice, replacements) {
  const raw = (/** @type {number} */ start, /** @type {number} */ end) =>
    (start < end ? replacements.get(start) : undefined) ?? slice(start, end);
  const escape = (/** @type {string} */ text) =>
    escapeText(text.replaceAll(BREAK, ''), type === 'tableCell').replace(/[ \t\r\n]+/g, BREAK);
  const written = writeInline(pieces, inline.codes, raw, escape);
  // Spaces before a line break would make another of it.
  const trimmed = written.replaceAll(/^\0+|\0+$|\0+(?=(?:\\| {2,})(?:\r|\n))/g, '');
  if (type === 'paragraph') return escapeStart(trimmed);
  return type === 'heading' ? escapeHeadingEnd(escapeStart(trimmed)) : trimmed;
}

/**
 * Writes a part, and reads it again: where signs beside letters and punctuation marks are no emphasis
 * any more, tags take their place.
 *
 * @param {Part} part
 * @param {readonly Piece[]} pieces
 * @param {Slice} slice
 * @param {{source: string, definitions: string}} whole
 * @returns {string}
 */
function writePart(part, pieces, slice, { source, definitions }) {
  const layout = layoutOf(part, source);
  const labels = labelsOf(part, source);
  const written = render(part, pieces, slice, labels);
  const again = parseMarkdown(`${written.replaceAll(BREAK, ' ')}\n\n${definitions}`);
  const [first] = again.children ?? [];
  const wanted = signatureOf(part.children);
  if (part.type === 'alt' || signatureOf(first?.children ?? []) === wanted) {
    return wrap(written, layout);
  }
  const tags = new Map([...labels, ...tagsOf(part)]);
  return wrap(render(part, pieces, slice, tags), layout);
}

/**
 * @param {MarkdownNode} root
 * @param {string} source
 * @returns {string} The definitions that references in texts are made for.
 */
function definitionsOf(root, source) {
  /** @type {string[]} */
  const definitions = [];
  visitAll(root.children ?? [], ({ type, label, position }) => {
    if (type === 'definition') definitions.push(`[${label}]: x`);
    if (type === 'footnoteDefinition') definitions.push(`[^${label}]: x`);
    if (position === undefined) throw new Error(`no place in ${source.slice(0, 20)}`);
  });
  return definitions.join('\n\n');
}

/**
 * @param {string} source
 * @returns {SourceDocument}
 */
export function read(source) {
  const head = FRONT_MATTER.exec(source)?.[0] ?? '';
  const body = source.slice(head.length);
  const root = parseMarkdown(body);
  const parts = partsOf(root, body);
  return {
    blocks: parts.map(({ inline }) => inline.block),
    write(translated) {
      const edits = new Edits(body);
      const whole = { source: body, definitions: definitionsOf(root, body) };
      for (const [i, part] of parts.entries()) {
        const { block, start, end } = part.inline;
        if (isCopy(block, translated[i])) continue;
        edits.add(start, end, (slice) => writePart(part, translated[i], slice, whole));
      }
      return head + edits.apply();
    },
  };
}
