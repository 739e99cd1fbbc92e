/** @file The "13a" tokenizer: words as the machine translation field counts them for BLEU. */

import { splitWords } from './white-space.mjs';

// Character references that old test sets in SGML held, in the order in which they are resolved.
const entities = [
  ['&quot;', '"'],
  ['&amp;', '&'],
  ['&lt;', '<'],
  ['&gt;', '>'],
];

// ASCII punctuation and symbols but apostrophe, comma, hyphen and full stop.
const symbol = /[ -&(-+/:-@[-`{-~]/gu;

/**
 * Splits a line as `mteval-v13a.pl` does, NIST's scoring script that gave the tokenizer its name,
 * in the form that sacrebleu (sacrebleu/tokenizers) settled: symbols stand alone; comma and full
 * stop do unless they are between digits; a hyphen is cut off from a digit before it. Letters keep
 * their case, and punctuation outside ASCII stays with its word.
 *
 * @param {string} line
 * @returns {string[]}
 */
export function tokenize13a(line) {
  let text = line.replaceAll('<skipped>', '').replaceAll('-\n', '').replaceAll('\n', ' ');
  for (const [entity, character] of entities) text = text.replaceAll(entity, character);
  // The blanks at both ends let the first and the last character have a neighbour.
  const spaced = ` ${text} `
    .replace(symbol, ' $& ')
    .replace(/([^0-9])([.,])/gu, '$1 $2 ')
    .replace(/([.,])([^0-9])/gu, ' $1 $2')
    .replace(/([0-9])-/gu, '$1 - ');
  return splitWords(spaced);
}
