/** @file The command-line flags that say how to decode, shared by the commands that do. */

import {
  batchRules,
  contradiction,
  decodeRules,
  faultOf,
  fitDefaults,
  modelDefaults,
  prefixRules,
} from '../../web/engine/internal.js';
import { UsageError } from './usage-error.mjs';

/** @typedef {import('../../web/engine/index.js').TranslateOptions} TranslateOptions */
/** @typedef {Record<string, string | boolean | (string | boolean)[] | undefined>} Flags */

const text = /** @type {const} */ ({ type: 'string' });
const texts = /** @type {const} */ ({ type: 'string', multiple: true });
const flag = /** @type {const} */ ({ type: 'boolean' });

/** For `parseArgs`. */
export const decodeFlags = /** @type {const} */ ({
  beam: text,
  'length-penalty': text,
  'length-normalization': text,
  'coverage-penalty': text,
  'lexicon-penalty': text,
  'stop-early': flag,
  'min-length': text,
  'max-length': text,
  'max-length-factor': text,
  'repetition-penalty': text,
  'no-repeat-ngram': text,
  suppress: texts,
  'replace-unknowns': flag,
  'no-replace-unknowns': flag,
  'target-token': text,
  sample: flag,
  temperature: text,
  'top-k': text,
  'top-p': text,
  seed: text,
  batch: text,
  'no-shortlist': flag,
  'no-cache': flag,
});

export const decodeHelp = `\
Defaults of decoding that a model comes with (see stepglot inspect) win over those named here.
Search:
      --beam N            hypotheses kept at each step, 1 to 64 (default 4); 1 is greedy, and faster
      --length-penalty A  exponent of the length that scores are divided by, 0 to 10 (default 0.6)
      --length-normalization gnmt|power
                          ((5 + length) / 6) ^ A (default), or length ^ A
      --coverage-penalty B
                          weight of the penalty for source tokens left out, 0 to 10 (default 0)
      --stop-early        stop as soon as N hypotheses have finished
      --min-length N      least tokens of a translated sentence, 0 to 4096 (default 0)
      --max-length N      most tokens of a translated sentence, 1 to 4096 (default 256)
      --max-length-factor F
                          most tokens per source token, above 0 to 1000 (default 3)
Constraints:
      --lexicon-penalty P what a token loses of its score when it makes a word that neither the model's
                          lexicon nor the text has, 0 (nothing) to 10 (default 5)
      --repetition-penalty T
                          makes tokens that stand already less likely, 0.1 to 10 (default 1: not)
      --no-repeat-ngram N no sequence of N tokens twice, 0 to 64 (default 0: allowed)
      --suppress TEXT     TEXT must not occur; may be given several times
      --replace-unknowns  copy what the vocabulary lacks from the source
      --no-replace-unknowns
                          do not, though it is the model's default
      --target-token PIECE
                          put PIECE before the source, such as '>>deu<<' for multilingual models
Sampling:
      --sample            draw tokens by their probability instead of searching
      --temperature T     0.01 to 100 (default 1); less is more certain
      --top-k N           draw among the N best tokens (default 0: all)
      --top-p P           draw among the best tokens with the share P, above 0 to 1 (default 1: all)
      --seed N            0 to 2^53 - 1 (default 0); the same seed draws the same translations
Speed:
      --batch N           sentences decoded side by side, 1 to 64 (default 8)
      --no-shortlist      consider the whole vocabulary, though the model has a lexical shortlist
      --no-cache          decode without the key/value cache: the same result, far slower`;

// The model, which is not loaded yet, has the last word about what depends on its sizes.
const anySizes = { vocabulary: Number.MAX_SAFE_INTEGER, layers: 1, heads: 1 };
/** @type {Record<string, import('../../web/engine/internal.js').Rule>} */
const rules = { ...decodeRules(anySizes), ...prefixRules, ...batchRules };

/**
 * @param {string} option
 * @returns {string} The flag for it, `max-length` for `maxLength`.
 */
function flagOf(option) {
  if (option === 'batchSize') return 'batch';
  return option.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

/**
 * @param {unknown} value As typed.
 * @param {unknown} initial The option's default, which tells its type.
 * @returns {unknown} A number where one is wanted and there.
 */
function parse(value, initial) {
  if (typeof initial !== 'number' || typeof value !== 'string') return value;
  return /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(value) ? Number(value) : value;
}

/**
 * @param {Flags} flags What `parseArgs` found.
 * @param {string} name A flag's name.
 * @param {import('../../web/engine/internal.js').Rule} rule What its value may be.
 * @returns {unknown} The value; undefined when the flag is not there.
 * @throws {UsageError} Naming the flag, what it may be, and what was found.
 */
export function readFlag(flags, name, rule) {
  if (flags[name] === undefined) return undefined;
  const value = parse(flags[name], rule.initial);
  const fault = faultOf(rule, `--${name}`, value);
  if (fault) throw new UsageError(fault);
  return value;
}

/** The flags that say no, by option. */
const refusals = /** @type {const} */ ({
  cache: 'no-cache',
  replaceUnknowns: 'no-replace-unknowns',
  shortlist: 'no-shortlist',
});

/** @param {string} option */
const dashed = (option) => `--${flagOf(option)}`;

/**
 * @param {Flags} flags What `parseArgs` found, of `decodeFlags` and of flags that are named after
 *   other options of `translate`, such as `n-best`.
 * @returns {TranslateOptions} Those that were given.
 * @throws {UsageError} For a value out of range, and for flags that make no sense together whatever
 *   the model.
 */
export function decodeOptions(flags) {
  const entries = Object.entries(rules)
    .map(([option, rule]) => [option, readFlag(flags, flagOf(option), rule)])
    .filter(([, value]) => value !== undefined);
  /** @type {TranslateOptions} */
  const options = Object.fromEntries(entries);
  for (const [option, flagName] of Object.entries(refusals)) {
    if (flags[flagName]) options[/** @type {keyof typeof refusals} */ (option)] = false;
  }
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
  const own = modelDefaults(info.config);
  const { beam, maxLength } = decodeRules(anySizes, own);
  const initial = { beam: Number(beam.initial), maxLength: Number(maxLength.initial) };
  const values = fitDefaults(options, { ...initial, ...options }, own);
  const fault = contradiction(options, values, dashed);
  if (fault) throw new UsageError(fault);
}
