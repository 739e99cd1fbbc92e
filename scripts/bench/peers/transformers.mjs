/** @file Contests with Transformers.js: the same weights, in one page of Chromium. */

import { writeMarianBin } from '../../judge/marian-bin.mjs';
import { decoderFile, encoderFile, transformersConfig } from '../onnx/marian.mjs';
import { endlessModel, randomSentences, sizes, VOCABULARY } from './random-files.mjs';
import { serve } from './server.mjs';
import { wordVocabulary } from './word-vocabulary.mjs';

/** @typedef {import('playwright-core').Browser} Browser */
/** @typedef {keyof typeof sizes} SizeName */

/**
 * @typedef {object} TransformersContest
 * @property {string} name
 * @property {string} title
 * @property {SizeName} size
 * @property {number} length Tokens of each source, and of its translation.
 * @property {number} batch Sentences.
 */

/** @type {readonly TransformersContest[]} */
export const transformersContests = [
  { name: 'tiny-30', title: 'tiny, 1 sentence of 30 tokens', size: 'tiny', length: 30, batch: 1 },
  {
    name: 'tiny-100',
    title: 'tiny, 1 sentence of 100 tokens',
    size: 'tiny',
    length: 100,
    batch: 1,
  },
  { name: 'tiny-batch', title: 'tiny, a batch of 16', size: 'tiny', length: 30, batch: 16 },
  { name: 'base-30', title: 'base, 1 sentence of 30 tokens', size: 'base', length: 30, batch: 1 },
  { name: 'base-batch', title: 'base, a batch of 16', size: 'base', length: 30, batch: 16 },
];

/** The end token's id, which sources end with. */
const END = 0;

/**
 * @param {SizeName} size
 * @returns {Map<string, Uint8Array>} Files of one model for both libraries, by paths on the server.
 */
function modelFiles(size) {
  const model = endlessModel('self-attention', sizes[size]);
  const folder = `/models/${size}`;
  const json = (/** @type {unknown} */ value) => new TextEncoder().encode(JSON.stringify(value));
  const config = transformersConfig(model);
  const { eos_token_id, pad_token_id, decoder_start_token_id } = config;
  return new Map([
    [`${folder}/config.json`, json(config)],
    [
      `${folder}/generation_config.json`,
      json({ eos_token_id, pad_token_id, decoder_start_token_id }),
    ],
    [`${folder}/onnx/encoder_model_quantized.onnx`, encoderFile(model, 'int8')],
    [`${folder}/onnx/decoder_model_merged_quantized.onnx`, decoderFile(model, 'int8')],
    [`${folder}/model.bin`, writeMarianBin(model)],
    [`${folder}/vocab.spm`, wordVocabulary(VOCABULARY)],
  ]);
}

/**
 * How long passes took, in milliseconds: one of each in turn.
 *
 * @typedef {object} Times
 * @property {number} tokens Of a pass.
 * @property {number[]} fast Stepglot's.
 * @property {number[]} faithful
 * @property {number[]} peer
 */

/**
 * @param {Browser} browser
 * @param {readonly TransformersContest[]} contests
 * @param {{runs: number, warmUp: number}} effort Passes of each, and milliseconds before them.
 * @returns {AsyncGenerator<TransformersContest & Times, void, void>}
 */
export async function* runContests(browser, contests, effort) {
  for (const size of new Set(contests.map((contest) => contest.size))) {
    const server = await serve(modelFiles(size));
    const page = await browser.newPage();
    try {
      await page.goto(`${server.address}/scripts/bench/peers/page.html`);
      for (const contest of contests.filter((one) => one.size === size)) {
        const { length, batch } = contest;
        const sources = randomSentences(batch, length - 1).map((ids) => [...ids, END]);
        const work = { size, sources, length, ...effort };
        /** @type {Times} */
        const times = await page.evaluate(async (argument) => {
          const path = './page.js';
          const { run } = await import(path);
          return run(argument);
        }, work);
        yield { ...contest, ...times };
      }
    } finally {
      await page.close();
      server.close();
    }
  }
}
