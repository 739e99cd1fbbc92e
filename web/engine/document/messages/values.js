/** @file Which values of a JSON file are texts that people read. */

import { hasLetters } from '../base/pieces.js';

/** @typedef {import('jsonc-parser').Node} Node */

/** @typedef {{node: Node, value: string}} TextValue */

// Keys of what programs read, where the value looks like it.
const MACHINE_KEY =
  /^(?:id|key|uuid|url|uri|href|src|path|file|icon|image|type|kind|name|locale|lang|language|class|className|style|color|format|slug|code|version|date|\$.*)$/i;
const ONE_WORD = /^[^\s\p{Lu}]+$/u;

// Values that no person wrote for another, whatever their key.
const MACHINE_VALUE = [
  /^[a-z][a-z\d+.-]*:\/\/\S+$|^(?:mailto|data|tel):\S+$/i,
  /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  /^(?:\.{0,2}\/)[^\s]*$/,
  /^#[\da-f]{3,8}$/i,
  /^[\w-]+(?:[._][\w-]+)+$/,
  /^[a-z]+(?:[A-Z][a-z\d]*)+$/,
  /^[A-Z\d]+(?:_[A-Z\d]+)+$/,
  /^\d{4}-\d\d-\d\dT[\d:.]+Z?$/,
];

/**
 * @param {string} key
 * @param {string} value
 */
function isText(key, value) {
  if (!hasLetters(value) || MACHINE_VALUE.some((pattern) => pattern.test(value))) return false;
  return !(MACHINE_KEY.test(key) && ONE_WORD.test(value));
}

/** @param {Node} property @returns {Node | undefined} Of the key. */
const keyOf = (property) => property.children?.[0];

/** @param {Node} object @param {string} name */
const has = (object, name) =>
  object.type === 'object' &&
  (object.children ?? []).some(
    (property) => keyOf(property)?.value === name && property.children?.[1]?.type === 'string',
  );

/**
 * @param {Node} root
 * @returns {boolean} Whether it is a file of messages of a browser extension: texts in `message`, each
 *   with its description and placeholders.
 */
const isExtension = ({ type, children = [] }) =>
  type === 'object' &&
  children.length > 0 &&
  children.every((property) => property.children?.[1] && has(property.children[1], 'message'));

/**
 * @param {Node} root
 * @returns {TextValue[]} In the order of the file.
 */
export function textValues(root) {
  /** @type {TextValue[]} */
  const values = [];
  const inMessagesOnly = isExtension(root);
  /** What is still to be looked at, the next one last. @type {{node: Node, key: string}[]} */
  const rest = [{ node: root, key: '' }];
  for (let next = rest.pop(); next; next = rest.pop()) {
    const { node, key } = next;
    if (node.type === 'string') {
      const isWanted = !inMessagesOnly || key === 'message';
      if (isWanted && isText(key, node.value)) values.push({ node, value: node.value });
      continue;
    }
    const children = (node.children ?? []).map((child) => {
      if (node.type !== 'object') return { node: child, key };
      return { node: child.children?.[1] ?? child, key: String(keyOf(child)?.value) };
    });
    // Comments, and what ARB files say about messages, have such keys.
    const isData = (/** @type {{key: string}} */ child) => !/^(?:@|\/\/|_comment)/.test(child.key);
    const inside = inMessagesOnly && key !== '' && node.type === 'object' && key !== 'message';
    rest.push(
      ...children
        .filter(isData)
        .filter((child) => !inside || child.key === 'message')
        .reverse(),
    );
  }
  return values;
}
