/** @file Writes the types of the options of decoding, as JSDoc that the rows of decode.js give. */

import { decodeOptions, domainOf, everyCall } from '../../../web/engine/internal.js';
import { capitalized, phraseOf } from '../../cli/option-text.mjs';
import { wrap } from '../../cli/wrap.mjs';

/** @typedef {import('../../../web/engine/internal.js').DecodeOption} DecodeOption */

/** The calls that have types of their own, with what the types say. */
const meanings = {
  translate: 'Options of `translate` and `stream`.',
  start: 'Options of `start`.',
  alternatives: 'Options of `alternatives`.',
  score: 'Options of `score`.',
};

/**
 * @param {string[]} paragraphs
 * @returns {string} A JSDoc comment.
 */
function comment(...paragraphs) {
  const lines = paragraphs.flatMap((text) =>
    text === '' ? [' *'] : wrap(text, { first: ' * ', rest: text[0] === '@' ? ' *   ' : ' * ' }),
  );
  return ['/**', ...lines, ' */'].join('\n');
}

/** @param {DecodeOption} option */
function property(option) {
  const sentences = [`${capitalized(phraseOf(option))}.`, option.details ?? ''].join(' ').trimEnd();
  return `@property {${domainOf(option).type}} [${option.name}] ${sentences}`;
}

/**
 * @param {string} name
 * @param {string} meaning
 * @param {(option: DecodeOption) => boolean | undefined} isIn
 */
function selection(name, meaning, isIn) {
  const names = decodeOptions.filter(isIn).map((option) => `'${option.name}'`);
  return comment(meaning, '', `@typedef {Pick<AllOptions, ${names.join(' | ')}>} ${name}`);
}

/** @returns {string} The file. */
export function decodeTypes() {
  const ofCalls = everyCall.map((call) =>
    selection(`${capitalized(call)}Options`, meanings[call], ({ calls }) => calls.includes(call)),
  );
  return [
    '/** @file The types of the options of decoding, written by `npm run docs` from decode.js. */',
    "/** @typedef {import('./protection.js').Protect} Protect */",
    "/** @typedef {import('./texts.js').Text} Text */",
    '/** @typedef {Text} Prefix A string, or pieces or ids of the target vocabulary. */',
    comment(
      'The options of all calls that decode; each call has its own of them. The defaults of a ' +
        'model (`info.config.search`) replace those named here.',
      '',
      '@typedef {object} AllOptions',
      ...decodeOptions.map(property),
    ),
    selection(
      'DecodeOptions',
      'How a target is decoded, for calls that return translations.',
      ({ calls }) => calls.includes('translate') && calls.includes('start'),
    ),
    ...ofCalls,
    selection(
      'DecodeDefaults',
      'The options that a model may be published with.',
      ({ isModelDefault }) => isModelDefault,
    ),
    'export {};\n',
  ].join('\n\n');
}
