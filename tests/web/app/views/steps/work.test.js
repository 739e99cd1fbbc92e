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

const file = new URL('../../../../../web/models/en-de.int8.safetensors', import.meta.url);

/** @returns {Promise<import('../../../../../web/engine/index.js').ModelInfo>} Of the English-German model. */
async function modelInfo() {
  const engine = await loadEngine();
  const { info } = await engine.loadModel(await readFile(file));
  engine.free();
  return info;
}

/**
 * @param {import('../../../../../web/engine/index.js').TensorInfo[]} tensors
 * @param {RegExp} name
 * @returns {number} Weights in the matrices of that name: multiply-adds for each row they multiply.
 */
function weights(tensors, name) {
  return tensors
    .filter((tensor) => tensor.shape.length === 2 && name.test(tensor.name))
    .reduce((sum, { shape: [rows, columns] }) => sum + rows * columns, 0);
}

test('projections cost as many multiply-adds as the model has weights for them', async () => {
  const { config, tensors } = await modelInfo();
  const sizes = sizesOf(config);
  const attention = (/** @type {number} */ length) => 2 * sizes.width * length;

  const encoder = weights(tensors, /^encoder\.layers/);
  const encoderPairs = sizes.encoderLayers * attention(7) * 7;
  assert.equal(encoderWork(sizes, 7), 7 * encoder + encoderPairs);

  const cross = weights(tensors, /^decoder\.layers.*cross_attn\.[kv]\.weight$/);
  assert.equal(crossWork(sizes, 7), 7 * cross);

  const decoder = weights(tensors, /^decoder\.layers/) - cross;
  const output = Number(config.target_vocab_size) * sizes.width;
  const pairs = sizes.decoderLayers * (attention(3) + attention(7));
  assert.equal(positionWork(sizes, 7, 3), decoder + output + pairs);
});

test('a recurrent decoder has no work that grows with the position; a shortlist shortens the output', async () => {
  const engine = await loadEngine();
  const files = filesOf(referenceOf('marian-ssru'));
  const { config, tensors } = (await engine.loadModel({ files })).info;
  engine.free();
  const sizes = sizesOf(config, 64);
  const cross = weights(tensors, /^decoder\.layers.*cross_attn\.[kv]\.weight$/);
  const decoder = weights(tensors, /^decoder\.layers/) - cross;
  const pairs = sizes.decoderLayers * 2 * sizes.width * 7;
  for (const position of [1, 9]) {
    assert.equal(positionWork(sizes, 7, position), decoder + 64 * sizes.width + pairs);
  }
  const more = Number(config.target_vocab_size) - 64;
  assert.equal(positionWork(sizesOf(config), 7, 1) - positionWork(sizes, 7, 1), more * sizes.width);
});

test('without the cache a step computes every position, and the source, again', async () => {
  const sizes = sizesOf((await modelInfo()).config);
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
