/** @file XML as a tree with the places of everything in the source. */

import { SaxesParser } from 'saxes';
import { DocumentError } from '../base/document-error.js';

/**
 * @typedef {object} XmlText
 * @property {string} text Decoded.
 * @property {number} start
 * @property {number} end
 */

/**
 * @typedef {object} XmlElement
 * @property {string} name With the usual prefix of its namespace where `prefixes` has it, else without.
 * @property {string} tag Its name as it is written.
 * @property {Map<string, string>} attributes By their names without prefix, but for `xml:`.
 * @property {number} start
 * @property {number} innerStart Index after its start tag.
 * @property {number} innerEnd Index of its end tag.
 * @property {number} end
 * @property {(XmlElement | XmlText)[]} children
 * @property {XmlElement | undefined} parent
 */

// Deeper files are made to break programs, not to be read.
const DEEPEST = 500;

const REFERENCE = /&(?:#(\d+)|#x([\da-f]+)|(\w+));/gi;

/** @type {Record<string, string>} */
const NAMES = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** @param {string} raw @returns {string} */
const decode = (raw) =>
  raw
    .replace(/\r\n?/g, '\n')
    .replace(REFERENCE, (whole, decimal, hexadecimal, name) =>
      name === undefined
        ? String.fromCodePoint(decimal ? Number(decimal) : parseInt(hexadecimal, 16))
        : (NAMES[name] ?? whole),
    );

/** @param {string} text @returns {string} As XML has it between tags. */
export const escapeXml = (text) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    // eslint-disable-next-line no-control-regex
    .replace(/[\0-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]/g, '');

/**
 * @param {XmlElement | XmlText} node
 * @returns {node is XmlElement}
 */
export const isElement = (node) => 'children' in node;

/** @param {XmlElement} element @param {string} name @returns {XmlElement | undefined} */
export const childOf = ({ children }, name) =>
  /** @type {XmlElement | undefined} */ (
    children.find((child) => isElement(child) && child.name === name)
  );

/** @param {XmlElement} element @returns {XmlElement[]} */
export const elementsOf = ({ children }) => children.filter(isElement);

/** @param {XmlElement} element @returns {string} All text in it. */
export function textContent({ children }) {
  return children.map((child) => (isElement(child) ? textContent(child) : child.text)).join('');
}

/**
 * @param {string} source
 * @param {number} start
 * @param {number} end
 * @returns {XmlText[]} The texts between two tags, without comments and instructions.
 */
function textsBetween(source, start, end) {
  /** @type {XmlText[]} */
  const texts = [];
  let at = start;
  const add = (/** @type {number} */ to) => {
    if (to > at) texts.push({ text: decode(source.slice(at, to)), start: at, end: to });
  };
  const other = /<!--[^]*?-->|<!\[CDATA\[([^]*?)\]\]>|<\?[^]*?\?>/g;
  for (const { index, 0: whole, 1: data } of source.slice(start, end).matchAll(other)) {
    add(start + index);
    at = start + index + whole.length;
    if (data !== undefined) texts.push({ text: data, start: at - whole.length, end: at });
  }
  add(end);
  return texts;
}

/**
 * @param {string} source
 * @param {Record<string, string>} [prefixes] For addresses of namespaces.
 * @returns {XmlElement} The root.
 * @throws {DocumentError} For what is not well-formed; entities of its own are not expanded but
 *   rejected.
 */
export function parseXml(source, prefixes = {}) {
  const parser = new SaxesParser({ xmlns: true, position: true });
  /** @type {XmlElement[]} */
  const open = [];
  /** @type {XmlElement | undefined} */
  let root;
  let at = 0;
  const fail = (/** @type {string} */ reason) => {
    throw new DocumentError(reason, { line: parser.line, column: parser.column + 1 });
  };
  parser.on('error', ({ message }) => fail(message.replace(/^\d+:\d+: /, 'not valid XML: ')));
  parser.on('opentag', (tag) => {
    const end = parser.position;
    const start = source.lastIndexOf('<', end - 1);
    const parent = open.at(-1);
    if (open.length >= DEEPEST) fail(`more than ${DEEPEST} levels`);
    const prefix = prefixes[tag.uri];
    /** @type {XmlElement} */
    const element = {
      name: prefix === undefined ? tag.local : `${prefix}:${tag.local}`,
      tag: tag.name,
      attributes: new Map(
        Object.values(tag.attributes).map(({ name, local, value }) => [
          name.startsWith('xml:') ? name : local,
          value,
        ]),
      ),
      ...{ start, innerStart: end, innerEnd: end, end },
      children: [],
      parent,
    };
    parent?.children.push(...textsBetween(source, at, start), element);
    root ??= element;
    open.push(element);
    at = end;
  });
  parser.on('closetag', ({ isSelfClosing }) => {
    const element = /** @type {XmlElement} */ (open.pop());
    if (isSelfClosing) return;
    element.end = parser.position;
    element.innerEnd = source.lastIndexOf('<', element.end - 1);
    element.children.push(...textsBetween(source, at, element.innerEnd));
    at = element.end;
  });
  parser.write(source).close();
  return root ?? fail('the file is empty');
}
