/** @file Contests with Bergamot: the same files, the same sentences, as many tokens. */

import { openMarian } from '../../judge/stepglot.mjs';
import { endlessModel, int8Files, randomSentences, sizes, textOf } from './random-files.mjs';

/** @typedef {import('../../../web/engine/index.js').Engine} Engine */
/** @typedef {import('../../judge/bergamot.mjs').Bergamot} Bergamot */

/**
 * @typedef {object} BergamotContest
 * @property {string} name
 * @property {string} title
 * @property {keyof typeof sizes} size
 * @property {'self-attention' | 'ssru'} decoder
 * @property {boolean} [hasShortlist]
 * @property {number} [beam]
 */

/** @type {readonly BergamotContest[]} */
export const bergamotContests = [
  { name: 'ssru', title: 'tiny 256/1536/6+2 SSRU', size: 'tiny', decoder: 'ssru' },
  {
    name: 'ssru-shortlist',
    title: 'the same with a lexical shortlist',
    size: 'tiny',
    decoder: 'ssru',
    hasShortlist: true,
  },
  { name: 'attention', title: 'tiny with self-attention', size: 'tiny', decoder: 'self-attention' },
  { name: 'base', title: 'base 512/2048/6+6', size: 'base', decoder: 'self-attention' },
  { name: 'ssru-beam4', title: 'tiny SSRU, beam 4', size: 'tiny', decoder: 'ssru', beam: 4 },
  {
    name: 'ssru-shortlist-beam4',
    title: 'tiny SSRU with shortlist, beam 4',
    size: 'tiny',
    decoder: 'ssru',
    hasShortlist: true,
    beam: 4,
  },
];

/** Sentences of a pass that hands them over one by one. */
const ONE_BY_ONE = 4;

/**
 * Two engines with the same work to do, one of them in either of its arithmetics.
 *
 * @typedef {object} Pass
 * @property {number} tokens That each of them makes.
 * @property {() => unknown} fast Stepglot's.
 * @property {() => unknown} faithful
 * @property {() => unknown} peer
 */

/**
 * @param {number} length
 * @param {string[]} texts Of made words, one token each.
 */
function checkLengths(length, texts) {
  const wrong = texts.find((text) => text.trim().split(' ').length !== length);
  if (wrong !== undefined) throw new Error(`not ${length} tokens: ${wrong}`);
}

/**
 * Opens a contest's model in both engines and has each translate once.
 *
 * @param {BergamotContest} contest
 * @param {{engine: Engine, bergamot: Bergamot}} engines
 * @param {{sentences: number, length: number}} load How many sentences are handed over together, and
 *   tokens of each of them and of its translation, the end token of a source included.
 * @returns {Promise<{one: Pass, many: Pass, free: () => void}>}
 * @throws {Error} If an engine makes another number of tokens.
 */
export async function openContest(contest, { engine, bergamot }, { sentences, length }) {
  const { size, decoder, hasShortlist = false, beam = 1 } = contest;
  const files = int8Files(endlessModel(decoder, sizes[size]), hasShortlist);
  const theirs = bergamot.open(files, { type: 'int8', beam, maxLengthFactor: 1 });
  const [fast, faithful] = await Promise.all(
    /** @type {const} */ (['fast', 'faithful']).map((arithmetic) =>
      openMarian(engine, files, { arithmetic }),
    ),
  );
  const texts = randomSentences(sentences, length - 1).map(textOf);
  const options = {
    beam,
    minLength: length,
    maxLength: length,
    protect: false,
    batchSize: sentences,
  };
  checkLengths(length, theirs.translate(texts));
  for (const ours of [fast, faithful]) {
    checkLengths(
      length,
      ours.translate(texts, options).map(({ text }) => text),
    );
  }
  const few = texts.slice(0, ONE_BY_ONE);
  return {
    one: {
      tokens: few.length * length,
      fast: () => few.map((text) => fast.translate(text, options)),
      faithful: () => few.map((text) => faithful.translate(text, options)),
      peer: () => few.map((text) => theirs.translate([text])),
    },
    many: {
      tokens: texts.length * length,
      fast: () => fast.translate(texts, options),
      faithful: () => faithful.translate(texts, options),
      peer: () => theirs.translate(texts),
    },
    free: () => {
      fast.free();
      faithful.free();
      theirs.free();
    },
  };
}
