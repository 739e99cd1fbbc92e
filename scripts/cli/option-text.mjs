/** @file The options of decoding in words: their flags, values and defaults, and what they do. */

import { decodeOptions, domainOf } from '../../web/engine/internal.js';

/** @typedef {import('../../web/engine/internal.js').DecodeOption} DecodeOption */

/** By name. @type {Map<string, DecodeOption>} */
const options = new Map(decodeOptions.map((option) => [option.name, option]));

/**
 * @param {string} name An option's.
 * @returns {string} The flag for it, `max-length` for `maxLength`.
 */
export const flagOf = (name) =>
  options.get(name)?.flag ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

/**
 * @param {DecodeOption} option
 * @returns {string} The values in words, `1 to 64`; empty where they are not numbers.
 */
export function rangeOf(option) {
  const { bounds } = domainOf(option);
  if (option.range !== undefined || bounds === undefined) return option.range ?? '';
  return `${bounds.isOpen ? 'above ' : ''}${bounds.least} to ${bounds.most}`;
}

/**
 * @param {DecodeOption} option
 * @returns {string} The default, and what it stands for; empty where there is none.
 */
export function defaultOf({ default: initial, defaultMeaning }) {
  if (initial === undefined || Array.isArray(initial)) return '';
  return defaultMeaning === undefined ? `${initial}` : `${initial}: ${defaultMeaning}`;
}

/**
 * @param {string} text That has names of options in backticks.
 * @param {(name: string) => string} nameOf What they become.
 */
export const withNames = (text, nameOf) =>
  text.replace(/`(\w+)`/g, (quoted, name) => (options.has(name) ? nameOf(name) : quoted));

/**
 * @param {DecodeOption} option
 * @returns {string} What it does, its range and its default, as one phrase.
 */
export function phraseOf(option) {
  const range = rangeOf(option);
  const initial = defaultOf(option);
  return [
    option.doc,
    range && `, ${range}`,
    initial && ` (default ${initial})`,
    option.note === undefined ? '' : `; ${option.note}`,
  ].join('');
}

/** @param {string} text */
export const capitalized = (text) => `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
