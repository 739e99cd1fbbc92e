/** @file The content of a source of XLIFF as tokens: text and inline codes of versions 1.2 and 2. */

import { placeholderTokens } from '../base/placeholders.js';
import { isElement, textContent } from '../xml/tree.js';

/** @typedef {import('../base/inline.js').Token} Token */
/** @typedef {import('../xml/tree.js').XmlElement} XmlElement */

const AROUND = new Set(['g', 'pc', 'mrk']);
const BEGINS = new Set(['bpt', 'bx', 'sc', 'sm']);
const ENDS = new Set(['ept', 'ex', 'ec', 'em']);

// What programs put values into: it takes the place of a word in the sentence.
const VALUE = /^\s*(?:%[^%\s<>]+|\$?\{[^<>]*\}|\{\{[^<>]*\}\}|\$\w+\$?)\s*$/;

/** @param {XmlElement} element */
const isKept = ({ name, attributes }) =>
  name === 'mrk' &&
  (attributes.get('mtype') === 'protected' || attributes.get('translate') === 'no');

/**
 * @param {XmlElement} element A code.
 * @param {Map<string, string>} data The originals of codes, in version 2.
 * @returns {string} What it stands for, if that takes the place of a word.
 */
function valueOf(element, data) {
  const { attributes } = element;
  const said = [
    textContent(element),
    data.get(attributes.get('dataRef') ?? ''),
    attributes.get('equiv-text'),
    attributes.get('equiv'),
    attributes.get('disp'),
  ];
  return said.find((one) => one !== undefined && VALUE.test(one))?.trim() ?? '';
}

/**
 * @param {XmlElement} element
 * @returns {string} What its other half has too.
 */
const pairName = ({ attributes }) =>
  `code ${attributes.get('startRef') ?? attributes.get('rid') ?? attributes.get('id') ?? attributes.get('i')}`;

/**
 * @param {XmlElement} element
 * @param {{isPreserved: boolean, data: Map<string, string>}} options Whether white space counts.
 * @returns {Token[]}
 */
function codeTokens(element, options) {
  const { name, start, innerStart, innerEnd, end } = element;
  const pair = `${name} at ${start}`;
  if (isKept(element)) return [{ kind: 'kept', start, end, text: textContent(element) }];
  if (AROUND.has(name) && innerEnd > innerStart) {
    return [
      { kind: 'open', start, end: innerStart, text: '', name: pair },
      ...contentTokens(element, options),
      { kind: 'close', start: innerEnd, end, text: '', name: pair },
    ];
  }
  const value = valueOf(element, options.data);
  if (value !== '') return [{ kind: 'kept', start, end, text: value }];
  const half = { start, end, text: '', name: pairName(element) };
  if (BEGINS.has(name)) return [{ kind: 'open', ...half }];
  return ENDS.has(name) ? [{ kind: 'close', ...half }] : [{ kind: 'point', start, end, text: '' }];
}

/**
 * @param {XmlElement} element A source, or a part of one.
 * @param {{isPreserved: boolean, data: Map<string, string>}} options
 * @returns {Token[]}
 */
export function contentTokens({ children }, options) {
  return children.flatMap((child) => {
    if (isElement(child)) return codeTokens(child, options);
    const { start, end } = child;
    const text = options.isPreserved ? child.text : child.text.replace(/\s+/g, ' ');
    if (end - start === text.length) return placeholderTokens(text, start);
    return [{ kind: /** @type {const} */ ('text'), start, end, text }];
  });
}
