/** @file Text as Markdown, without anything in it that would be markup. */

/**
 * @param {string} text
 * @param {boolean} isCell Whether it is in a table.
 * @returns {string}
 */
export function escapeText(text, isCell) {
  const escaped = text
    .replace(/[\\`*[\]~]/g, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/<(?=[a-z/!?])/gi, '\\<')
    .replace(/&(?=#?\w+;)/g, '\\&')
    // What would be an address.
    .replace(/(?<=[\w.+-])@(?=[\w-]+\.)/g, '\\@')
    .replace(/\bwww(?=\.)/gi, '$&\\')
    .replace(/\bhttps?(?=:\/\/)/gi, '$&\\');
  return isCell ? escaped.replaceAll('|', '\\|') : escaped;
}

/**
 * @param {string} text Of a block; spaces may be NUL.
 * @returns {string} So that the block stays one.
 */
export const escapeStart = (text) =>
  text

    .replace(/^(?:[-+](?=[\s\0]|$)|#{1,6}(?=[\s\0]|$)|>|=+[\s\0]*$|-[\s\0-]*$)/, '\\$&')

    .replace(/^(\d{1,9})([.)])(?=[\s\0]|$)/, '$1\\$2');

/** @param {string} text Of a heading. @returns {string} Number signs at its end are part of it. */

export const escapeHeadingEnd = (text) => text.replace(/(^|[\s\0])(#+)$/, '$1\\$2');

/**
 * @param {string} word
 * @returns {boolean} Whether a line of a paragraph may begin with it and is no heading, list or the
 *   like then.
 */
export const mayBeginLine = (word) =>
  !/^(?:[-+*]$|[-=_*]{2,}$|>|#{1,6}$|\d{1,9}[.)]$|`{3}|~{3}|\||<|\[\^|:?-+:?$)/.test(word);
