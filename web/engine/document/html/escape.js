/** @file Text as HTML writes it. */

/** @type {Record<string, string>} */
const references = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\u00a0': '&nbsp;' };

/** @param {string} text */
export const escapeText = (text) => text.replace(/[&<>\u00a0]/g, (unit) => references[unit]);

/** @param {string} value Of an attribute, between quotation marks. */
export const escapeAttribute = (value) =>
  value.replace(/[&<>"\u00a0]/g, (unit) => references[unit]);
