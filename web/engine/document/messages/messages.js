/** @file JSON files of messages: the values that are texts, with what programs put into them. */

import { createScanner, parseTree, printParseErrorCode, SyntaxKind } from 'jsonc-parser';
import { errorAt } from '../base/document-error.js';
import { Edits } from '../base/edits.js';
import { inlineOf, writeInline } from '../base/inline.js';
import { isCopy } from '../base/pieces.js';
import { placeholderTokens } from '../base/placeholders.js';
import { icuTexts, isIcu } from './icu.js';
import { textValues } from './values.js';
import { hasWords } from '../translate-blocks.js';

/** @typedef {import('jsonc-parser').Node} Node */
/** @typedef {import('../blocks.js').SourceDocument} SourceDocument */
/** @typedef {import('./icu.js').MessageText} MessageText */
/** @typedef {import('./values.js').TextValue} TextValue */

/** @typedef {TextValue & {texts: MessageText[]}} Message */

// Deeper files are made to break programs, not to be read.
const DEEPEST = 200;

/**
 * @param {string} source
 * @throws {import('../base/document-error.js').DocumentError} Before the parser runs out of stack.
 */
function checkDepth(source) {
  const scanner = createScanner(source, true);
  let depth = 0;
  for (let kind = scanner.scan(); kind !== SyntaxKind.EOF; kind = scanner.scan()) {
    const opens = kind === SyntaxKind.OpenBraceToken || kind === SyntaxKind.OpenBracketToken;
    const closes = kind === SyntaxKind.CloseBraceToken || kind === SyntaxKind.CloseBracketToken;
    depth += Number(opens) - Number(closes);
    if (depth > DEEPEST) {
      throw errorAt(source, scanner.getTokenOffset(), `more than ${DEEPEST} levels`);
    }
  }
}

/**
 * @param {string} source
 * @returns {Node}
 * @throws {import('../base/document-error.js').DocumentError}
 */
function rootOf(source) {
  checkDepth(source);
  /** @type {import('jsonc-parser').ParseError[]} */
  const errors = [];
  const root = parseTree(source, errors, { disallowComments: false, allowTrailingComma: true });
  const [fault] = errors;
  if (fault) {
    const name = printParseErrorCode(fault.error).replace(/(?<=[a-z])(?=[A-Z])/g, ' ');
    throw errorAt(source, fault.offset, `not valid JSON: ${name.toLowerCase()}`);
  }
  if (!root) throw errorAt(source, 0, 'not valid JSON: the file is empty');
  return root;
}

/** @param {string} value @returns {MessageText[]} */
function plainTexts(value) {
  const inline = inlineOf(placeholderTokens(value, 0));
  return inline && hasWords(inline.block) ? [{ ...inline, escape: (text) => text }] : [];
}

/**
 * @param {TextValue[]} values
 * @returns {boolean} Whether the file's messages are ICU's: then an apostrophe quotes.
 */
const areIcu = (values) =>
  !values.some(({ value }) => value.includes('{{')) &&
  values.some(({ value }) => value.includes('{') && isIcu(value));

/**
 * @param {Message} message
 * @param {(text: MessageText) => readonly import('../blocks.js').Piece[]} piecesOf
 * @returns {string | undefined} The value with other texts; none when they are the same.
 */
function rewrite({ value, texts }, piecesOf) {
  const edits = new Edits(value);
  let isSame = true;
  for (const text of texts) {
    const pieces = piecesOf(text);
    if (isCopy(text.block, pieces)) continue;
    isSame = false;
    edits.add(text.start, text.end, (slice) => writeInline(pieces, text.codes, slice, text.escape));
  }
  return isSame ? undefined : edits.apply();
}

/**
 * @param {string} source
 * @returns {(value: string) => string} Writes a string of JSON, with other characters than ASCII as
 *   escapes where the file has them so.
 */
function literalWriter(source) {
  const isAscii = /\\u[\da-f]{4}/i.test(source) && !/[^\0-\x7f]/.test(source);
  const escapeUnit = (/** @type {string} */ unit) =>
    `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
  return (value) => {
    const literal = JSON.stringify(value);

    return isAscii ? literal.replace(/[^\0-\x7f]/g, escapeUnit) : literal;
  };
}

/**
 * @param {string} source
 * @returns {SourceDocument} With `notices` of messages that are left as they are.
 * @throws {import('../base/document-error.js').DocumentError}
 */
export function read(source) {
  const values = textValues(rootOf(source));
  const readTexts = areIcu(values) ? icuTexts : plainTexts;
  /** @type {Message[]} */
  const messages = [];
  /** @type {string[]} */
  const notices = [];
  for (const value of values) {
    const texts = readTexts(value.value);
    if (texts) messages.push({ ...value, texts });
    else {
      const { message } = errorAt(source, value.node.offset, 'not a valid message, left as it is');
      notices.push(message);
    }
  }
  const texts = messages.flatMap((message) => message.texts);
  return {
    blocks: texts.map(({ block }) => block),
    notices,
    write(translated) {
      const edits = new Edits(source);
      const literal = literalWriter(source);
      const pieces = new Map(texts.map((text, i) => [text, translated[i]]));
      for (const message of messages) {
        const value = rewrite(message, (text) => pieces.get(text) ?? []);
        const { offset, length } = message.node;
        if (value !== undefined) edits.add(offset, offset + length, literal(value));
      }
      return edits.apply();
    },
  };
}
