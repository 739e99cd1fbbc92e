/** @file Messages of ICU: the texts in them, around arguments and in plurals and selects. */

import { parse, TYPE } from '@formatjs/icu-messageformat-parser';
import { inlineOf } from '../base/inline.js';
import { placeholderTokens } from '../base/placeholders.js';
import { hasWords } from '../translate-blocks.js';

/** @typedef {import('@formatjs/icu-messageformat-parser').MessageFormatElement} Element */
/** @typedef {import('../base/inline.js').Inline} Inline */
/** @typedef {import('../base/inline.js').Token} Token */

/**
 * A text with the function that quotes what its translation may have.
 *
 * @typedef {Inline & {escape: (text: string) => string}} MessageText
 */

/** @param {string} text @returns {string} */
const escape = (text) =>
  text
    // An apostrophe quotes what follows, or another apostrophe.
    .replace(/'(?=['{}<>#]|$)/g, "''")
    .replace(/[{}]+/g, "'$&'");

/** @param {string} text @returns {string} In a branch of a plural `#` is the number. */
const escapeInPlural = (text) => escape(text).replace(/#+/g, "'$&'");

// What English writes after a number; other languages write something else, or nothing.
const ORDINAL = /^#\p{L}{1,3}$/u;

/** @param {Element} element */
function rangeOf({ location }) {
  const { start, end } = /** @type {NonNullable<Element['location']>} */ (location);
  return { start: start.offset, end: end.offset };
}

/**
 * @param {string} source
 * @param {Element} element
 * @returns {Token[]}
 */
function tokensOf(source, element) {
  const { start, end } = rangeOf(element);
  if (element.type === TYPE.literal) {
    const text = element.value;
    if (source.slice(start, end) === text) return placeholderTokens(text, start);
    return [{ kind: 'text', start, end, text }];
  }
  if (element.type === TYPE.pound) return [{ kind: 'kept', start, end, text: '#' }];
  const name = 'value' in element ? element.value : '';
  return [{ kind: 'kept', start, end, text: `{${name}}` }];
}

/**
 * @param {string} source
 * @param {Element[]} elements
 * @param {boolean} isInPlural
 * @returns {MessageText[]} The text of a message first, then those of its branches.
 */
function textsOf(source, elements, isInPlural) {
  const inline = inlineOf(elements.flatMap((element) => tokensOf(source, element)));
  /** @type {MessageText[]} */
  const texts = [];
  if (inline && hasWords(inline.block) && !ORDINAL.test(inline.block.text)) {
    texts.push({ ...inline, escape: isInPlural ? escapeInPlural : escape });
  }
  for (const element of elements) {
    if (element.type !== TYPE.select && element.type !== TYPE.plural) continue;
    for (const { value } of Object.values(element.options)) {
      texts.push(...textsOf(source, value, element.type === TYPE.plural));
    }
  }
  return texts;
}

/**
 * @param {string} message
 * @returns {Element[] | undefined} None when it is no message of ICU.
 */
function parsed(message) {
  try {
    const options = { ignoreTag: true, captureLocation: true, shouldParseSkeletons: false };
    return parse(message, options);
  } catch {
    return undefined;
  }
}

/**
 * @param {string} message
 * @returns {boolean} Whether it has arguments in the syntax of ICU.
 */
export const isIcu = (message) =>
  parsed(message)?.some(({ type }) => type !== TYPE.literal) ?? false;

/**
 * @param {string} message
 * @returns {MessageText[] | undefined} None when it does not parse.
 */
export function icuTexts(message) {
  const elements = parsed(message);
  return elements && textsOf(message, elements, false);
}
