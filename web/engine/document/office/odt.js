/** @file OpenDocument texts: paragraphs and headings, with styles, fields and notes in their places. */

import { inlineOf, writeInline } from '../base/inline.js';
import { elementsOf, escapeXml, isElement, parseXml, textContent } from '../xml/tree.js';
import { readArchive } from './archive.js';

/** @typedef {import('../base/inline.js').Token} Token */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('../xml/tree.js').XmlElement} XmlElement */
/** @typedef {import('./archive.js').PartText} PartText */

const OASIS = 'urn:oasis:names:tc:opendocument:xmlns:';
const PREFIXES = {
  [`${OASIS}text:1.0`]: 'text',
  [`${OASIS}office:1.0`]: 'office',
  [`${OASIS}drawing:1.0`]: 'draw',
};

const AROUND = new Set(['text:span', 'text:a', 'text:ruby', 'text:ruby-base', 'text:meta']);

// Neither deleted text nor comments are part of the document.
const ASIDE = new Set(['text:tracked-changes', 'office:annotation']);

// They stand between words, as a space does.
const SEPARATORS = new Set(['text:tab', 'text:line-break']);

const DEEPEST_TEXT = new Set(['text:ruby-text', 'text:note', 'office:annotation']);

/** @param {XmlElement} element @returns {boolean} Whether it has paragraphs of its own. */
const hasParagraphs = (element) =>
  elementsOf(element).some(
    (child) => child.name === 'text:p' || child.name === 'text:h' || hasParagraphs(child),
  );

/** @param {XmlElement} element @returns {Token[]} */
function elementTokens(element) {
  const { name, attributes, start, innerStart, innerEnd, end } = element;
  const pair = `${name} at ${start}`;
  if (name === 'text:s') {
    const count = Math.min(Number(attributes.get('c') ?? 1) || 1, 1000);
    return [{ kind: 'text', start, end, text: ' '.repeat(count) }];
  }
  if (AROUND.has(name) && innerEnd > innerStart) {
    return [
      { kind: 'open', start, end: innerStart, text: '', name: pair },
      ...tokensOf(element),
      { kind: 'close', start: innerEnd, end, text: '', name: pair },
    ];
  }
  const isThing = name.startsWith('draw:') || DEEPEST_TEXT.has(name) || hasParagraphs(element);
  const text = isThing ? '' : textContent(element).replace(/\s+/g, ' ');
  if (text.trim() !== '') return [{ kind: 'kept', start, end, text }];
  /** @type {Token} */
  const point = { kind: 'point', start, end, text: '' };
  return SEPARATORS.has(name) ? [{ kind: 'text', start, end: start, text: ' ' }, point] : [point];
}

/** @param {XmlElement} element @returns {Token[]} */
const tokensOf = ({ children }) =>
  children.flatMap((child) => {
    if (isElement(child)) return elementTokens(child);
    const { start, end } = child;
    const text = child.text.replace(/[ \t\r\n]+/g, ' ');
    return [{ kind: /** @type {const} */ ('text'), start, end, text }];
  });

/** @param {string} prefix @returns {(text: string) => string} */
const escapeFor = (prefix) => (text) =>
  escapeXml(text.replace(/[\t\r\n]/g, ' ')).replace(
    / {2,}/g,
    (spaces) => ` <${prefix}s ${prefix}c="${spaces.length - 1}"/>`,
  );

/** @param {XmlElement} paragraph @returns {PartText[]} */
function textOf(paragraph) {
  const inline = inlineOf(tokensOf(paragraph));
  if (!inline) return [];
  const prefix = paragraph.tag.replace(/[^:]*$/, '');
  const separator = new RegExp(` +(?=<${prefix}(?:tab|line-break)[ />])`, 'g');
  return [
    {
      ...inline,
      write: (pieces, slice) =>
        writeInline(pieces, inline.codes, slice, escapeFor(prefix)).replace(separator, ''),
    },
  ];
}

/** @param {string} source Of a part. @returns {PartText[]} */
function textsOf(source) {
  /** @type {PartText[]} */
  const texts = [];
  const rest = [parseXml(source, PREFIXES)];
  for (let element = rest.pop(); element; element = rest.pop()) {
    if (ASIDE.has(element.name)) continue;
    if (element.name === 'text:p' || element.name === 'text:h') texts.push(...textOf(element));
    rest.push(...elementsOf(element).reverse());
  }
  return texts;
}

/**
 * @param {Uint8Array} bytes
 * @returns {SourceDocument}
 * @throws {import('../../base/errors.js').StepglotError} `invalid_document`.
 */
export const read = (bytes) =>
  readArchive(bytes, {
    main: 'content.xml',
    partsOf: (entries) =>
      // Headers and footers are in the styles.
      ['content.xml', 'styles.xml'].flatMap((name) => entries.filter((one) => one.name === name)),
    textsOf,
  });
