/** @file The types of the options of decoding, written by `npm run docs` from decode.js. */

/** @typedef {import('./protection.js').Protect} Protect */

/** @typedef {import('./texts.js').Text} Text */

/** @typedef {Text} Prefix A string, or pieces or ids of the target vocabulary. */

/**
 * The options of all calls that decode; each call has its own of them. The defaults of a model
 * (`info.config.search`) replace those named here.
 *
 * @typedef {object} AllOptions
 * @property {number} [beam] Hypotheses kept at each step, 1 to 64 (default 4); 1 is greedy search,
 *   which is faster and shows words as they are decoded. Without meaning when sampling.
 * @property {number} [lengthPenalty] Exponent of the length that scores are divided by, 0 to 10
 *   (default 0.6). 0 leaves scores as they are; more favors longer translations.
 * @property {'gnmt' | 'power'} [lengthNormalization] What scores are divided by: ((5 + length) / 6)
 *   ^ `lengthPenalty`, or length ^ `lengthPenalty` (default gnmt). The first is equation 14 of Wu
 *   et al. 2016.
 * @property {number} [coveragePenalty] Weight of the penalty for source tokens left out, 0 to 10
 *   (default 0). Its formula is in equation 14 of Wu et al. 2016.
 * @property {boolean} [stopEarly] Stop as soon as `beam` hypotheses have finished (default false).
 *   Otherwise a search goes on while an open hypothesis can still beat the finished ones.
 * @property {number} [minLength] Least tokens of a translated sentence, 0 to 4096 (default 0). At
 *   most `maxLength`.
 * @property {number} [maxLength] Most tokens of a translated sentence, 1 to 4096 (default 256). The
 *   model's `info.maxTargetLength` and `maxLengthFactor` limit them too.
 * @property {number} [maxLengthFactor] Most tokens per source token, above 0 to 1000 (default 3).
 *   Those of a `prefix` are not counted.
 * @property {number} [lexiconPenalty] Penalty, in nats, for a token that would form a word which
 *   neither the model's lexicon nor the text has, 0 to 10 (default 5). With 0 all words are
 *   allowed, and so they are by models without a lexicon (`info.lexicon`) and when sampling.
 * @property {number} [repetitionPenalty] Makes tokens already used less likely, 0.1 to 10 (default
 *   1: none). It divides their positive logits and multiplies the negative ones.
 * @property {number} [noRepeatNgram] Length of token sequences that may occur only once, 0 to 64
 *   (default 0: no limit).
 * @property {readonly Text[]} [suppress] Texts that must not occur. Strings, or pieces or ids of
 *   the target vocabulary, each of 1 to 64 tokens.
 * @property {boolean} [replaceUnknowns] Copy what the vocabulary lacks, such as emoji, from the
 *   source (default false).
 * @property {Protect} [protect] What is kept as it is, true, false, strings, regular expressions or
 *   ranges (default true: what is no text of any language). Addresses, paths, code, placeholders,
 *   markup, emoji, serial numbers and characters that the vocabulary lacks always are; strings,
 *   regular expressions and ranges `{start, end}` of the text name more. For an array of texts it
 *   may be an array of arrays. With `false` the text goes to the model as it is: nothing is cleaned
 *   up, kept or checked.
 * @property {string} [targetToken] Source piece that goes before the text, such as '>>deu<<', to
 *   tell multilingual models the language. Where the caller names a target language that
 *   `info.targetTokens` has, its token is the default.
 * @property {boolean} [sample] Draw tokens by their probability instead of searching (default
 *   false). The other options of sampling need it, and `beam` excludes it.
 * @property {number} [temperature] What logits are divided by, 0.01 to 100 (default 1); less is
 *   more certain.
 * @property {number} [topK] Draw among this many of the best tokens, 0 to the vocabulary's size
 *   (default 0: all).
 * @property {number} [topP] Draw among the fewest best tokens that have this share of the
 *   probability, above 0 to 1 (default 1: all).
 * @property {number} [seed] Number that decides the draws, 0 to 2^53 - 1 (default 0); the same seed
 *   gives the same translations, on any machine and in any batch.
 * @property {'keep' | 'paragraphs'} [lineBreaks] What line breaks mean: each ends a sentence and
 *   stays, or those that only wrap a line are spaces (default keep). With `paragraphs` the lines of
 *   a paragraph become one. A line break still stays beside an empty line, before the mark of a
 *   list, a heading, a quotation or a table, beside a line with a tab or another indentation, and
 *   after a far shorter line when a capital follows.
 * @property {number} [batchSize] Sentences that each thread decodes side by side, 1 to 64 (default
 *   8); it never changes a result.
 * @property {boolean} [shortlist] Consider only the tokens that the model's lexical shortlist has
 *   for the source (default true). A model without one (`info.shortlist`) always considers its
 *   whole vocabulary.
 * @property {boolean} [cache] Keep keys and values between steps (default true). Without the cache
 *   each step decodes the whole prefix again: the same numbers, far slower.
 * @property {boolean} [scores] Compute log-probabilities and scores; results of greedy search can
 *   lack them (default true).
 * @property {number} [nBest] Translations to return of each text, 1 to 64 (default 1). At most
 *   `beam` unless sampling.
 * @property {Prefix | readonly (Prefix | null | undefined)[]} [prefix] How the translation begins.
 *   One for all texts or, for an array of texts, an array with one for each. `translate` and
 *   `stream` split it into sentences like the text itself: sentence i of the prefix begins sentence
 *   i.
 * @property {boolean | {layers?: readonly number[], heads?: readonly number[]}} [alignment] Whether
 *   results tell which source each token comes from, true, false or {layers, heads} (default
 *   false). It is the attention to the source, averaged over all decoder layers and heads or over
 *   the given ones, counted from 0.
 * @property {number} [candidates] Best next tokens reported with each token, 0 to the vocabulary's
 *   size (default 0).
 * @property {boolean} [attention] Whether steps report attention weights (default false).
 * @property {number} [count] Alternatives wanted, 1 to 64 (default 5).
 */

/**
 * How a target is decoded, for calls that return translations.
 *
 * @typedef {Pick<AllOptions, 'beam' | 'lengthPenalty' | 'lengthNormalization' | 'coveragePenalty' |
 *   'stopEarly' | 'minLength' | 'maxLength' | 'maxLengthFactor' | 'lexiconPenalty' |
 *   'repetitionPenalty' | 'noRepeatNgram' | 'suppress' | 'replaceUnknowns' | 'protect' |
 *   'targetToken' | 'sample' | 'temperature' | 'topK' | 'topP' | 'seed' | 'shortlist' | 'cache' |
 *   'scores' | 'nBest' | 'prefix' | 'alignment'>} DecodeOptions
 */

/**
 * Options of `translate` and `stream`.
 *
 * @typedef {Pick<AllOptions, 'beam' | 'lengthPenalty' | 'lengthNormalization' | 'coveragePenalty' |
 *   'stopEarly' | 'minLength' | 'maxLength' | 'maxLengthFactor' | 'lexiconPenalty' |
 *   'repetitionPenalty' | 'noRepeatNgram' | 'suppress' | 'replaceUnknowns' | 'protect' |
 *   'targetToken' | 'sample' | 'temperature' | 'topK' | 'topP' | 'seed' | 'lineBreaks' |
 *   'batchSize' | 'shortlist' | 'cache' | 'scores' | 'nBest' | 'prefix' | 'alignment'>}
 *   TranslateOptions
 */

/**
 * Options of `start`.
 *
 * @typedef {Pick<AllOptions, 'beam' | 'lengthPenalty' | 'lengthNormalization' | 'coveragePenalty' |
 *   'stopEarly' | 'minLength' | 'maxLength' | 'maxLengthFactor' | 'lexiconPenalty' |
 *   'repetitionPenalty' | 'noRepeatNgram' | 'suppress' | 'replaceUnknowns' | 'protect' |
 *   'targetToken' | 'sample' | 'temperature' | 'topK' | 'topP' | 'seed' | 'shortlist' | 'cache' |
 *   'scores' | 'nBest' | 'prefix' | 'alignment' | 'candidates' | 'attention'>} StartOptions
 */

/**
 * Options of `alternatives`.
 *
 * @typedef {Pick<AllOptions, 'beam' | 'lengthPenalty' | 'lengthNormalization' | 'coveragePenalty' |
 *   'stopEarly' | 'minLength' | 'maxLength' | 'maxLengthFactor' | 'lexiconPenalty' |
 *   'repetitionPenalty' | 'noRepeatNgram' | 'suppress' | 'replaceUnknowns' | 'protect' |
 *   'targetToken' | 'shortlist' | 'cache' | 'prefix' | 'alignment' | 'count'>} AlternativesOptions
 */

/**
 * Options of `score`.
 *
 * @typedef {Pick<AllOptions, 'lengthPenalty' | 'lengthNormalization' | 'coveragePenalty' |
 *   'protect' | 'targetToken' | 'shortlist' | 'cache' | 'alignment'>} ScoreOptions
 */

/**
 * The options that a model may be published with.
 *
 * @typedef {Pick<AllOptions, 'beam' | 'lengthPenalty' | 'lengthNormalization' | 'stopEarly' |
 *   'minLength' | 'maxLength' | 'maxLengthFactor' | 'repetitionPenalty' | 'noRepeatNgram' |
 *   'replaceUnknowns'>} DecodeDefaults
 */

export {};
