/** @file The count of multiply-adds that the step-through view shows. */

import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { test } from 'node:test';
import { loadEngine } from '../../../../../web/engine/index.js';
import { filesOf, referenceOf } from '../../../support/references.js';
import {
  crossWork,
  encoderWork,
  positionWork,
  sizesOf,
  workOfSteps,
} from '../../../../../web/app/views/steps/work.js';

/** @typedef {import('../../../../../web/engine/index.js').ModelInfo} ModelInfo */

const file = new URL('../../../../../web/models/en-de.int8.safetensors', import.meta.url);

/**
 * @param {import('../../../../../web/engine/index.js').ModelInput} model
 * @returns {Promise<ModelInfo>}
 */
async function infoOf(model) {
  const engine = await loadEngine();
  const { info } = await engine.loadModel(model);
  engine.free();
  return info;
}

/** Of the English-German model. */
const modelInfo = async () => infoOf(await readFile(file));

/** Of a model whose decoder has SSRUs. */
const recurrentInfo = () => infoOf({ files: filesOf(referenceOf('marian-ssru')) });

/**
 * The work by the model's configuration (Vaswani et al. 2017, section 3; SSRU: Kim et al. 2019), of a
 * network whose feed-forward is not gated.
 *
 * @param {ModelInfo['config']} config
 * @param {number} source Source tokens.
 * @param {number} position Of the target, from 1.
 */
function workByConfig(config, source, position) {
  const [d, f] = [Number(config.d_model), Number(config.ffn)];
  const isRecurrent = config.decoder_cell === 'ssru';
  const self = isRecurrent ? 2 * d * d : 4 * d * d + 2 * d * position;
  const cross = 2 * d * d + 2 * d * source;
  const layers = Number(config.decoder_layers);
  return {
    encoder:
      Number(config.encoder_layers) * (source * (4 * d * d + 2 * d * f) + 2 * source * source * d),
    cross: layers * 2 * source * d * d,
    decoder: layers * (self + cross + 2 * d * f),
    output: d * Number(config.target_vocab_size),
  };
}

/** @param {ModelInfo} info */
function checkWork(info) {
  const sizes = sizesOf(info);
  for (const [source, position] of [
    [7, 3],
    [1, 1],
    [20, 9],
  ]) {
    const expected = workByConfig(info.config, source, position);
    assert.equal(encoderWork(sizes, source), expected.encoder);
    assert.equal(crossWork(sizes, source), expected.cross);
    assert.equal(positionWork(sizes, source, position), expected.decoder + expected.output);
  }
}

test('the weights of a model cost what its configuration says', async () => {
  checkWork(await modelInfo());
});

test('so do those of a recurrent decoder, whose work does not grow with the position', async () => {
  const info = await recurrentInfo();
  checkWork(info);
  const sizes = sizesOf(info);
  assert.equal(positionWork(sizes, 7, 1), positionWork(sizes, 7, 9));
});

test('a shortlist shortens the output layer', async () => {
  const info = await recurrentInfo();
  const more = Number(info.config.target_vocab_size) - 64;
  const saved = positionWork(sizesOf(info), 7, 1) - positionWork(sizesOf(info, 64), 7, 1);
  assert.equal(saved, more * Number(info.config.d_model));
});

test('without the cache a step computes every position, and the source, again', async () => {
  const sizes = sizesOf(await modelInfo());
  const work = workOfSteps(sizes, 5, 4);
  assert.equal(work.length, 4);
  assert.equal(work[0].cached, work[0].uncached);
  for (const [index, { cached, uncached }] of work.entries()) {
    const positions = Array.from({ length: index + 1 }, (_, i) => positionWork(sizes, 5, i + 1));
    const all = positions.reduce((sum, one) => sum + one, 0);
    assert.equal(uncached, all + crossWork(sizes, 5));
    if (index > 0) assert.equal(cached, positions[index]);
  }
});
