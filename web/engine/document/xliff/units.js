/** @file The units of XLIFF files that want a translation. */

import { inlineOf } from '../base/inline.js';
import { hasWords } from '../translate-blocks.js';
import { childOf, elementsOf, textContent } from '../xml/tree.js';
import { contentTokens } from './content.js';

/** @typedef {import('../base/inline.js').Inline} Inline */
/** @typedef {import('../xml/tree.js').XmlElement} XmlElement */

/**
 * @typedef {object} Unit
 * @property {XmlElement} holder The unit or segment.
 * @property {XmlElement} content What becomes the target: the source, or the segmented one.
 * @property {XmlElement} after What the target comes after.
 * @property {XmlElement | undefined} target
 * @property {Inline[]} texts
 */

const UNFINISHED = new Set([
  'new',
  'needs-translation',
  'needs-l10n',
  'needs-adaptation',
  'initial',
]);

/**
 * @param {XmlElement} element
 * @param {string} name
 * @returns {string | undefined} The value of the nearest element that has the attribute.
 */
function inherited(element, name) {
  /** @type {XmlElement | undefined} */
  let at = element;
  while (at && !at.attributes.has(name)) at = at.parent;
  return at?.attributes.get(name);
}

/**
 * @param {XmlElement | undefined} target
 * @param {string | undefined} state
 */
const isWanted = (target, state) =>
  !target || textContent(target).trim() === '' || UNFINISHED.has(state ?? '');

/**
 * @param {XmlElement} content
 * @returns {XmlElement[]} Its segments in version 1.2, else itself.
 */
function segmentsOf(content) {
  /** @type {XmlElement[]} */
  const segments = [];
  const visit = (/** @type {XmlElement} */ element) => {
    for (const child of elementsOf(element)) {
      if (child.name === 'mrk' && child.attributes.get('mtype') === 'seg') segments.push(child);
      else visit(child);
    }
  };
  visit(content);
  return segments.length > 0 ? segments : [content];
}

/**
 * @param {XmlElement} holder With a source.
 * @param {string | undefined} state Of its translation.
 * @param {Map<string, string>} data
 * @returns {Unit[]} None when there is nothing to translate.
 */
function unitOf(holder, state, data) {
  const source = childOf(holder, 'source');
  const target = childOf(holder, 'target');
  if (!source || inherited(holder, 'translate') === 'no' || !isWanted(target, state)) return [];
  const content = childOf(holder, 'seg-source') ?? source;
  const isPreserved = inherited(content, 'xml:space') === 'preserve';
  const texts = segmentsOf(content).flatMap((segment) => {
    const inline = inlineOf(contentTokens(segment, { isPreserved, data }));
    return inline && hasWords(inline.block) ? [inline] : [];
  });
  return texts.length > 0 ? [{ holder, content, after: content, target, texts }] : [];
}

/**
 * @param {XmlElement} unit Of version 2.
 * @returns {Map<string, string>} The originals of its codes by their ids.
 */
function dataOf(unit) {
  const original = childOf(unit, 'originalData');
  const entries = original ? elementsOf(original) : [];
  return new Map(entries.map((data) => [data.attributes.get('id') ?? '', textContent(data)]));
}

/**
 * @param {XmlElement} root
 * @returns {Unit[]} In the order of the file.
 */
export function unitsOf(root) {
  /** @type {Unit[]} */
  const units = [];
  const rest = [root];
  for (let element = rest.pop(); element; element = rest.pop()) {
    if (element.name === 'trans-unit') {
      const target = childOf(element, 'target');
      units.push(...unitOf(element, target?.attributes.get('state'), new Map()));
    } else if (element.name === 'unit') {
      const data = dataOf(element);
      for (const segment of elementsOf(element).filter(({ name }) => name === 'segment')) {
        units.push(...unitOf(segment, segment.attributes.get('state'), data));
      }
    } else rest.push(...elementsOf(element).reverse());
  }
  return units;
}
