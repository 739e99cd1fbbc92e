/** @file Writes docs/search.md, the reference of the options of decoding, from their rows. */

import { decodeOptions, domainOf, everyCall, groups } from '../../../web/engine/internal.js';
import { flagsOf, sharedOptions } from '../../cli/decode-flags.mjs';
import { capitalized, defaultOf, rangeOf } from '../../cli/option-text.mjs';
import { markdownTable } from '../../cli/table.mjs';
import { wrap } from '../../cli/wrap.mjs';

/** @typedef {import('../../../web/engine/internal.js').DecodeOption} DecodeOption */
/** @typedef {import('../../../web/engine/internal.js').Group} Group */

const WIDTH = 120;

const introduction = `\
<!-- Written by \`npm run docs\` from web/engine/arguments/decode.js. -->

# Options of search

\`translate\`, \`stream\`, \`start\`, \`alternatives\` and \`score\` take these options as an object. The commands \`stepglot
translate\` and \`stepglot evaluate\` take the same as flags.

A model may be published with defaults of its own (\`info.config.search\`), which replace those below; options that are given
replace both. An option that does not exist, is out of range or contradicts another one is refused.`;

/** @param {string} text */
const code = (text) => `\`${text}\``;

/** @param {DecodeOption} option @returns {string} */
function valuesOf(option) {
  const { names, type } = domainOf(option);
  if (names) return names.map((name) => code(`'${name}'`)).join(', ');
  const range = rangeOf(option);
  if (range !== '') return range;
  return type === 'boolean' ? 'true, false' : domainOf(option).expected;
}

/** @param {DecodeOption} option @returns {string} */
function initialOf(option) {
  const text = defaultOf(option);
  return domainOf(option).names ? code(`'${text}'`) : text || 'none';
}

/** @param {DecodeOption} option */
function flagCell(option) {
  const { metavar = '' } = option;
  const flags = sharedOptions.includes(option) ? Object.entries(flagsOf(option)) : [];
  return flags
    .map(([flag, { type }]) => code(`--${flag}${type === 'string' ? ` ${metavar}` : ''}`))
    .join(', ');
}

/** @param {DecodeOption} option */
function meaningOf({ doc, note, details = '' }) {
  const phrase = note === undefined ? doc : `${doc}; ${note}`;
  return `${capitalized(phrase)}. ${details}`.trimEnd();
}

/** @param {Group} group */
function section(group) {
  const options = decodeOptions.filter((option) => option.group === group);
  const hasFlags = options.some((option) => sharedOptions.includes(option));
  const head = ['option', ...(hasFlags ? ['flag'] : []), 'values', 'default', 'meaning'];
  const rows = options.map((option) => [
    code(option.name),
    ...(hasFlags ? [flagCell(option)] : []),
    valuesOf(option),
    initialOf(option),
    meaningOf(option),
  ]);
  const sides = head.map(() => /** @type {const} */ ('left'));
  return [`## ${groups[group]}`, markdownTable(head, rows, sides)];
}

/** @returns {string} Which calls lack which options. */
function exceptions() {
  const lines = everyCall.flatMap((call) => {
    const names = decodeOptions.filter(({ calls }) => calls.includes(call)).map(({ name }) => name);
    const text = `${code(call)}${call === 'translate' ? ' and `stream`' : ''}: ${names.map(code).join(', ')}`;
    return wrap(text, { first: '- ', rest: '  ', width: WIDTH });
  });
  return `Each call has its own of them:\n\n${lines.join('\n')}`;
}

/** @returns {string} The page. */
export const searchPage = () =>
  `${[introduction, .../** @type {Group[]} */ (Object.keys(groups)).flatMap(section), '## Calls', exceptions()].join('\n\n')}\n`;
