/** @file What of HTML a translation must not change. */

import { parse, parseFragment, serialize } from 'parse5';

/** @param {string} html */
const treeOf = (html) => {
  const isWhole = /<(?:!doctype|html|head|body|frameset)[\s>]/i.test(html);
  return (isWhole ? parse : parseFragment)(html, { scriptingEnabled: false });
};

/**
 * @param {string} html
 * @returns {{elements: string[], letters: string}} Elements with their attributes and comments, and the
 *   letters of its text, both sorted.
 */
export function outline(html) {
  /** @type {string[]} */
  const elements = [];
  let text = '';
  /** @type {any[]} */
  const open = [treeOf(html)];
  for (let node = open.pop(); node; node = open.pop()) {
    const { tagName, attrs, data, value, content } = node;
    if (tagName) elements.push(JSON.stringify([tagName, attrs]));
    else if (data !== undefined) elements.push(`!${data}`);
    text += value ?? '';
    for (const child of (content ?? node).childNodes ?? []) open.push(child);
  }
  const letters = text.toLowerCase().match(/[\p{L}\p{N}]/gu) ?? [];
  return { elements: elements.sort(), letters: letters.sort().join('') };
}

/**
 * @param {string} html
 * @returns {boolean} Whether its tree can be written as HTML at all; some that parsers make of broken
 *   HTML cannot, as links within links.
 */
export function canBeWritten(html) {
  const { elements } = outline(html);
  return elements.join() === outline(serialize(treeOf(html))).elements.join();
}
