/** @file Models of random weights that never end a translation, as files for the engines. */

import { activationAlphas } from '../../judge/activations.mjs';
import { writeMarianBin } from '../../judge/marian-bin.mjs';
import { randomModel, randomNumbers } from '../../judge/random-model.mjs';
import { writeShortlist } from '../../judge/shortlist.mjs';
import { firstWord, wordOf, wordVocabulary } from './word-vocabulary.mjs';

/** @typedef {import('../../judge/bergamot.mjs').MarianFiles} MarianFiles */
/** @typedef {import('../../judge/marian-model.mjs').MarianModel} MarianModel */
/** @typedef {import('../../judge/random-model.mjs').Size} Size */

export const VOCABULARY = 32000;

/** The sizes of the models that Firefox and OPUS-MT ship. @type {Record<'tiny' | 'base', Size>} */
export const sizes = {
  tiny: { width: 256, ffn: 1536, encoderDepth: 6, decoderDepth: 2 },
  base: { width: 512, ffn: 2048, encoderDepth: 6, decoderDepth: 6 },
};

/** As in Firefox' lists: frequent tokens, and the best translations of each source token. */
const SHORTLIST = { first: 50, best: 50 };

/** Added to the logits of `</s>` and `<unk>`. */
const NEVER = -1000;

/** Frequent words have low ids, in sentences and in shortlists, roughly as in real text. */
const skew = 3;

/**
 * @param {() => number} random
 * @returns {number} The id of a word.
 */
const drawWord = (random) => firstWord + Math.floor(random() ** skew * (VOCABULARY - firstWord));

/**
 * @param {number} count
 * @param {number} length Words of each, and tokens.
 * @returns {number[][]} Ids of sentences, without end tokens; the same in each run.
 */
export function randomSentences(count, length) {
  const random = randomNumbers(count * 1000 + length);
  return Array.from({ length: count }, () => Array.from({ length }, () => drawWord(random)));
}

/** @param {readonly number[]} ids @returns {string} */
export const textOf = (ids) => ids.map(wordOf).join(' ');

/** @returns {Uint8Array} */
function randomShortlist() {
  const random = randomNumbers(1);
  const lists = Array.from({ length: VOCABULARY }, () => {
    const ids = Array.from({ length: SHORTLIST.best }, () => drawWord(random));
    return [...new Set(ids)].sort((a, b) => a - b);
  });
  return writeShortlist(lists, SHORTLIST);
}

/**
 * @param {'self-attention' | 'ssru'} decoder
 * @param {Size} size
 * @returns {MarianModel}
 */
export function endlessModel(decoder, size) {
  const model = randomModel({ decoder, vocabulary: VOCABULARY, seed: 1, endBias: 0, size });
  const bias = model.parameters.get('decoder_ff_logit_out_b');
  bias?.data.fill(NEVER, 0, firstWord);
  return model;
}

/**
 * @param {MarianModel} model
 * @param {boolean} hasShortlist
 * @returns {MarianFiles} With int8 weights.
 */
export function int8Files(model, hasShortlist) {
  // A short pair will do: how activations are scaled changes translations, not their time.
  const [source, target] = randomSentences(2, 3);
  return {
    model: writeMarianBin(model, activationAlphas(model, [{ source, target }])),
    vocabulary: wordVocabulary(VOCABULARY),
    shortlist: hasShortlist ? randomShortlist() : undefined,
  };
}
