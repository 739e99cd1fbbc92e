/** @file Writes SVG elements as text. */

/** @type {Record<string, string>} */
const entities = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** @param {string} text @returns {string} For content or attributes. */
export const escaped = (text) => text.replace(/[&<>"]/g, (character) => entities[character]);

/** @param {number | string} value @returns {string} Numbers to a tenth of a pixel. */
const valueText = (value) =>
  typeof value === 'number' ? String(Math.round(value * 10) / 10) : escaped(value);

/**
 * @param {string} name
 * @param {Record<string, number | string>} attributes
 * @param {...string} children Elements, or escaped text.
 * @returns {string}
 */
export function element(name, attributes, ...children) {
  const pairs = Object.entries(attributes).map(([key, value]) => ` ${key}="${valueText(value)}"`);
  const start = `<${name}${pairs.join('')}`;
  return children.length === 0 ? `${start}/>` : `${start}>${children.join('')}</${name}>`;
}
