/** @file The help on the flags that say how to decode. */

import { groups } from '../../web/engine/internal.js';
import { flagsOf, sharedOptions } from './decode-flags.mjs';
import { flagOf, phraseOf, withNames } from './option-text.mjs';
import { wrap } from './wrap.mjs';

/** @typedef {import('../../web/engine/internal.js').DecodeOption} DecodeOption */
/** @typedef {import('../../web/engine/internal.js').Group} Group */

const FLAG_COLUMN = 26;

/**
 * @param {string} name What is explained, indented.
 * @param {string} text
 * @param {number} column Where the text begins; a longer name gets a line of its own.
 * @returns {string[]} Lines.
 */
export function helpLines(name, text, column = FLAG_COLUMN) {
  const rest = ' '.repeat(column);
  if (name.length >= column) return [name, ...wrap(text, { first: rest })];
  return wrap(text, { first: name.padEnd(column), rest });
}

/** @param {DecodeOption} option */
function flagLines(option) {
  const { name, doc, metavar = '', off = '', isRepeatable } = option;
  const phrase = withNames(
    metavar === '' ? doc : phraseOf(option),
    (other) => `--${flagOf(other)}`,
  );
  const text = isRepeatable ? `${phrase}; may be given several times` : phrase;
  return Object.keys(flagsOf(option)).flatMap((flag) =>
    flag === flagOf(name)
      ? helpLines(`      --${flag} ${metavar}`.trimEnd(), text)
      : helpLines(`      --${flag}`, off),
  );
}

const sharedGroups = /** @type {Group[]} */ (Object.keys(groups)).filter((group) =>
  sharedOptions.some((option) => option.group === group),
);

/** The flags that `decodeFlags` has. */
export const decodeHelp = [
  'Defaults of decoding that a model comes with (see stepglot inspect) replace those named here.',
  ...sharedGroups.flatMap((group) => [
    `${groups[group]}:`,
    ...sharedOptions.filter((option) => option.group === group).flatMap(flagLines),
  ]),
].join('\n');
