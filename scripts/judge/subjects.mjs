/** @file The models that the engines are compared with. */

import { randomModel, randomNumbers } from './random-model.mjs';
import { associatedIds, writeShortlist } from './shortlist.mjs';
import { trainedModel } from './trained-model.mjs';

/** @typedef {import('./marian-model.mjs').MarianModel} MarianModel */

/** @typedef {{source: number[], target: number[]}} Pair Ids of a sentence and its translation. */

/**
 * @typedef {object} Subject
 * @property {string} name
 * @property {boolean} isTrained Whether its translations mean something.
 * @property {MarianModel} model
 * @property {Uint8Array} vocabulary The SentencePiece model.
 * @property {(pairs: Pair[]) => Uint8Array} shortlist Makes a shortlist, from translations if it is to
 *   make sense.
 */

/** Like Firefox' lists, but shorter: they are to make a difference. */
const sizes = { first: 50, best: 10 };

/**
 * @param {number} vocabulary
 * @returns {Uint8Array} A shortlist that leaves a random part of the vocabulary to each source.
 */
function randomShortlist(vocabulary) {
  const random = randomNumbers(1);
  const draw = () => Math.floor(random() * vocabulary);
  const lists = Array.from({ length: vocabulary }, () =>
    [...new Set(Array.from({ length: sizes.best }, draw))].sort((a, b) => a - b),
  );
  return writeShortlist(lists, sizes);
}

/** @returns {Subject[]} */
export function makeSubjects() {
  const { model, vocabulary } = trainedModel();
  const count = model.parameters.get('decoder_ff_logit_out_b')?.data.length ?? 0;
  const random = (
    /** @type {'self-attention' | 'ssru'} */ decoder,
    /** @type {number} */ endBias,
  ) => ({
    name: `random, post-norm, ${decoder}`,
    isTrained: false,
    model: randomModel({ decoder, vocabulary: count, seed: 1, endBias }),
    vocabulary,
    shortlist: () => randomShortlist(count),
  });
  return [
    {
      name: 'trained, pre-norm, self-attention',
      isTrained: true,
      model,
      vocabulary,
      shortlist: (pairs) => writeShortlist(associatedIds(pairs, count, sizes.best), sizes),
    },
    random('self-attention', 10),
    random('ssru', 12),
  ];
}
