/**
 * @file The options of decoding, a row each. The rest follows from the rows: the checks, the types
 * (decode-types.js), what the core gets, the command's flags and their help, the prompt's commands,
 * and docs/search.md. `npm run docs` writes the files among them.
 */

import { toWellFormed } from '../base/utf8.js';
import { everyCall } from './decode-option.js';
import { flag, integer, layersAndHeads, number, oneOf, optional, positive } from './specs.js';
import { protection } from './protection.js';
import { toSequences } from './texts.js';

/** @typedef {import('./decode-option.js').Call} Call */
/** @typedef {import('./decode-option.js').DecodeOption} DecodeOption */

/** @type {readonly Call[]} */
const searches = ['translate', 'start', 'alternatives'];

/** @type {readonly Call[]} */
const decodes = ['translate', 'start'];

// Hypotheses, samples, sentences of a batch, alternatives, tokens of an n-gram: what multiplies the
// work or the memory of a call.
const MOST_AT_ONCE = 64;

// The model's own limit applies besides.
const MOST_TOKENS = 4096;

/** @type {readonly DecodeOption[]} */
export const decodeOptions = [
  {
    name: 'beam',
    group: 'search',
    calls: searches,
    domain: integer(1, MOST_AT_ONCE),
    default: 4,
    metavar: 'N',
    doc: 'hypotheses kept at each step',
    note: '1 is greedy search, which is faster and shows words as they are decoded',
    details: 'Without meaning when sampling.',
    isModelDefault: true,
    promptDefault: 1,
  },
  {
    name: 'lengthPenalty',
    group: 'search',
    calls: everyCall,
    domain: number(0, 10),
    default: 0.6,
    metavar: 'A',
    doc: 'exponent of the length that scores are divided by',
    details: '0 leaves scores as they are; more favors longer translations.',
    isModelDefault: true,
  },
  {
    name: 'lengthNormalization',
    group: 'search',
    calls: everyCall,
    domain: oneOf('gnmt', 'power'),
    default: 'gnmt',
    metavar: 'gnmt|power',
    doc: 'what scores are divided by: ((5 + length) / 6) ^ `lengthPenalty`, or length ^ `lengthPenalty`',
    details: 'The first is equation 14 of Wu et al. 2016.',
    isModelDefault: true,
  },
  {
    name: 'coveragePenalty',
    group: 'search',
    calls: everyCall,
    domain: number(0, 10),
    default: 0,
    metavar: 'B',
    doc: 'weight of the penalty for source tokens left out',
    details: 'Its formula is in equation 14 of Wu et al. 2016.',
  },
  {
    name: 'stopEarly',
    group: 'search',
    calls: searches,
    domain: flag,
    default: false,
    doc: 'stop as soon as `beam` hypotheses have finished',
    details:
      'Otherwise a search goes on while an open hypothesis can still beat the finished ones.',
    off: "go on, though the model's default is to stop",
    isModelDefault: true,
  },
  {
    name: 'minLength',
    group: 'search',
    calls: searches,
    domain: integer(0, MOST_TOKENS),
    default: 0,
    metavar: 'N',
    doc: 'least tokens of a translated sentence',
    details: 'At most `maxLength`.',
    isModelDefault: true,
  },
  {
    name: 'maxLength',
    group: 'search',
    calls: searches,
    domain: integer(1, MOST_TOKENS),
    default: 256,
    metavar: 'N',
    doc: 'most tokens of a translated sentence',
    details: "The model's `info.maxTargetLength` and `maxLengthFactor` limit them too.",
    isModelDefault: true,
  },
  {
    name: 'maxLengthFactor',
    group: 'search',
    calls: searches,
    domain: positive(1000),
    default: 3,
    metavar: 'F',
    doc: 'most tokens per source token',
    details: 'Those of a `prefix` are not counted.',
    isModelDefault: true,
  },
  {
    name: 'lexiconPenalty',
    group: 'constraints',
    calls: searches,
    domain: number(0, 10),
    default: 5,
    metavar: 'P',
    doc: "penalty, in nats, for a token that would form a word which neither the model's lexicon nor the text has",
    details:
      'With 0 all words are allowed, and so they are by models without a lexicon (`info.lexicon`) ' +
      'and when sampling.',
  },
  {
    name: 'repetitionPenalty',
    group: 'constraints',
    calls: searches,
    domain: number(0.1, 10),
    default: 1,
    defaultMeaning: 'none',
    metavar: 'T',
    doc: 'makes tokens already used less likely',
    details: 'It divides their positive logits and multiplies the negative ones.',
    isModelDefault: true,
  },
  {
    name: 'noRepeatNgram',
    group: 'constraints',
    calls: searches,
    domain: integer(0, MOST_AT_ONCE),
    default: 0,
    defaultMeaning: 'no limit',
    metavar: 'N',
    doc: 'length of token sequences that may occur only once',
    isModelDefault: true,
  },
  {
    name: 'suppress',
    group: 'constraints',
    calls: searches,
    // The texts are checked where they are converted, so that messages tell the place.
    domain: {
      type: 'readonly Text[]',
      expected: 'an array of strings, {pieces} or {ids}',
      accepts: (value) => Array.isArray(value),
    },
    default: [],
    metavar: 'TEXT',
    isRepeatable: true,
    doc: 'texts that must not occur',
    details: 'Strings, or pieces or ids of the target vocabulary, each of 1 to 64 tokens.',
    toNative: (value) => ({ suppress: toSequences(value, 'option suppress') }),
  },
  {
    name: 'replaceUnknowns',
    group: 'constraints',
    calls: searches,
    domain: flag,
    default: false,
    doc: 'copy what the vocabulary lacks, such as emoji, from the source',
    off: "do not, though it is the model's default",
    isModelDefault: true,
  },
  {
    name: 'protect',
    group: 'constraints',
    calls: everyCall,
    domain: protection,
    default: true,
    defaultMeaning: 'what is no text of any language',
    range: 'true, false, strings, regular expressions or ranges',
    metavar: 'PATTERN',
    isRepeatable: true,
    doc: 'what is kept as it is',
    details:
      'Addresses, paths, code, placeholders, markup, emoji, serial numbers and characters that the ' +
      'vocabulary lacks always are; strings, regular expressions and ranges `{start, end}` of the ' +
      'text name more. For an array of texts it may be an array of arrays. With `false` the text ' +
      'goes to the model as it is: nothing is cleaned up, kept or checked.',
    off: 'hand the text to the model as it is: nothing is cleaned up, kept or checked',
    fromFlag: (patterns) => patterns.map((pattern) => new RegExp(pattern, 'gu')),
    isArgument: true,
  },
  {
    name: 'targetToken',
    group: 'constraints',
    calls: everyCall,
    domain: {
      ...optional(
        'a piece of the source vocabulary',
        (value) => typeof value === 'string' && value !== '',
      ),
      type: 'string',
    },
    default: undefined,
    metavar: 'PIECE',
    doc: "source piece that goes before the text, such as '>>deu<<', to tell multilingual models the language",
    details:
      'Where the caller names a target language that `info.targetTokens` has, its token is the default.',
    toNative: (value) => ({ targetToken: toWellFormed(value ?? '') }),
  },
  {
    name: 'sample',
    group: 'sampling',
    calls: decodes,
    domain: flag,
    default: false,
    doc: 'draw tokens by their probability instead of searching',
    details: 'The other options of sampling need it, and `beam` excludes it.',
  },
  {
    name: 'temperature',
    group: 'sampling',
    calls: decodes,
    domain: number(0.01, 100),
    default: 1,
    metavar: 'T',
    doc: 'what logits are divided by',
    note: 'less is more certain',
  },
  {
    name: 'topK',
    group: 'sampling',
    calls: decodes,
    domain: ({ vocabulary }) => integer(0, vocabulary),
    default: 0,
    defaultMeaning: 'all',
    range: "0 to the vocabulary's size",
    metavar: 'N',
    doc: 'draw among this many of the best tokens',
  },
  {
    name: 'topP',
    group: 'sampling',
    calls: decodes,
    domain: positive(1),
    default: 1,
    defaultMeaning: 'all',
    metavar: 'P',
    doc: 'draw among the fewest best tokens that have this share of the probability',
  },
  {
    name: 'seed',
    group: 'sampling',
    calls: decodes,
    domain: integer(0, Number.MAX_SAFE_INTEGER),
    default: 0,
    range: '0 to 2^53 - 1',
    metavar: 'N',
    doc: 'number that decides the draws',
    note: 'the same seed gives the same translations, on any machine and in any batch',
  },
  {
    name: 'lineBreaks',
    group: 'text',
    calls: ['translate'],
    domain: oneOf('keep', 'paragraphs'),
    default: 'keep',
    metavar: 'keep|paragraphs',
    doc: 'what line breaks mean: each ends a sentence and stays, or those that only wrap a line are spaces',
    details:
      'With `paragraphs` the lines of a paragraph become one. A line break still stays beside an ' +
      'empty line, before the mark of a list, a heading, a quotation or a table, beside a line with ' +
      'a tab or another indentation, and after a far shorter line when a capital follows.',
  },
  {
    name: 'batchSize',
    group: 'speed',
    calls: ['translate'],
    domain: integer(1, MOST_AT_ONCE),
    default: 8,
    metavar: 'N',
    flag: 'batch',
    doc: 'sentences that each thread decodes side by side',
    note: 'it never changes a result',
  },
  {
    name: 'shortlist',
    group: 'speed',
    calls: everyCall,
    domain: flag,
    default: true,
    doc: "consider only the tokens that the model's lexical shortlist has for the source",
    details: 'A model without one (`info.shortlist`) always considers its whole vocabulary.',
    off: 'consider the whole vocabulary, though the model has a lexical shortlist',
  },
  {
    name: 'cache',
    group: 'speed',
    calls: everyCall,
    domain: flag,
    default: true,
    doc: 'keep keys and values between steps',
    details:
      'Without the cache each step decodes the whole prefix again: the same numbers, far slower.',
    off: 'decode without the key/value cache: the same result, far slower',
    promptDefault: true,
  },
  {
    name: 'scores',
    group: 'speed',
    calls: decodes,
    domain: flag,
    default: true,
    doc: 'compute log-probabilities and scores; results of greedy search can lack them',
    off: 'compute no scores in greedy search: the same translations, faster',
  },
  {
    name: 'nBest',
    group: 'results',
    calls: decodes,
    domain: integer(1, MOST_AT_ONCE),
    default: 1,
    metavar: 'N',
    doc: 'translations to return of each text',
    details: 'At most `beam` unless sampling.',
  },
  {
    name: 'prefix',
    group: 'results',
    calls: searches,
    domain: {
      ...optional(
        'a string, {pieces}, {ids} or, for an array of texts, an array of them',
        (value) => typeof value === 'string' || typeof value === 'object',
      ),
      type: 'Prefix | readonly (Prefix | null | undefined)[]',
    },
    default: undefined,
    metavar: 'TEXT',
    doc: 'how the translation begins',
    details:
      'One for all texts or, for an array of texts, an array with one for each. `translate` and ' +
      '`stream` split it into sentences like the text itself: sentence i of the prefix begins ' +
      'sentence i.',
    isArgument: true,
  },
  {
    name: 'alignment',
    group: 'results',
    calls: everyCall,
    domain: layersAndHeads,
    default: false,
    range: 'true, false or {layers, heads}',
    doc: 'whether results tell which source each token comes from',
    details:
      'It is the attention to the source, averaged over all decoder layers and heads or over the ' +
      'given ones, counted from 0.',
    toNative: (value) => ({
      alignment: value !== false,
      alignmentLayers: [...(value.layers ?? [])],
      alignmentHeads: [...(value.heads ?? [])],
    }),
  },
  {
    name: 'candidates',
    group: 'results',
    calls: ['start'],
    domain: ({ vocabulary }) => integer(0, vocabulary),
    default: 0,
    range: "0 to the vocabulary's size",
    doc: 'best next tokens reported with each token',
  },
  {
    name: 'attention',
    group: 'results',
    calls: ['start'],
    domain: flag,
    default: false,
    doc: 'whether steps report attention weights',
  },
  {
    name: 'count',
    group: 'results',
    calls: ['alternatives'],
    domain: integer(1, MOST_AT_ONCE),
    default: 5,
    doc: 'alternatives wanted',
    isArgument: true,
  },
];
