/** @file Target tokens: pieces such as `>>deu<<` that tell multilingual models which language to write. */

import { bestFit, tagOfName } from './language-tags.js';

/**
 * @typedef {object} TargetToken
 * @property {string} piece A piece of the source vocabulary, such as `>>deu<<`.
 * @property {string} language BCP 47 tag of the language that it stands for, such as `de`; empty where
 *   that is not known.
 */

/** @type {Intl.DisplayNames | undefined} */
let names;

/** @param {string} language A subtag. */
function hasName(language) {
  // Made when it is needed, by multilingual models alone: that takes tens of milliseconds.
  names ??= new Intl.DisplayNames('en', { type: 'language', fallback: 'none' });
  return names.of(language) !== undefined;
}

/**
 * @param {string} piece
 * @returns {string} The canonical tag of the language that it names, with two letters where there are
 *   two; empty for anything else, such as a group of languages.
 */
export function languageOfToken(piece) {
  const code = /^>>([a-z]{2,3}([-_ ][a-z0-9]{2,8})*)<<$/i.exec(piece)?.[1];
  if (code === undefined) return '';
  try {
    const tag = tagOfName(code.replaceAll(' ', '_'));
    return hasName(tag.split('-')[0]) ? tag : '';
  } catch {
    return '';
  }
}

/**
 * @param {readonly string[]} pieces
 * @returns {TargetToken[]}
 */
export const targetTokensOf = (pieces) =>
  pieces.map((piece) => ({ piece, language: languageOfToken(piece) }));

/**
 * @param {readonly TargetToken[]} tokens
 * @param {string} language A valid tag.
 * @returns {string | undefined} The piece that stands for the language, if one does.
 */
export function tokenFor(tokens, language) {
  const tag = bestFit(
    tokens.map((token) => token.language).filter((known) => known !== ''),
    language,
    'target',
  );
  return tag === undefined ? undefined : tokens.find((token) => token.language === tag)?.piece;
}
