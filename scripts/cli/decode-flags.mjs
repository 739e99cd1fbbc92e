/** @file The command-line flags that say how to decode, shared by the commands that do. */

import {
  contradiction,
  decodeDefaults,
  decodeOptions,
  domainOf,
  faultOf,
  fitDefaults,
  specsOf,
} from '../../web/engine/internal.js';
import { flagOf } from './option-text.mjs';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/internal.js').Call} Call */
/** @typedef {import('../../web/engine/internal.js').DecodeOption} DecodeOption */
/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {Record<string, string | boolean | (string | boolean)[] | undefined>} Flags */
/** @typedef {{type: 'string' | 'boolean', multiple: boolean}} FlagConfig For `parseArgs`. */

/** Options whose flags the commands share; `translate` has flags of its own for results. */
export const sharedOptions = decodeOptions.filter(({ group }) => group !== 'results');

/**
 * @param {DecodeOption} option
 * @returns {Record<string, FlagConfig>} Its flags: one that gives it or switches it on, one that
 *   switches it off.
 */
export function flagsOf(option) {
  const { type } = domainOf(option);
  const name = flagOf(option.name);
  /** @type {Record<string, FlagConfig>} */
  const flags = {};
  if (type !== 'boolean') {
    flags[name] = { type: 'string', multiple: option.isRepeatable ?? false };
  } else if (option.default === false) {
    flags[name] = { type: 'boolean', multiple: false };
  }
  if (option.off !== undefined) flags[`no-${name}`] = { type: 'boolean', multiple: false };
  return flags;
}

/** @type {Record<string, FlagConfig>} */
export const decodeFlags = Object.assign({}, ...sharedOptions.map(flagsOf));

/**
 * @param {(option: DecodeOption) => boolean} isChosen
 * @returns {string[]} The flags of the chosen options.
 */
export const flagNames = (isChosen) =>
  decodeOptions.filter(isChosen).flatMap((option) => Object.keys(flagsOf(option)));

/**
 * @param {unknown} value As typed.
 * @param {string} type What is wanted, as TypeScript calls it.
 * @returns {unknown} A number where one is wanted and there.
 */
export function parseValue(value, type) {
  if (type !== 'number' || typeof value !== 'string') return value;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value) ? Number(value) : value;
}

/**
 * @param {Flags} flags What `parseArgs` found.
 * @param {string} name A flag's name.
 * @param {import('../../web/engine/internal.js').Domain} domain The values that it may have.
 * @returns {unknown} The value; undefined when the flag is not there.
 * @throws {UsageError} Naming the flag, what it may be, and what was found.
 */
export function readFlag(flags, name, domain) {
  if (flags[name] === undefined) return undefined;
  const value = parseValue(flags[name], domain.type);
  const fault = faultOf(domain, `--${name}`, value);
  if (fault) throw new UsageError(fault);
  return value;
}

/**
 * @param {Flags} flags
 * @param {string} name The flag's.
 * @param {string} option Its option's.
 * @param {import('../../web/engine/internal.js').Domain} domain
 * @returns {unknown} The option's value; undefined when the flag is not there.
 * @throws {UsageError}
 */
function readOption(flags, name, option, domain) {
  const { fromFlag } = decodeOptions.find((row) => row.name === option) ?? {};
  if (!fromFlag || flags[name] === undefined) return readFlag(flags, name, domain);
  try {
    return fromFlag(/** @type {string[]} */ (flags[name]));
  } catch (error) {
    throw new UsageError(`--${name}: ${/** @type {Error} */ (error).message}`);
  }
}

/** @param {string} option */
const dashed = (option) => `--${flagOf(option)}`;

/**
 * @param {Flags} flags What `parseArgs` found, of `decodeFlags` and of flags that are named after
 *   other options of `translate`, such as `n-best`.
 * @returns {TranslateOptions} Those that were given.
 * @throws {UsageError} For a value out of range, and for flags that make no sense together whatever
 *   the model.
 */
export function readDecodeFlags(flags) {
  // The model, which is not loaded yet, has the last word about what depends on its sizes.
  const entries = Object.entries(specsOf('translate')).map(([option, spec]) => {
    const name = flagOf(option);
    return [option, flags[`no-${name}`] ? false : readOption(flags, name, option, spec)];
  });
  /** @type {TranslateOptions} */
  const options = Object.fromEntries(entries.filter(([, value]) => value !== undefined));
  const { beam = Infinity, maxLength = Infinity } = options;
  const fault = contradiction(options, { beam, maxLength }, dashed);
  if (fault) throw new UsageError(fault);
  return options;
}

/**
 * Looks again for flags that make no sense together, now that the model's defaults are known.
 *
 * @param {TranslateOptions} options
 * @param {import('../../web/engine/index.js').Model} model
 * @throws {UsageError}
 */
export function checkDecodeOptions(options, { info }) {
  const defaults = decodeDefaults(info.config);
  const { beam, maxLength } = specsOf('translate', undefined, defaults);
  const initial = { beam: Number(beam.initial), maxLength: Number(maxLength.initial) };
  const values = fitDefaults(options, { ...initial, ...options }, defaults);
  const fault = contradiction(options, values, dashed);
  if (fault) throw new UsageError(fault);
}
