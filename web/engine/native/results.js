/** @file The shapes of what decoding gives: types only, no code. */

/**
 * A translated text.
 *
 * @typedef {object} Translation
 * @property {string} text The translation.
 * @property {number[]} tokens Target ids, without end-of-sentence ids.
 * @property {string[]} pieces The ids' vocabulary pieces, one per token.
 * @property {number[]} logProbs Natural logarithm of the probability of every token, the
 *   end-of-sentence tokens included. With the option `scores` false there are none, and no
 *   `score` and `normalizedScore` here and in `sentences`.
 * @property {number} score Sum of `logProbs`, those of a forced prefix included, less the
 *   `lexiconPenalty` of tokens that misspell.
 * @property {number} normalizedScore What translations are ranked by: the score of the tokens after a
 *   forced prefix over the length penalty, plus the coverage penalty; of several sentences their sum.
 *   Where all tokens are forced, all count.
 * @property {null | 'eos' | 'length'} stop Whether the model ended every sentence by itself, or the
 *   length limit cut one; null while decoding goes on.
 * @property {Sentence[]} sentences What was decoded for it, in the order of the source; text between
 *   them, white space as a rule, was copied.
 * @property {KeptSpan[]} kept What it has as the source has it, in the order of the source: addresses,
 *   placeholders, markup, emoji, numbers and the like, and what the option `protect` names.
 * @property {Alignment} [alignment] Where each token comes from, when asked for.
 * @property {Translation[]} [hypotheses] With `nBest` above 1: at most that many translations, best
 *   first (sampled ones in the order of drawing); the first is this one.
 */

/**
 * A part of a text.
 *
 * @typedef {object} Range
 * @property {number} start Index into the text, in UTF-16 units as for `slice`.
 * @property {number} end Index after it.
 */

/**
 * A sentence of a text and its translation. A sentence that is too long for the model, or longer than
 * 64 tokens, is several; where a text is not split, by the step API, `score` and `alternatives`, all
 * of it is one.
 *
 * @typedef {object} Sentence
 * @property {Range} source Of the text as it was given, without white space around it; 0 to 0 for
 *   pieces and ids.
 * @property {Range} target Of the translation's `text`.
 * @property {Range} tokens Of the translation's `tokens`, `pieces` and the alignment's `target`.
 * @property {number} score The sentence's share of `score`.
 * @property {'whole' | 'divided' | 'doubtful'} outcome How it came through: decoded at once; in parts,
 *   as it is a part of a sentence that is too long; or with something missing or changed, as it was cut
 *   at the length limit, repeats itself, or lacks a number or a kept span.
 */

/**
 * A part of the source that the translation has as it is.
 *
 * @typedef {object} KeptSpan
 * @property {Range} source Of the text as it was given.
 * @property {Range} target Of the translation's `text`; empty when it is missing there.
 * @property {'given' | 'address' | 'path' | 'code' | 'placeholder' | 'markup' | 'handle' | 'picture' |
 *   'number' | 'separator' | 'unwritable' | 'long word'} kind Why it is kept: `given` by the option
 *   `protect`, `unwritable` by the model's vocabulary.
 */

/**
 * Which part of the source each target token comes from, by the model's attention.
 *
 * @typedef {object} Alignment
 * @property {AlignedToken[]} source The source's ids, those of all sentences in order.
 * @property {TargetAlignment[]} target One for each of the translation's `tokens`.
 */

/**
 * A token and its place: `text.slice(start, end)`, never half a character beyond U+FFFF.
 *
 * @typedef {object} AlignedToken
 * @property {number} id
 * @property {string} piece
 * @property {number} start Index into the source or the translation.
 * @property {number} end Index after it. Both are 0 for what stands for no text: the model's start and
 *   end tokens, and sources that are ids or pieces.
 */

/**
 * @typedef {object} TargetLinks
 * @property {number} source Index in the alignment's `source` of the token of the text that gets most
 *   weight; -1 if there is none.
 * @property {number} first Index in `source` that the first weight is for.
 * @property {Float32Array} weights Attention to each source token of the sentence; sums to 1.
 */

/** @typedef {AlignedToken & TargetLinks} TargetAlignment */

/**
 * A possible next token.
 *
 * @typedef {object} Alternative
 * @property {number} id Target id.
 * @property {string} piece Its vocabulary piece.
 * @property {number} logProb Natural logarithm of its probability there.
 * @property {boolean} misspells Whether a search would take the `lexiconPenalty` for it.
 * @property {Translation} translation The best translation that goes on from it, prefix included.
 */

/**
 * Newly final text of one of the texts in translation.
 *
 * @typedef {object} TextEvent
 * @property {number} index Which text, from 0.
 * @property {string} text What follows the text's earlier events.
 */

/**
 * @typedef {object} Candidate
 * @property {number} id Target id.
 * @property {string} piece Its vocabulary piece.
 * @property {number} logProb Natural logarithm of its probability at this step.
 * @property {boolean} misspells Whether it would pay the `lexiconPenalty`.
 */

/**
 * Attention weights of one decoder step, for each layer and head over `keys` positions.
 *
 * @typedef {object} AttentionWeights
 * @property {[number, number, number]} shape `[layers, heads, keys]`.
 * @property {Float32Array} data Row-major; each row of `keys` weights sums to 1.
 */

/**
 * A hypothesis is a path from the root, node 0, which has no token: each node adds one token to its
 * parent's.
 *
 * @typedef {object} Node
 * @property {number} node Its number, above 0, within its sequence.
 * @property {number} parent The number of the node before it, or 0.
 * @property {number} id Target id.
 * @property {string} piece Its vocabulary piece.
 * @property {number} logProb Natural logarithm of the token's probability after its parent. With the
 *   option `scores` false there is none, and no `score` and `normalizedScore`.
 * @property {boolean} misspells Whether the token paid the `lexiconPenalty`: with it neither the
 *   model's lexicon nor the source has a word like this.
 * @property {number} score Sum of `logProb` from the root to here, less the penalties.
 * @property {number} normalizedScore The score that finished hypotheses are ranked by; it counts the
 *   tokens after a forced prefix alone.
 * @property {'live' | 'finished' | 'pruned' | 'forced'} state Whether the search goes on from here;
 *   forced nodes are those of the prefix.
 * @property {null | 'eos' | 'length' | 'rank' | 'bound' | 'early'} reason Why it finished, by its end
 *   token or the length limit; or why it was pruned: for its rank in the step, as none of the live
 *   ones could beat those finished, or as enough had finished.
 * @property {Candidate[]} [candidates] The most likely tokens in its place, best first, when asked for.
 * @property {TokenAttention} [attention] When asked for.
 */

/**
 * What one decoder step did to one sequence. `id`, `piece`, `logProb`, `candidates` and `attention`
 * are those of the best new node.
 *
 * @typedef {object} Report
 * @property {number} sequence Which source, from 0.
 * @property {string} text Newly final text, which all live hypotheses have in common; over all steps
 *   it joins to the result's text.
 * @property {boolean} done Whether the sequence ended with this step.
 * @property {null | 'eos' | 'length'} stop Why its best hypothesis ended; null before `done`.
 * @property {number} id Target id.
 * @property {string} piece Its vocabulary piece.
 * @property {number} logProb Natural logarithm of the token's probability.
 * @property {Node[]} nodes All hypotheses that the step made, best first. Each token of a forced
 *   prefix is a step of its own.
 * @property {Candidate[]} [candidates] The most likely tokens, best first, when asked for.
 * @property {TokenAttention} [attention] When asked for.
 */

/**
 * @typedef {object} TokenAttention
 * @property {AttentionWeights} self Over the target so far.
 * @property {AttentionWeights} cross Over the source.
 */

/**
 * @typedef {object} CacheBytes
 * @property {number} used Bytes of the key/value cache that hold keys and values now.
 * @property {number} reserved Bytes set aside for it.
 */

export {};
